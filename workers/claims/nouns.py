"""What sort of source a common noun names: the data files of source nouns, looked up.

Used by `capitals`, `people` and `kinds`. A noun of several words ("police chief", "exit poll") is
found by its longest form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from workers.claims import lexicon

Sort = Literal["talk", "media", "document", "person", "body"]
Standing = Literal["public", "usually", "sometimes", "private"]
_LONGEST = 4
_IRREGULAR = {"men": "man", "women": "woman", "children": "child", "wives": "wife"}


@dataclass(frozen=True, slots=True)
class Noun:
    """A source noun. `detail` is the second field of its file: always, plural; medium, piece,
    staff, sign; public, plain; faceless, crowd, folk; `standing` is who it speaks for.
    """

    sort: Sort
    detail: str
    standing: Standing = "private"


@dataclass(frozen=True, slots=True)
class Found:
    """A noun at `words[start:end]`."""

    noun: Noun
    lemma: str
    start: int
    end: int
    is_plural: bool


@cache
def nouns() -> dict[str, Noun]:
    """Return every source noun, singular and lower case. A noun of two files goes to the first of
    talk, media, documents, people, bodies: a report said to be "news" is not a document.
    """
    table = {
        name: Noun("body", "", _standing(standing))
        for name, standing in lexicon.rows("en", "bodies.tsv")
    }
    offices = {name: _standing(standing) for name, standing in lexicon.rows("en", "offices.tsv")}
    crowds = {row[0]: row[1] for row in lexicon.rows("en", "crowds.tsv")}
    for name in (*crowds, *offices):
        table[name] = Noun("person", crowds.get(name, "role"), offices.get(name, "private"))
    for name, issuer in lexicon.rows("en", "documents.tsv"):
        table[name] = Noun("document", issuer, "public" if issuer == "public" else "sometimes")
    for name, part in lexicon.rows("en", "media.tsv"):
        if part in ("medium", "bare") or (part in ("piece", "staff") and name not in table):
            table[name] = Noun("media", part)
    for name, number in lexicon.rows("en", "talk.tsv"):
        if number == "always":
            table[name] = Noun("talk", number)
    return table


@cache
def offices() -> dict[str, Standing]:
    """Return the words of roles by which a person is introduced, and whom they speak for."""
    return {name: _standing(standing) for name, standing in lexicon.rows("en", "offices.tsv")}


def _standing(field: str) -> Standing:
    if field in ("public", "usually", "sometimes"):
        return field  # type: ignore[return-value]
    return "private"


@cache
def singular(word: str) -> str:
    """Return the singular of a lower-case noun by the spelling rules of English."""
    if word in _IRREGULAR or word.endswith(("smen", "swomen", "ymen", "cemen", "nmen", "hmen")):
        return _IRREGULAR.get(word) or word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def noun_at(words: Sequence[str], end: int) -> Found | None:
    """Return the longest source noun that ends before `end` in lower-case words, if one does."""
    table = nouns()
    for size in range(min(_LONGEST, end), 0, -1):
        start = end - size
        lemma = " ".join(words[start:end])
        if lemma in table:
            return Found(table[lemma], lemma, start, end, lemma in _plurals())
        one = " ".join((*words[start : end - 1], singular(words[end - 1])))
        if one in table:
            return Found(table[one], one, start, end, one != lemma)
    return None


@cache
def _plurals() -> frozenset[str]:
    """Nouns that are plural as they stand. One regulator is a body, several are people."""
    people = {"people", "folk", "folks", "personnel", "clergy", "staff", "crew"}
    return frozenset(people | {"regulators"})


def office_at(words: Sequence[str], end: int) -> tuple[int, Standing] | None:
    """Return where the longest role that ends before `end` begins, and its standing."""
    table = offices()
    for size in range(min(_LONGEST, end), 0, -1):
        role = " ".join((*words[end - size : end - 1], singular(words[end - 1])))
        standing = table.get(" ".join(words[end - size : end])) or table.get(role)
        if standing:
            return end - size, standing
    return None


def is_one_body(words: Sequence[str]) -> bool:
    """Whether words are the noun of a body: nobody named Staff leads the "General Staff"."""
    found = noun_at(words, len(words))
    return found is not None and found.noun.sort == "body" and found.start == 0


@cache
def closed(name: str) -> frozenset[str]:
    """Return a list of words as a set (`idle_modifiers.tsv`)."""
    return lexicon.words("en", name)


@cache
def aliases() -> dict[str, frozenset[str]]:
    """Return the names that a body's noun may stand for: "the fund" for the IMF."""
    return {row[0]: frozenset(row[1:]) for row in lexicon.rows("en", "aliases.tsv")}


def serves(noun: str) -> bool:
    """Whether the noun is a role that speaks for whoever employs it: "adviser"."""
    return offices().get(noun) == "sometimes"
