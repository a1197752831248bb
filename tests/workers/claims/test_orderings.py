"""What docs/method.md promises, over some two thousand generated variants of invented reports.

Each promise is about one claim in two texts that differ in one thing. A pair counts where the
attribution was found in both: the words that say who, the cue, and no more than what was said. That
most are found is held too.
"""

from dataclasses import dataclass
from functools import cache

import pytest

from tests.workers.claims.variants import FAMILIES, Report, Text, written
from workers.article import plain
from workers.article.model import Article, Span
from workers.claims.chains import chain_of
from workers.claims.engine import find
from workers.claims.hedging import RANK
from workers.claims.model import Attribution, Claim

Chain = tuple[Attribution, ...]

COMPARABLE = 0.5
"""The least share of pairs of one kind whose attributions must be found."""


@dataclass(frozen=True)
class Reading:
    """What the engine says of a report's statement, and whether it found who says it."""

    text: str
    claim: Claim | None
    is_found: bool


@cache
def read(report: Report) -> Reading:
    told = written(report)
    article = plain.read(told.text, language="en")
    found = find(article)
    claim = max(found.claims, key=lambda claim: _shared(claim, told), default=None)
    if claim is None or 2 * _shared(claim, told) <= told.end - told.start:
        return Reading(told.text, None, False)
    by_id = {step.id: step for step in found.attributions}
    chain = chain_of(claim.attribution, by_id)
    return Reading(told.text, claim, _is_found(report, told, article, chain))


def _shared(claim: Claim, told: Text) -> int:
    return min(claim.end, told.end) - max(claim.start, told.start)


def _is_found(report: Report, told: Text, article: Article, chain: Chain) -> bool:
    """Whether the chain is that of the report: innermost its own link, then who told it."""
    sources = [report.source, *([report.outer] if report.outer else [])]
    if len(chain) != len(sources):
        return False
    first, last = told.sentence
    return (
        _cue(report) in _words(article, chain[0].cue)
        and all(first <= start and end <= last for start, end in chain[0].content)
        and all(
            source.split(",")[0].lower() in _words(article, step.source)
            for source, step in zip(sources, chain, strict=True)
        )
    )


def _cue(report: Report) -> str:
    if "according to" in report.frame:
        return "according to"
    if report.frame == "told":
        return "told"
    return report.cue if report.source else "said"


def _words(article: Article, spans: tuple[Span, ...]) -> str:
    return " ".join(article.text_of(span) for span in spans).lower()


def pairs(act: str) -> list[tuple[Reading, Reading]]:
    """Return the readings of all pairs of one kind that are comparable; enough must be."""
    both = [(read(less), read(more)) for less, more in (family[act] for family in FAMILIES)]
    found = [pair for pair in both if all(reading.is_found for reading in pair)]
    assert len(found) >= COMPARABLE * len(both), f"{len(found)} of {len(both)} found"
    return found


def traceability(reading: Reading) -> float:
    assert reading.claim and reading.claim.traceability is not None
    return reading.claim.traceability


def told(reading: Reading) -> object:
    claim = reading.claim
    return claim and (reading.text, claim.traceability, claim.hedging, claim.rules)


def test_there_are_two_thousand_variants() -> None:
    assert (
        len({written(r).text for family in FAMILIES for pair in family.values() for r in pair})
        >= 2_000
    )


@pytest.mark.parametrize(
    "act",
    [
        "naming",
        "naming within a chain",
        "naming who told it",
        "saying who they are",
        "saying why",
        "giving an office",
        "quoting",
        "one mouth less",
    ],
)
def test_this_never_lowers_traceability(act: str) -> None:
    worse = [(told(a), told(b)) for a, b in pairs(act) if traceability(a) > traceability(b)]
    assert not worse


@pytest.mark.parametrize("act", ["taking the name away", "taking the source away"])
def test_taking_the_source_of_an_attribution_away_never_raises_traceability(act: str) -> None:
    worse = [(told(a), told(b)) for a, b in pairs(act) if traceability(a) > traceability(b)]
    assert not worse


@pytest.mark.parametrize("act", ["hedging the named", "hedging the others"])
def test_one_more_hedge_never_makes_a_claim_surer(act: str) -> None:
    """Whoever is found to say it."""
    both = [(read(less), read(more)) for less, more in (family[act] for family in FAMILIES)]
    surer = [
        (told(a), told(b))
        for a, b in both
        if a.claim
        and b.claim
        and (
            RANK[a.claim.hedging.certainty] < RANK[b.claim.hedging.certainty]
            or abs(a.claim.hedging.factuality) > abs(b.claim.hedging.factuality)
        )
    ]
    assert not surer


@pytest.mark.parametrize("act", ["hedging the named", "hedging the others"])
def test_hedging_is_never_mixed_into_traceability(act: str) -> None:
    moved = [(told(a), told(b)) for a, b in pairs(act) if traceability(a) != traceability(b)]
    assert not moved


@pytest.mark.parametrize("act", ["other marks", "other spelling"])
def test_house_style_changes_nothing(act: str) -> None:
    moved = [
        (told(a), told(b))
        for a, b in pairs(act)
        if a.claim
        and b.claim
        and (traceability(a), a.claim.hedging.certainty, a.claim.hint_code)
        != (traceability(b), b.claim.hedging.certainty, b.claim.hint_code)
    ]
    assert not moved
