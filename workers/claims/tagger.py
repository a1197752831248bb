"""Marks sources, cues and contents: the one module that a trained tagger replaces.

This one works by rules and counts: `constructions` proposes candidates, each with the measured
precision of its kind, and what lies in the content of a better one is left out, since the tags are
flat and mean the outermost attribution (as the PolNeAR corpus has it). `attribution` links, joins
quotations that run on, and looks for what is nested.
"""

from collections.abc import Iterator, Sequence

from workers.article.model import Article, Span
from workers.claims.constructions import candidates
from workers.claims.constructions.candidate import Candidate
from workers.claims.constructions.line import Line, lines
from workers.claims.model import Link, Sentence, TaggedSpan, Tagging
from workers.claims.quotation import quotations


def tag(article: Article, sentences: Sequence[Sentence]) -> Tagging:
    """Return the tagged spans, in order of start, and how they hang together."""
    spans: list[TaggedSpan] = []
    links: list[Link] = []
    for line in lines(sentences, quotations(sentences)):
        for candidate in outermost(line, tuple(candidates(line))):
            _add(line, candidate, spans, links)
    return Tagging(tuple(spans), tuple(links))


def outermost(line: Line, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Return the candidates that do not lie in the content of another, nor share words with it."""
    taken: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (-_reach(c), -c.confidence, c.cue)):
        if not any(_clashes(candidate, other) for other in taken):
            taken.append(candidate)
    return iter(sorted(taken, key=lambda c: c.cue))


def _reach(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)


def _clashes(candidate: Candidate, other: Candidate) -> bool:
    """Whether the cue of a candidate lies in the content or the cue of another."""
    return any(
        candidate.cue[0] < end and start < candidate.cue[1]
        for start, end in (*other.content, other.cue)
    )


def _add(line: Line, candidate: Candidate, spans: list[TaggedSpan], links: list[Link]) -> None:
    cue = len(spans)
    spans.append(TaggedSpan("cue", *line.span(*candidate.cue), candidate.confidence))
    parts = [("content", part) for part in candidate.content]
    if candidate.source:
        parts.append(("source", candidate.source))
    for role, part in parts:
        links.append(Link(len(spans), cue, candidate.confidence))
        spans.append(TaggedSpan(role, *line.span(*part), candidate.confidence))
