"""Where an article says beside a name what its bearer is: titles before it, appositions.

Used by `roles`, which reads what stands there. Walks over tokens, back to what opens a phrase or on
to what ends it; no grammar beyond the closed classes of words.
"""

from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.gazetteer import AGENT_ENDINGS, common_class, function_words
from workers.claims.nouns import closed, noun_at, nouns, office_at, singular
from workers.claims.stream import Stream

_PLACE_WORDS = 3
_AFTER = 20
_BEFORE = 10
"""How many tokens an apposition may have: longer ones are clauses."""

_ENDS = frozenset(
    {*',.;:()[]"“”‘!?–—―•', "--", "''", "``", "...", "who", "whose", "which", "that", "where", "-"}
    | {"said", "says", "told", "has", "had", "is", "was", "have", "were", "are", "when", "while"}
)
_WITHIN = frozenset({"of", "for", "'s", "and", "'", "at", "in", "to", "on"})
OWNERS = frozenset({"its", "their", "his", "her", "our", "my"})
"""Determiners that tell whose a role is: "its lead author"."""

_DETERMINERS = OWNERS | {"the", "a", "an"}
POSSESSIVES = frozenset({"'s", "'"})
_JOINTS = POSSESSIVES | {"of"}
_LATELY = frozenset({"newly", "recently", "named", "appointed", "elected", "longtime"})
"""What may stand within a role that someone has not had for long, or has."""


def title_start(words: Stream, name: Name) -> int:
    """Return where the title of a name begins, small letters too: "the council's engineer Ann"."""
    at = name.title
    if at == 0 or words.sentence[at - 1] != words.sentence[name.start]:
        return at
    place = _before_place(words, at)
    role = office_at(words.lower[max(0, place - 4) : place], min(4, place))
    is_verb = common_class(words.lower[place - 1]) == "past"
    if role and not is_verb and not words.lower[place - 1].endswith("s"):
        first = _start_of_list(words, _start_of_phrase(words, place, _JOINTS))
        return _after_time(words, first, at)
    if name.title == name.start:
        return at
    return _start_of_adjectives(words, at)


def _before_place(words: Stream, at: int) -> int:
    """Where an office ends whose place or body stands before the name: "envoy to Lorland Ann"."""
    start = at
    while start > 1 and at - start < _PLACE_WORDS and words.tokens[start - 1].text[0].isupper():
        start -= 1
    if start == at or words.lower[start - 1] not in ("of", "to", "for"):
        return at
    return start - 1 if office_at(words.lower[: start - 1], start - 1) else at


def _after_time(words: Stream, start: int, end: int) -> int:
    """Where a role begins after a time that opens its sentence: "Last week coach Ann Lee"."""
    times = lexicon.words("en", "time_words.txt")
    if start + 2 < end and words.lower[start] in ("last", "this", "next", "earlier", "later"):
        return start + 2 if words.lower[start + 1] in times else start
    is_day = words.lower[start] in times and words.tokens[start].text[0].isupper()
    return start + 1 if is_day and start + 1 < end else start


def _start_of_list(words: Stream, at: int) -> int:
    """Walk back over the other offices of one person: "chairman, chief executive and president"."""
    if words.lower[at - 1 : at] != ("and",):
        return at
    while (
        at > 1
        and words.lower[at - 1] in ("and", ",")
        and words.sentence[at - 2] == words.sentence[at]
    ):
        role = office_at(words.lower[max(0, at - 5) : at - 1], min(4, at - 1))
        if role is None:
            break
        at = _start_of_phrase(words, at - 1, _JOINTS)
    return at


def _start_of_adjectives(words: Stream, at: int) -> int:
    """Walk back over what may stand before a capital title: "former Ohio Gov."."""
    sentence = words.sentence[at]
    while at > 0 and words.sentence[at - 1] == sentence:
        token = words.tokens[at - 1].text
        small = words.lower[at - 1]
        if not (token[0].isupper() and small not in function_words()) and not (
            small in closed("past_offices.tsv") or small in POSSESSIVES
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
        is_past = word == "then" and words.lower[at - 2 : at - 1] == ("the",)
        if word not in joints and not is_past and _is_no_part(word):
            break
        at -= 1
    while at < end and words.lower[at] in joints:
        at += 1
    return at


@cache
def _is_verb(word: str) -> bool:
    if word in nouns() or word in _LATELY:
        return False
    common = common_class(word)
    if common is None:
        return word.endswith(("ed", "ly")) and "-" not in word
    return common in ("past", "present", "base", "adverb", "gerund", "preposition", "subordinator")


def _is_no_part(word: str) -> bool:
    """Whether a word ends a phrase of nouns and adjectives that is read backwards."""
    return word in _ENDS or word in function_words() or _is_verb(word)


def apposed_before(words: Stream, start: int, end: int) -> tuple[int, int]:
    """Return the phrase of "the trade minister, Ann Lee": `(start, start)` where there is none."""
    if (
        start < 2
        or words.lower[start - 1] != ","
        or words.sentence[start - 2] != words.sentence[start]
    ):
        return start, start
    begin = _start_of_phrase(words, start - 1, _WITHIN)
    opened = words.lower[begin] in ("the", "its") or "'s" in words.lower[begin : start - 1]
    if words.lower[begin] in ("a", "an") and words.lower[end : end + 1] == (",",):
        opened = True
    return (begin, start - 1) if opened else (start, start)


def apposed_after(words: Stream, end: int) -> tuple[int, int]:
    """Return the phrase of "Dana Reyes, the council's engineer", or of "… is the engineer"."""
    size = len(words.lower)
    if end + 1 >= size or words.sentence[end + 1] != words.sentence[end - 1]:
        return end, end
    if words.lower[end] == "is" and words.lower[end + 1] in ("the", "a", "an"):
        begin = end + 1
    elif words.lower[end : end + 3] == (",", "who", "is"):
        begin = end + 3
        if begin >= size or words.lower[begin] not in _DETERMINERS:
            return end, end
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


def tells_role(words: Stream, begin: int, end: int) -> bool:
    """Whether a phrase opens with a role, before its first preposition."""
    opener = words.lower[begin]
    if opener in function_words() and opener not in _DETERMINERS:
        return False
    kept = _DETERMINERS | POSSESSIVES | {"then"}
    small = function_words() - kept
    ends = (i for i in range(begin, end) if words.lower[i] in small)
    stop = next((i for i in ends if not _joins_name(words, i)), end)
    if stop == begin or words.lower[stop - 1] != singular(words.lower[stop - 1]):
        return False
    if office_at(words.lower[begin:stop], stop - begin):
        return True
    return opener in _DETERMINERS and words.lower[stop - 1].endswith(AGENT_ENDINGS)


def _joins_name(words: Stream, at: int) -> bool:
    """Whether a small word stands within a body's name, or between the fields of an office in
    capitals: "Department of Health press officer", "Trade and Industry Director".
    """
    sides = (words.tokens[at - 1].text, words.tokens[min(at + 1, len(words.tokens) - 1)].text)
    found = noun_at(words.lower[max(0, at - 2) : at], min(2, at))
    is_body = found is not None and found.noun.sort == "body"
    joins = words.lower[at] == "and" or (words.lower[at] in ("of", "for", "on") and is_body)
    return joins and all(side[0].isupper() for side in sides)
