"""A tabloid page read from its HTML: who each claim is given to, and what gets none."""

import pytest

from server.backends.base import Job
from server.contract import Analysis
from server.settings import Settings
from workers.jobs import perform


@pytest.fixture
def told(saved_page) -> Analysis:
    job = Job("tx-gull", "html", url="https://gull.example/reef", html=saved_page("tabloid.html"))
    return perform(job, Settings(), lambda _: None)


@pytest.mark.parametrize(
    ("words", "name", "kind", "form"),
    [
        ("owners will hand over their boats", None, "vague", "mixed"),
        ("divers have been hired", None, "unnamed", "indirect"),
        ("eleven more hulls lie ready", "Gregor Vasilyev", "person", "indirect"),
        ("a day of goodwill", "the harbour board", "organisation", "mixed"),
        ("dear and trusted shipmate", "Edwin Marlowe", "person", "mixed"),
        ("in for a hard winter", "Gregor Vasilyev", "person", "direct"),
        ("on the pier with a brass band", "Gregor Vasilyev", "person", "direct"),  # runs on
        ("Vasiliev wants a brass band", "Anna Perrinn", "person", "direct"),
        ("Who still remembers", "Anna Perrinn", "person", "direct"),  # runs on
        ("tried to stop the plan twice", None, "vague", "indirect"),
        # an answer belongs to whoever gives it, as a speech does
        (
            "looking closely at the charts",
            "the board’s answer to her letter",
            "organisation",
            "mixed",
        ),
        ("backs the reef", "Tomas Rudd", "person", "mixed"),
    ],
)
def test_each_claim_is_given_to_who_says_it(told, words, name, kind, form) -> None:
    (claim,) = [c for c in told.claims if words in c.selector[0].exact]
    (link,) = [a for a in told.attributions if a.id == claim.attribution]
    (source,) = [s for s in told.sources if s.id == link.source_id]
    assert (source.name, source.kind, link.form) == (name, kind, form)
    assert claim.shown


def test_what_is_told_through_another_keeps_its_chain(told) -> None:
    (claim,) = [c for c in told.claims if "looking closely" in c.selector[0].exact]
    by_id = {a.id: a for a in told.attributions}
    outer = by_id[by_id[claim.attribution].via]
    assert [s.name for s in told.sources if s.id == outer.source_id] == ["Mirela Kostova"]


@pytest.mark.parametrize("words", ["had met Marlowe in January", "opened the new fish market"])
def test_what_nobody_is_said_to_say_is_the_publications_own(told, words) -> None:
    (claim,) = [c for c in told.claims if words in c.selector[0].exact]
    assert claim.attribution is None


def test_furniture_gets_no_claims_and_the_page_is_said_to_be_republished(told) -> None:
    furniture = [block for block in told.document.blocks if block.role == "furniture"]
    assert furniture
    for block in furniture:
        assert not [c for c in told.claims if block.start <= c.start < block.end]
    assert "republished" in [notice.code for notice in told.notices]
