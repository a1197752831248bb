"""What an unnamed source is said to be: its description, its number, its reason for anonymity.

Used by `sources` for entries of kind unnamed and vague.
"""

import re
from functools import cache

from workers.claims import lexicon
from workers.claims.phrases import quantifiers
from workers.claims.stream import Stream

_FACELESS = frozenset({"source", "sources", "people", "person", "persons", "those", "someone"})
_ABOUT = frozenset({"at", "least", "about", "nearly", "almost", "than", "over", "up", "to"})
_ASIDE = frozenset({",", "who", "(", "speaking", "asking", "declining", "requesting"})
GIVING = ("because", "since", "as", "for", "citing", "fearing", "given", "saying", "so")
"""What leads on to a reason behind a comma; any other comma ends it."""
_REASON_CHARS = 240
"""Where no full stop ends a reason sooner."""


def number(words: Stream, start: int, end: int) -> int | None:
    """Return how many people a mention claims: 2 for "two people", None for "a senior aide"."""
    for at in range(start, min(end, start + 4)):
        word = words.lower[at]
        if word == "no":
            return None
        if word in quantifiers():
            if quantifiers()[word] is not None:
                return quantifiers()[word]
        elif word.isdigit() and len(word) < 5:
            return int(word)
        elif word not in _ABOUT and word != "the":
            return None
    return None


def description(words: Stream, start: int, end: int, article: str) -> str | None:
    """Return what a mention says they are: "close to the project", "senior officials at the bank".

    The number and a head that says nothing ("sources", "people") are left out; so is the reason
    for anonymity.
    """
    at, stop = start, _before_reason(words, start, end)
    while (
        at < stop - 1
        and words.lower[at + 1][0].isalnum()
        and _counts(words.lower[at])
        and words.lower[at] not in ("a", "an")
    ):
        at += 1
    if at > start and words.lower[at] == "of" and stop > at + 1:
        at += 1
    if words.lower[at] == "including" and stop > at + 1:
        at += 1
    if words.lower[at] in _FACELESS and stop > at + 1:
        at += 1
    elif at + 1 < stop and words.lower[at] in ("a", "the") and words.lower[at + 1] in _FACELESS:
        at += 2 if stop > at + 2 else 0
    if words.lower[at] in ("who", "with") and at + 1 < stop and words.lower[at] == "who":
        at += 1
    return words.description(at, stop, article) or None


def _counts(word: str) -> bool:
    return word in quantifiers() or word in _ABOUT or word.isdigit()


def _before_reason(words: Stream, start: int, end: int) -> int:
    """Where a mention ends once the clause that asks for anonymity is cut off."""
    text = " ".join(words.lower[start:end])
    if not any(pattern.search(text) for pattern in _patterns()):
        return end
    return next((i for i in range(start + 1, end) if words.lower[i] in _ASIDE), end)


def reason(sentence: str) -> str | None:
    """Return the words of a sentence that say why, or that, its source goes unnamed."""
    folded = sentence.lower().replace("’", "'")
    found = [match for pattern in _patterns() if (match := pattern.search(folded))]
    if not found:
        return None
    start = min(match.start() for match in found)
    rest = sentence[start : start + _REASON_CHARS]
    ends = re.search(rf"[.;”\"]|,(?! (?:{'|'.join(GIVING)})\b)", rest)
    return " ".join(rest[: ends.start()].rstrip(",").split()) if ends else " ".join(rest.split())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(r"\b" + re.escape(row[0]).replace(r"\*", r"(?:[\w']+ ?){0,3}") + r"\b")
        for row in lexicon.rows("en", "anonymity.tsv")
    )
