"""What the article says a person is: titles, appositions, and whether that is a public office.

Used by `people` for every name and by `kinds` for a mention that is a role ("the mayor").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name, adjectives, titles
from workers.claims.nouns import Standing, closed, noun_at, nouns, office_at, singular
from workers.claims.stream import Stream

_AFTER = 20
_BEFORE = 10
"""How many tokens an apposition may have: longer ones are clauses."""

_ENDS = frozenset(
    {*',.;:()[]"“”‘!?–—―•', "--", "''", "``", "...", "who", "whose", "which", "that", "where", "-"}
    | {"said", "says", "told", "has", "had", "is", "was", "have", "were", "are", "when", "while"}
)
_WITHIN = frozenset({"of", "for", "'s", "and", "'", "at", "in", "to", "on"})
_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "my"})
_POSSESSIVES = frozenset({"'s", "'"})
_JOINTS = _POSSESSIVES | {"of"}
AGENT_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ee", "goer")
"""How nouns for doers end that no list has: "a baker"."""

_CONGRESS = re.compile(r"[DRI]-[A-Z]")  # "(D-Mo.)": how American papers mark a sitting member


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
    start = _start_of_title(words, name)
    if start < name.start:
        yield _role(words, start, name.start, text)
    for begin, end in (_apposed_before(words, start), _apposed_after(words, name.end)):
        if end > begin and _head(words, begin, end):
            yield _role(words, begin, end, text)
    if _is_member(words, name.end):
        yield Role(None, frozenset({"lawmaker"}), True, True, "any")


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
    if _is_past(words[:end]):
        return False, standing in ("public", "usually")
    if standing == "public":
        return True, True
    public, private = _employers(words, tokens, start, end)
    if standing == "usually":
        return not private or public, True
    serves = standing == "sometimes" and public and not private
    return serves, serves


def _is_past(words: Sequence[str]) -> bool:
    """Whether the office is no longer or not yet held: "former", "ex-minister", "nominee"."""
    past = closed("past_offices.tsv")
    return any(word in past or word.startswith(("ex-", "then-")) for word in words)


def _employers(
    words: Sequence[str], tokens: Sequence[str], start: int, end: int
) -> tuple[bool, bool]:
    """Whether the words around an office at `words[start:end]` name a public or private employer.

    A party counts only before the office: "officials from both parties" are no party officials.
    """
    public = private = False
    for i, token in enumerate(tokens):
        if start <= i < end:
            continue
        found = noun_at(words, i + 1)
        if found and found.noun.sort != "body" and found.noun.standing == "public":
            public = True
        elif found and found.noun.sort == "body" and (i < start or found.lemma != "party"):
            public |= found.noun.standing in ("public", "usually")
            private |= found.noun.standing == "private"
        public |= token in closed("public_bodies.tsv") or token in _governed()
        public |= i < start and words[i] in closed("public_adjectives.tsv")
        private |= token in closed("organisations.tsv") or token in closed("outlets.tsv")
    return public, private


@cache
def _governed() -> frozenset[str]:
    """Places and their adjectives: an office of theirs is public unless a private body is named."""
    return adjectives() | frozenset(
        row[0] for row in lexicon.rows("en", "places.tsv") if row[1] != "seat"
    )


def _office_in(words: Sequence[str], tokens: Sequence[str]) -> tuple[int, int, Standing] | None:
    """The office of a role: the last before its first preposition ("chief engineer"), or after."""
    stop = next(
        (i for i, word in enumerate(words) if word in ("of", "for", "at", "in")), len(words)
    )
    for limits in (range(stop, 0, -1), range(stop + 1, len(words) + 1)):
        for end in limits:
            office = office_at(words, end)
            title = titles().get(tokens[end - 1].removesuffix("."))
            if title and (office is None or office[0] == end - 1):
                return end - 1, end, title[1]
            if office:
                return office[0], end, office[1]
    return None


def _start_of_title(words: Stream, name: Name) -> int:
    """Where the title of a name begins, lower-case roles included: "the council's engineer Ann"."""
    at = name.title
    if at == 0 or words.sentence[at - 1] != words.sentence[name.start]:
        return at
    role = office_at(words.lower[max(0, at - 4) : at], min(4, at))
    if role and not words.lower[at - 1].endswith("s"):
        return _start_of_phrase(words, at, _JOINTS)
    if name.title == name.start:
        return at
    return _start_of_adjectives(words, at)


def _start_of_adjectives(words: Stream, at: int) -> int:
    """Walk back over what may stand before a capital title: "former Ohio Gov."."""
    sentence = words.sentence[at]
    while at > 0 and words.sentence[at - 1] == sentence:
        token = words.tokens[at - 1].text
        small = words.lower[at - 1]
        if not (token[0].isupper() and small not in _function_words()) and not (
            small in closed("past_offices.tsv") or small in _POSSESSIVES
        ):
            break
        at -= 1
    return at


def _start_of_phrase(words: Stream, end: int, joints: frozenset[str]) -> int:
    """Walk back from `end` over nouns and adjectives to the determiner that opens them."""
    at, sentence = end, words.sentence[end - 1]
    while at > 0 and end - at < _BEFORE and words.sentence[at - 1] == sentence:
        word = words.lower[at - 1]
        if word in _DETERMINERS:
            at -= 1
            if at == 0 or words.lower[at - 1] not in joints:
                return at
            continue
        if word not in joints and (word in _ENDS or word in _function_words() or _is_verb(word)):
            break
        at -= 1
    while at < end and words.lower[at] in joints:
        at += 1
    return at


@cache
def _is_verb(word: str) -> bool:
    if word in nouns():
        return False
    common = _classes().get(word)
    if common is None:
        return word.endswith(("ed", "ly")) and "-" not in word
    return common in ("past", "present", "base", "adverb", "gerund", "preposition", "subordinator")


@cache
def _classes() -> dict[str, str]:
    """The commonest class of each word."""
    return {row[0]: row[1].split(":")[0] for row in lexicon.rows("en", "word_classes.tsv")}


def _apposed_before(words: Stream, start: int) -> tuple[int, int]:
    """The phrase of "the Chinese president, Xi Jinping": `(start, start)` where there is none."""
    if (
        start < 2
        or words.lower[start - 1] != ","
        or words.sentence[start - 2] != words.sentence[start]
    ):
        return start, start
    begin = _start_of_phrase(words, start - 1, _WITHIN)
    opened = words.lower[begin] in ("the", "its") or "'s" in words.lower[begin : start - 1]
    return (begin, start - 1) if opened else (start, start)


def _apposed_after(words: Stream, end: int) -> tuple[int, int]:
    """The phrase of "Dana Reyes, the council's chief engineer", or of "… is the engineer"."""
    size = len(words.lower)
    if end + 1 >= size or words.sentence[end + 1] != words.sentence[end - 1]:
        return end, end
    if words.lower[end] == "is" and words.lower[end + 1] in ("the", "a", "an"):
        begin = end + 1
    elif words.lower[end] == ",":
        begin = end + 1
        if (
            words.tokens[begin].text.isdigit()
            and begin + 2 < size
            and words.lower[begin + 1] == ","
        ):
            begin += 2
    else:
        return end, end
    stop = begin
    while (
        stop < size
        and stop - begin < _AFTER
        and words.sentence[stop] == words.sentence[end - 1]
        and words.lower[stop] not in _ENDS
    ):
        stop += 1
    return begin, stop


def _head(words: Stream, begin: int, end: int) -> bool:
    """Whether a phrase opens with a role, before its first preposition."""
    opener = words.lower[begin]
    if opener in _function_words() and opener not in _DETERMINERS:
        return False
    kept = _DETERMINERS | _POSSESSIVES
    small = _function_words() - kept
    stop = next((i for i in range(begin, end) if words.lower[i] in small), end)
    if stop == begin or words.lower[stop - 1] != singular(words.lower[stop - 1]):
        return False
    if office_at(words.lower[begin:stop], stop - begin):
        return True
    return opener in _DETERMINERS and words.lower[stop - 1].endswith(AGENT_ENDINGS)


def _role(words: Stream, begin: int, end: int, text: str) -> Role:
    lower, tokens = words.lower[begin:end], [token.text for token in words.tokens[begin:end]]
    public, telling = is_public_role(lower, tokens)
    while end > begin and words.tokens[end - 1].text.removesuffix(".") in _bare_honorifics():
        end -= 1
    return Role(
        words.text(begin, end, text) or None,
        _heads(lower, tokens),
        public,
        telling,
        _gender(lower),
    )


def _heads(words: Sequence[str], tokens: Sequence[str]) -> frozenset[str]:
    """The nouns that may take a role up later: "chief engineer", "engineer"; "senator" for Sen."""
    found = set()
    for end in range(1, len(words) + 1):
        title = titles().get(tokens[end - 1].removesuffix("."))
        if title:
            found.add(title[2])
        office = office_at(words, end)
        closes = end == len(words) or words[end] in _function_words() - _POSSESSIVES
        if office and (closes or title):
            found |= {singular(words[end - 1]), " ".join(words[office[0] : end])}
    return frozenset(found)


def _gender(words: Sequence[str]) -> str:
    """Return f or m where a role tells: "spokeswoman", "his wife"."""
    for word in words:
        if word.endswith("woman") or word in ("mother", "wife", "daughter", "sister", "actress"):
            return "f"
        if word in ("father", "husband", "son", "brother", "king") or (
            word.endswith("man") and word in nouns() and word != "woman"
        ):
            return "m"
    return "any"


@cache
def _bare_honorifics() -> frozenset[str]:
    return frozenset(
        title for title, row in titles().items() if row[1] == "private" and row[2] == title.lower()
    ) | {"Dr"}


def _is_member(words: Stream, end: int) -> bool:
    """Whether "(D-Mo.)" follows: a sitting member of an American legislature."""
    near = words.tokens[end : end + 2]
    return len(near) == 2 and near[0].text in "(," and bool(_CONGRESS.match(near[1].text))


@cache
def _function_words() -> frozenset[str]:
    return lexicon.words("en", "function_words.tsv")
