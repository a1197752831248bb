"""Marks sources, cues and contents by rules and counts.

`constructions` proposes candidates, each with the measured precision of its kind, and what lies in
the content of a better one is left out, since the tags are flat and mean the outermost attribution
(as the PolNeAR corpus has it). `attribution` links, joins quotations that run on, and looks for
what is nested.
"""

from collections.abc import Iterator, Sequence

from workers.claims.constructions import Sight
from workers.claims.constructions.candidate import Candidate, grouped
from workers.claims.grouping import tagging
from workers.claims.model import Tagging

_MARGIN = 0.05  # of confidence, before a shorter attribution drives out a longer one


def tag(seen: Sequence[Sight]) -> Tagging:
    """Return the tagged spans, in order of start, and how they hang together."""
    return tagging(
        grouped(sight.line, found) for sight in seen for found in outermost(sight.candidates)
    )


def outermost(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Return the candidates that do not lie in the content of another, nor share words with it."""
    taken: list[Candidate] = []
    sound = [one for one in found if not any(_loses(one, other) for other in found)]
    for candidate in sorted(sound, key=lambda c: (-_reach(c), -c.confidence, c.cue)):
        if not any(_clashes(candidate, other) for other in taken):
            taken.append(candidate)
    return iter(sorted(taken, key=lambda c: c.cue))


def _reach(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)


def _loses(one: Candidate, other: Candidate) -> bool:
    """Whether each claims the other's cue as its content, and the other is the surer one."""
    mutual = _clashes(one, other) and _clashes(other, one)
    return mutual and one.confidence + _MARGIN < other.confidence


def _clashes(candidate: Candidate, other: Candidate) -> bool:
    """Whether the cue of a candidate lies in the content or the cue of another."""
    return any(
        candidate.cue[0] < end and start < candidate.cue[1]
        for start, end in (*other.content, other.cue)
    )
