"""What stands apart from who speaks and what is said: headings, datelines, hearers, others.

Used by `union` on what the network marks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workers.claims import lexicon
from workers.claims.constructions.line import Line
from workers.claims.grouping import Group
from workers.claims.model import Sentence, TaggedSpan

_BE = frozenset({"is", "are", "was", "were", "been", "being"})
_ENDS = frozenset(".!?…,:;")
_CLOSING = frozenset({"'", "''", '"', "”", "»"})
_DASHES = frozenset({"-", "--", "—", "–"})
_RELATIVES = frozenset({"who", "which", "that", "whose", "where"})
_SCRAP = 3
"""Tokens that a sentence has at least to say something on its own."""
_DATELINE = 14
"""Tokens up to the dash after a dateline: "ST. JOHN'S, Newfoundland, March 3 (Reuters) -"."""
_ASKED = (("asked",), ("pressed",), ("questioned",), ("quizzed",), ("challenged",))
"""What opens a clause that tells what someone was asked who then speaks."""


def without_heading(group: Group, above: Sequence[Line]) -> Group:
    """Return a group without a content in one of the lines `above` it that no mark ends.

    A heading between paragraphs is at times a quotation, and no part of the next one.
    """
    headings = [one.span(0, len(one)) for one in above if not _is_ended(one)]
    told = tuple(
        span
        for span in group.content
        if not any(start <= span.start and span.end <= end for start, end in headings)
    )
    return replace(group, content=told) if told else group


def _is_ended(line: Line) -> bool:
    """Whether a mark ends a line, before the quotation marks that close there."""
    at = len(line) - 1
    while at > 0 and line.words[at] in _CLOSING:
        at -= 1
    return line.words[at] in _ENDS


def without_relative(group: Group, line: Line) -> Group:
    """Return a group whose source does not run into the next clause: "Orr, of a trust that"."""
    if not group.source:
        return group
    last = group.source[-1]
    start, end = (
        bisect_left(line.tokens, at, key=lambda token: token.start) for at in (last.start, last.end)
    )
    if end - start < 3 or line.words[end - 1] not in _RELATIVES:
        return group
    comma = next((i for i in range(end - 1, start, -1) if line.words[i] == ","), end - 1)
    return replace(
        group, source=(*group.source[:-1], replace(last, end=line.tokens[comma - 1].end))
    )


def without_scraps(group: Group, read: Sequence[Line], starts: Sequence[int]) -> Group:
    """Return a group without a further content of a word or two that is no quotation: "More." is a
    link. `starts` are where the lines that were `read` begin.
    """
    told = tuple(
        span
        for span in group.content
        if not _is_scrap(span, read[max(0, bisect_right(starts, span.start) - 1)], group.cue)
    )
    return replace(group, content=told) if told else group


def _is_scrap(span: TaggedSpan, line: Line, cue: TaggedSpan) -> bool:
    first, end = (
        bisect_left(line.tokens, at, key=lambda token: token.start) for at in (span.start, span.end)
    )
    start, stop = line.span(0, len(line))
    is_further = not start <= cue.start < stop
    return is_further and end - first < _SCRAP and not any(line.quoted[first:end])


def without_dateline(group: Group, line: Line) -> Group:
    """Return a group whose content leaves out where its paragraph was filed: "OSLO (AP) — It"."""
    dash = next((i for i in range(1, min(len(line), _DATELINE)) if line.words[i] in _DASHES), 0)
    if not dash or not (line.tokens[0].text.isupper() and len(line.words[0]) > 1):
        return group
    start, end = line.span(0, dash + 1)
    told = tuple(
        replace(span, start=max(span.start, line.span(dash + 1, dash + 2)[0]))
        if start <= span.start < end
        else span
        for span in group.content
        if not start <= span.start < span.end <= end
    )
    return replace(group, content=told) if told else group


def without_others(
    groups: Sequence[Group], spoken: Sequence[TaggedSpan], sentences: Sequence[Sentence]
) -> Iterator[Group]:
    """Return the groups, each without a content of another paragraph in which someone else speaks.

    `spoken` are the cues that stand in no quotation. A quotation that goes on after "Orr said." is
    Orr's, though the next paragraph tells what Lin said; and nobody says what another paragraph
    gives to its own speaker.
    """
    starts = [sentence.start for sentence in sentences]

    def block(span: TaggedSpan) -> int:
        return sentences[max(0, bisect_right(starts, span.start) - 1)].block

    speaking = {block(cue) for cue in spoken}
    for group in groups:
        own = block(group.cue)
        told = tuple(s for s in group.content if block(s) == own or block(s) not in speaking)
        yield replace(group, content=told) if told else group


def without_hearer(group: Group, line: Line) -> Group:
    """Return a group without a source that was only told or asked: "The coroner was told that",
    "Asked whether it leaked, he shrugged".

    In a headline too, where "was" is left out: "Crane had rusted, jury told".
    """
    first = bisect_left(line.tokens, group.cue.start, key=lambda token: token.start)
    end = bisect_left(line.tokens, group.cue.end, key=lambda token: token.start)
    words = line.words[first:end]
    sits = line.word(first - 1) in lexicon.words("en", "hearings.txt")
    is_passive = _BE.intersection(words[:-1]) or (len(words) == 1 and sits and end == len(line))
    is_told = is_passive and words[-1:] == ("told",) and line.word(end) != "by"
    heard = is_told and all(span.end <= group.cue.start for span in group.source)
    is_asked = words in _ASKED and all(
        (first == 0 and span.end <= group.cue.start)
        or any(group.cue.end <= said.start < said.end <= span.start for said in group.content)
        for span in group.source
    )
    return replace(group, source=()) if heard or is_asked else group
