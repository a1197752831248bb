"""Whose name stands beside what says who bears it: "the airline Kestrel", "his wife, Tove".

Used by `kinds`, for names that by themselves do not tell a person from a body.
"""

from workers.claims.capitals import Name
from workers.claims.companies import is_trade, is_trait
from workers.claims.gazetteer import given_names
from workers.claims.nouns import noun_at
from workers.claims.phrases import Phrase
from workers.claims.readings import Scene

_GAVE = frozenset({"name", "himself", "herself", "themself", "themselves"})
"""What someone gives or identifies: "gave her name as"."""


def introduced_body(scene: Scene, said: Phrase) -> Name | None:
    """Return the name at the end of the core that a noun for a company or club introduces, if
    nothing but its shape says that it is a person's: "the airline Kestrel", "the charity Open
    Door".
    """
    apposed = _apposed_body(scene, said)
    if apposed is not None:
        return apposed
    index = scene.name_at.get(said.core_end - 1)
    if index is None or scene.names[index].sort not in ("person", "unknown"):
        return None
    name = scene.names[index]
    before = scene.words.lower[said.core_start : name.title]
    found = noun_at(before, len(before))
    is_body = found is not None and found.noun.sort == "body" and found.end == len(before)
    is_one = found is not None and not found.is_plural
    told = is_trade(before) or (is_body and is_one)
    return name if told and name.words[0] not in given_names() else None


def _apposed_body(scene: Scene, said: Phrase) -> Name | None:
    """The name of the body that stands beside what it is: "the owner, Kestrel Shipping,"."""
    at = said.core_end + 1
    if at >= said.end or at not in scene.name_at or scene.words.lower[said.core_end] != ",":
        return None
    name = scene.names[scene.name_at[at]]
    is_told = name.start == at and is_trait(scene.words.lower[said.core_start : said.core_end])
    return name if is_told and name.sort == "organisation" else None


def named_relative(scene: Scene, said: Phrase) -> Name | None:
    """Return the given name that says who someone's relative is: "his wife, Tove,"."""
    index = scene.name_at.get(said.core_end + 1)
    parted = scene.words.lower[said.core_end : said.core_end + 1] == (",",)
    if index is None or not parted or not said.is_possessive or said.core_end + 1 >= said.end:
        return None
    name = scene.names[index]
    closes = name.end >= said.end or scene.words.lower[name.end] == ","
    is_one = (
        len(name.words) == 1 and name.sort in ("person", "unknown") and name.title == name.start
    )
    head = noun_at(
        scene.words.lower[said.core_start : said.core_end], said.core_end - said.core_start
    )
    is_someone = head is not None and head.noun.sort == "person" and not head.is_plural
    return name if closes and is_one and is_someone else None


def self_named(scene: Scene, said: Phrase) -> Name | None:
    """Return the name that someone gave: "a driver who gave her name only as Trish", "identified
    himself as Tunde".
    """
    index = scene.name_at.get(said.end - 1)
    if index is None or scene.words.lower[scene.names[index].title - 1] != "as":
        return None
    name = scene.names[index]
    gave = scene.words.lower[said.core_start : name.title]
    return name if not _GAVE.isdisjoint(gave) else None
