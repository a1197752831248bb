"""The ways English attributes, one module each: a sentence in, candidates out.

`clauses` reads verbs as cues, `fixed` the fixed phrases, `records` what documents show, `retold`
words at second hand, `talk` rumours; all stand on `line` (the sentence), `phrases` and `subjects`
(who), `verbs` (cue and frame) and `contents` (what). A candidate's confidence is the measured
precision of its cue in its frame (cue_frames.tsv) times how often source and content come out right
in its construction (construction_fit.tsv).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from workers.claims import lexicon
from workers.claims.constructions import clauses, fixed, records, retold, talk
from workers.claims.constructions.candidate import Candidate
from workers.claims.constructions.line import Line, lines
from workers.claims.model import Sentence
from workers.claims.quotation import quotations

_PRIOR_WEIGHT = 5  # sightings that the average of a kind weighs against those of one frame
_MIN_SEEN = 10
_MODULES = (clauses, fixed, records, retold, talk)
_PLAIN = frozenset({"impersonal", "there-are"})
"""Annotators mark "it is believed" and "there are reports" in many ways; the words are plain."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A line, and every possible attribution of it."""

    line: Line
    candidates: tuple[Candidate, ...]


def sights(sentences: Sequence[Sentence]) -> tuple[Sight, ...]:
    """Return the lines of an article's sentences, in order, each with its candidates.

    Made once an article: a tagger weighs them, and `nesting` looks for what a tagger passes over.
    """
    read = lines(sentences, quotations(sentences))
    return tuple(Sight(line, tuple(candidates(line))) for line in read)


def candidates(line: Line) -> Iterator[Candidate]:
    """Return every possible attribution of a line, those inside the content of others included."""
    for module in _MODULES:
        for found in module.candidates(line):
            yield replace(found, confidence=found.confidence * _fit(found.construction))


@cache
def _fit(construction: str) -> float:
    """Return how likely source and content are right, drawn towards the average of the kind.

    A construction that is plain, or that the corpus hardly has, keeps the confidence it comes with.
    """
    kind = construction.split(" ", maxsplit=1)[0]
    if kind in _PLAIN:
        return 1.0
    rows = lexicon.rows("en", "construction_fit.tsv")
    counts = [(name, int(right), int(seen)) for name, right, seen in rows]
    alike = [(right, seen) for name, right, seen in counts if name.split(" ")[0] == kind]
    if sum(seen for _, seen in alike) < _MIN_SEEN:
        return 1.0
    average = (sum(r for r, _ in alike) + 1) / (sum(s for _, s in alike) + 2)
    right, seen = next(((r, s) for name, r, s in counts if name == construction), (0, 0))
    return (right + _PRIOR_WEIGHT * average) / (seen + _PRIOR_WEIGHT)
