"""The published policy: from who said it and how to traceability and hint."""

from collections.abc import Sequence

from workers.article.model import Article
from workers.claims.model import Attribution, Claim, Hedge, Ledger, Segment


def claims(
    article: Article,
    segments: Sequence[Segment],
    attributions: Sequence[Attribution],
    ledger: Ledger,
    hedges: Sequence[Hedge],
) -> tuple[Claim, ...]:
    """Return one claim a segment, ids `c1`, `c2` … in reading order."""
    return ()
