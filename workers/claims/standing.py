"""Whether a role is a public office held now.

Used by `roles` for what the article says of a person and by `readings` for a mention.
"""

from collections.abc import Sequence
from functools import cache

from workers.claims import lexicon
from workers.claims.gazetteer import (
    AGENT_ENDINGS,
    adjectives,
    common_class,
    function_words,
    listed,
    parties,
    titles,
)
from workers.claims.nouns import Standing, closed, noun_at, office_at

_TRADE = frozenset({"ceo", "founder", "co-founder", "owner", "coo", "cfo"})
"""Offices that only companies have."""


def is_public_role(words: Sequence[str], tokens: Sequence[str]) -> tuple[bool, bool]:
    """Return whether a role is a public office held now, and whether the words settle that.

    `words` are lower case, `tokens` the same words as written.
    """
    found = _office_in(words, tokens)
    if found is None:
        return False, False
    start, end, standing = found
    if "nominee" in words:
        return False, True
    if is_past(words[:end]):
        return False, standing in ("public", "usually")
    if standing == "public":
        return True, True
    public, private = _employers(words, tokens, start, end)
    if standing == "usually":
        return not private or public, True
    serves = standing == "sometimes" and public and not private
    return serves, serves


def is_past(words: Sequence[str]) -> bool:
    """Return whether an office is no longer or not yet held: "former", "ex-minister"."""
    past = closed("past_offices.tsv")
    return any(word in past or word.startswith(("ex-", "then-")) for word in words)


def _employers(
    words: Sequence[str], tokens: Sequence[str], start: int, end: int
) -> tuple[bool, bool]:
    """Whether the words around an office at `words[start:end]` name a public or private employer.

    A party counts only before the office: "officials from both parties" are no party officials.
    """
    public = private = False
    owned = _before_bodies(words, ("private",))
    named = _before_bodies(words, ("public", "usually"))
    for i, token in enumerate(tokens):
        if start <= i < end:
            continue
        private |= i not in named and _is_own(words, token, i, start)
        found = noun_at(words, i + 1)
        if found and found.noun.sort != "body" and found.noun.standing == "public":
            public = True
        elif found and found.noun.sort == "body" and (i < start or found.lemma != "party"):
            public |= found.noun.standing in ("public", "usually")
            private |= found.noun.standing == "private"
        public |= token in closed("public_bodies.tsv")
        public |= token in _governed() and i not in owned
        public |= i < start and words[i] in closed("public_adjectives.tsv")
        private |= token in closed("organisations.tsv") or token in closed("outlets.tsv")
    return public, private


def _before_bodies(words: Sequence[str], standings: Sequence[Standing]) -> frozenset[int]:
    """The places of what stands before the noun of a body of some standings: "American" of an
    association, "Harlow" of a police department.
    """
    ends = (
        i
        for i in range(len(words))
        if (found := noun_at(words, i + 1))
        and found.noun.sort == "body"
        and found.noun.standing in standings
    )
    return frozenset(at for end in ends for at in range(_start_of_phrase(words, end), end))


def _start_of_phrase(words: Sequence[str], end: int) -> int:
    while end > 0 and words[end - 1] not in function_words():
        end -= 1
    return end


def _is_own(words: Sequence[str], token: str, at: int, office: int) -> bool:
    """Whether a word names a private employer: an unknown name before an office ("Kestrel
    President"), or an office of companies beside it ("chief executive and president").
    """
    if words[at] in _TRADE:
        return True
    if not token[0].isupper() or token.removesuffix(".") in titles():
        return False
    known = token in _governed() or token in listed() or token in parties()
    found = noun_at(words, at + 1)
    if known or (found and found.noun.sort in ("body", "person")) or office_at(words, at + 1):
        return False
    return _leads(words, at) or (at < office and common_class(words[at]) is None)


def _leads(words: Sequence[str], at: int) -> bool:
    """Whether a word opens the name of what a president is of or at: "president of Dow & Hale",
    "vice president of coal at Kestrel".
    """
    if at < 2 or words[at - 1] not in ("of", "at"):
        return False
    return words[at - 2] == "president" or (words[at - 1] == "at" and "president" in words[:at])


@cache
def _governed() -> frozenset[str]:
    """Places and their adjectives: an office of theirs is public unless a private body is named."""
    return adjectives() | frozenset(
        row[0] for row in lexicon.rows("en", "places.tsv") if row[1] != "seat"
    )


def _is_part(word: str) -> bool:
    """Whether the word after an office is the real head: "a major fundraiser"."""
    return word[0].islower() and (common_class(word) == "noun" or word.endswith(AGENT_ENDINGS))


def _office_in(words: Sequence[str], tokens: Sequence[str]) -> tuple[int, int, Standing] | None:
    """The office of a role: the last before its first preposition ("chief engineer"), or after."""
    stop = next(
        (i for i, word in enumerate(words) if word in ("of", "for", "at", "in")), len(words)
    )
    for limits in (range(stop, 0, -1), range(stop + 1, len(words) + 1)):
        for end in limits:
            office = office_at(words, end)
            if office and end < stop and _is_part(tokens[end]):
                continue
            title = titles().get(tokens[end - 1].removesuffix("."))
            is_title = title and title[1] == "public" and (office is None or office[0] == end - 1)
            is_chief = words[end - 1] == "officer" and "chief" in words[max(0, end - 4) : end]
            if title and is_title and not is_chief and not (office and office[1] == "usually"):
                return end - 1, end, title[1]
            if office:
                return office[0], end, office[1]
    return None
