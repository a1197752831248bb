"""Articles whose people bear other names: so that a network learns how people are spoken of.

The corpus is of one country and one year; read often enough, a network knows its politicians by
name. Half of the articles of an epoch are therefore read with other names: every given name and
surname of a person who is named in full anywhere in the article is drawn anew, the same everywhere
in it. Positions stay, so tags and targets do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from workers.claims.capitals import Name, names
from workers.claims.gazetteer import given_names, ordinary_words
from workers.claims.model import Sentence, Token
from workers.claims.stream import stream


@dataclass(frozen=True, slots=True)
class People:
    """Which tokens of an article are names: start in the text to the name as written."""

    given: Mapping[int, str]
    family: Mapping[int, str]


def people(sentences: Sequence[Sentence]) -> People:
    """Return the tokens of an article that name people who are named in full in it."""
    words = stream(sentences)
    found = [name for name in names(sentences, words) if name.sort in ("person", "unknown")]
    full = [name for name in found if _is_full(name)]
    given, family = {n.words[0] for n in full}, {n.words[-1] for n in full}
    places: tuple[dict[int, str], dict[int, str]] = ({}, {})
    for name in found:
        for token in words.tokens[name.start : name.end]:
            for kind, known in zip(places, (family, given), strict=True):
                if token.text in known:
                    kind[token.start] = token.text
                    break
    return People(given=places[1], family=places[0])


def _is_full(name: Name) -> bool:
    return name.sort == "person" and len(name.words) > 1 and name.words[0] in given_names()


def families(read: Sequence[People]) -> list[str]:
    """Return the surnames of a corpus to draw from, each once, those that are words left out."""
    found = {name for one in read for name in one.family.values()}
    return sorted(n for n in found if n.isalpha() and n.lower() not in ordinary_words())


def renamed(
    sentences: Sequence[Sentence], named: People, pool: Sequence[str], rng: np.random.Generator
) -> list[Sentence]:
    """Return an article's sentences with every name drawn anew, surnames from the pool."""
    new = _drawn(named.family, pool, rng) | _drawn(named.given, list(given_names()), rng)
    return [
        replace(sentence, tokens=tuple(_renamed(token, new) for token in sentence.tokens))
        for sentence in sentences
    ]


def _drawn(old: Mapping[int, str], pool: Sequence[str], rng: np.random.Generator) -> dict[int, str]:
    draw = {name: pool[int(rng.integers(len(pool)))] for name in sorted(set(old.values()))}
    return {place: draw[name] for place, name in old.items()}


def _renamed(token: Token, new: Mapping[int, str]) -> Token:
    return replace(token, text=new[token.start]) if token.start in new else token
