"""What a construction finds: an attribution in token indices of one line."""

from collections.abc import Iterable
from dataclasses import dataclass

from workers.claims.constructions.line import Line
from workers.claims.model import Link, Role, TaggedSpan, Tagging

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


def tagging(found: Iterable[tuple[Line, Candidate]]) -> Tagging:
    """Return candidates in the form a tagger gives: spans in order of start, and links."""
    groups = [_tagged(line, candidate) for line, candidate in found]
    spans = sorted({span for group in groups for span in group}, key=lambda s: (s.start, s.end))
    index = {span: number for number, span in enumerate(spans)}
    links = tuple(
        Link(index[part], index[cue], part.confidence) for cue, *parts in groups for part in parts
    )
    return Tagging(tuple(spans), links)


def _tagged(line: Line, candidate: Candidate) -> list[TaggedSpan]:
    """Return the spans of a candidate, the cue first."""
    roles: list[tuple[Role, Range]] = [("cue", candidate.cue)]
    if candidate.source:
        roles.append(("source", candidate.source))
    roles.extend(("content", part) for part in candidate.content)
    return [TaggedSpan(role, *line.span(*part), candidate.confidence) for role, part in roles]
