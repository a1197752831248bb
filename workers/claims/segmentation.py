"""Cuts sentences into the pieces that become claims: after attributions, before scoring.

Every place of a sentence belongs to the innermost attribution whose content covers it, to the
source or cue of one, or to nobody. A run of places of one attribution is one piece; a run of
nobody's is a piece if it states something: the publication's own voice. What someone says of a mind
inside what they say ("I think", "they want to stay") is part of what they say and cuts nothing: a
reader wants the sentence whole, and by whom. Nor does what is found inside without being sure. A
sentence in which an outer attribution is unsure is cut by it, so all of its pieces are unsure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import groupby, pairwise

from workers.article.model import Article, Span
from workers.claims import words
from workers.claims.model import Attribution, Segment, Sentence, Token
from workers.claims.place import groups

_EDGE = frozenset(" \t\r\n\v\f\u00a0,;:–—-―")
"""White space and the marks that join a piece to its neighbours."""
_STOPS = frozenset(".!?…")
_VERBS = frozenset({"modal", "auxiliary", "present", "past", "participle"})
_JOINTS = frozenset({"conjunction", "subordinator"})
"""What ends a left-over only because something else went on there."""
_FEW = 3
"""A left-over of fewer words ("He said") states nothing on its own."""
_SOURCE, _CUE = "source", "cue"
"""Owners of the places that signal an attribution; no id is one."""


@dataclass(frozen=True, slots=True)
class _Paint:
    """A span that takes its places. Where two lie over each other the lower `order` wins."""

    start: int
    end: int
    owner: str
    order: tuple[int, int]
    is_sure: bool


def segments(
    article: Article,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    least_confidence: float = 0.0,
) -> tuple[Segment, ...]:
    """Return the segments, disjoint, in reading order, none across a sentence or a block.

    What is attributed inside another attribution with less than `least_confidence` cuts nothing.
    """
    paints = sorted(_paints(article, attributions, least_confidence), key=lambda paint: paint.start)
    active: list[_Paint] = []
    found: list[Segment] = []
    coming = 0
    for sentence in sentences:
        while coming < len(paints) and paints[coming].start < sentence.end:
            active.append(paints[coming])
            coming += 1
        active = [paint for paint in active if paint.end > sentence.start]
        found += _of_sentence(article, sentence, active)
    return tuple(found)


def _paints(
    article: Article, attributions: Sequence[Attribution], least_confidence: float
) -> Iterator[_Paint]:
    """Return contents, and on top of them sources and cues, of every attribution that cuts."""
    by_id = {found.id: found for found in attributions}
    for found in attributions:
        depth = _depth(found, by_id)
        is_sure = found.confidence >= least_confidence
        if not found.content or (depth and (not is_sure or _is_own_mind(article, found))):
            continue
        length = sum(end - start for start, end in found.content)
        for start, end in found.content:
            yield _Paint(start, end, found.id, (-depth, length), is_sure)
        for owner, spans in ((_SOURCE, found.source), (_CUE, found.cue)):
            for start, end in spans:
                yield _Paint(start, end, owner, (-len(by_id) - 1, 0), is_sure)


def _is_own_mind(article: Article, found: Attribution) -> bool:
    """Whether an attribution inside another tells no one else's words: a wish, or "I think"."""
    spoken = " ".join(article.text_of(span).lower() for span in found.source)
    return found.act == "attitude" or spoken in groups()["publication"]


def _depth(found: Attribution, by_id: Mapping[str, Attribution]) -> int:
    """Return in how many attributions one is nested; a loop or a loose end counts no further."""
    seen = {found.id}
    while found.via is not None and found.via in by_id and found.via not in seen:
        seen.add(found.via)
        found = by_id[found.via]
    return len(seen) - 1


def _of_sentence(
    article: Article, sentence: Sentence, paints: Sequence[_Paint]
) -> Iterator[Segment]:
    is_sure = all(paint.is_sure for paint in paints)
    whole = _whole_parts(article.text, sentence, paints)
    for owner, span in _with_subjects(sentence, _runs(article.text, sentence, paints)):
        is_whole = span == (sentence.start, sentence.end)
        piece = _trimmed(article.text, span, keeps_stop=bool(owner) or is_whole)
        states = (owner, *piece) in whole or _states(article, sentence, piece)
        if owner is None and states:
            clean = piece if is_whole else _without_joint(article.text, sentence, piece)
            yield Segment(*clean, None, is_sure)
        elif owner and states and _says(article.text, sentence, piece):
            yield Segment(*piece, owner)


def _whole_parts(
    text: str, sentence: Sentence, paints: Sequence[_Paint]
) -> set[tuple[str, int, int]]:
    """Return what of each content stands in a sentence, as if nothing were told inside it."""
    clipped = (
        (one.owner, (max(one.start, sentence.start), min(one.end, sentence.end))) for one in paints
    )
    return {(owner, *_trimmed(text, span, keeps_stop=True)) for owner, span in clipped}


def _with_subjects(
    sentence: Sentence, runs: Iterable[tuple[str | None, Span]]
) -> Iterator[tuple[str | None, Span]]:
    """Return the runs that are no signals; what a source also does has the source for its subject.

    "Reyes left the room, saying that …": the publication says that Reyes left the room.
    """
    before: tuple[str | None, Span] = (None, (0, 0))
    for owner, (start, end) in runs:
        if owner not in (_SOURCE, _CUE):
            has_subject = owner is None and before[0] == _SOURCE
            is_predicate = has_subject and _begins_with_verb(_tokens(sentence, (start, end)))
            yield owner, (before[1][0] if is_predicate else start, end)
        before = owner, (start, end)


def _begins_with_verb(told: Sequence[Token]) -> bool:
    """Whether a piece begins with a finite verb: not with "who left", nor with a comma."""
    return bool(told) and words.is_finite(told[0], words.classes(told)[0])


def _runs(
    text: str, sentence: Sentence, paints: Sequence[_Paint]
) -> Iterator[tuple[str | None, Span]]:
    """Return the runs of one owner in a sentence; marks and white space cut none."""
    pieces = [
        (owner, span)
        for owner, span in _painted(sentence, paints)
        if owner != "" or _has_word(text, span)
    ]
    for owner, run in groupby(pieces, key=lambda piece: piece[0]):
        spans = [span for _, span in run]
        yield owner or None, (spans[0][0], spans[-1][1])


def _painted(sentence: Sentence, paints: Sequence[_Paint]) -> Iterator[tuple[str, Span]]:
    """Return the sentence cut at every edge of a span, each part with its owner or ""."""
    waiting = sorted(paints, key=lambda paint: paint.start, reverse=True)
    on_top: list[tuple[tuple[int, int], int, str]] = []
    for start, end in pairwise(_edges(sentence, paints)):
        while waiting and waiting[-1].start <= start:
            paint = waiting.pop()
            heappush(on_top, (paint.order, paint.end, paint.owner))
        while on_top and on_top[0][1] <= start:
            heappop(on_top)
        yield on_top[0][2] if on_top else "", (start, end)


def _edges(sentence: Sentence, paints: Sequence[_Paint]) -> list[int]:
    edges = {sentence.start, sentence.end}
    for paint in paints:
        edges |= {max(sentence.start, paint.start), min(sentence.end, paint.end)}
    return sorted(edges)


def _has_word(text: str, span: Span) -> bool:
    return any(text[at].isalnum() for at in range(*span))


def _trimmed(text: str, span: Span, keeps_stop: bool) -> Span:
    """Return the span without the marks and white space at its edges."""
    start, end = span
    drop = _EDGE if keeps_stop else _EDGE | _STOPS
    while start < end and (text[start] in drop or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in drop or text[end - 1].isspace()):
        end -= 1
    return start, end


def _without_joint(text: str, sentence: Sentence, span: Span) -> Span:
    """Return a piece without the *and* or *when* by which something else goes on."""
    told = _tokens(sentence, span)
    pairs = zip(reversed(told), reversed(words.classes(told)), strict=True)
    last = next((token for token, kind in pairs if kind not in _JOINTS), told[-1])
    return span if last is told[-1] else _trimmed(text, (span[0], last.end), keeps_stop=False)


def _says(text: str, sentence: Sentence, span: Span) -> bool:
    """Whether a piece of content says anything: a "that" does not, a quoted "no" does."""
    start, end = span
    is_quoted = start < end and not text[start].isalnum()
    told = _tokens(sentence, span)
    return _has_word(text, span) and (
        is_quoted or not all(words.is_function_word(token) for token in told)
    )


def _tokens(sentence: Sentence, span: Span) -> list[Token]:
    start, end = span
    return [token for token in sentence.tokens if start <= token.start and token.end <= end]


def _states(article: Article, sentence: Sentence, span: Span) -> bool:
    """Whether a left-over says something: it holds a finite verb.

    What has the form of a verb will do in a whole sentence: "destroyed" alone cannot be told from
    a participle. A whole headline is taken at its word: headlines drop their verbs ("Council to
    close bridge").
    """
    tokens = _tokens(sentence, span)
    spoken = sum(token.text[0].isalnum() for token in tokens)
    if spoken < _FEW:
        return span == (sentence.start, sentence.end) and words.has_finite_verb(tokens)
    if 2 * (span[1] - span[0]) <= sentence.end - sentence.start:
        return words.has_finite_verb(tokens)
    is_headline = article.blocks[sentence.block].role == "title"
    return is_headline or not _VERBS.isdisjoint(words.classes(tokens))
