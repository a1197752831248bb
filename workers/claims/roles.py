"""What the article says a person is, and whether that is a public office.

Used by `people` for every name, whose titles and appositions `appositions` finds, and by
`epithets` and `taken_up` for the gender of a description.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from workers.claims.appositions import (
    OWNERS,
    POSSESSIVES,
    apposed_after,
    apposed_before,
    tells_role,
    title_start,
)
from workers.claims.capitals import Name
from workers.claims.gazetteer import SEAT, function_words, titles
from workers.claims.nouns import nouns, office_at, offices, singular
from workers.claims.standing import is_public_role
from workers.claims.stream import Stream

_WOMEN = frozenset(
    {"mother", "wife", "daughter", "sister", "actress", "lady", "girl", "aunt", "niece", "nun"}
    | {"grandmother", "granddaughter", "widow", "waitress", "mistress", "queen", "girlfriend"}
)
_MEN = frozenset(
    {"father", "husband", "son", "brother", "king", "boy", "uncle", "nephew", "grandfather"}
    | {"grandson", "widower", "gentleman", "boyfriend", "monk"}
)
_ERRANDS = frozenset({"on", "with", "from", "during", "after", "before", "about", "over", "by"})
_LINKS = _ERRANDS | {"of", "for", "at", "in", "to"}
_SAID_OF_ONE = frozenset({"coach", "professor", "chef", "captain"})
"""Titles that are roles all the same."""

_RANKS = frozenset({"Prof", "Professor"})
"""Titles that add nothing to a role before them: "Microbiologist Prof"."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role in the article's words. It is telling when it settles whether an office is held."""

    text: str | None
    nouns: frozenset[str]
    is_public: bool
    is_telling: bool
    gender: str


def roles_of(words: Stream, name: Name, text: str) -> Iterator[Role]:
    """Yield the roles given to a name where it stands, nearest first."""
    start = title_start(words, name)
    if start < name.start:
        yield _role(words, start, name.start, text)
    for begin, end in (apposed_before(words, start, name.end), apposed_after(words, name.end)):
        if end > begin and tells_role(words, begin, end):
            yield _role(words, begin, end, text)
    if _is_member(words, name.end):
        yield Role(None, frozenset({"lawmaker"}), True, True, "any")


def _role(words: Stream, begin: int, end: int, text: str) -> Role:
    lower, tokens = words.lower[begin:end], [token.text for token in words.tokens[begin:end]]
    public, telling = is_public_role(lower, tokens)
    begin += end - begin > 1 and lower[0] in OWNERS
    end = _before_errand(words, begin, end)
    while end > begin and words.tokens[end - 1].text.removesuffix(".") in _bare_honorifics():
        end -= 1
    if end - begin > 1 and words.tokens[end - 1].text.removesuffix(".") in _RANKS:
        end -= 1
    return Role(
        _of_one(words.text(begin, end, text), words.lower[end - 1]) or None,
        _heads(lower, tokens),
        public,
        telling,
        gender_of(lower),
    )


def _of_one(text: str, last: str) -> str:
    """A role given to several as that of one of them: "Guitarists Ann Lee and Tom Dow"."""
    last = last.rpartition("-")[2]
    is_plural = last not in offices() and singular(last) == last[:-1] and last[:-1] in offices()
    return text[:-1] if text and is_plural else text


def _before_errand(words: Stream, begin: int, end: int) -> int:
    """Where a role ends before what it was about that day: "an aide to the mayor on her tour"."""
    links = [at for at in range(begin, end) if words.lower[at] in _LINKS]
    return next((at for at in links[1:] if words.lower[at] in _ERRANDS), end)


def _heads(words: Sequence[str], tokens: Sequence[str]) -> frozenset[str]:
    """The nouns that may take a role up later: "chief engineer", "engineer"; "senator" for Sen."""
    found = set()
    for end in range(1, len(words) + 1):
        title = titles().get(tokens[end - 1].removesuffix("."))
        if title:
            found.add(title[2])
        office = office_at(words, end)
        closes = end == len(words) or words[end] in function_words() - POSSESSIVES
        closes = closes or tokens[end].removesuffix(".") in titles()
        if office and (closes or title):
            found |= {singular(words[end - 1]), " ".join(words[office[0] : end])}
    return frozenset(found)


def gender_of(words: Sequence[str]) -> str:
    """Return f or m where a role tells: "spokeswoman", "his wife"."""
    for word in words:
        one = word.partition("-")[0]
        if word.endswith("woman") or one in _WOMEN:
            return "f"
        if one in _MEN or (word.endswith("man") and word in nouns() and word != "woman"):
            return "m"
    return "any"


@cache
def _bare_honorifics() -> frozenset[str]:
    return frozenset(
        title
        for title, row in titles().items()
        if row[1] == "private" and row[2] == title.lower() and row[2] not in _SAID_OF_ONE
    ) | {"Dr"}


def _is_member(words: Stream, end: int) -> bool:
    """Whether "(D-Mo.)" follows: a sitting member of an American legislature."""
    near = words.tokens[end : end + 2]
    return len(near) == 2 and near[0].text in "(," and bool(SEAT.match(near[1].text))
