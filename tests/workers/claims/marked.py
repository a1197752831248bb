"""Invented texts with their sources between brackets, read as a ledger.

Used by the tests of the ledger.
"""

import re

from workers.article.model import Article, Block, Span
from workers.claims.model import Attribution, Form, Ledger, Source
from workers.claims.sources import ledger
from workers.claims.text import sentences

_MARK = re.compile(r"[\[\]]")


def article_of(text: str) -> Article:
    blocks = tuple(Block(part.start(), part.end(), "body") for part in re.finditer(r"[^\n]+", text))
    return Article(text, blocks, "en", "text")


def attribution(
    number: int,
    source: tuple[Span, ...],
    content: tuple[Span, ...] = (),
    form: Form = "indirect",
    via: str | None = None,
) -> Attribution:
    return Attribution(
        f"a{number}", source, (), content, form, "neutral", "speech", via, confidence=1.0
    )


def told(marked: str) -> tuple[str, Ledger, list[Source]]:
    """The text, its ledger and the source of each mention between brackets, in order."""
    spans, opened = [], 0
    for marks_before, mark in enumerate(_MARK.finditer(marked)):
        place = mark.start() - marks_before
        if mark[0] == "[":
            opened = place
        else:
            spans.append((opened, place))
    text = _MARK.sub("", marked)
    article = article_of(text)
    found = ledger(
        article,
        sentences(article),
        [attribution(n, (span,)) for n, span in enumerate(spans, start=1)],
    )
    by_id = {source.id: source for source in found.sources}
    rests = [by_id[found.source_of[f"a{n}"]] for n in range(1, len(spans) + 1)]
    return text, found, rests


def is_one(marked: str) -> bool:
    """Whether all marked mentions rest on one entry, and the ledger has no other."""
    _, found, rests = told(marked)
    return len({source.id for source in rests}) == len(found.sources) == 1


def is_two(marked: str) -> bool:
    """Whether the two marked mentions rest on two entries."""
    _, _, (first, second) = told(marked)
    return first.id != second.id
