"""Who it is: the ledger of an article's sources."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Attribution, Ledger, Sentence


def ledger(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Ledger:
    """Return the sources, ids `s1`, `s2` … in order of first mention, and who rests on which."""
    return Ledger(sources=(), source_of={})
