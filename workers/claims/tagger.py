"""Marks sources, cues and contents: the one module that a trained tagger replaces."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Sentence, Tagging


def tag(article: Article, sentences: Sequence[Sentence]) -> Tagging:
    """Return the tagged spans, in order of start, and how they hang together."""
    return Tagging(spans=(), links=())
