"""What is attributed within a content: "Reyes said a report had warned that X".

A tagger marks the outermost attribution only. Inside what is said in the publication's words, the
constructions are asked again; inside a quotation they are not, since "I think" in someone's mouth
says nothing of who stands behind the claim.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from workers.article.model import Span
from workers.claims import cues
from workers.claims.constructions import Sight
from workers.claims.constructions.candidate import Candidate, Range, grouped
from workers.claims.constructions.line import Line
from workers.claims.grouping import Group
from workers.claims.model import Tagging
from workers.claims.runon import merged

MIN_CONFIDENCE = 0.3
_NOBODY = frozenset({"i", "we", "you", "it", "this", "that", "there", "which", "who", "what"})


def inner(seen: Sequence[Sight], outer: Tagging) -> tuple[Group, ...]:
    """Return what is attributed wholly within the contents of `outer`."""
    contents = merged([(s.start, s.end) for s in outer.spans if s.role == "content"])
    cued = {s.start for s in outer.spans if s.role == "cue"}
    return tuple(
        grouped(sight.line, candidate)
        for sight in seen
        for candidate in _one_a_cue(
            one for one in sight.candidates if _is_inner(sight.line, one, contents, cued)
        )
    )


def _one_a_cue(found: Iterable[Candidate]) -> Iterable[Candidate]:
    """Return the surest candidate of each cue: constructions may see the same."""
    surest: dict[Range, Candidate] = {}
    for one in found:
        if one.cue not in surest or one.confidence > surest[one.cue].confidence:
            surest[one.cue] = one
    return surest.values()


def _inside(contents: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch lies in one of the contents."""
    at = bisect_right(contents, start, key=lambda c: c[1])
    return at < len(contents) and contents[at][0] <= start and end <= contents[at][1]


def _is_inner(line: Line, candidate: Candidate, contents: Sequence[Span], cued: set[int]) -> bool:
    """Whether a candidate is a named voice that speaks within a content, in unquoted words."""
    source, cue = candidate.source, candidate.cue
    if source is None or candidate.confidence < MIN_CONFIDENCE or line.quoted[cue[0]]:
        return False
    if line.words[source[0]] in _NOBODY or line.span(*cue)[0] in cued:
        return False
    if cues.sense(line.words[cue[0] : cue[1]])[0] == "attitude":
        return False
    parts = (source, cue, *candidate.content)
    return all(_inside(contents, *line.span(*part)) for part in parts)
