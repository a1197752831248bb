"""The names of an article, from its capitals: where each stands and what sort of thing bears it.

Used by `people`, which groups the names of persons, and by `kinds`, which reads a mention by the
name in it. One pass over the tokens; no grammar beyond capitals, particles and the data files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workers.claims.bearers import JOINTS, bearer
from workers.claims.gazetteer import (
    SEAT,
    NameSort,
    common_class,
    function_words,
    given_names,
    listed,
    ordinary_words,
    titles,
)
from workers.claims.model import Sentence, Token
from workers.claims.nouns import Standing, closed, noun_at, office_at
from workers.claims.stream import Stream
from workers.claims.words import is_of_many

_MODAL_NAMES = frozenset({"May", "Will"})
_OFFICE_LINKS = frozenset({"of", "to", "for"})
_LISTED_WORDS = 4
"""Words of the longest listed names that are looked for where a sentence begins."""

_SHORTEST_LINE = 3
_SMALL_SHARE = 0.1
"""A longer line with a smaller share of small words tells nothing by its capitals."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name at `tokens[start:end]` of a stream, and the title that stands before it.

    The title is `tokens[title:start]`; `standing` is that of the title, or of the body named.
    """

    start: int
    end: int
    sort: NameSort
    words: tuple[str, ...]
    title: int
    standing: Standing | None = None


def names(sentences: Sequence[Sentence], words: Stream) -> tuple[Name, ...]:
    """Return the names of an article in order. They do not overlap.

    A line in title case is read last, and only for names that the rest of the article bears out.
    """
    bounds, at = [], 0
    for sentence in sentences:
        bounds.append((at, at + len(sentence.tokens)))
        at += len(sentence.tokens)
    shouted = [_is_title_case(words.tokens[start:end]) for start, end in bounds]
    known = _inner_capitals(words, bounds, shouted)
    found = []
    for (start, end), loud in zip(bounds, shouted, strict=True):
        for run in _runs(words, start, end, known, loud):
            found.append(_name(words, *run))
    return tuple(found)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    """Whether next to no word that grammar leaves small is small: "Council to Close Bridge"."""
    words = [t.text for t in tokens if t.text[0].isalpha() and t.text not in function_words()]
    small = sum(word[0].islower() for word in words)
    return len(words) > _SHORTEST_LINE and small <= _SMALL_SHARE * len(words)


def _inner_capitals(
    words: Stream, bounds: Sequence[tuple[int, int]], shouted: Sequence[bool]
) -> frozenset[str]:
    """The words that bear a capital where grammar does not ask for one."""
    return frozenset(
        words.tokens[i].text
        for (start, end), loud in zip(bounds, shouted, strict=True)
        if not loud
        for i in range(start + 1, end)
        if words.tokens[i].text[0].isupper() and not _opens(words, i, start)
    )


def _opens(words: Stream, i: int, start: int) -> bool:
    """Whether a token is the first word of its sentence or of a quotation in it."""
    return i == start or (
        not words.tokens[i - 1].text[-1].isalnum()
        and (
            i - 1 == start or words.tokens[i - 1].text in {'"', "“", "‘", "''", "``", ":", "•", "'"}
        )
    )


def _runs(
    words: Stream, start: int, end: int, known: frozenset[str], loud: bool
) -> Iterator[tuple[int, int]]:
    """Yield the stretches of capitalised words between `start` and `end`."""
    at = start
    while at < end:
        if not _begins(words, at, start, end, known, loud):
            at += 1
            continue
        last = at + (_joined(words, at, end) or 1)
        while last < end and (
            size := _joined(words, last, end) or _continues(words, at, last, end, known, loud)
        ):
            last += size
        inner = _after_place(words, at, last, start)
        yield from ((at, inner), (inner, last)) if inner else ((at, last),)
        at = last


def _joined(words: Stream, at: int, end: int) -> int:
    """The tokens of the listed name with "and" or the like in it that begins at `at`, else 0."""
    stops = range(min(at + _LISTED_WORDS, end), at + 2, -1)
    runs = ((stop, [token.text for token in words.tokens[at:stop]]) for stop in stops)
    return next(
        (
            stop - at
            for stop, run in runs
            if not JOINTS.isdisjoint(run) and " ".join(run) in listed()
        ),
        0,
    )


def _after_place(words: Stream, at: int, last: int, start: int) -> int | None:
    """Where a person's name begins after the place, body or field of their office, in one run of
    capitals: "the ambassador to Lorland Ann Lee", "Director of Public Prosecution Ann Lee".
    """
    if at == start or words.lower[at - 1] not in _OFFICE_LINKS:
        return None
    text = [token.text for token in words.tokens[at:last]]
    for size in range(len(text) - 2, 0, -1):
        if text[size].removesuffix(".") in titles():
            return None
        lower = words.lower[at + size : last]
        is_person = text[size].partition("-")[0] in given_names() or not any(
            common_class(word) or noun_at([word], 1) for word in lower
        )
        if is_person and (" ".join(text[:size]) in listed() or _is_field(words, at, at + size)):
            return at + size
    return None


def _is_field(words: Stream, start: int, end: int) -> bool:
    """Whether nouns in capitals after "of" say what an office is for: "of Public Prosecution"."""
    before = words.lower[max(0, start - 4) : start - 1]
    is_noun = common_class(words.lower[end - 1]) == "noun"
    return is_noun and office_at(before, len(before)) is not None


def _is_capital(words: Stream, at: int) -> bool:
    text = words.tokens[at].text
    return text[0].isupper() and text not in closed("not_names.tsv") and not SEAT.match(text)


def _begins(
    words: Stream, at: int, start: int, end: int, known: frozenset[str], loud: bool
) -> bool:
    """Whether a name may begin here: a capital that is not due to its place in the sentence."""
    if not _is_capital(words, at):
        return False
    text = words.tokens[at].text
    if all(part in closed("quantifiers.tsv") for part in words.lower[at].split("-")):
        return False
    if words.lower[at] in function_words() and text.isupper() and len(text) > 1:
        return text in listed() and not _is_shouted(words, start, end)
    if loud:
        before = at + 1 < end and text in given_names() and words.tokens[at + 1].text in known
        return before or text in known or text in listed()
    if not _opens(words, at, start) or words.lower[at] not in ordinary_words():
        is_name = words.lower[at] not in function_words() and not _is_crowd(words, at, end, known)
        return is_name or _is_given(words, at, end)
    if words.lower[at] in function_words():
        return _is_he(words, at, end)
    tokens = words.tokens[at : min(at + _LISTED_WORDS, end)]
    runs = (" ".join(token.text for token in tokens[:size]) for size in range(1, len(tokens) + 1))
    if text in known or any(run in listed() for run in runs):
        return True
    if at + 1 < end and _joint(words, at, at + 1, end):
        return True
    title = text.removesuffix(".") in titles()
    named = title or text in given_names() or text.isupper()
    followed = at + 1 < end and _is_capital(words, at + 1)
    return followed and (named or noun_at(words.lower[at : at + 1], 1) is not None)


def _is_crowd(words: Stream, at: int, end: int, known: frozenset[str]) -> bool:
    """Whether a plural that no list has opens a sentence: "Wholesalers say"."""
    text = words.tokens[at].text
    is_plural = text.endswith("s") and text[1:].islower() and text not in known
    is_free = text not in listed() and text not in given_names()
    return is_plural and is_free and at + 1 < end and is_of_many(words.lower[at + 1])


def _is_shouted(words: Stream, start: int, end: int) -> bool:
    """Whether a line is in capitals alone, where "US" and "WHO" are the pronouns."""
    return all(token.text.upper() == token.text for token in words.tokens[start:end])


def _is_given(words: Stream, at: int, end: int) -> bool:
    """Whether "Will" is the name before a surname: "said Will Dow"."""
    is_named = words.tokens[at].text in _MODAL_NAMES and at + 1 < end
    return is_named and _is_capital(words, at + 1) and words.tokens[at + 1].text not in listed()


def _is_he(words: Stream, at: int, end: int) -> bool:
    """Whether "He" is a family name: "He Weiguo, the director", for a pronoun has no capital."""
    if words.tokens[at].text != "He" or at + 2 >= end or not _is_capital(words, at + 1):
        return False
    return words.lower[at + 1] not in ordinary_words() and words.lower[at + 2] == ","


def _continues(
    words: Stream, first: int, at: int, end: int, known: frozenset[str], loud: bool
) -> int:
    """How many tokens at `at` belong to the name begun at `first`: 0 ends it."""
    if _is_surname(words, at):
        return int(not loud)
    if _is_capital(words, at):
        text = words.tokens[at].text
        if words.lower[at] in function_words() and text not in given_names() and text != "US":
            return 0
        return int(not loud or text in known or text in listed())
    size = 1
    while (
        at + size < end and size < 3 and words.lower[at + size - 1] in closed("name_particles.tsv")
    ):
        if _is_capital(words, at + size):
            return size + 1
        size += 1
    return _joint(words, first, at, end)


def _is_surname(words: Stream, at: int) -> bool:
    """Whether "May" or "Will" is the name after a given name or title: "Theresa May", "Mrs May"."""
    before = words.tokens[at - 1].text.removesuffix(".")
    known = before in given_names() or before in titles()
    return known and words.tokens[at].text in _MODAL_NAMES


def _joint(words: Stream, first: int, at: int, end: int) -> int:
    """The length of "of Veterans" after "Department": only a body's name is joined so."""
    if words.lower[at] not in JOINTS:
        return 0
    if words.lower[at] == "&":
        return 2 if at + 1 < end and _is_capital(words, at + 1) else 0
    for size in (2, 3):
        if at + size <= end and office_at(words.lower[first : at + size], at + size - first):
            begins = office_at(words.lower[first : at + size], at + size - first)
            if begins and begins[0] < at - first and _is_capital(words, at + size - 1):
                return size
    for size in range(2, min(4, end - at + 1)):
        whole = noun_at(words.lower[first : at + size], at + size - first)
        if whole and whole.noun.sort == "body" and whole.start < at - first:
            return size if _is_capital(words, at + size - 1) else 0
    stop = next((i for i in range(first, at) if words.lower[i] in JOINTS), at)
    head = noun_at(words.lower[first:stop], stop - first)
    if head is None or head.noun.sort != "body":
        return 0
    size = 1
    if at + 1 < end and words.lower[at + 1] == "the":
        size = 2
    if words.lower[at] in ("and", "to") and len(range(first, at)) < 3:
        return 0
    return size + 1 if at + size < end and _is_capital(words, at + size) else 0


def _name(words: Stream, start: int, end: int) -> Name:
    """Return the name that a run of capitals is, a title before it apart."""
    found = bearer(words, start, end)
    text = tuple(words.tokens[i].text for i in range(found.start, end))
    return Name(found.start, end, found.sort, text, start, found.standing)
