"""Who is in the article: its persons, each with all names, roles and the offices they hold.

Between `capitals` (where names stand) and `kinds` and `references` (who a mention is). A person is
first made of full names; surnames and given names alone then join the nearest fitting person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from workers.claims.capitals import Name
from workers.claims.gazetteer import given_names, titles
from workers.claims.names import are_spellings, family_name, fit_given, folded
from workers.claims.nouns import closed
from workers.claims.roles import Role, roles_of
from workers.claims.stream import Stream

_MAIN = 3
"""How many times as often as a namesake the main person of an article is named in full."""

_ASIDE = 12
"""Tokens that may stand between two names with one title: "of Iowa, a Republican, and"."""

Gender = str
"""f, m or any."""


@dataclass(slots=True)
class Person:
    """A person of the article while it is read: what is known grows with each name."""

    names: list[Name] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    is_in_office: bool = False
    """Whether at least half of the telling roles are public offices held now."""
    has_telling_role: bool = False

    @property
    def name(self) -> str:
        """The fullest form of the name, the first of the longest; "Crooked Ann Lee" is no name."""
        words = max((name.words for name in self.names), key=lambda one: (_is_plain(one), len(one)))
        return " ".join(words)

    @property
    def family(self) -> str:
        """The folded surname."""
        return family_name(max((name.words for name in self.names), key=len))

    @property
    def full(self) -> int:
        """How often the article gives more than one word of the name."""
        return sum(len(name.words) > 1 for name in self.names)

    def settle(self) -> None:
        """Judge the roles, once all are known. By the project's labelling rules a nominee speaks
        as one, whatever else they are.
        """
        votes = [role.is_public for role in self.roles if role.is_telling]
        is_nominee = any("nominee" in role.nouns for role in self.roles)
        self.is_in_office = not is_nominee and any(votes) and 2 * sum(votes) >= len(votes)
        self.has_telling_role = bool(votes)

    @property
    def role(self) -> str | None:
        """The role in words: a public office first, then the fullest."""
        told = [(role.is_public, len(role.text), role.text) for role in self.roles if role.text]
        return max(told, default=(False, 0, None))[2]


def _is_plain(words: Sequence[str]) -> bool:
    """Whether no word but an initial or another given name stands before a given name."""
    opens_late = len(words) > 2 and words[1] in given_names() and words[0] not in given_names()
    return not opens_late or words[0].endswith(".")


@dataclass(frozen=True, slots=True)
class Cast:
    """The persons of an article, and which of them each name (by its place in `names`) is."""

    people: tuple[Person, ...]
    person_at: dict[int, int]
    genders: tuple[Gender, ...]
    holders: dict[str, list[int]]
    """The persons who have a role, by its nouns."""

    def main_holder(self, noun: str) -> int | None:
        """Return whom the article names far more often than anyone else with a role, if one."""
        known = sorted(self.holders.get(noun, ()), key=lambda i: -len(self.people[i].names))
        counts = [len(self.people[index].names) for index in known]
        is_main = len(known) == 1 or (len(known) > 1 and counts[0] >= _MAIN * counts[1])
        return known[0] if is_main else None


class _Families:
    """Which persons bear a surname or given name, its spellings included."""

    def __init__(self) -> None:
        self._bearers: dict[str, list[int]] = {}
        self._by_letter: dict[str, list[str]] = {}

    def add(self, word: str, person: int) -> None:
        if word not in self._bearers:
            self._by_letter.setdefault(word[:1], []).append(word)
        self._bearers.setdefault(word, []).append(person)

    def like(self, word: str) -> Sequence[int]:
        """Return who bears the very word; where nobody does, who bears a spelling of it."""
        if word in self._bearers:
            return self._bearers[word]
        alike = [other for other in self._by_letter.get(word[:1], ()) if are_spellings(other, word)]
        return [person for other in alike for person in self._bearers[other]]


def cast(words: Stream, names: Sequence[Name], text: str) -> Cast:
    """Return the persons that an article names."""
    people: list[Person] = []
    families = _Families()
    person_at: dict[int, int] = {}
    singles = []
    for index, name in enumerate(names):
        if name.sort == "person" and len(name.words) > 1:
            person_at[index] = _join(people, families, name)
        elif name.sort in ("person", "unknown") or _may_be_surname(words, name):
            singles.append(index)
    places = {names[index].words for index in singles if _is_in(words, names[index])}
    for index in sorted(singles, key=lambda i: _order(words, names[i])):
        found = _known(words, people, families, names[index])
        if found is not None:
            people[found].names.append(names[index])
            person_at[index] = found
        elif names[index].sort == "person" and names[index].words not in places:
            person_at[index] = _new(people, families, names[index])
    shared: Role | None = None
    for index, person in sorted(person_at.items()):
        roles = list(roles_of(words, names[index], text))
        if shared and not roles and _is_listed(words, names, index):
            roles = [shared]
        people[person].roles.extend(roles)
        shared = roles[0] if roles and _is_plural_title(words, names[index]) else None
    holders: dict[str, list[int]] = {}
    for index, known in enumerate(people):
        known.settle()
        for noun in sorted({noun for role in known.roles for noun in role.nouns}):
            holders.setdefault(noun, []).append(index)
    genders = tuple(_gender(words, person) for person in people)
    return Cast(tuple(people), person_at, genders, holders)


def _order(words: Stream, name: Name) -> tuple[bool, bool]:
    """Which surnames alone are read first: those of a title, and before them "Mr." and "Mrs."."""
    return name.sort != "person", _of_title(words, name) not in ("f", "m")


def _is_in(words: Stream, name: Name) -> bool:
    """Whether "in" stands before a name: "Chelsea" and "Jordan" are places too."""
    return name.start > 0 and name.title == name.start and words.lower[name.start - 1] == "in"


def _may_be_surname(words: Stream, name: Name) -> bool:
    """Whether a listed name of one word ("Guardian", "Jordan") may be a surname all the same."""
    after_the = name.start > 0 and words.lower[name.start - 1] == "the"
    return (
        len(name.words) == 1 and name.sort in ("outlet", "organisation", "place") and not after_the
    )


def _is_plural_title(words: Stream, name: Name) -> bool:
    """Whether a title stands for the next name too: "Senators Ann Lee and Dan Cole"."""
    title = words.tokens[name.start - 1].text.removesuffix(".") if name.title < name.start else ""
    return title.endswith("s") and title in titles()


def _is_listed(words: Stream, names: Sequence[Name], index: int) -> bool:
    """Whether a name follows the one before it after "and", at most an aside between."""
    between = words.lower[names[index - 1].end : names[index].title] if index else ()
    return "and" in between[-1:] and len(between) <= _ASIDE


def _join(people: list[Person], families: _Families, name: Name) -> int:
    """Return the person a full name belongs to, a new one where none fits."""
    family = family_name(name.words)
    for index in reversed(families.like(family)):
        if any(fit_given(name.words[:-1], other.words[:-1]) for other in people[index].names):
            people[index].names.append(name)
            return index
    return _new(people, families, name)


def _new(people: list[Person], families: _Families, name: Name) -> int:
    """Return a person of their own for a name: who else bears it, "Mr. Lee" is not Ann Lee."""
    people.append(Person([name]))
    family = family_name(name.words)
    for key in sorted({family, folded(name.words[0])}):
        families.add(key, len(people) - 1)
    return len(people) - 1


def _known(words: Stream, people: list[Person], families: _Families, name: Name) -> int | None:
    """Return the person a single word stands for, or None.

    Of several with one surname it is nobody told of as "his wife"; then the main person, who is
    named far more often, in full in the whole article or at all until here: papers give relatives a
    given name. Without a main person it is the one named last.
    """
    word = folded(name.words[0])
    fitting = [i for i in families.like(word) if _may_be(words, people[i], name)]
    if name.sort not in ("person", "unknown"):
        fitting = [i for i in fitting if people[i].family == word]
    fitting = [i for i in fitting if not _is_kin(words, people[i])] or fitting
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    first, second = sorted(fitting, key=lambda i: -people[i].full)[:2]
    if people[second].full and people[first].full >= _MAIN * people[second].full:
        return first
    counts = {i: sum(other.start < name.start for other in people[i].names) for i in fitting}
    first, second = sorted(fitting, key=lambda i: -counts[i])[:2]
    if counts[first] and counts[first] >= _MAIN * counts[second]:
        return first
    return max(
        fitting, key=lambda i: (last_before(people[i], name.start), len(people[i].names), -i)
    )


def _is_kin(words: Stream, person: Person) -> bool:
    """Whether a person is told of as someone's relative: "his wife Ann Dow"."""
    return any(
        name.title == name.start and words.lower[name.start - 1] in closed("kin.txt")
        for name in person.names
    )


def last_before(person: Person, at: int) -> int:
    """Return where a person was named last before a token, -1 where never."""
    return max((name.start for name in person.names if name.start < at), default=-1)


def _may_be(words: Stream, person: Person, name: Name) -> bool:
    """Whether "Mr" or "Mrs" before a surname fits the given name of a person."""
    asked = _of_title(words, name)
    known = given_names().get(person.names[0].words[0], "any")
    return asked not in ("f", "m") or known not in ("f", "m") or asked == known


def _of_title(words: Stream, name: Name) -> Gender:
    if name.title == name.start:
        return "any"
    title = titles().get(words.tokens[name.start - 1].text.removesuffix("."))
    return title[0] if title else "any"


def _gender(words: Stream, person: Person) -> Gender:
    """Return f or m where a title or given name tells, else any."""
    for found in _genders(words, person):
        if found in ("f", "m"):
            return found
    return "any"


def _genders(words: Stream, person: Person) -> Iterator[Gender]:
    for name in person.names:
        yield _of_title(words, name)
    for role in person.roles:
        yield role.gender
    for name in person.names:
        if len(name.words) > 1:
            yield given_names().get(name.words[0], "any")
    yield given_names().get(person.names[0].words[0], "any")
