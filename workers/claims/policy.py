"""The published policy on traceability, read from traceability.toml: what `score` goes by."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from server.contract import Form, HedgeKind, SourceKind

NAMED: frozenset[SourceKind] = frozenset({"person", "organisation", "document", "outlet", "author"})
"""Kinds that a reader could find: for them it counts whether the words are theirs."""

RULES: tuple[str, ...] = (
    "voice.own",
    *(f"source.{kind}" for kind in get_args(SourceKind)),
    "source.official",
    "source.described",
    "source.reason",
    *(f"via.{kind}" for kind in get_args(SourceKind)),
    *(f"form.{form}" for form in get_args(Form)),
    "stance.doubt",
    *(f"hedge.{kind}" for kind in get_args(HedgeKind) if kind != "weasel"),
    "hedge.question",
    "kept.attitude",
    "kept.doubtful",
)
"""Every id that `Claim.rules` can hold; docs/method.md explains each."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The tables of traceability.toml, by source kind, form, or name of the rule."""

    source: Mapping[str, float]
    official: Mapping[str, float]
    form: Mapping[str, float]
    unnamed: Mapping[str, float]
    via: Mapping[str, float]
    shown: Mapping[str, float]


@cache
def published() -> Policy:
    """Return the policy that is shipped."""
    raw = files(__package__).joinpath("traceability.toml").read_text(encoding="utf-8")
    return Policy(**tomllib.loads(raw))
