"""The table of traceability: what is one, what is refused, and what an order must keep."""

import re
from importlib.resources import files

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from workers.claims.chains import Link
from workers.claims.model import Attribution, Source
from workers.claims.policy import (
    IN_PART,
    KINDS,
    NAMES,
    PUBLISHED,
    STEPS,
    Policy,
    PolicyError,
    parsed,
)
from workers.claims.score import traceability

TEXT = files("workers.claims").joinpath("traceability.toml").read_text(encoding="utf-8")


def with_value(rule: str, value: object) -> str:
    """The published table with the value of `table.name` replaced; None takes the line out."""
    table, name = rule.split(".")
    line = "" if value is None else f"{name} = {value}"
    head, tail = TEXT.split(f"[{table}]")
    return f"{head}[{table}]" + re.sub(rf"^{name} = .*$", line, tail, count=1, flags=re.M)


EVERY_RULE = [f"{t}.{n}" for t, names in NAMES.items() for n in names if t not in IN_PART]


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_missing_rule_is_named(rule: str) -> None:
    with pytest.raises(PolicyError, match=f"{rule} is missing"):
        parsed(with_value(rule, None))


@pytest.mark.parametrize("rule", [*EVERY_RULE, "official.person", "linked.outlet"])
@pytest.mark.parametrize("value", ["1.01", "-0.01", "nan", "inf", "true", '"0.5"', "[0.5]", "{}"])
def test_a_value_that_is_no_number_from_0_to_1_is_named(rule: str, value: str) -> None:
    with pytest.raises(PolicyError, match=f"{rule} must be a number from 0 to 1, not"):
        parsed(with_value(rule, value))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("so = [", "not TOML"),
        ("", r"no table \[source\]"),
        ("source = 1", r"no table \[source\]"),
        (TEXT + "[extra]\nthing = 1", r"unknown table \[extra\]"),
        (TEXT + "most = 1", r"unknown rule shown.most"),
        (TEXT.replace("[official]", "[official]\nmayor = 0.1"), "unknown rule official.mayor"),
    ],
)
def test_what_is_no_such_table_is_told(text: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said):
        parsed(text)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(PolicyError, match=r"source\.person is missing.*via.none is missing"):
        parsed(TEXT.replace("person = 0.85", "").replace("none = 0.75", ""))


@pytest.mark.parametrize(
    ("rule", "value", "act"),
    [
        ("source.none", 0.2, "taking the source away"),
        ("source.vague", 0.31, "saying who the source is"),
        ("source.unnamed", 0.55, "naming the source"),
        ("source.outlet", 0.35, "naming the source"),
        ("unnamed.reason", 0.3, "naming the source"),
        ("via.none", 0.8, "taking the source away"),
        ("via.vague", 0.8, "saying who the source is"),
        ("via.outlet", 0.7, "naming the source"),
        ("form.mixed", 0.11, "quoting"),
        ("form.indirect", 0.06, "quoting"),
    ],
)
def test_values_that_would_break_a_promise_are_refused(rule: str, value: float, act: str) -> None:
    with pytest.raises(PolicyError, match=f"{act} would"):
        parsed(with_value(rule, value))


def test_what_offices_add_counts_towards_the_order() -> None:
    with pytest.raises(PolicyError, match=r"a source of kind unnamed can have 0\.9"):
        parsed(TEXT.replace("[official]", "[official]\nunnamed = 0.5"))


def test_what_a_link_adds_counts_towards_the_order() -> None:
    with pytest.raises(PolicyError, match=r"a source of kind vague can have 0\.65"):
        parsed(TEXT.replace("[linked]", "[linked]\nvague = 0.5\n#"))


def test_who_weighs_otherwise_within_the_promises_is_free_to() -> None:
    assert parsed(with_value("source.document", 0.95)).source["document"] == 0.95
    assert parsed(with_value("official.person", None)).official == {}


def test_whole_numbers_are_numbers() -> None:
    assert parsed(with_value("form.indirect", 0)) == PUBLISHED


LADDERS = {
    "source": KINDS[::-1],  # from none up to person
    "official": ("person",),
    "linked": ("outlet", "document"),
    "form": ("indirect", "mixed", "direct"),
    "unnamed": NAMES["unnamed"],
    "via": KINDS[::-1],
    "shown": NAMES["shown"],
}


@st.composite
def tables(draw: st.DrawFn) -> Policy:
    """Tables with values that mostly rise as they should; those that are refused do not count."""
    lines = []
    for table, names in LADDERS.items():
        steps = draw(st.lists(st.integers(0, 20), min_size=len(names), max_size=len(names)))
        rising = zip(names, sorted(steps), strict=True)
        share = 100 if table in ("official", "linked", "unnamed") else 20
        lines += [f"[{table}]", *(f"{name} = {step / share}" for name, step in rising)]
    try:
        return parsed("\n".join(lines))
    except PolicyError:
        reject()


def link(kind: str, form: str, is_known: bool, told: str | None) -> Link:
    attribution = Attribution("a1", (), (), (), form, "neutral", "speech", None, 0.9)  # type: ignore[arg-type]
    return Link(
        attribution, Source("s1", kind, is_known, None, None, told, None, told, ()), is_known
    )  # type: ignore[arg-type]


ACTS = [(lower, upper) for _, lower, upper in STEPS]
CHAINS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(LADDERS["form"]),
        st.booleans(),
        st.sampled_from((None, "a clerk")),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=500)
@given(tables(), CHAINS, st.data())
def test_a_table_that_is_taken_keeps_every_promise(
    policy: Policy, chain: list[tuple[str, str, bool, str | None]], data: st.DataObject
) -> None:
    lower, upper = data.draw(st.sampled_from(ACTS))
    at = data.draw(st.integers(0, len(chain) - 1))
    kinds = (data.draw(st.sampled_from(lower)), data.draw(st.sampled_from(upper)))
    less, more = (
        traceability(
            [link(*step) for step in (*chain[:at], (kind, *chain[at][1:]), *chain[at + 1 :])],
            policy,
        )
        for kind in kinds
    )
    assert less <= more
    links = [link(*step) for step in chain]
    assert traceability([*links, link(*chain[0])], policy) <= traceability(links, policy)
