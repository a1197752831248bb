"""What is read off one mention, and the article it is read in.

The nouns of `kinds` and `noun_kinds`, and the readings both need: of a person, of an owner.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from server.contract import SourceKind
from workers.claims.capitals import Name
from workers.claims.people import Cast
from workers.claims.phrases import Phrase
from workers.claims.standing import is_public_role
from workers.claims.stream import Stream


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as readings need it: its tokens, its names and which covers a token, its cast."""

    words: Stream
    names: tuple[Name, ...]
    name_at: Mapping[int, int]
    cast: Cast
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention says of its source.

    `noun` is the head's lemma; `key` the words by which two mentions are one; `person` an index
    into the cast, `persons` those of two and more who speak together; `body` the words of the name
    of a body or outlet.
    """

    kind: SourceKind
    official: bool = False
    noun: str | None = None
    key: tuple[str, ...] = ()
    person: int | None = None
    persons: tuple[int, ...] = ()
    body: tuple[str, ...] = ()
    is_definite: bool = False
    is_plural: bool = False
    is_bare: bool = False
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Person:
    """The answer "this person of the cast"."""

    index: int


def of_person(scene: Scene, said: Phrase, place: int) -> Reading:
    """Return the reading of a mention whose person is named at `names[place]`."""
    name = scene.names[place]
    index = scene.cast.person_at[place]
    person = scene.cast.people[index]
    lower = scene.words.lower[said.start : name.start]
    tokens = [token.text for token in scene.words.tokens[said.start : name.start]]
    public, told = is_public_role(lower, tokens)
    official = public if told and not person.has_telling_role else person.is_in_office
    return Reading("person", official, person=index)


def owner_of(scene: Scene, said: Phrase) -> Reading | None:
    """Return the named person whose words the core is: "Reyes's speech"."""
    for i in range(said.start, said.core_end):
        place = scene.name_at.get(i)
        is_person = place is not None and place in scene.cast.person_at
        if place is not None and is_person and scene.names[place].end < said.core_end:
            return of_person(scene, said, place)
    return None
