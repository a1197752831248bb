"""Who or what opens a sentence without a name: "A man in a beret", "The letter".

Used by `references`, for whom "he" or "it" in the next sentence stands.
"""

from collections.abc import Sequence

from workers.claims.antecedents import belongs
from workers.claims.kinds import read
from workers.claims.nouns import Found, noun_at
from workers.claims.readings import Reading, Scene
from workers.claims.roles import gender_of

_DETERMINERS = frozenset({"a", "an", "the", "one", "another", "his", "her", "their"})
"""What opens a phrase that tells of someone."""

_ASIDE_OF = frozenset({"through", "via", "of", "in", "as", "like"})
"""What makes a phrase no one's subject: "Through his lawyer, he said", "as a nurse"."""

_COLLECTIVE = frozenset(
    {"family", "couple", "household", "leadership", "staff", "personnel", "crew", "minority"}
)
"""Nouns for people that are more than one and yet singular."""

_NOUN = 4
"""Words of the longest noun for someone."""

_OPENS = 3
"""Tokens of a sentence within which its subject may begin: "But on Monday a man"."""


def opening_person(
    scene: Scene, who: str, start: int, end: int, said: Sequence[tuple[int, int]]
) -> Reading | None:
    """Return the person without a name who opens what stands between two tokens: "A man in a beret
    came in."; None where nobody does, or it is no `who` (m, f or any). What is `said` is left out.
    """
    lower = scene.words.lower
    for stop in range(start + 2, min(end, start + _OPENS + _NOUN) + 1):
        found = noun_at(lower[max(start, stop - _NOUN) : stop], min(_NOUN, stop - start))
        goes_on = stop < end and (stop in scene.name_at or _is_further(lower[stop]))
        if found is None or not _is_one(found) or goes_on or _is_in(said, stop - 1):
            continue
        begin = stop - 1
        while begin > start and lower[begin] not in _DETERMINERS and belongs(scene, begin - 1):
            begin -= 1
        is_aside = begin > start and lower[begin - 1] in _ASIDE_OF
        is_told = lower[begin] in _DETERMINERS and begin - start <= _OPENS and not is_aside
        if is_told and (who == "any" or gender_of(lower[begin:stop]) in (who, "any")):
            return read(scene, begin, _after_name(scene, stop))
    return None


def opening_thing(scene: Scene, start: int, end: int) -> Reading | None:
    """Return the body or document that opens a sentence: "The letter is not shy."; else None."""
    lower = scene.words.lower
    if lower[start] not in _DETERMINERS:
        return None
    for stop in range(start + 2, min(end, start + _NOUN) + 1):
        found = noun_at(lower[start + 1 : stop], stop - start - 1)
        goes_on = stop < end and (stop in scene.name_at or _is_further(lower[stop]))
        is_thing = found is not None and found.noun.sort in ("document", "body", "media")
        if found is not None and is_thing and not found.is_plural and not goes_on:
            return read(scene, start, stop)
    return None


def _is_one(found: Found) -> bool:
    """Whether a noun is that of one person: no family, no source."""
    is_person = found.noun.sort == "person" and found.noun.detail != "faceless"
    return is_person and not found.is_plural and found.lemma not in _COLLECTIVE


def _is_further(word: str) -> bool:
    """Whether a word after a noun makes it no one: "the woman's plan", "the mayor office"."""
    return word in ("'s", "’s", "'") or noun_at([word], 1) is not None


def _after_name(scene: Scene, at: int) -> int:
    """Where the name ends that says who a phrase before it is: "his wife, Ann Lee", else `at`."""
    place = scene.name_at.get(at + 1) if scene.words.lower[at : at + 1] == (",",) else None
    return scene.names[place].end if place is not None else at


def _is_in(said: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in said)
