"""What the network marks, held against what the constructions propose.

They err in different ways: the network knows many ways of speaking and stumbles over rare names,
the constructions see only what they are told of and never stumble. So what both say is surer than
what the network says alone, and of two sources for one cue the surer is taken.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from workers.claims.constructions.candidate import Candidate, grouped
from workers.claims.constructions.contents import CLAUSAL
from workers.claims.constructions.line import Line
from workers.claims.constructions.records import is_record
from workers.claims.grouping import Group
from workers.claims.model import TaggedSpan
from workers.claims.runon import merged
from workers.claims.words import VERBS

SLOPE, CONFIRMED, ALONE, SOURCED = 0.51, -0.54, -1.46, 1.19
"""Log-odds that a marked attribution is right: SLOPE times those of the product of its spans, plus
CONFIRMED if a construction says the same, else ALONE, plus SOURCED if it has a source. Logistic
regression on the 2,121 attributions found in the 84 dev articles of PolNeAR 1.0.0
(`lab/agreement_fit.py`)."""

_NO_SOURCE = 0.75
"""What a construction must be surer than to name a source where the network has none nearby."""
_LEAST = 0.01
_COMMA = 1
"""Code points by which the ends of one source may differ: "Ann Orr, the mayor," and without."""
_SOURCELESS = frozenset({"impersonal", "there-are", "raised", "passive-to", "adverb", "told"})
"""Constructions whose plain words say that there is no source."""
_PLAIN = _SOURCELESS | {"record", "heard"}
"""Constructions as sure as they are by themselves wherever the network says the same: of 29 records
on PolNeAR dev 27 are right."""
_TAILS = frozenset({"xsc", "xcs"})
_GOVERNING = VERBS | {"preposition", "to", "determiner", "possessive"}
"""Classes of words after which no clause begins that stands alone."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An attribution that a construction sees, and the sentence it stands in."""

    line: Line
    candidate: Candidate
    group: Group

    @property
    def construction(self) -> str:
        """The construction's name, without its frame."""
        return self.candidate.construction.split(" ", maxsplit=1)[0]


def proposals(line: Line, found: Sequence[Candidate]) -> tuple[Proposal, ...]:
    """Return the candidates of a line as proposals."""
    return tuple(Proposal(line, one, grouped(line, one)) for one in found)


def judged(marked: Group, proposed: Sequence[Proposal]) -> Group:
    """Return a group, mended where it can be; its cue carries how likely all of it is right.

    `proposed` are the proposals of the sentence in which the cue stands.
    """
    whole, agreeing = mended(marked, proposed)
    plain = (r.candidate.confidence for r in agreeing if r.construction in _PLAIN)
    sure = _judgement(whole, agreed=bool(agreeing))
    return _carried(whole, max(sure, *plain, 0.0))


def mended(marked: Group, proposed: Sequence[Proposal]) -> tuple[Group, Sequence[Proposal]]:
    """Return a group, mended where it can be, and the proposals that then say the same."""
    rivals = [one for one in proposed if _meet(one.group.cue, marked.cue)]
    named = _with_surer_source(_with_source_of_cue(marked, rivals), rivals)
    whole = _as_plainly_said(_with_all_it_closes(named, rivals), rivals)
    return whole, [one for one in rivals if agree(_within(whole, one.line), _named(one, whole))]


def _named(one: Proposal, marked: Group) -> Group:
    """Return a proposal as a group; a pronoun for its source is whoever is marked before it.

    "Orr said he had seen it and called it a sham.": the subject of the last verb is either.
    """
    told, source = one.group, one.candidate.source
    if source is None or source[1] - source[0] > 1 or one.line.kind(source[0]) != "pronoun":
        return told
    start, at = one.line.span(0, 1)[0], told.source[0].start
    is_before = bool(marked.source) and all(start <= s.start < at for s in marked.source)
    return replace(told, source=marked.source) if is_before else told


def _within(marked: Group, line: Line) -> Group:
    """Return a group with only what of its content stands in the sentence of a line.

    A construction sees a sentence, where a quotation may go on over several.
    """
    start, end = line.span(0, len(line))
    inside = tuple(
        replace(span, start=max(span.start, start), end=min(span.end, end))
        for span in marked.content
        if span.start < end and start < span.end
    )
    return replace(marked, content=inside or marked.content)


def _with_source_of_cue(marked: Group, rivals: Sequence[Proposal]) -> Group:
    """Return a group whose cue holds no source where a construction tells them apart.

    "“It leaks,” said Ines Calder, its head.": the network at times takes all that follows for cue,
    and gives the words to whoever spoke in the sentence before.
    """
    inside = [
        one
        for one in rivals
        if one.group.source
        and all(marked.cue.start <= s.start and s.end <= marked.cue.end for s in one.group.source)
    ]
    if not inside or _has_source_in(marked, inside[0].line):
        return marked
    rival = max(inside, key=lambda one: one.candidate.confidence)
    return replace(marked, cue=rival.group.cue, source=rival.group.source)


def _with_surer_source(marked: Group, rivals: Sequence[Proposal]) -> Group:
    rival = max(
        (
            one
            for one in rivals
            if one.group.source and not any(_meet(s, marked.cue) for s in one.group.source)
        ),
        key=lambda one: one.candidate.confidence,
        default=None,
    )
    if rival is None:
        return marked
    sure, held = rival.candidate.confidence, _sureness_of_source(marked, rival.line)
    in_record = _is_in_record(marked, rival)
    if not in_record and (sure <= held or _same(marked.source, rival.group.source)):
        return marked
    sure = max(sure, held) if in_record else sure
    return replace(marked, source=tuple(replace(s, confidence=sure) for s in rival.group.source))


def _is_in_record(marked: Group, rival: Proposal) -> bool:
    """Whether what is marked for source is only who saw or made the record that shows it.

    "Minutes seen by the Gazette show": what shows it are the minutes.
    """
    if rival.candidate.source is None or not marked.source:
        return False
    start, end = rival.group.source[0].start, rival.group.source[0].end
    inside = start < marked.source[0].start and abs(marked.source[-1].end - end) <= _COMMA
    return inside and is_record(rival.line, rival.candidate.source)


def _as_plainly_said(marked: Group, rivals: Sequence[Proposal]) -> Group:
    """Return a group without a source as the construction has it that says so in plain words.

    All of the cue ("There are reports that"), and what is said on both sides of it ("The gunman is
    believed to have fled").
    """
    plain = [one.group for one in rivals if one.construction in _SOURCELESS]
    if not plain:
        return marked
    someone = [span for span in marked.source if not _stands_for_no_one(span, rivals[0].line)]
    if not _lies_in(someone, plain[0].content):
        return marked
    if marked.source and any(_tells(one) for one in rivals):
        return marked  # "The driver allegedly told police that …"
    if any(one.construction == "record" for one in rivals):
        return marked  # "Replays appeared to show that …"
    start, end = plain[0].cue.start, plain[0].cue.end
    parted = marked.source or (len(plain[0].content) > 1 and agree(plain[0], marked))
    return Group(
        replace(marked.cue, start=start, end=end),
        (),
        plain[0].content if parted else marked.content,
    )


def _tells(one: Proposal) -> bool:
    """Whether a proposal is someone's telling, in a clause: "told police that"."""
    kind, _, name = one.candidate.construction.partition(" ")
    return kind == "scx-finite" and name.rsplit("-", 1)[-1] in CLAUSAL


def _stands_for_no_one(source: TaggedSpan, line: Line) -> bool:
    """Whether a source is the subject of "It is believed that" or "There is talk of"."""
    at = bisect_left(line.tokens, source.start, key=lambda token: token.start)
    end = line.tokens[at].end if at < len(line) else 0
    return source.end == end and line.word(at) in ("it", "there")


def _with_all_it_closes(marked: Group, rivals: Sequence[Proposal]) -> Group:
    """Return a group that closes a sentence with all of it, not just with what another says in it.

    "A nurse explained that the ward was full, Reyes continued.": the clause is the nurse's.
    """
    for one in rivals:
        closes = one.construction in _TAILS and _same(one.group.source, marked.source)
        inside = closes and _lies_in(marked.content, one.group.content)
        if inside and _is_cut(one.line, marked.content[0].start):
            return replace(marked, content=one.group.content)
    return marked


def _is_cut(line: Line, start: int) -> bool:
    """Whether a content that begins at a code point lacks the words that govern it."""
    at = bisect_left(line.tokens, start, key=lambda token: token.start)
    is_clause = line.word(at) == "that" and line.kind(at) == "subordinator"
    governed = line.kind(at - 1) in _GOVERNING and not line.opens_quotation(at)
    return at > 0 and (is_clause or governed)


def _sureness_of_source(marked: Group, line: Line) -> float:
    """Return how sure the network is of a source. One that is not in the cue's sentence is none."""
    if not _has_source_in(marked, line):
        return _NO_SOURCE
    return min(span.confidence for span in marked.source)


def _lies_in(spans: Sequence[TaggedSpan], wider: Sequence[TaggedSpan]) -> bool:
    return all(any(w.start <= s.start and s.end <= w.end for w in wider) for s in spans)


def _has_source_in(marked: Group, line: Line) -> bool:
    start, end = line.span(0, len(line))
    return any(start <= span.start < end for span in marked.source)


def agree(marked: Group, proposed: Group) -> bool:
    """Whether both have the same source and the same content, or one piece of it."""
    return _same_source(marked.source, proposed.source) and (
        _same(marked.content, proposed.content)
        or any(_same((span,), proposed.content) for span in marked.content)
    )


def _same_source(one: Sequence[TaggedSpan], other: Sequence[TaggedSpan]) -> bool:
    """Whether two sources are the same, if more may be told of one: "a nurse, who asked …", "the
    union's head, Ann Orr".
    """
    if _same(one, other) or [s.start for s in one] == [s.start for s in other]:
        return True
    return len(one) == len(other) == 1 and abs(one[0].end - other[0].end) <= _COMMA


def _same(one: Sequence[TaggedSpan], other: Sequence[TaggedSpan]) -> bool:
    """Whether two sets of spans share half or more of their code points; two empty ones do."""
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return 2 * shared >= sum(s.end - s.start for s in (*one, *other)) - shared


def _meet(one: TaggedSpan, other: TaggedSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _judgement(group: Group, *, agreed: bool) -> float:
    offset = (CONFIRMED if agreed else ALONE) + (SOURCED if group.source else 0)
    return 1 / (1 + exp(-SLOPE * log_odds(group.confidence) - offset))


def log_odds(confidence: float) -> float:
    """Return the logarithm of the odds, of nothing below 1 or above 99 %."""
    sure = min(max(confidence, _LEAST), 1 - _LEAST)
    return log(sure / (1 - sure))


def _carried(group: Group, confidence: float) -> Group:
    return Group(
        replace(group.cue, confidence=confidence),
        tuple(replace(span, confidence=1.0) for span in group.source),
        tuple(replace(span, confidence=1.0) for span in group.content),
    )


class Marked:
    """Where the network speaks: the cues and contents it marks."""

    def __init__(self, marked: Sequence[Group]):
        spans = sorted((s.start, s.end) for one in marked for s in (one.cue, *one.content))
        self._spans = merged(spans)

    def cues(self, cue: TaggedSpan) -> bool:
        """Whether any of a cue is marked, as whatever."""
        return self._shared(cue) > 0

    def leaves(self, group: Group) -> bool:
        """Whether nothing is marked where a group's cue is, and hardly any of its content."""
        if self._shared(group.cue):
            return False
        size = sum(span.end - span.start for span in group.content)
        return 10 * sum(map(self._shared, group.content)) <= size

    def _shared(self, span: TaggedSpan) -> int:
        """Return how many code points of a span are marked."""
        at, shared = bisect_right(self._spans, span.start, key=lambda marked: marked[1]), 0
        while at < len(self._spans) and self._spans[at][0] < span.end:
            start, end = self._spans[at]
            shared += min(end, span.end) - max(start, span.start)
            at += 1
        return shared
