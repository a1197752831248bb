"""The way of an article through the claims folder: one function, no input or output."""

from workers.article.model import Article
from workers.claims.attribution import attributions
from workers.claims.constructions import sights
from workers.claims.hedging import hedges
from workers.claims.model import Findings
from workers.claims.notices import notices
from workers.claims.policy import PUBLISHED, Policy
from workers.claims.score import claims
from workers.claims.segmentation import segments
from workers.claims.sources import ledger
from workers.claims.tagger.union import tag
from workers.claims.text import sentences


def find(article: Article, policy: Policy = PUBLISHED) -> Findings:
    """Return everything the engine says of an article. The same article gives the same findings."""
    read = sentences(article)
    seen = sights(read)
    tagged = tag(article, read, seen)
    linked = attributions(article, read, tagged, seen)
    sources = ledger(article, read, linked)
    cautious = hedges(article, read, linked, tagged.evidence)
    pieces = segments(article, read, linked, policy.shown["least_confidence"])
    marked = claims(article, pieces, linked, sources, cautious, policy)
    return Findings(
        sentences=read,
        attributions=linked,
        ledger=sources,
        hedges=cautious,
        claims=marked,
        notices=notices(article, read, linked, sources, marked),
    )
