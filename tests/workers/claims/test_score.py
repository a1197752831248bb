import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract import Form, SourceKind
from workers.article.model import Article
from workers.claims import hint
from workers.claims.chains import Link
from workers.claims.hedging import hedges
from workers.claims.model import Attribution, Claim, Source
from workers.claims.policy import PUBLISHED, RULES
from workers.claims.score import claims, source_rules, traceability
from workers.claims.segmentation import segments

Maker = Callable[..., Any]
METHOD = Path(__file__).parents[3] / "docs" / "method.md"
NAMED = ("person", "organisation", "document", "outlet")
DARK = ("unnamed", "vague", "none")


def scored(m: Any) -> tuple[Claim, ...]:
    pieces = segments(m.article, m.sentences, m.attributions)
    cues = hedges(m.article, m.sentences, m.attributions)
    return claims(m.article, pieces, m.attributions, m.ledger, cues)


def link(
    kind: str,
    form: str = "indirect",
    *,
    official: bool = False,
    described: str | None = None,
    reason: str | None = None,
    is_linked: bool = False,
) -> Link:
    attribution = Attribution("a1", (), (), (), form, "neutral", "speech", None, 0.9)  # type: ignore[arg-type]
    source = Source("s1", kind, official, None, None, described, None, reason, ())  # type: ignore[arg-type]
    return Link(attribution, source, is_linked)


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


REYES = {"kind": "person", "name": "Dana Reyes", "role": "the council's chief engineer"}
SAID = "<s1>Reyes</s1> <c1>said</c1> <t1>it leaks</t1>."


def only(m: Any) -> Claim:
    (claim,) = scored(m)
    return claim


@pytest.mark.parametrize(
    ("text", "source", "form", "expected"),
    [
        (SAID, REYES, "direct", "Dana Reyes, the council's chief engineer, in their own words"),
        (SAID, {"name": "Dana Reyes"}, "mixed", "Dana Reyes, partly in their own words"),
        (SAID, {"name": "Dana Reyes"}, "indirect", "Dana Reyes, in the publication's words"),
        (
            SAID.replace("Reyes", "She"),
            {"name": "Dana Reyes"},
            "direct",
            "Dana Reyes, in her own words",
        ),
        (
            SAID.replace("Reyes", "He"),
            {"name": "Dana Reyes"},
            "direct",
            "Dana Reyes, in his own words",
        ),
        (
            SAID,
            {"kind": "organisation", "name": "the county council"},
            "indirect",
            "The county council, on the record",
        ),
        (SAID, {"kind": "document", "name": "the audit"}, "indirect", "The audit"),
        (SAID, {"kind": "outlet", "name": "The Courier"}, "indirect", "Reported by the Courier"),
        (
            SAID,
            {"kind": "unnamed", "described_as": "close to the project"},
            "direct",
            "People who are not named, said to be close to the project",
        ),
        (
            SAID,
            {"kind": "unnamed", "described_as": "briefed on the plan", "number": 2},
            "indirect",
            "Two people who are not named, said to be briefed on the plan",
        ),
        (
            SAID.replace("Reyes", "One official"),
            {"kind": "unnamed", "described_as": "official"},
            "indirect",
            "Someone who is not named, said to be an official",
        ),
        (
            SAID.replace("Reyes", "One source close to the talks"),
            {"kind": "unnamed", "described_as": "close to the talks"},
            "indirect",
            "Someone who is not named, said to be close to the talks",
        ),
        (
            SAID,
            {"kind": "unnamed", "described_as": "a clerk", "reason": "they fear for their job"},
            "indirect",
            "Someone who is not named, said to be a clerk; reason given: they fear for their job",
        ),
        (
            SAID.replace("Reyes", "sources"),
            {"kind": "vague"},
            "indirect",
            "No one in particular (“sources”)",
        ),
        (
            SAID.replace("Reyes", "One insider"),
            {"kind": "vague"},
            "indirect",
            "Someone whom the text does not name or describe (“One insider”)",
        ),
        (
            SAID.replace("Reyes", "A minority of voters"),
            {"kind": "vague"},
            "indirect",
            "No one in particular (“A minority of voters”)",
        ),
        (
            SAID.replace("Reyes", "Dow’s son"),
            {"kind": "unnamed", "described_as": "Dow’s son"},
            "indirect",
            "Someone who is not named, said to be Dow’s son",
        ),
        (
            SAID,
            {"kind": "outlet", "name": "reports in the Courier"},
            "indirect",
            "Reports in the Courier",
        ),
        (
            SAID,
            {"kind": "outlet", "name": "the Daily Record in Lee"},
            "indirect",
            "Reported by the Daily Record in Lee",
        ),
        (SAID, {"kind": "author"}, "indirect", "The publication, speaking of itself"),
        ("<c1>It is said</c1> <t1>it leaks</t1>.", {"kind": "none"}, "indirect", None),
    ],
)
def test_the_hint_says_in_plain_words_who_and_in_whose_words(
    marked: Maker, text: str, source: dict[str, Any], form: str, expected: str | None
) -> None:
    m = marked(text, sources={"1": source}, links={"1": {"form": form}})
    claim = only(m)
    if expected is None:
        expected = "No source is given; hedged by the publication: it is said"
    assert claim.hint == expected
    assert claim.hint_code == source.get("kind", "person")


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


def test_a_chain_is_told_from_inside_out(marked: Maker) -> None:
    text = (
        "<s1>Reyes</s1> <c1>said</c1> <t1><s2>a report from the contractor</s2> "
        "<c2>had warned</c2> <t2>that the piers may fall</t2></t1>."
    )
    sources = {"1": REYES, "2": {"kind": "document", "name": "a report from the contractor"}}
    claim = only(marked(text, sources=sources, links={"2": {"via": "a1"}}))
    assert claim.hint == "A report from the contractor, as told by Dana Reyes; hedged by them: may"
    assert claim.rules == ("source.document", "via.person", "form.indirect", "hedge.modal")


NESTED = (
    "<s1>Reyes</s1> <c1>said</c1> "
    "<t1><s2>she</s2> <c2>believed</c2> <t2>that the piers had fallen</t2></t1>."
)


@pytest.mark.parametrize(
    ("inner", "outer", "hint"),
    [
        ({"kind": "document", "name": "an audit"}, {"kind": "vague"}, "(“Reyes”)"),
        ({"kind": "none"}, {"name": "Dana Reyes"}, "Dana Reyes, without giving a source"),
        ({"kind": "none", "id": "s1"}, {"kind": "none", "id": "s1"}, "No source is given"),
    ],
)
def test_a_teller_is_told_as_far_as_the_text_does(
    marked: Maker, inner: dict[str, Any], outer: dict[str, Any], hint: str
) -> None:
    text = NESTED.replace("believed", "heard")
    claim = only(marked(text, sources={"1": outer, "2": inner}, links={"2": {"via": "a1"}}))
    assert claim.hint.endswith(hint)


def test_nobody_passes_on_what_is_their_own(marked: Maker) -> None:
    own = {"id": "s1", "name": "Dana Reyes"}
    told = only(marked(NESTED, sources={"1": own, "2": own}, links={"2": {"via": "a1"}}))
    said = only(marked(SAID, sources={"1": own}))
    assert told.hint == "Dana Reyes, in the publication's words; hedged by them: believed"
    assert told.traceability == said.traceability
    assert not any(rule.startswith("via.") for rule in told.rules)


@pytest.mark.parametrize(
    ("text", "hint", "rules"),
    [
        ("The dam broke.", "Stated by the publication itself", ("voice.own",)),
        (
            "The dam may have broken.",
            "Stated by the publication itself; hedged: may",
            ("voice.own", "hedge.modal"),
        ),
        (
            "I think the dam broke, perhaps.",
            "Stated by the publication itself; hedged: I think, perhaps",
            ("voice.own", "hedge.belief", "hedge.adverb"),
        ),
        (
            "Who broke the dam?",
            "Stated by the publication itself; asked, not stated",
            ("voice.own", "hedge.question"),
        ),
    ],
)
def test_own_voice_has_a_hint_and_no_traceability(
    marked: Maker, text: str, hint: str, rules: tuple[str, ...]
) -> None:
    claim = only(marked(text))
    assert (claim.hint, claim.rules) == (hint, rules)
    assert claim.traceability is None
    assert claim.shown


def test_distance_that_the_writer_keeps_is_told(marked: Maker) -> None:
    text = SAID.replace("said", "claimed")
    claim = only(marked(text, sources={"1": REYES}, links={"1": {"stance": "doubt"}}))
    assert claim.hint.endswith("; the publication keeps its distance: claimed")
    assert "stance.doubt" in claim.rules


@pytest.mark.parametrize(
    ("cue", "ends"),
    [
        ("denied", "; denied, not stated"),
        ("did not deny", "; the publication keeps its distance: did not deny"),
        ("accused them and said", "; an accusation"),
    ],
)
def test_a_denial_and_an_accusation_are_named(marked: Maker, cue: str, ends: str) -> None:
    text = SAID.replace("said", cue)
    claim = only(marked(text, sources={"1": REYES}, links={"1": {"stance": "doubt"}}))
    assert claim.hint.endswith(ends)


def test_nobody_is_them_where_no_one_is_given(marked: Maker) -> None:
    text = "<s1>It</s1> <c1>is said</c1> <t1>the dam may leak</t1>."
    claim = only(marked(text, sources={"1": {"kind": "none"}}))
    assert "; hedged: may" in claim.hint


def test_the_publication_speaking_of_itself_hedges(marked: Maker) -> None:
    text = "<s1>We</s1> <c1>learned</c1> <t1>that the dam may leak</t1>."
    claim = only(marked(text, sources={"1": {"kind": "author"}}))
    assert claim.hint == "The publication, speaking of itself; hedged: may"


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


def test_a_hint_stays_one_short_line_whatever_the_article_says(marked: Maker) -> None:
    name = "{who} <b>\n" * 50
    claim = only(marked(SAID, sources={"1": {"name": name, "role": name}}))
    assert "\n" not in claim.hint
    assert len(claim.hint) < 320


def test_claims_are_numbered_in_reading_order(marked: Maker) -> None:
    found = scored(marked("The dam broke. " + SAID + "\nIt rained."))
    assert [claim.id for claim in found] == ["c1", "c2", "c3"]
    assert [claim.attribution for claim in found] == [None, "a1", None]


def test_hedges_of_one_claim_do_not_reach_another(marked: Maker) -> None:
    found = scored(marked("The dam may break. " + SAID + " It rained."))
    assert [claim.hedging.certainty for claim in found] == ["possible", "certain", "certain"]


@given(st.text(max_size=300), st.text(max_size=300), KINDS)
def test_any_words_of_a_source_give_a_hint_of_one_line(name: str, role: str, kind: str) -> None:
    source = Source("s1", kind, False, name, role, role, 2, name, ())  # type: ignore[arg-type]
    step = Link(link(kind).attribution, source)
    article = Article(text="", blocks=(), language="en", obtained="text")
    line = hint.text(article, [step, step], [], asks=False)
    assert line == " ".join(line.split()) or not name.strip()
