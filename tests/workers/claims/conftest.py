"""Articles with attributions written into the text, so that a test shows what it speaks of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from workers.article.model import Article, Block, Span
from workers.claims.model import Attribution, Ledger, Sentence, Source
from workers.claims.text import sentences

_TAG = re.compile(r"<(/?)([sct])(\d)>")
_FIELD = {"s": "source", "c": "cue", "t": "content"}


@dataclass(frozen=True)
class Marked:
    article: Article
    sentences: tuple[Sentence, ...]
    attributions: tuple[Attribution, ...]
    ledger: Ledger


def _parsed(text: str) -> tuple[str, dict[str, dict[str, list[Span]]]]:
    """Return the bare text and the spans of <s1>source</s1>, <c1>cue</c1>, <t1>content</t1>."""
    bare, at, opened = "", 0, {}
    found: dict[str, dict[str, list[Span]]] = {}
    for tag in _TAG.finditer(text):
        bare += text[at : tag.start()]
        at = tag.end()
        key = (tag[2], tag[3])
        if not tag[1]:
            opened[key] = len(bare)
            found.setdefault(tag[3], {"source": [], "cue": [], "content": []})
        else:
            found[tag[3]][_FIELD[tag[2]]].append((opened.pop(key), len(bare)))
    return bare + text[at:], found


def _article(text: str, title: bool, roles: Mapping[int, str], **facts: Any) -> Article:
    blocks = []
    for number, match in enumerate(re.finditer(r"[^\n]+", text)):
        role = roles.get(number, "title" if title and not number else "body")
        is_reason = role not in ("title", "body", "heading", "quote", "list")
        role, why = ("furniture", role) if is_reason else (role, None)
        blocks.append(Block(match.start(), match.end(), role, why))  # type: ignore[arg-type]
    span = (blocks[0].start, blocks[0].end) if title else None
    facts = {"obtained": "text", "language": "en", **facts}
    return Article(text=text, blocks=tuple(blocks), title=span, **facts)


def _source(id: str, facts: Mapping[str, Any], mentions: tuple[Span, ...]) -> Source:
    known: dict[str, Any] = {
        "kind": "person",
        "official": False,
        "name": None,
        "role": None,
        "described_as": None,
        "number": None,
        "reason": None,
    }
    return Source(id=id, mentions=mentions, **{**known, **facts})


@pytest.fixture
def marked() -> Callable[..., Marked]:
    """Return a maker of articles. `sources` and `links` say more of attribution "1", "2" …

    `sources={"1": {"kind": "outlet", "id": "s9"}}`: fields of its ledger entry; attributions that
    share an `id` share the entry. `links={"2": {"via": "a1", "act": "attitude"}}`: fields of the
    attribution. `roles={3: "source-line"}`: a paragraph's role, or why it is furniture.
    """

    def make(
        text: str,
        *,
        title: bool = False,
        roles: Mapping[int, str] | None = None,
        sources: Mapping[str, Mapping[str, Any]] | None = None,
        links: Mapping[str, Mapping[str, Any]] | None = None,
        **facts: Any,
    ) -> Marked:
        bare, found = _parsed(text)
        article = _article(bare, title, roles or {}, **facts)
        attributions, entries, source_of = [], {}, {}
        for number, spans in sorted(found.items()):
            link = {
                "form": "indirect",
                "stance": "neutral",
                "act": "speech",
                "via": None,
                "confidence": 0.9,
                **(links or {}).get(number, {}),
            }
            where = {field: tuple(places) for field, places in spans.items()}
            attributions.append(Attribution(id=f"a{number}", **where, **link))
            entry = dict((sources or {}).get(number, {}))
            id = entry.pop("id", f"s{number}")
            source_of[f"a{number}"] = id
            entries.setdefault(id, _source(id, entry, where["source"]))
        return Marked(
            article,
            sentences(article),
            tuple(attributions),
            Ledger(tuple(entries.values()), source_of),
        )

    return make
