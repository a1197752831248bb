"""Names and capitals as data: places, bodies, outlets, titles and given names, looked up.

Used by `capitals`, `people` and `roles`.
"""

import re
from functools import cache
from itertools import chain
from typing import Literal

from workers.claims import lexicon
from workers.claims.nouns import Standing, closed

NameSort = Literal["person", "organisation", "outlet", "place", "people", "unknown"]

SEAT = re.compile(r"[DRI]-[A-Z]")
"""How American papers mark a sitting member of a legislature: "(D-Mo.)"."""

AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "goer")
"""How nouns for doers end that no list has: "a baker"."""


@cache
def listed() -> dict[str, tuple[NameSort, Standing | None]]:
    """Return every listed name and what bears it."""
    table: dict[str, tuple[NameSort, Standing | None]] = {}
    for row in lexicon.rows("en", "places.tsv"):
        table[row[0]] = ("place", "public")
        table.update(dict.fromkeys(row[2:], ("people", None)))
    table.update(dict.fromkeys(closed("organisations.tsv"), ("organisation", "private")))
    table.update(dict.fromkeys(closed("public_bodies.tsv"), ("organisation", "public")))
    table.update(dict.fromkeys(closed("outlets.tsv"), ("outlet", "private")))
    return table


@cache
def adjectives() -> frozenset[str]:
    """Return the adjectives of countries ("Dutch")."""
    return frozenset(chain.from_iterable(row[2:] for row in lexicon.rows("en", "places.tsv")))


@cache
def titles() -> dict[str, tuple[str, Standing, str]]:
    """Return each title before a name with its gender, standing and noun ("Sen": senator)."""
    return {
        row[0]: (row[1], "public" if row[2] == "public" else "private", row[3])
        for row in lexicon.rows("en", "honorifics.tsv")
    }


@cache
def given_names() -> dict[str, str]:
    """Return given names and who bears them: f, m or either."""
    return {row[0]: row[1] for row in lexicon.rows("en", "given_names.tsv")}


@cache
def parties() -> dict[str, str]:
    """Return the words by which someone is of a political side, and the side: "GOP"."""
    return {word: row[0] for row in lexicon.rows("en", "parties.tsv") for word in row[1:]}


@cache
def outlet_signs(place: str = "sign") -> frozenset[str]:
    """Return the capitalised words that mark an outlet's name: where they end it ("Kent Echo"),
    as an "opener" begin it ("Radio Kent"), or "alone" are all of it ("the Echo").
    """
    return frozenset(word for word, part in lexicon.rows("en", "media.tsv") if part == place)


@cache
def ordinary_words() -> frozenset[str]:
    """Return the lower-case words of news that are not mostly names."""
    return lexicon.words("en", "word_classes.tsv") | function_words()


@cache
def function_words() -> frozenset[str]:
    """Return the lower-case words of the closed classes."""
    return lexicon.words("en", "function_words.tsv")


@cache
def common_class(word: str) -> str | None:
    """Return the commonest class of a lower-case word of news, or None where it is not listed."""
    return _common_classes().get(word)


@cache
def _common_classes() -> dict[str, str]:
    return {row[0]: row[1].split(":")[0] for row in lexicon.rows("en", "word_classes.tsv")}
