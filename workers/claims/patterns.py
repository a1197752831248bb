"""Finds the patterns of a data file in a sentence: what `hedging` reads its cues with.

A pattern is words in order. `a|b` is either word, `<group>` a word of a named group, `.` any word,
`x?` may be missing, `(x)` must stand there but is not part of what is found. Patterns are matched
on whole tokens in lower case, so neither case nor spacing matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from workers.claims.model import Token

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern. `words` is None where any word will do."""

    words: frozenset[str] | None
    may_be_missing: bool
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Match(Generic[Kind]):
    """Tokens `first` to `last` (exclusive) of a sentence, and the row of the file they match."""

    first: int
    last: int
    row: Kind


Index = Mapping[str, Sequence[tuple[tuple[Element, ...], Kind]]]
"""Patterns by each word they can begin with."""


def folded(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the tokens as patterns spell them: lower case, straight apostrophes."""
    return tuple(token.text.lower().replace("’", "'") for token in tokens)


def index(
    patterns: Sequence[tuple[str, Kind]], groups: Mapping[str, frozenset[str]]
) -> dict[str, list[tuple[tuple[Element, ...], Kind]]]:
    """Return the patterns by first word. A fault of the data is a KeyError or ValueError."""
    found: dict[str, list[tuple[tuple[Element, ...], Kind]]] = {}
    for pattern, row in patterns:
        elements = tuple(_element(part, groups) for part in pattern.split())
        for word in _first_words(elements):
            found.setdefault(word, []).append((elements, row))
    return found


def _element(part: str, groups: Mapping[str, frozenset[str]]) -> Element:
    may_be_missing = part.endswith("?")
    part = part.removesuffix("?")
    is_inside = not part.startswith("(")
    if part.count("(") != part.count(")"):
        raise ValueError(f"a space in parentheses: {part}")
    part = part.strip("()")
    if part == ".":
        return Element(None, may_be_missing, is_inside)
    words = groups[part[1:-1]] if part.startswith("<") else frozenset(part.split("|"))
    return Element(words, may_be_missing, is_inside)


def _first_words(elements: Sequence[Element]) -> set[str]:
    """Return every word a pattern can begin with: those of its places up to the first needed."""
    words: set[str] = set()
    for element in elements:
        words |= element.words or frozenset()
        if not element.may_be_missing:
            break
    return words


def matches(words: Sequence[str], by_first_word: Index[Kind]) -> list[Match[Kind]]:
    """Return every match in a sentence's folded words, in order of where they begin."""
    return [
        Match(span[0], span[1], row)
        for at, word in enumerate(words)
        for elements, row in by_first_word.get(word, ())
        if (span := _span(words, elements, at))
    ]


def _span(words: Sequence[str], elements: Sequence[Element], at: int) -> tuple[int, int] | None:
    """Return the part inside of a match that begins at `at`."""
    inside = _places(words, elements, at)
    return (inside[0], inside[-1] + 1) if inside else None


def _places(words: Sequence[str], elements: Sequence[Element], at: int) -> list[int] | None:
    """Return the places inside of a match; what may be missing is taken where it can be."""
    if not elements:
        return []
    element, rest = elements[0], elements[1:]
    if at < len(words) and _fits(words[at], element):
        places = _places(words, rest, at + 1)
        if places is not None:
            return [at, *places] if element.is_inside else places
    return _places(words, rest, at) if element.may_be_missing else None


def _fits(word: str, element: Element) -> bool:
    return word in element.words if element.words is not None else word[:1].isalnum()
