"""Which words two statements share, whatever their endings: how `headline` compares them.

Stems, not meanings: a word loses its ending, an irregular form and a word of headlines ("axe",
"quit") stand for their group, and a number is its digits. Only that is compared.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from workers.claims import lexicon

_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_](?:[\w’']*[^\W_])?")
_SHORTEST = 3
"""A stem is never cut below this many letters, and a shorter word is compared only if listed."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What is compared of a statement."""

    stems: frozenset[str]
    """The stems of its words and its numbers, without words that carry no content."""
    numbers: frozenset[str]
    denies: bool
    """Whether it holds a word of denial."""

    def fits(self, other: "Wording") -> bool:
        """Whether nothing keeps both from saying the same: a denial, or none of its numbers."""
        differ = self.numbers and other.numbers and self.numbers.isdisjoint(other.numbers)
        return self.denies == other.denies and not differ


def wording(text: str) -> Wording:
    """Return what is compared of some words."""
    spoken = words(text)
    numbers = frozenset(_numbers(spoken))
    return Wording(
        stems=frozenset(_stems(spoken)) | numbers,
        numbers=numbers,
        denies=not listed("denials").isdisjoint(spoken) or "n't" in text.replace("’", "'"),
    )


def words(text: str) -> list[str]:
    """Return the words and numbers of a text in small letters; a hyphen parts them."""
    found = (match[0].lower().replace("’", "'") for match in _WORD.finditer(text))
    return [word.removesuffix("'s") for word in found]


def _numbers(spoken: Sequence[str]) -> Iterator[str]:
    """Yield numbers as digits: "20,000" is 20000, "four" is 4."""
    for word in spoken:
        if word[0].isdigit():
            yield word.replace(",", "")
        elif word in _number_words():
            yield _number_words()[word]


def _stems(spoken: Sequence[str]) -> Iterator[str]:
    """Yield the stems of the words that carry content, each as its group if it has one."""
    bases = [_base(word) for word in spoken]
    at = 0
    while at < len(spoken):
        pair, word = " ".join(bases[at : at + 2]), spoken[at]
        if pair in _groups():
            yield _groups()[pair]
            at += 1
        elif bases[at] in _groups():
            yield _groups()[bases[at]]
        elif word[0].isalpha() and len(word) >= _SHORTEST and word not in _no_content():
            yield _stem(word)
        at += 1


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """Return a word without its endings, the vowels and the double letter it then ends with."""
    return _tailless(_without(_without(word, "endings"), "derived"))


@lru_cache(maxsize=20_000)
def _base(word: str) -> str:
    """Return a word without its inflection only: "soldier" is not "sold"."""
    return _tailless(_without(word, "endings"))


def _tailless(word: str) -> str:
    stem = word.rstrip("".join(listed("tails")))
    stem = stem if len(stem) >= _SHORTEST else word
    return stem[:-1] if len(stem) > _SHORTEST and stem[-1] == stem[-2] else stem


def _without(word: str, key: str) -> str:
    """Return a word without the longest ending of a row that leaves enough of it."""
    if word.endswith(tuple(listed("whole"))):
        return word
    for ending in _longest_first(key):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word.removesuffix(ending)
    return word


@cache
def _longest_first(key: str) -> tuple[str, ...]:
    return tuple(sorted(listed(key), key=lambda ending: (-len(ending), ending)))


@cache
def _no_content() -> frozenset[str]:
    return listed("stop") | _number_words().keys()


@cache
def _number_words() -> Mapping[str, str]:
    return dict(pair.split("=") for pair in sorted(listed("numbers")))


@cache
def _groups() -> Mapping[str, str]:
    """Return a word without inflection, or two with a space, to the first word of its group."""
    return {
        " ".join(_base(part) for part in word.split("_")): row[0].split()[0]
        for row in lexicon.rows("en", "headlinese.tsv")
        for word in row[0].split()
    }


@cache
def listed(key: str) -> frozenset[str]:
    """Return the words of a row of headlines.tsv."""
    rows = {row[0]: row[1] for row in lexicon.rows("en", "headlines.tsv")}
    return frozenset(rows[key].split())
