"""Hedge cues, certainty, and whose hedge it is."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Attribution, Hedge, Hedging, Segment, Sentence


def hedges(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> tuple[Hedge, ...]:
    """Return every hedge cue, ids `h1`, `h2` … in reading order."""
    return ()


def hedging(
    article: Article,
    segment: Segment,
    attributions: Sequence[Attribution],
    hedges: Sequence[Hedge],
) -> Hedging:
    """Return how sure one segment is said to be."""
    return Hedging(certainty="certain", factuality=3.0, cues=(), holder=None)
