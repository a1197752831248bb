"""The shape of a mention: where its core begins and ends, what opens it, what narrows it down.

Used by `kinds` and `described`. A mention is a noun phrase; its core is what stands before the
first preposition, clause or comma, after "a group of" and the like are stepped over.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.nouns import closed, noun_at
from workers.claims.stream import Stream

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "our", "my", "your", "whose"})
_LEADING = frozenset(
    {"by", "from", "according", "to", "with", "even", "also", "but", "and", "among", "of"}
)
_STOPS = frozenset([*",;:()[]–—―-/", "--", "et", "who", "whom", "whose", "which", "that", "where"])


_CLAUSE_OPENERS = frozenset({"the", "a", "an", "he", "she", "they", "we", "i", "it"})
_TRAILING = frozenset({"'s", "himself", "herself", "itself", "themselves", "alike", "too", "also"})
_OPENING = 12
"""Tokens of an apposition in which its name is looked for: a title may be long."""

_TAKEN_ALONG = 6
"""Tokens a verb before the true phrase may have."""

_TEN, _TWENTY = 10, 20

_SHARES = frozenset({"percent", "cent", "%"})
_TAILS = frozenset({"who", "which", "of", "for", "at", "by", "from", "with", "in", "on"})


_OWNS = frozenset({"'", "'s", "’", "’s"})

_TIERS = frozenset({("state",), ("city",), ("county",), ("town",), ("district",)})

_WHOSE = frozenset({"for", "of", "to", "by"})
"""After these "and" joins whom the head is said to belong to: "lawyers for Ann and Tom Dow"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A mention `tokens[start:end]` and its core; `openings` are where later parts of it begin
    (after a comma or "and"), as places of tokens.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    openings: tuple[int, ...]
    is_definite: bool
    is_indefinite: bool
    is_possessive: bool
    is_quantity: bool
    is_bare: bool
    """Whether the core is a determiner and one noun: "the report"."""


def phrase(
    words: Stream, start: int, end: int, name_at: Mapping[int, int], names: Sequence[Name]
) -> Phrase | None:
    """Return the shape of a mention, or None where it holds no word."""
    start, end = _trimmed(words, start, end, name_at)
    if start >= end:
        return None
    core = _after_partitives(words, start, end, name_at, names)
    core_end = _core_end(words, core, end, name_at, names)
    core = _after_verb(words, core, core_end, name_at)
    if (
        core_end + 1 < end
        and words.lower[core_end] in ("and", "or", ",")
        and (_is_headless(words, core, core_end, name_at) or _is_tier(words, core, core_end))
    ):
        core_end = _core_end(words, core_end + 1, end, name_at, names)
    if _is_one_body(words, core, core_end, end):
        core_end = end
    opener = words.lower[core]
    inner = words.lower[core:core_end]
    return Phrase(
        start=start,
        end=end,
        core_start=core,
        core_end=core_end,
        openings=_openings(words, core, end),
        is_definite=opener in _DEFINITE or opener in _POSSESSIVE or "'s" in inner or "'" in inner,
        is_indefinite=core > start or opener in quantifiers() or opener.isdigit(),
        is_possessive=opener in _POSSESSIVE or "'s" in inner or "'" in inner,
        is_quantity=all(word in quantifiers() or word in _DEFINITE for word in inner),
        is_bare=core_end == end and core_end - core - (opener in _DEFINITE) == 1,
    )


def _is_one_body(words: Stream, start: int, at: int, end: int) -> bool:
    """Whether "and" or a comma is within a body's name: "the Shop and Allied Workers' Union"."""
    if at >= end or words.lower[at] not in ("and", ","):
        return False
    inner = words.tokens[at + 1 : end]
    owned = any(token.text in _OWNS for token in inner)
    capitals = all(t.text[0].isupper() or t.text in _OWNS or t.text in ("and", ",") for t in inner)
    found = noun_at(words.lower[at + 1 : end], end - at - 1)
    named = noun_at(words.lower[start:at], at - start)
    return owned and capitals and found is not None and found.noun.sort == "body" and named is None


def _after_verb(words: Stream, start: int, end: int, name_at: Mapping[int, int]) -> int:
    """Where the phrase begins after a verb that was taken along: "praising the senator"."""
    for at in range(start + 1, min(end - 1, start + _TAKEN_ALONG)):
        if at in name_at or at - 1 in name_at:
            return start
        if words.lower[at] in ("the", "a", "an") and _is_headless(words, start, at, name_at):
            return at
    return start


def _is_headless(words: Stream, start: int, end: int, name_at: Mapping[int, int]) -> bool:
    """Whether no noun or name stands between: "current and former officials"."""
    if any(at in name_at for at in range(start, end)):
        return False
    if words.lower[end - 1] in quantifiers():
        return False
    return not any(noun_at(words.lower[start:at], at - start) for at in range(start + 1, end + 1))


def _is_tier(words: Stream, start: int, end: int) -> bool:
    """Whether a level of government goes on in the next words: "state and local officials"."""
    return words.lower[start:end] in _TIERS and words.lower[end] == "and"


def _trimmed(words: Stream, start: int, end: int, name_at: Mapping[int, int]) -> tuple[int, int]:
    """Drop marks at both ends, and small words and a possessive that the tagger took along."""
    while (
        start < end
        and start not in name_at
        and (
            not words.lower[start][0].isalnum()
            or (words.lower[start] in _LEADING and end - start > 1)
        )
    ):
        start += 1
    while end > start and (
        not words.lower[end - 1][-1].isalnum() or words.lower[end - 1] in _TRAILING
    ):
        if words.lower[end - 1][-1] in ".%)" and words.lower[end - 1] != ".":
            break
        end -= 1
    return start, end


def _after_partitives(
    words: Stream, start: int, end: int, name_at: Mapping[int, int], names: Sequence[Name]
) -> int:
    """Where the core begins: after "one of", "a small group of", "dozens of"."""
    at = start
    while True:
        stop = _core_end(words, at, end, name_at, names)
        inner = words.lower[stop - 1] if stop > at else ""
        counts = inner in closed("partitives.tsv") and inner not in _SHARES
        if not counts or stop + 1 >= end or words.lower[stop] != "of" or stop in name_at:
            return at
        at = stop + 1


def _core_end(
    words: Stream, start: int, end: int, name_at: Mapping[int, int], names: Sequence[Name]
) -> int:
    """Where the core ends: before a preposition, a relative, "and" or a mark, names kept whole."""
    at = start
    while at < end:
        if at in name_at:
            at = min(end, names[name_at[at]].end)
        elif at > start and (
            words.lower[at] in _STOPS
            or words.lower[at] in _linking()
            or _acts(words, start, at)
            or _tells_more(words, start, at)
        ):
            return at
        else:
            at += 1
    return end


def _acts(words: Stream, start: int, at: int) -> bool:
    """Whether a participle after people says what they do: "judges handling the case"."""
    if not words.lower[at].endswith("ing") or noun_at(words.lower[at : at + 1], 1):
        return False
    found = noun_at(words.lower[start:at], at - start)
    return found is not None and found.is_plural and found.noun.sort == "person"


def _tells_more(words: Stream, start: int, at: int) -> bool:
    """Whether a clause without "that" begins after a noun: "the email | the union sent"."""
    opens = words.lower[at] in _CLAUSE_OPENERS
    return opens and noun_at(words.lower[start:at], at - start) is not None


@cache
def _linking() -> frozenset[str]:
    return frozenset(
        row[0]
        for row in lexicon.rows("en", "function_words.tsv")
        if row[1] in ("preposition", "conjunction", "subordinator", "to", "modal", "auxiliary")
        and row[0] not in ("'s", "like")
    ) | {"including"}


def _openings(words: Stream, start: int, end: int) -> tuple[int, ...]:
    """Where an apposition or a further speaker begins, titles and determiners passed over."""
    found: list[int] = []
    is_inner = False
    for at in range(start, end - 1):
        if words.lower[at] == "and" and is_inner:
            continue
        is_inner = (is_inner and words.lower[at] != ",") or words.lower[at] in _WHOSE
        if words.lower[at] in (",", "and", "―", "—", "("):
            found.extend(_until_link(words, at + 1, end))
            if words.lower[at] == "(":
                return tuple(found)
        elif found and words.lower[at] in _TAILS:
            break
    return tuple(found)


def _until_link(words: Stream, start: int, end: int) -> range:
    """The places from `start` to the next preposition: who is named there speaks too."""
    links, end = _linking() | _TAILS, min(end, start + _OPENING)
    return range(start, next((i for i in range(start, end) if words.lower[i] in links), end))


@cache
def quantifiers() -> dict[str, int | None]:
    """Return the words that say how many, with the number where they say one."""
    said = {
        row[0]: int(row[1]) if row[1].isdigit() else None
        for row in lexicon.rows("en", "quantifiers.tsv")
    }
    numbers = [(word, number) for word, number in said.items() if number]
    joined = {
        f"{ten}-{one}": many + few
        for ten, many in numbers
        for one, few in numbers
        if many >= _TWENTY and few < _TEN
    }
    return said | joined


def is_narrowed(
    words: Stream, said: Phrase, head: tuple[int, int], is_faceless: bool = True
) -> bool:
    """Whether words before or after the head tell who is meant: field, place, rank, employer.

    `head` is the range of the head noun, which is faceless ("voters") or says something by
    itself ("artists"). An aside in brackets and a number narrow nothing.
    """
    idle = _idle(is_faceless)
    head_start, head_end = head
    before = words.lower[said.core_start : head_start]
    if any(_tells(word, idle) for word in before):
        return True
    opener = words.lower[head_end] if head_end < said.end else ""
    if opener in ("and", "or", ","):
        tail = next((i for i in range(head_end, said.end) if words.lower[i] in _TAILS), said.end)
        if any(_tells(word, idle) for word in words.lower[head_end + 1 : tail - 1]):
            return True
        head_end = tail
    after = [word for word in words.lower[head_end : said.end] if word[0].isalnum()]
    return bool(after) and opener != "(" and not set(after) <= {"of", "them", "us", "alike", "who"}


@cache
def _idle(is_faceless: bool) -> frozenset[str]:
    rows = lexicon.rows("en", "idle_modifiers.tsv")
    return frozenset(row[0] for row in rows if is_faceless or len(row) == 1)


def _tells(word: str, idle: frozenset[str]) -> bool:
    return (
        word not in idle
        and word not in quantifiers()
        and word not in _DEFINITE
        and word[0].isalpha()
    )
