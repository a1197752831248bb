import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract import Form, SourceKind
from tests.workers.claims.scored import SAID, link, only, scored
from workers.claims.chains import Link
from workers.claims.policy import PUBLISHED, RULES
from workers.claims.score import source_rules, traceability

Maker = Callable[..., Any]


METHOD = Path(__file__).parents[3] / "docs" / "method.md"


NAMED = ("person", "organisation", "document", "outlet")


DARK = ("unnamed", "vague", "none")


def value(*chain: Link) -> float:
    """The traceability of a chain, each link of which is someone else."""
    return traceability(
        [replace(one, source=replace(one.source, id=f"s{at}")) for at, one in enumerate(chain)],
        PUBLISHED,
    )


KINDS = st.sampled_from(get_args(SourceKind))


LINKS = st.builds(
    link,
    KINDS,
    st.sampled_from(get_args(Form)),
    official=st.booleans(),
    described=st.sampled_from([None, "close to the project"]),
    reason=st.sampled_from([None, "they fear for their jobs"]),
    is_linked=st.booleans(),
)


CHAINS = st.lists(LINKS, min_size=1, max_size=4)


def renamed(one: Link, kind: str) -> Link:
    s = one.source
    return link(
        kind,
        one.attribution.form,
        official=s.official,
        described=s.described_as,
        reason=s.reason,
        is_linked=one.is_linked,
    )


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([link("organisation", official=True)], 0.9),
        ([link("person", "direct", official=True)], 1.0),
        ([link("unnamed", described="close to the project")], 0.35),
        ([link("document", "mixed"), link("person", "mixed", official=True)], 0.6),
    ],
)
def test_the_example_of_the_contract_has_its_values(chain: Sequence[Link], expected: float) -> None:
    assert value(*chain) == expected


@pytest.mark.parametrize("forms", [("direct", "indirect"), ("indirect", "direct")])
def test_kinds_stand_in_the_published_order_whatever_the_form(forms: tuple[str, str]) -> None:
    better, worse = forms
    on_record = min(value(link(k, better)) for k in ("person", "organisation", "document"))
    described = value(link("unnamed", worse, described="a clerk"))
    assert on_record > value(link("outlet", better)) > described
    assert described > value(link("vague", worse)) > value(link("none", worse))


def test_even_an_indirect_document_stands_above_another_outlets_own_words() -> None:
    assert value(link("document", "indirect")) > value(link("outlet", "direct"))


@given(CHAINS, st.sampled_from(NAMED))
def test_naming_a_source_never_lowers_traceability(chain: list[Link], kind: str) -> None:
    if chain[0].source.kind in DARK:
        assert value(renamed(chain[0], kind), *chain[1:]) >= value(*chain)


@given(CHAINS)
def test_taking_the_source_away_never_raises_traceability(chain: list[Link]) -> None:
    assert value(renamed(chain[0], "none"), *chain[1:]) <= value(*chain)


@given(CHAINS, LINKS)
def test_one_more_mouth_never_raises_traceability(chain: list[Link], outer: Link) -> None:
    assert value(*chain, outer) <= value(*chain)


@given(CHAINS)
def test_traceability_is_a_share_and_every_rule_is_listed(chain: list[Link]) -> None:
    assert 0 <= value(*chain) <= 1
    assert set(source_rules(chain, PUBLISHED)) <= set(RULES)


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        (link("person"), link("person", official=True)),
        *((link(kind), link(kind, is_linked=True)) for kind in NAMED),
        (link("person"), link("person", "mixed")),
        (link("person", "mixed"), link("person", "direct")),
        (link("unnamed"), link("unnamed", described="a clerk")),
        (
            link("unnamed", described="a clerk"),
            link("unnamed", described="a clerk", reason="she fears for her job"),
        ),
    ],
)
def test_what_a_reader_can_hold_on_to_raises_traceability(weaker: Link, stronger: Link) -> None:
    assert value(weaker) < value(stronger)


def test_a_rule_is_listed_only_where_it_counted() -> None:
    chain = [link("unnamed", "direct", official=True, is_linked=True)]
    assert source_rules(chain, PUBLISHED) == ("source.unnamed",)


def table_of(heading: str) -> dict[str, str]:
    """The rows of the table under a heading of docs/method.md: first cell, last cell."""
    section = METHOD.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(.+?)` \|(?:.*\|)? (.+?) \|$", section, re.M)
    return dict(rows)


def test_every_rule_is_explained_to_readers_and_no_other() -> None:
    assert set(table_of("Rules")) == set(RULES)


@pytest.mark.parametrize(
    ("linked", "is_told"),
    [("an audit", True), ("said", True), ("it leaks", False), ("The dam is old", False)],
)
def test_a_link_counts_at_the_source_and_at_the_cue_alone(
    marked: Maker, linked: str, is_told: bool
) -> None:
    text = "The dam is old, <s1>an audit</s1> <c1>said</c1> <t1>it leaks</t1>."
    m = marked(text, sources={"1": {"kind": "document"}})
    at = m.article.text.index(linked)
    linking = replace(m, article=replace(m.article, links=((0, 1), (at, at + len(linked)))))
    (told,) = [claim for claim in scored(linking) if claim.attribution]
    (plain,) = [claim for claim in scored(m) if claim.attribution]
    assert ("source.linked" in told.rules) == is_told
    assert (told.traceability > plain.traceability) == is_told


@pytest.mark.parametrize(
    ("fields", "rule"),
    [({"act": "attitude"}, "kept.attitude"), ({"confidence": 0.1}, "kept.doubtful")],
)
def test_attitudes_and_doubtful_finds_are_kept_for_who_asks(
    marked: Maker, fields: dict[str, Any], rule: str
) -> None:
    claim = only(marked(SAID, links={"1": fields}))
    assert not claim.shown
    assert rule in claim.rules


@pytest.mark.parametrize("act", ["speech", "evidence"])
def test_speech_and_evidence_that_is_sure_is_shown(marked: Maker, act: str) -> None:
    assert only(marked(SAID, links={"1": {"act": act}})).shown


def test_claims_are_numbered_in_reading_order(marked: Maker) -> None:
    found = scored(marked("The dam broke. " + SAID + "\nIt rained."))
    assert [claim.id for claim in found] == ["c1", "c2", "c3"]
    assert [claim.attribution for claim in found] == [None, "a1", None]


def test_hedges_of_one_claim_do_not_reach_another(marked: Maker) -> None:
    found = scored(marked("The dam may break. " + SAID + " It rained."))
    assert [claim.hedging.certainty for claim in found] == ["possible", "certain", "certain"]
