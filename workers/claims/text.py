"""Sentences and tokens, with their places in the text."""

from workers.article.model import Article
from workers.claims.model import Sentence


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of every block that is read, in order. None crosses a block."""
    return ()
