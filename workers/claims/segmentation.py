"""Cuts sentences into the pieces that become claims."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Attribution, Segment, Sentence


def segments(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> tuple[Segment, ...]:
    """Return the segments, disjoint, in reading order, none across a sentence or a block."""
    return ()
