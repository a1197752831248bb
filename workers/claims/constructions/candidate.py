"""What a construction finds: an attribution in token indices of one line."""

from dataclasses import dataclass

from workers.claims.constructions.line import Line
from workers.claims.grouping import Group
from workers.claims.model import Role, TaggedSpan

Range = tuple[int, int]
"""Token indices of a line, end exclusive."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible attribution; `confidence` is the measured share of its like that are right."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    confidence: float
    construction: str


def grouped(line: Line, found: Candidate) -> Group:
    """Return a candidate in code points; its cue carries the confidence of all of it."""

    def span(role: Role, part: Range, confidence: float = 1.0) -> TaggedSpan:
        return TaggedSpan(role, *line.span(*part), confidence)

    return Group(
        span("cue", found.cue, found.confidence),
        (span("source", found.source),) if found.source else (),
        tuple(span("content", part) for part in found.content),
    )
