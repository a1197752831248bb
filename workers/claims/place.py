"""A match in its sentence and what stands around it: what the tests of `epistemic` look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workers.claims import lexicon
from workers.claims.model import Token

NEAR = 8
"""How many words to either side a test looks: a clause of news prose has about as many."""
CLAUSE_MARKS = frozenset([*',;:()–—"“”', "--"])
"""Marks that end the clause a word stands in."""


@dataclass(frozen=True, slots=True)
class Place:
    """A match in its sentence: tokens `first` to `last`, exclusive."""

    words: Sequence[str]
    tokens: Sequence[Token]
    first: int
    last: int

    @property
    def before(self) -> str:
        """The word in front, or nothing."""
        return self.words[self.first - 1] if self.first else ""

    @property
    def after(self) -> str:
        """The word behind, or nothing."""
        return self.words[self.last] if self.last < len(self.words) else ""

    def left(self, count: int = NEAR) -> Sequence[str]:
        """The words in front within the clause, nearest first."""
        near = self.words[max(0, self.first - count) : self.first][::-1]
        return _until_mark(near)

    def right(self, count: int = NEAR) -> Sequence[str]:
        """The words behind within the clause."""
        return _until_mark(self.words[self.last : self.last + count])


def _until_mark(words: Sequence[str]) -> Sequence[str]:
    for at, word in enumerate(words):
        if word in CLAUSE_MARKS:
            return words[:at]
    return words


@cache
def groups(language: str = "en") -> Mapping[str, frozenset[str]]:
    """Return the named groups of words of a language."""
    rows = lexicon.rows(language, "hedge_groups.tsv")
    return {name: frozenset(words.split()) for name, words in rows}
