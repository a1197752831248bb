"""Notes on the whole article, each with the claims it rests on."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Attribution, Claim, Ledger, Notice


def notices(
    article: Article,
    attributions: Sequence[Attribution],
    ledger: Ledger,
    claims: Sequence[Claim],
) -> tuple[Notice, ...]:
    """Return the notices of an article, each code at most once."""
    return ()
