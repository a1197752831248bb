"""Tags to attributions: linking, quotations that run on, form, stance, nesting.

Takes what a tagger found, whichever it is, and makes whole attributions of it: a content that cuts
into a quotation gets all of it, over paragraphs too; quotations that follow in the same paragraph
without an attribution of their own join the one before; what is attributed within a content is
found here and hangs on it by `via`. What follows a quotation in the publication's own words goes to
nobody.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from workers.article.model import Article, Span
from workers.claims import cues, runon
from workers.claims.constructions import Sight
from workers.claims.grouping import Group, groups
from workers.claims.model import Attribution, Sentence, Tagging
from workers.claims.nesting import inner
from workers.claims.quotation import Quotation, form, quotations, within
from workers.claims.runon import merged, without
from workers.claims.text import tokens

_EDGES = ",;:"  # of an unquoted span; no part of it


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution on its way: no id yet. All spans are sorted; none of a role overlap."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float

    @property
    def spans(self) -> tuple[Span, ...]:
        return (*self.source, *self.cue, *self.content)


def attributions(
    article: Article, sentences: Sequence[Sentence], tagging: Tagging, seen: Sequence[Sight]
) -> tuple[Attribution, ...]:
    """Return the attributions in order of their first span, with ids `a1`, `a2` …"""
    quoted = quotations(sentences)
    marks = [span for quotation in quoted for span in quotation.spans]
    outer = _in_full(article, sentences, [_found(group) for group in groups(tagging)], quoted)
    around = _containers(outer)
    spoken = [
        one
        for one, holder in zip(outer, around, strict=True)
        if holder is None or not within(one.cue[0][0], marks)
    ]
    nested = [_trimmed(article, _found(group)) for group in inner(seen, tagging)]
    return _numbered(article, _held([*spoken, *nested], len(spoken)), marks)


def _found(group: Group) -> _Found:
    return _Found(
        merged([(span.start, span.end) for span in group.source]),
        ((group.cue.start, group.cue.end),),
        merged([(span.start, span.end) for span in group.content]),
        group.confidence,
    )


def _in_full(
    article: Article,
    sentences: Sequence[Sentence],
    found: Sequence[_Found],
    quoted: Sequence[Quotation],
) -> list[_Found]:
    """Return the attributions with the whole of what they quote, over sentences and blocks."""
    whole = [_quoting_in_full(one, sentences, quoted) for one in found]
    marks = [span for quotation in quoted for span in quotation.spans]
    spoken = [() if within(one.cue[0][0], marks) else one.spans for one in whole]
    more = runon.followers(spoken, sentences, quoted)
    full = [
        _trimmed(article, replace(one, content=merged((*one.content, *more.get(index, ())))))
        for index, one in enumerate(whole)
    ]
    return [one for one in full if one.content]


def _quoting_in_full(
    one: _Found, sentences: Sequence[Sentence], quoted: Sequence[Quotation]
) -> _Found:
    """Return an attribution with all of the quotations it touches, and nothing behind them."""
    fixed = (*one.source, *one.cue)
    content = runon.whole(one.content, fixed, runon.near(quoted, one.spans))
    near = runon.near(quoted, content)
    return replace(one, content=runon.own(content, fixed, near, sentences))


def _trimmed(article: Article, found: _Found) -> _Found:
    """Return an attribution whose content holds neither its source nor its cue, edges cut clean.

    A source stays as it was tagged: a comma may close what is said of someone ("Orr, the mayor,").
    """
    fixed = (*found.source, *found.cue)
    return replace(found, content=tuple(_cut(article.text, without(found.content, fixed))))


def _cut(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Return the spans without white space and commas at their edges; empty ones are dropped."""
    for start, end in spans:
        while start < end and (text[start].isspace() or text[start] in _EDGES):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in _EDGES):
            end -= 1
        if any(text[at].isalnum() for at in range(start, end)):
            yield start, end


def _containers(found: Sequence[_Found]) -> list[int | None]:
    """Return for each attribution the index of the innermost in whose content all of it lies."""
    contents = sorted((*span, index) for index, one in enumerate(found) for span in one.content)
    reach = list(accumulate((end for _, end, _ in contents), max))
    return [_container(index, found, contents, reach) for index in range(len(found))]


def _container(
    index: int,
    found: Sequence[_Found],
    contents: Sequence[tuple[int, int, int]],
    reach: Sequence[int],
) -> int | None:
    """Return the shortest content's owner. An owner's content is longer than what it holds."""
    start, end = found[index].cue[0]
    holders: list[tuple[int, int]] = []
    at = bisect_right(contents, start, key=lambda content: content[0]) - 1
    while at >= 0 and reach[at] >= end:
        _, reaches, owner = contents[at]
        if reaches >= end and owner != index and _holds(found[owner], found[index]):
            holders.append((sum(e - s for s, e in found[owner].content), owner))
        at -= 1
    return min(holders)[1] if holders else None


def _holds(outer: _Found, one: _Found) -> bool:
    return all(any(s <= start and end <= e for s, e in outer.content) for start, end in one.spans)


def _held(found: Sequence[_Found], spoken: int) -> list[_Found]:
    """Return the first `spoken` attributions, and of the rest those that lie in one."""
    around = _containers(found)
    return [
        one
        for index, (one, holder) in enumerate(zip(found, around, strict=True))
        if one.content and (index < spoken or holder is not None)
    ]


def _numbered(
    article: Article, found: Sequence[_Found], marks: Sequence[Span]
) -> tuple[Attribution, ...]:
    ordered = sorted(found, key=lambda one: (sorted(one.spans), one.cue))
    around = _containers(ordered)
    return tuple(
        _attribution(article, one, number, around[number - 1], marks)
        for number, one in enumerate(ordered, 1)
    )


def _attribution(
    article: Article, one: _Found, number: int, holder: int | None, marks: Sequence[Span]
) -> Attribution:
    words = [
        token.text.lower().replace("’", "'")
        for start, end in one.cue
        for token in tokens(article.text, start, end)
    ]
    act, stance = cues.sense(words, has_source=bool(one.source))
    return Attribution(
        id=f"a{number}",
        source=one.source,
        cue=one.cue,
        content=one.content,
        form=form(article.text, one.content, marks),
        stance=stance,
        act=act,
        via=None if holder is None else f"a{holder + 1}",
        confidence=one.confidence,
    )
