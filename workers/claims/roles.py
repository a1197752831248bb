"""What the article says a person is: titles, appositions, and whether that is a public office.

Used by `people` for every name and by `kinds` for a mention that is a role ("the mayor").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.gazetteer import AGENT_ENDINGS, SEAT, common_class, function_words, titles
from workers.claims.nouns import closed, noun_at, nouns, office_at, offices, singular
from workers.claims.standing import is_public_role
from workers.claims.stream import Stream

_WOMEN = frozenset({"mother", "wife", "daughter", "sister", "actress", "lady"})
_PLACE_WORDS = 3
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
_ERRANDS = frozenset({"on", "with", "from", "during", "after", "before", "about", "over", "by"})
_LINKS = _ERRANDS | {"of", "for", "at", "in", "to"}
_SAID_OF_ONE = frozenset({"coach", "professor", "chef", "captain"})
"""Titles that are roles all the same."""
_LATELY = frozenset({"newly", "recently", "named", "appointed", "elected", "longtime"})
"""What may stand within a role that someone has not had for long, or has."""
_RANKS = frozenset({"Prof", "Professor"})
"""Titles that add nothing to a role before them: "Microbiologist Prof"."""
_JOINTS = _POSSESSIVES | {"of"}


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
    for begin, end in (_apposed_before(words, start, name.end), _apposed_after(words, name.end)):
        if end > begin and _head(words, begin, end):
            yield _role(words, begin, end, text)
    if _is_member(words, name.end):
        yield Role(None, frozenset({"lawmaker"}), True, True, "any")


def _start_of_title(words: Stream, name: Name) -> int:
    """Where the title of a name begins, lower-case roles included: "the council's engineer Ann"."""
    at = name.title
    if at == 0 or words.sentence[at - 1] != words.sentence[name.start]:
        return at
    place = _before_place(words, at)
    role = office_at(words.lower[max(0, place - 4) : place], min(4, place))
    if role and not words.lower[place - 1].endswith("s"):
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
        if word not in joints and (word in _ENDS or word in function_words() or _is_verb(word)):
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


def _apposed_before(words: Stream, start: int, end: int) -> tuple[int, int]:
    """The phrase of "the trade minister, Ann Lee": `(start, start)` where there is none."""
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


def _apposed_after(words: Stream, end: int) -> tuple[int, int]:
    """The phrase of "Dana Reyes, the council's chief engineer", or of "… is the engineer"."""
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


def _head(words: Stream, begin: int, end: int) -> bool:
    """Whether a phrase opens with a role, before its first preposition."""
    opener = words.lower[begin]
    if opener in function_words() and opener not in _DETERMINERS:
        return False
    kept = _DETERMINERS | _POSSESSIVES
    small = function_words() - kept
    ends = (i for i in range(begin, end) if words.lower[i] in small)
    stop = next((i for i in ends if not _joins_name(words, i)), end)
    if stop == begin or words.lower[stop - 1] != singular(words.lower[stop - 1]):
        return False
    if office_at(words.lower[begin:stop], stop - begin):
        return True
    return opener in _DETERMINERS and words.lower[stop - 1].endswith(AGENT_ENDINGS)


def _joins_name(words: Stream, at: int) -> bool:
    """Whether a small word stands within a body's name: "Department of Health press officer"."""
    sides = (words.tokens[at - 1].text, words.tokens[min(at + 1, len(words.tokens) - 1)].text)
    found = noun_at(words.lower[max(0, at - 2) : at], min(2, at))
    is_body = found is not None and found.noun.sort == "body"
    return words.lower[at] in ("of", "for", "on") and is_body and all(s[0].isupper() for s in sides)


def _role(words: Stream, begin: int, end: int, text: str) -> Role:
    lower, tokens = words.lower[begin:end], [token.text for token in words.tokens[begin:end]]
    public, telling = is_public_role(lower, tokens)
    end = _before_errand(words, begin, end)
    while end > begin and words.tokens[end - 1].text.removesuffix(".") in _bare_honorifics():
        end -= 1
    if end - begin > 1 and words.tokens[end - 1].text.removesuffix(".") in _RANKS:
        end -= 1
    return Role(
        _of_one(words.text(begin, end, text), words.lower[end - 1]) or None,
        _heads(lower, tokens),
        public,
        telling,
        gender_of(lower),
    )


def _of_one(text: str, last: str) -> str:
    """A role given to several as that of one of them: "Guitarists Ann Lee and Tom Dow"."""
    last = last.rpartition("-")[2]
    is_plural = last not in offices() and singular(last) == last[:-1] and last[:-1] in offices()
    return text[:-1] if text and is_plural else text


def _before_errand(words: Stream, begin: int, end: int) -> int:
    """Where a role ends before what it was about that day: "an aide to the mayor on her tour"."""
    links = [at for at in range(begin, end) if words.lower[at] in _LINKS]
    return next((at for at in links[1:] if words.lower[at] in _ERRANDS), end)


def _heads(words: Sequence[str], tokens: Sequence[str]) -> frozenset[str]:
    """The nouns that may take a role up later: "chief engineer", "engineer"; "senator" for Sen."""
    found = set()
    for end in range(1, len(words) + 1):
        title = titles().get(tokens[end - 1].removesuffix("."))
        if title:
            found.add(title[2])
        office = office_at(words, end)
        closes = end == len(words) or words[end] in function_words() - _POSSESSIVES
        closes = closes or tokens[end].removesuffix(".") in titles()
        if office and (closes or title):
            found |= {singular(words[end - 1]), " ".join(words[office[0] : end])}
    return frozenset(found)


def gender_of(words: Sequence[str]) -> str:
    """Return f or m where a role tells: "spokeswoman", "his wife"."""
    for word in words:
        if word.endswith("woman") or word in _WOMEN:
            return "f"
        if word in ("father", "husband", "son", "brother", "king") or (
            word.endswith("man") and word in nouns() and word != "woman"
        ):
            return "m"
    return "any"


@cache
def _bare_honorifics() -> frozenset[str]:
    return frozenset(
        title
        for title, row in titles().items()
        if row[1] == "private" and row[2] == title.lower() and row[2] not in _SAID_OF_ONE
    ) | {"Dr"}


def _is_member(words: Stream, end: int) -> bool:
    """Whether "(D-Mo.)" follows: a sitting member of an American legislature."""
    near = words.tokens[end : end + 2]
    return len(near) == 2 and near[0].text in "(," and bool(SEAT.match(near[1].text))
