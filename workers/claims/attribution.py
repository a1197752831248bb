"""Tags to attributions: linking, quotations that run on, form, stance, nesting."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Attribution, Sentence, Tagging


def attributions(
    article: Article, sentences: Sequence[Sentence], tagging: Tagging
) -> tuple[Attribution, ...]:
    """Return the attributions in order of their first span, with ids `a1`, `a2` …"""
    return ()
