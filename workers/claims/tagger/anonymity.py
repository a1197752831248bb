"""What of a sentence says that, or why, its source is not named: part of the source, never said.

Used by `union` on what the network marks. How a source is named does not change what it says: "two
nurses said on condition of anonymity because they feared for their jobs".
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from workers.claims.constructions.candidate import Candidate
from workers.claims.constructions.line import Line
from workers.claims.grouping import Group
from workers.claims.model import TaggedSpan

_BECAUSE = frozenset({"because", "since", "as", "for", "citing", "fearing"})
_ANONYMITY = frozenset({"anonymity", "anonymous", "anonymously", "named", "identified"})
_NEAR = 4
"""How many words before its reason anonymity is named, at most."""
_LONGEST_ASIDE = 30
"""Tokens of ", who did not want to be named," at most."""


def outside_asides(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups that do not stand in the source of another: "who asked not to be named"."""
    sources = [span for group in groups for span in group.source]
    return tuple(group for group in groups if not any(_stands_in(group, s) for s in sources))


def without_reason(group: Group, line: Line) -> Group:
    """Return a group without what in its content says why its source is not named.

    Where its cue ends, "said on condition of anonymity", says nothing of how sure it is.
    """
    told = tuple(span for span in group.content if not _is_reason(span, line))
    kept = tuple(_up_to_reason(span, line) for span in told or group.content)
    words = line.words[_index(line, group.cue.start) : _index(line, group.cue.end)]
    is_aside = not _ANONYMITY.isdisjoint(words)
    cue = replace(group.cue, confidence=1.0) if is_aside else group.cue
    return replace(group, cue=cue, content=kept)


def _is_reason(span: TaggedSpan, line: Line) -> bool:
    """Whether a span is "because they feared …" after "anonymity", or "not to be named because"."""
    at = _index(line, span.start)
    before, opening = line.words[max(0, at - _NEAR) : at], line.words[at : at + _NEAR]
    if line.word(at) in _BECAUSE:
        return not _ANONYMITY.isdisjoint(before)
    return line.word(at) in ("not", "to", "for") and not _ANONYMITY.isdisjoint(opening)


def _up_to_reason(span: TaggedSpan, line: Line) -> TaggedSpan:
    """Return "not to be named" of "not to be named because they feared for their jobs"."""
    start, end = _index(line, span.start), _index(line, span.end)
    named = next((at for at in range(start, min(start + _NEAR, end)) if _is_hidden(line, at)), end)
    why = next((at for at in range(named, end) if line.word(at) in _BECAUSE), end)
    return span if why >= end else replace(span, end=line.tokens[why - 1].end)


def _is_hidden(line: Line, at: int) -> bool:
    return line.word(at) in _ANONYMITY


def with_aside(group: Group, line: Line) -> Group:
    """Return a group with the aside on its source that it is not named: "a man, who …, said"."""
    if not group.source:
        return group
    last = group.source[-1]
    start, end = _index(line, last.end), _index(line, group.cue.start)
    aside = line.words[start:end]
    if not 2 < len(aside) <= _LONGEST_ASIDE or aside[0] != "," or aside[-1] != ",":
        return group
    if _ANONYMITY.isdisjoint(aside) or any(line.quoted[start:end]):
        return group
    return replace(group, source=(*group.source[:-1], replace(last, end=line.tokens[end - 1].end)))


def is_asked_for(candidate: Candidate, line: Line) -> bool:
    """Whether it is anonymity that a candidate asks for: "asking not to be identified"."""
    start, _ = candidate.content[0]
    opening = line.words[start : start + _NEAR]
    is_added = candidate.construction.startswith("scx-gerund") and candidate.source is not None
    return is_added and not _ANONYMITY.isdisjoint(opening)


def _index(line: Line, at: int) -> int:
    """Return the index of the first token that begins at a code point or after it."""
    return bisect_left(line.tokens, at, key=lambda token: token.start)


def _stands_in(group: Group, source: TaggedSpan) -> bool:
    spans = (*group.source, group.cue, *group.content)
    return all(source.start < s.start and s.end <= source.end for s in spans)
