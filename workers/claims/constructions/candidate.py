"""What a construction finds: an attribution in token indices of one line."""

from dataclasses import dataclass

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
