"""What a reader is told of a claim, in one line: invented sentences."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.contract import SourceKind
from tests.workers.claims.scored import REYES, SAID, link, only
from workers.article.model import Article
from workers.claims import hint
from workers.claims.chains import Link
from workers.claims.model import Source

Maker = Callable[..., Any]
KINDS = st.sampled_from(get_args(SourceKind))


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


def test_a_hint_stays_one_short_line_whatever_the_article_says(marked: Maker) -> None:
    name = "{who} <b>\n" * 50
    claim = only(marked(SAID, sources={"1": {"name": name, "role": name}}))
    assert "\n" not in claim.hint
    assert len(claim.hint) < 320


@given(st.text(max_size=300), st.text(max_size=300), KINDS)
def test_any_words_of_a_source_give_a_hint_of_one_line(name: str, role: str, kind: str) -> None:
    source = Source("s1", kind, False, name, role, role, 2, name, ())  # type: ignore[arg-type]
    step = Link(link(kind).attribution, source)
    article = Article(text="", blocks=(), language="en", obtained="text")
    line = hint.text(article, [step, step], [], asks=False)
    assert line == " ".join(line.split()) or not name.strip()


@pytest.mark.parametrize(
    ("described", "begins"),
    [
        ("her daughter", "Someone"),
        ("his lawyer", "Someone"),
        ("a clerk", "Someone"),
        ("her daughters", "People"),
        ("a group of clerks", "People"),
        ("clerks at the port", "People"),
    ],
)
def test_one_of_a_family_is_someone(described: str, begins: str) -> None:
    article = Article("", (), "en", "text")
    source = Source("s1", "unnamed", False, None, None, described, None, None, ())
    assert hint._unnamed(article, source).startswith(begins)
