"""When two names are one: spellings of a transliterated surname, short forms, acronyms.

Used by `people` for persons and by `sources` for bodies. Pure functions of words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from workers.claims import lexicon

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
_SAME_SOUND = (
    (re.compile(r"kh|gh|q"), "k"),
    (re.compile(r"ck|cc"), "k"),
    (re.compile(r"dzh|dj"), "j"),
    (re.compile(r"tch|tsch"), "ch"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w|ff$|v$|f$"), "v"),
    (re.compile(r"(.)\1"), r"\1"),
    (re.compile(r"^y(?=e)|^g(?=ad)"), ""),
)
"""Letters that transliterations from Cyrillic, Arabic and Hebrew write in more than one way."""

_JOINTS = frozenset({"of", "for", "on", "and", "the", "to", "&"})
"""What joins the words of a name: neither it nor what follows is a short form of it."""

_SITE = re.compile(r"\.(?:com|org|net|co\.uk)$", re.IGNORECASE)
_VOWELS = re.compile(r"[aeiouyj]+")
_SHORTEST_OF_PART = 3
"""Capitals of the shortest acronym that stands for part of a name."""

_SHORTEST = 6
"""Letters below which two like surnames are more often two people (Miller, Mill)."""


@cache
def folded(word: str) -> str:
    """Return a word in lower case without accents, points and apostrophes."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(c for c in plain.lower() if c.isalnum() or c == "-")


def family_name(words: Sequence[str]) -> str:
    """Return the folded last word of a name that is not "Jr" or the like."""
    kept = [word for word in map(folded, words) if word and word not in _GENERATIONS]
    return kept[-1] if kept else ""


@cache
def are_spellings(one: str, other: str) -> bool:
    """Whether two folded surnames may be spellings of one: the same first half, and consonants
    that sound the same throughout ("Kovalyov" and "Kovalev" would, "Miller" and "Muller" not).
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST:
        return False
    first, second = _sounded(one), _sounded(other)
    half = min(len(first), len(second)) // 2
    return first[:half] == second[:half] and _skeleton(first) == _skeleton(second)


@cache
def _sounded(word: str) -> str:
    for letters, one in _SAME_SOUND:
        word = letters.sub(one, word)
    return word


def _skeleton(word: str) -> str:
    return _VOWELS.sub("", word)


def fit_given(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lists of given names may be of one person: either is empty, or the first of both
    is the same, an initial of the other, a spelling of it or a short form ("Dan", "Daniel").
    """
    if not one or not other:
        return True
    first, second = folded(one[0]), folded(other[0])
    short, long = sorted((first, second), key=len)
    if len(short) <= 1 or (len(short) > 2 and long.startswith(short)):
        return long.startswith(short)
    return are_spellings(first, second) or bool(set(map(folded, one)) & set(map(folded, other)))


def acronym(words: Sequence[str]) -> str:
    """Return the capitals of a body's name: "TUC" for "Trades Union Congress"."""
    return "".join(word[0] for word in words if word[:1].isupper())


def is_short_for(short: str, words: Sequence[str]) -> bool:
    """Whether a word of capitals may shorten a name: its letters stand in the name in that order,
    the first of all first ("KMB" for "Kestrel Mobility").
    """
    letters = iter("".join(map(folded, words)))
    is_acronym = len(short) > 1 and short.isalpha() and short.isupper()
    return is_acronym and short[0] == words[0][0] and all(c in letters for c in short.lower())


def without_site(word: str) -> str:
    """Return a word without the ending of a site's address: "Kestrel" of "Kestrel.com"."""
    return _SITE.sub("", word)


def short_forms(words: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the folded forms a body's name may take, itself first.

    Its last words ("the Times" for "the New York Times", but not Health for a Department of
    Health), its acronyms, without its first word too ("Chinese CDC", "CDC"), and what it is without
    its legal form or a site's ending.
    """
    full = tuple(map(folded, words))
    others: list[tuple[str, ...]] = [(short,) for short in _acronyms(words)]
    for short in _acronyms(words[1:]):
        others.append((full[0], short))
        if len(short) >= _SHORTEST_OF_PART:
            others.append((short,))
    if len(words) > 1 and full[-1] in _tails():
        others.append(full[:-1])
    bare = without_site(words[-1])
    if bare != words[-1]:
        others.append((*full[:-1], folded(bare)))
    ends = (at for at in range(len(full)) if _JOINTS.isdisjoint(full[max(0, at - 1) : at + 1]))
    return (*(full[at:] for at in ends), *others)


def _acronyms(words: Sequence[str]) -> Iterator[str]:
    """Yield the folded acronym of a name, and that of its words before "and": "CDC"."""
    short = folded(acronym(words))
    if len(words) > 1 and len(short) > 1:
        yield short
    joint = max((at for at, word in enumerate(words) if word == "and"), default=0)
    first = folded(acronym(words[:joint]))
    if len(first) >= _SHORTEST_OF_PART:
        yield first


@cache
def _tails() -> frozenset[str]:
    rows = lexicon.rows("en", "body_signs.tsv")
    return frozenset(row[0] for row in rows if row[1] == "tail")
