"""Marks sources, cues and contents: the network, mended and added to by the constructions.

Importing this loads the network, once, before any fork. `attribution` takes what comes out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workers.article.model import Article
from workers.claims import lexicon
from workers.claims.constructions import Sight
from workers.claims.constructions.line import Line
from workers.claims.grouping import Group, groups, tagging
from workers.claims.model import Sentence, TaggedSpan, Tagging
from workers.claims.tagger.agreement import Marked, Proposal, judged, proposals
from workers.claims.tagger.network import WEIGHTS, NeuralTagger
from workers.claims.tagger.rules import outermost

_NETWORK = NeuralTagger(WEIGHTS)

_BECAUSE = frozenset({"because", "since", "as", "for", "citing", "fearing"})
_ANONYMITY = frozenset({"anonymity", "anonymous", "anonymously", "named", "identified"})
_NEAR = 4
"""How many words before its reason anonymity is named, at most."""

_TAILS = frozenset({"xsc end", "xcs np", "told", "according-to"})
"""Constructions, with their frame, that close a sentence: "X, Orr said", "X, the jury was told"."""


def tag(article: Article, sentences: Sequence[Sentence], seen: Sequence[Sight]) -> Tagging:
    """Return the tagged spans, in order of start, and how they hang together.

    A cue's confidence is that of its attribution: the share of its like that are right.
    """
    said = _NETWORK.tag(article, sentences)
    return replace(tagging(united(groups(said), seen)), evidence=said.evidence)


def united(marked: Sequence[Group], seen: Sequence[Sight]) -> Iterator[Group]:
    """Return what is marked in the lines of an article, judged, and what is plain but unmarked."""
    read = [sight.line for sight in seen]
    proposed = [proposals(sight.line, sight.candidates) for sight in seen]
    starts = [line.tokens[0].start for line in read]
    beside: list[list[Group]] = [[] for _ in read]
    for group in marked:
        at = bisect_right(starts, group.cue.start) - 1
        beside[at].append(group)
        yield judged(_without_reason(group, read[at]), proposed[at])
    busy = Marked(marked)
    for found, voices in zip(proposed, beside, strict=True):
        yield from _plain([one for one in found if busy.leaves(one.group)])
        yield from _around(found, voices, busy)


def _without_reason(group: Group, line: Line) -> Group:
    """Return a group without a content that says why its source is not named.

    "It leaks, two dockers said on condition of anonymity because they feared for their jobs."
    """
    told = tuple(span for span in group.content if not _is_reason(span, line))
    return replace(group, content=told) if told else group


def _is_reason(span: TaggedSpan, line: Line) -> bool:
    at = bisect_left(line.tokens, span.start, key=lambda token: token.start)
    before = line.words[max(0, at - _NEAR) : at]
    return line.word(at) in _BECAUSE and not _ANONYMITY.isdisjoint(before)


def _around(found: Sequence[Proposal], marked: Sequence[Group], busy: Marked) -> Iterator[Group]:
    """Return a line's proposals that close it, around a voice that is `marked` in it.

    "A docker explained that the crane had rusted, Reyes said.": the network reads up to the comma.
    """
    voices = [group for group in marked if group.source]
    for one in found:
        is_new = _is_tail(one) and not busy.cues(one.group.cue)
        if is_new and any(_holds(one.group, inner) for inner in voices):
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
    by_candidate = {one.candidate: one for one in found}
    for candidate in outermost(tuple(by_candidate)):
        if by_candidate[candidate].construction in believed:
            yield by_candidate[candidate].group
