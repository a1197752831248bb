"""The policy on traceability: what a table must hold to be one, and the one that is published.

traceability.toml, or the file a self-hoster names ─ parsed ─► Policy ─► score
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from typing import Any, get_args

from server.contract import Form, HedgeKind, SourceKind

Table = Mapping[str, float]

NAMED: frozenset[SourceKind] = frozenset({"person", "organisation", "document", "outlet", "author"})
"""Kinds that a reader could find: for them it counts whether the words are theirs."""

KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

RULES: tuple[str, ...] = (
    "voice.own",
    *(f"source.{kind}" for kind in KINDS),
    "source.official",
    "source.linked",
    "source.described",
    "source.reason",
    *(f"via.{kind}" for kind in KINDS),
    *(f"form.{form}" for form in get_args(Form)),
    "stance.doubt",
    *(f"hedge.{kind}" for kind in get_args(HedgeKind) if kind != "weasel"),
    "hedge.question",
    "kept.attitude",
    "kept.doubtful",
)
"""Every id that `Claim.rules` can hold; docs/method.md explains each."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "source": KINDS,
    "official": KINDS,
    "linked": KINDS,
    "form": get_args(Form),
    "unnamed": ("described", "reason"),
    "via": KINDS,
    "shown": ("least_confidence",),
}
"""What each table holds."""

IN_PART: frozenset[str] = frozenset({"official", "linked"})
"""Tables that may hold any part of it."""

STEPS: tuple[tuple[str, tuple[SourceKind, ...], tuple[SourceKind, ...]], ...] = (
    ("taking the source away", ("none",), ("vague", "unnamed", *sorted(NAMED))),
    ("saying who the source is", ("vague",), ("unnamed",)),
    ("naming the source", ("vague", "unnamed"), ("person", "organisation", "document", "outlet")),
)
"""The order that docs/method.md promises: an act, the kinds below it and the kinds above."""


class PolicyError(ValueError):
    """A table cannot be used. Says which names or values, and why."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The tables of traceability.toml, by source kind, form, or name of the rule."""

    source: Table
    official: Table
    linked: Table
    form: Table
    unnamed: Table
    via: Table
    shown: Table


def parsed(toml: str) -> Policy:
    """Return the policy that a text in TOML states.

    Raises PolicyError on what is no table, on a name that is missing or unknown, on a value that is
    not a number from 0 to 1, and on values by which a promise of docs/method.md would not hold.
    """
    try:
        raw = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"not TOML: {error}") from error
    _refuse(_misnamed(raw))
    _refuse(_no_shares(raw))
    policy = Policy(**{table.name: raw[table.name] for table in fields(Policy)})
    _refuse(_broken_promises(policy))
    return policy


def _refuse(faults: Iterable[str]) -> None:
    if told := "; ".join(faults):
        raise PolicyError(told)


def _misnamed(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names that nobody knows and those that are missing."""
    yield from (f"unknown table [{name}]" for name in raw if name not in NAMES)
    for table, names in NAMES.items():
        values = raw.get(table)
        if not isinstance(values, dict):
            yield f"no table [{table}]"
            continue
        yield from (f"unknown rule {table}.{name}" for name in values if name not in names)
        if table not in IN_PART:
            yield from (f"{table}.{name} is missing" for name in names if name not in values)


def _no_shares(raw: Mapping[str, Table]) -> Iterator[str]:
    """Yield the values that are not numbers from 0 to 1; TOML has true, inf and nan as well."""
    for table, values in raw.items():
        for name, value in values.items():
            if type(value) not in (int, float) or not 0 <= value <= 1:
                yield f"{table}.{name} must be a number from 0 to 1, not {value!r}"


def _broken_promises(policy: Policy) -> Iterator[str]:
    """Yield where one act of STEPS, or quoting, would turn the order around."""
    for act, lower, upper in STEPS:
        verb = "raise" if lower == ("none",) else "lower"
        for below in lower:
            for above in upper:
                most, least = _most(policy, below), policy.source[above]
                if most > least:
                    yield (
                        f"source.{above} is {least}, and a source of kind {below} can have {most}:"
                        f" {act} would {verb} traceability"
                    )
                if policy.via[below] > policy.via[above]:
                    yield f"via.{above} is below via.{below}: {act} would {verb} traceability"
    for plainer, closer in (("indirect", "mixed"), ("mixed", "direct")):
        if policy.form[plainer] > policy.form[closer]:
            yield f"form.{closer} is below form.{plainer}: quoting would lower traceability"


def _most(policy: Policy, kind: SourceKind) -> float:
    """Return the most that a source of a kind can have; for kinds that have no form."""
    more = policy.official.get(kind, 0.0) + policy.linked.get(kind, 0.0)
    if kind == "unnamed":
        more += sum(policy.unnamed.values())
    return round(min(policy.source[kind] + more, 1.0), 6)


PUBLISHED: Policy = parsed(
    files(__package__).joinpath("traceability.toml").read_text(encoding="utf-8")
)
"""The policy that is shipped, and that docs/method.md prints."""
