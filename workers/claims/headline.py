"""Whether a headline states as fact what the article leaves to no one named: read by `notices`.

Headline and claims are compared by the words they share, cut to their stems. A headline that
reports ("Mayor to resign, sources say"), asks, quotes or hedges states nothing flatly.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from workers.article.model import Article
from workers.claims import lexicon
from workers.claims.chains import Link
from workers.claims.model import Claim
from workers.claims.policy import NAMED

LEAST_WORDS = 3
"""Fewer words in common than this are a topic, not a statement."""
LEAST_SHARE = 0.5
"""Of the headline's words; with less, headline and claim speak of different things."""
RIVAL_SHARE = 0.75
"""A claim that stands firmly and has this share of the best match's words backs the headline."""
_MOST_QUOTED = 0.5
"""A headline with more of its words between quotation marks quotes someone."""

_WORD = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")
_QUOTED = re.compile(r"(?<!\w)[\"'“‘]([^\"“”‘’']+)[\"'”’](?!\w)")


def overstates(
    article: Article, claims: Sequence[Claim], chains: Mapping[str, Sequence[Link]]
) -> tuple[str, ...] | None:
    """Return the headline's claims and those it overstates, or None if it overstates none."""
    if article.title is None:
        return None
    start, end = article.title
    own = [claim for claim in claims if start <= claim.start < end]
    stems = frozenset(_stems(article.text_of(article.title)))
    if not _is_flat(article, own, chains):
        return None
    shared = {
        claim.id: len(stems.intersection(_stems(article.text[claim.start : claim.end])))
        for claim in claims
        if claim.start >= end and claim.shown
    }
    dark = [claim for claim in claims if claim.id in shared and _is_dark(claim, chains[claim.id])]
    best = max((shared[claim.id] for claim in dark), default=0)
    if best < max(LEAST_WORDS, LEAST_SHARE * len(stems)):
        return None
    doubtful = {claim.id for claim in dark}
    if any(shared[id] >= RIVAL_SHARE * best for id in shared if id not in doubtful):
        return None
    told = [claim.id for claim in dark if shared[claim.id] == best]
    return (*(claim.id for claim in own), *told)


def _is_flat(article: Article, own: Sequence[Claim], chains: Mapping[str, Sequence[Link]]) -> bool:
    """Whether a headline states: it neither reports, asks, quotes nor hedges."""
    assert article.title is not None
    text = article.text_of(article.title)
    spoken = {word.lower() for word in _WORD.findall(text)}
    quoted = sum(len(match[1]) for match in _QUOTED.finditer(text))
    return (
        not text.rstrip("\"'”’ ").endswith(("?", "…", "..."))
        and quoted <= _MOST_QUOTED * len(text)
        and spoken.isdisjoint(_listed("reporting"))
        and all(claim.hedging.certainty == "certain" for claim in own)
        and not any(link.attribution.act != "attitude" for c in own for link in chains[c.id])
    )


def _is_dark(claim: Claim, chain: Sequence[Link]) -> bool:
    """Whether a claim rests on no one named anywhere, or is said to be unconfirmed."""
    if claim.hedging.certainty == "unknown":
        return "hedge.question" not in claim.rules
    return bool(chain) and all(link.source.kind not in NAMED for link in chain)


def _stems(text: str) -> Iterator[str]:
    """Return the stems of the words that carry content."""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if len(word) > 2 and word not in _listed("stop"):
            yield _stem(word)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """Return a word without its ending and without the vowels it then ends with."""
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in _endings():
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word.removesuffix(ending)
            break
    stem = word.rstrip("".join(_listed("tails")))
    return stem if len(stem) >= 3 else word


@cache
def _endings() -> tuple[str, ...]:
    """Return the endings, the longest first."""
    return tuple(sorted(_listed("endings"), key=lambda ending: (-len(ending), ending)))


@cache
def _listed(key: str) -> frozenset[str]:
    rows = {row[0]: row[1] for row in lexicon.rows("en", "headlines.tsv")}
    return frozenset(rows[key].split())
