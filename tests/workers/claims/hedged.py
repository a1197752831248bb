"""Hedges of a text, as the tests of hedging, weasels and factuality find them."""

import re
from typing import Any

from workers.article.model import Article, Block
from workers.claims.hedging import hedges, hedging
from workers.claims.model import Hedge, Segment
from workers.claims.text import sentences


def article_of(text: str) -> Article:
    blocks = [Block(m.start(), m.end(), "body") for m in re.finditer(r"\S[^\n]*", text)]
    return Article(text=text, blocks=tuple(blocks), language="en", obtained="text")


def found(text: str) -> tuple[Hedge, ...]:
    """The hedges of a text that nobody else is quoted in, weasels left out."""
    article = article_of(text)
    return tuple(h for h in hedges(article, sentences(article), ()) if h.kind != "weasel")


def certainty(text: str) -> str:
    article = article_of(text)
    cues = hedges(article, sentences(article), ())
    return hedging(article, Segment(0, len(text), None), (), cues).certainty


def judged(m: Any, attribution: str | None) -> Any:
    cues = hedges(m.article, m.sentences, m.attributions)
    spans = [s for a in m.attributions if a.id == attribution for s in a.content]
    start, end = spans[0] if spans else (0, len(m.article.text))
    return hedging(m.article, Segment(start, end, attribution), m.attributions, cues)
