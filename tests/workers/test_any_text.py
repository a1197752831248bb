"""Any text at all gives a valid result: the promises of the contract, as properties."""

from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.backends.base import Job
from server.contract import Analysis
from server.settings import Settings
from workers.jobs import perform

PIECES = (
    *("“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "(", ")", "[", "]", "—", "–", "-", "…"),
    *(".", "!", "?", ",", ":", ";", "\n", "\n\n", "\r\n", "\r", "\u2028", "\t", "\u00a0", " "),
    *("The mayor", "Ms. Dana Orrey", "officials", "a report", "she", "it", "Reuters", "critics"),
    *("said", "says that", "claimed", "according to", "told", "is believed to", "reportedly"),
    *("may", "could not", "found that", "wants to", "the bridge is closed", "rain will fall"),
    *("\U0001f4f0", "e\u0301", "\u200b", "\u202e", "ﬁ", "İ", "\x00", "م", "語", "x" * 300),
    *("on condition of anonymity", "who asked not to be named", "READ MORE: x", "• y", "5.5 per"),
)
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
ANY = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)
MANY = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def has_ink(text: str) -> bool:
    """Whether there is anything to see: an invisible text is refused as blank."""
    return any(char.isprintable() and not char.isspace() for char in text)


def analysis(text: str) -> Analysis:
    job = Job("tx-any", "text", text=text, language="en")
    return perform(job, Settings(), lambda _: None)


def spans_of(told: Analysis) -> list[tuple[int, int]]:
    found: list[Any] = [*told.claims, *told.hedges, *told.document.blocks]
    roles = [(*a.source, *a.cue, *a.content) for a in told.attributions]
    mentions = [source.mentions for source in told.sources]
    return [(f.start, f.end) for f in found] + [
        span for spans in roles + mentions for span in spans
    ]


@MANY
@given((WRITTEN | ANY).filter(has_ink))
def test_any_text_gives_a_valid_result(text: str) -> None:
    told = analysis(text)
    assert told.document.text == text
    blocks = told.document.blocks
    for start, end in spans_of(told):
        assert 0 <= start < end <= len(text)
        assert any(block.start <= start and end <= block.end for block in blocks)
    for piece in (blocks, told.claims):
        assert all(left.end <= right.start for left, right in pairwise(piece))
    for claim in told.claims:
        quote = claim.selector[0]
        assert quote.exact == text[claim.start : claim.end] == quote.exact.strip()
        assert text[: claim.start].endswith(quote.prefix)
        assert text[claim.end :].startswith(quote.suffix)


@MANY
@given((WRITTEN | ANY).filter(has_ink))
def test_every_id_that_is_referred_to_exists(text: str) -> None:
    told = analysis(text)
    sources = {source.id for source in told.sources}
    claims = {claim.id for claim in told.claims}
    hedges = {hedge.id for hedge in told.hedges}
    via = {found.id: found.via for found in told.attributions}
    assert {found.source_id for found in told.attributions} <= sources
    assert {claim.attribution for claim in told.claims} <= {None, *via}
    assert {cue for claim in told.claims for cue in claim.hedging.cues} <= hedges
    assert {id for piece in (*told.sources, *told.notices) for id in piece.claims} <= claims
    for link in via:
        seen = set()
        while link is not None:
            assert link not in seen, "a chain of via that comes back to itself"
            seen.add(link)
            link = via[link]


@MANY
@given(WRITTEN.filter(has_ink))
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert analysis(text).model_dump_json() == analysis(text).model_dump_json()


@MANY
@given(WRITTEN.filter(has_ink))
def test_the_summary_counts_what_is_there(text: str) -> None:
    told = analysis(text)
    summary = told.summary
    assert summary.claims == len(told.claims) == sum(summary.by_kind.values())
    assert summary.by_kind["own_voice"] == sum(c.attribution is None for c in told.claims)
    skipped = sum(summary.coverage.skipped.values())
    assert summary.coverage.sentences == summary.coverage.scored + skipped
