"""The ways English attributes, one module each: a sentence in, candidates out.

`clauses` reads verbs as cues, `fixed` the fixed phrases; both stand on `line` (the sentence),
`phrases` and `subjects` (who), `verbs` (cue and frame) and `contents` (what).
"""

from collections.abc import Iterator

from workers.claims.constructions import clauses, fixed
from workers.claims.constructions.candidate import Candidate
from workers.claims.constructions.line import Line


def candidates(line: Line) -> Iterator[Candidate]:
    """Return every possible attribution of a line, those inside the content of others included."""
    yield from clauses.candidates(line)
    yield from fixed.candidates(line)
