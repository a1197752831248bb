"""Tags to attributions: linking, quotations that run on, form, stance, nesting.

Takes what a tagger found, whichever it is, and makes whole attributions of it: a content that cuts
into a quotation gets all of it, over paragraphs too; quotations that follow in the same paragraph
without an attribution of their own join the one before; what is attributed within a content is
found here and hangs on it by `via`.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from workers.article.model import Article, Span
from workers.claims import cues
from workers.claims.model import Attribution, Sentence, Tagging
from workers.claims.quotation import Quotation, form, quotations


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution on its way: no id yet."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float

    @property
    def spans(self) -> tuple[Span, ...]:
        return (*self.source, *self.cue, *self.content)


def attributions(
    article: Article, sentences: Sequence[Sentence], tagging: Tagging
) -> tuple[Attribution, ...]:
    """Return the attributions in order of their first span, with ids `a1`, `a2` …"""
    quoted = quotations(sentences)
    found = [_with_quotations(one, quoted) for one in _linked(tagging)]
    found = list(_with_followers(found, sentences, quoted))
    return _numbered(article, found, quoted)


def _linked(tagging: Tagging) -> Iterator[_Found]:
    """Return an attribution for each cue that has a content."""
    parts: dict[int, list[int]] = {}
    for link in tagging.links:
        parts.setdefault(link.cue, []).append(link.span)
    for cue, linked in sorted(parts.items()):
        spans = [tagging.spans[index] for index in linked]
        by_role = {
            role: tuple(sorted((s.start, s.end) for s in spans if s.role == role))
            for role in ("source", "content")
        }
        if by_role["content"]:
            mark = tagging.spans[cue]
            yield _Found(
                by_role["source"],
                ((mark.start, mark.end),),
                by_role["content"],
                min(mark.confidence, *(s.confidence for s in spans)),
            )


def _with_quotations(found: _Found, quoted: Sequence[Quotation]) -> _Found:
    """Return the attribution with every quotation whole that its content cuts into."""
    content = list(found.content)
    starts = [q.spans[0][0] for q in quoted]
    for start, end in found.content:
        for quotation in _touching(quoted, starts, start, end):
            if not any(_overlaps(span, s) for span in found.cue for s in quotation.spans):
                content.extend(quotation.spans)
    return replace(found, content=_merged(content))


def _touching(
    quoted: Sequence[Quotation], starts: Sequence[int], start: int, end: int
) -> Iterator[Quotation]:
    at = bisect_left(starts, start)
    for quotation in quoted[max(0, at - 1) : bisect_left(starts, end)]:
        if any(_overlaps((start, end), span) for span in quotation.spans):
            yield quotation


def _overlaps(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _with_followers(
    found: Sequence[_Found], sentences: Sequence[Sentence], quoted: Sequence[Quotation]
) -> Iterator[_Found]:
    """Add the quotations that follow in the paragraph and have no attribution of their own."""
    taken = sorted((span, index) for index, one in enumerate(found) for span in one.spans)
    starts = [span[0] for span, _ in taken]
    extra: dict[int, list[Span]] = {}
    owner: int | None = None
    block = -1
    opening = {q.spans[0][0]: q for q in quoted}
    for sentence in sentences:
        if sentence.block != block:
            owner, block = None, sentence.block
        at = bisect_left(starts, sentence.start)
        inside = [
            i
            for (s, e), i in taken[max(0, at - 3) : bisect_left(starts, sentence.end)]
            if e > sentence.start
        ]
        if inside:
            owner = inside[-1]
        elif owner is not None and sentence.start in opening:
            extra.setdefault(owner, []).extend(opening[sentence.start].spans)
    for index, one in enumerate(found):
        yield replace(one, content=_merged([*one.content, *extra.get(index, [])]))


def _numbered(
    article: Article, found: Sequence[_Found], quoted: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    spans = [span for quotation in quoted for span in quotation.spans]
    return tuple(
        Attribution(
            id=f"a{number}",
            source=one.source,
            cue=one.cue,
            content=one.content,
            form=form(article.text, one.content, spans),
            stance="neutral",
            act="speech",
            via=None,
            confidence=one.confidence,
        )
        for number, one in enumerate(sorted(found, key=lambda one: sorted(one.spans)), 1)
    )
