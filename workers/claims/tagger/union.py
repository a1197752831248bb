"""Marks sources, cues and contents: the network, mended and added to by the constructions.

Importing this loads the network, once, before any fork. `attribution` takes what comes out.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workers.article.model import Article
from workers.claims import lexicon
from workers.claims.constructions import Sight
from workers.claims.constructions.line import Line
from workers.claims.grouping import Group, groups, tagging
from workers.claims.model import Sentence, TaggedSpan, Tagging
from workers.claims.tagger.agreement import Marked, Proposal, judged, proposals
from workers.claims.tagger.anonymity import (
    is_asked_for,
    outside_asides,
    with_aside,
    without_reason,
)
from workers.claims.tagger.apart import (
    without_dateline,
    without_heading,
    without_hearer,
    without_others,
    without_relative,
    without_scraps,
)
from workers.claims.tagger.network import WEIGHTS, NeuralTagger
from workers.claims.tagger.rules import outermost

_NETWORK = NeuralTagger(WEIGHTS)

_TAILS = frozenset({"xsc end", "xcs np", "told", "heard", "according-to"})
"""Constructions, with their frame, that close a sentence: "X, Orr said", "X, the jury was told"."""


def tag(article: Article, sentences: Sequence[Sentence], seen: Sequence[Sight]) -> Tagging:
    """Return the tagged spans, in order of start, and how they hang together.

    A cue's confidence is that of its attribution: the share of its like that are right.
    """
    said = _NETWORK.tag(article, sentences)
    return replace(tagging(united(groups(said), seen, sentences)), evidence=said.evidence)


def united(
    marked: Sequence[Group], seen: Sequence[Sight], sentences: Sequence[Sentence]
) -> Iterator[Group]:
    """Return what is marked in the lines of an article, judged, and what is plain but unmarked."""
    read = [sight.line for sight in seen]
    proposed = [proposals(sight.line, sight.candidates) for sight in seen]
    starts = [line.tokens[0].start for line in read]
    beside: list[list[Group]] = [[] for _ in read]
    for group in without_others(marked, [*_spoken(marked, proposed, read)], sentences):
        at = bisect_right(starts, group.cue.start) - 1
        whole = without_scraps(group, read, starts)
        told = without_dateline(without_heading(whole, read[max(0, at - 1) : at]), read[at])
        named = without_relative(without_hearer(told, read[at]), read[at])
        beside[at].append(without_reason(named, read[at]))
    busy = Marked([group for voices in beside for group in voices])
    for line, found, voices in zip(read, proposed, beside, strict=True):
        yield from outside_asides([_judged(group, line, found) for group in voices])
        yield from _plain([one for one in found if busy.leaves(one.group)])
        yield from _around(found, voices, busy)


def _spoken(
    marked: Sequence[Group], proposed: Sequence[Sequence[Proposal]], read: Sequence[Line]
) -> Iterator[TaggedSpan]:
    """Yield the cues outside quotations: those marked, and those that close or follow one."""
    starts = [line.tokens[0].start for line in read]
    for group in marked:
        line = read[bisect_right(starts, group.cue.start) - 1]
        at = bisect_right(line.tokens, group.cue.start, key=lambda token: token.start) - 1
        if not line.quoted[at]:
            yield group.cue
    for found in proposed:
        yield from (o.group.cue for o in found if o.construction in ("xsc", "xcs"))


def _judged(group: Group, line: Line, found: Sequence[Proposal]) -> Group:
    """Return a group, judged, its source with what is said of its anonymity or without."""
    aside = with_aside(group, line)
    whole = judged(aside, found)
    bare = whole if aside is group else judged(group, found)
    sure = max(whole.confidence, bare.confidence)
    return replace(whole, cue=replace(whole.cue, confidence=sure))


def _around(found: Sequence[Proposal], marked: Sequence[Group], busy: Marked) -> Iterator[Group]:
    """Return a line's proposals that close it, around a voice that is `marked` in it.

    "A docker explained that the crane had rusted, Reyes said.": the network reads up to the comma.
    """
    for one in found:
        is_new = _is_tail(one) and not busy.cues(one.group.cue)
        if is_new and any(_holds(one.group, inner) for inner in marked):
            yield one.group


def _is_tail(one: Proposal) -> bool:
    """Whether a proposal closes its sentence, and what stands before is no mere adverbial."""
    found, line = one.candidate, one.line
    end = max(found.cue[1], found.source[1] if found.source else 0)
    aside = line.kinds[found.content[0][0]] in ("subordinator", "participle", "gerund")
    return found.construction in _TAILS and end >= len(line) - 1 and not aside


def _holds(outer: Group, inner: Group) -> bool:
    """Whether all of an attribution lies in the content of another."""
    return all(
        any(wide.start <= span.start and span.end <= wide.end for wide in outer.content)
        for span in (*inner.source, inner.cue, *inner.content)
    )


def _plain(found: Sequence[Proposal]) -> Iterator[Group]:
    """Return the outermost of a line's proposals that are believed on their own."""
    believed = lexicon.words("en", "unheard.tsv")
    plain = {one.candidate.cue for one in found if one.construction in believed}
    by_candidate = {
        one.candidate: one
        for one in found
        if one.construction in believed or one.candidate.cue not in plain
    }
    for candidate in outermost(tuple(by_candidate)):
        one = by_candidate[candidate]
        if one.construction in believed or is_asked_for(candidate, one.line):
            yield one.group
