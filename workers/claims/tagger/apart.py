"""What stands apart from who speaks and what is said: the heading above, and whoever was told.

Used by `union` on what the network marks.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from workers.claims.constructions.line import Line
from workers.claims.grouping import Group

_BE = frozenset({"is", "are", "was", "were", "been", "being"})
_ENDS = frozenset(".!?…,:;")


def without_heading(group: Group, above: Sequence[Line]) -> Group:
    """Return a group without a content in one of the lines `above` it that no mark ends.

    A heading between paragraphs is at times a quotation, and no part of the next one.
    """
    headings = [one.span(0, len(one)) for one in above if _ENDS.isdisjoint(one.words[-2:])]
    told = tuple(
        span
        for span in group.content
        if not any(start <= span.start and span.end <= end for start, end in headings)
    )
    return replace(group, content=told) if told else group


def without_hearer(group: Group, line: Line) -> Group:
    """Return a group without a source that was only told: "The coroner was told that"."""
    first = bisect_left(line.tokens, group.cue.start, key=lambda token: token.start)
    end = bisect_left(line.tokens, group.cue.end, key=lambda token: token.start)
    words = line.words[first:end]
    is_told = _BE.intersection(words[:-1]) and words[-1:] == ("told",) and line.word(end) != "by"
    heard = is_told and all(span.end <= group.cue.start for span in group.source)
    return replace(group, source=()) if heard else group
