"""The names of an article, from its capitals: where each stands and what sort of thing bears it.

Used by `people`, which groups the names of persons, and by `kinds`, which reads a mention by the
name in it. One pass over the tokens; no grammar beyond capitals, particles and the data files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workers.claims.gazetteer import (
    SEAT,
    NameSort,
    adjectives,
    common_class,
    function_words,
    given_names,
    listed,
    ordinary_words,
    outlet_signs,
    parties,
    titles,
)
from workers.claims.model import Sentence, Token
from workers.claims.nouns import Standing, closed, is_one_body, noun_at, office_at
from workers.claims.stream import Stream

_JOINTS = frozenset({"of", "for", "on", "and", "&", "the", "to"})
_MODAL_NAMES = frozenset({"May", "Will"})
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
        last = at + 1
        while last < end and (size := _continues(words, at, last, end, known, loud)):
            last += size
        yield at, last
        at = last


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
    if loud:
        before = at + 1 < end and text in given_names() and words.tokens[at + 1].text in known
        return before or text in known or text in listed()
    if not _opens(words, at, start) or words.lower[at] not in ordinary_words():
        return words.lower[at] not in function_words()
    if words.lower[at] in function_words():
        return False
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
    if words.lower[at] not in _JOINTS:
        return 0
    for size in (2, 3):
        if at + size <= end and office_at(words.lower[first : at + size], at + size - first):
            begins = office_at(words.lower[first : at + size], at + size - first)
            if begins and begins[0] < at - first and _is_capital(words, at + size - 1):
                return size
    stop = next((i for i in range(first, at) if words.lower[i] in _JOINTS), at)
    head = noun_at(words.lower[first:stop], stop - first)
    if head is None or head.noun.sort != "body":
        return 0
    size = 1
    if at + 1 < end and words.lower[at + 1] == "the":
        size = 2
    if words.lower[at] in ("and", "&", "to") and len(range(first, at)) < 3:
        return 0
    return size + 1 if at + size < end and _is_capital(words, at + size) else 0


def _name(words: Stream, start: int, end: int) -> Name:
    """Return the name that a run of capitals is: listed, a body by its noun, or a person."""
    text = tuple(words.tokens[i].text for i in range(start, end))
    known = _listing(" ".join(text))
    if known:
        return Name(start, end, known[0], text, start, known[1])
    if text[0].isupper() and text[0] in closed("outlets.tsv"):
        return Name(start, end, "outlet", text, start, "private")
    body = _body(words, start, end)
    if body:
        return Name(start, end, body[0], text, start, body[1])
    crowd = noun_at(words.lower[start:end], end - start)
    if crowd and crowd.is_plural and crowd.noun.sort == "person":
        return Name(start, end, "people", text, start)
    if _is_office(words, start, end):
        return Name(start, end, "unknown", text, start)
    titled = _titled(words, start, end)
    if titled:
        at, standing = titled
        return Name(at, end, "person", text[at - start :], start, standing)
    return Name(start, end, _by_shape(words, start, end), text, start)


def _is_office(words: Stream, start: int, end: int) -> bool:
    """Whether all of a run says what someone is: "Deputy Commissioner", "Labour MP"."""
    office = office_at(words.lower[start:end], end - start)
    before = words.tokens[start : start + office[0]] if office else ()
    sides = all(token.text in parties() or token.text in adjectives() for token in before)
    return end - start > 1 and office is not None and sides


def _listing(text: str) -> tuple[NameSort, Standing | None] | None:
    return listed().get(text.removesuffix("."), listed().get(text))


def _body(words: Stream, start: int, end: int) -> tuple[NameSort, Standing] | None:
    """The sort of a name whose noun tells it: "Tax Foundation", "Bank of Ireland", "Kent Echo"."""
    is_titled = words.tokens[start].text.removesuffix(".") in titles() and end - start < 3
    if end - start < 2 or (is_titled and not is_one_body(words.lower[start:end])):
        return None
    text = words.tokens[end - 1].text
    is_plain = words.tokens[start].text in given_names() and end - start == 2
    if text in outlet_signs() and not (is_plain and words.lower[start - 1 : start] != ("the",)):
        return "outlet", "private"
    for stop in (end, *(i for i in range(start + 1, end) if words.lower[i] in _JOINTS)):
        found = noun_at(words.lower[start:stop], stop - start)
        if found and found.noun.sort == "body":
            person = words.tokens[start].text in given_names() and end - start == 2
            if not (person and found.noun.standing == "private"):
                return "organisation", body_standing(words, start, stop, end, found.noun.standing)
    return None


def body_standing(words: Stream, start: int, head: int, end: int, standing: Standing) -> Standing:
    """Return whom a named body speaks for: a public name in it settles the rest."""
    if standing != "sometimes":
        return standing
    public, adjective = closed("public_bodies.tsv"), closed("public_adjectives.tsv")
    if any(words.lower[i] in adjective for i in range(start, head)):
        return "public"
    tokens = [words.tokens[i].text for i in range(start, end)]
    runs = (
        " ".join(tokens[i:j]) for i in range(len(tokens)) for j in range(i + 1, len(tokens) + 1)
    )
    return "public" if any(run in public for run in runs) else "private"


def _titled(words: Stream, start: int, end: int) -> tuple[int, Standing] | None:
    """Where the name begins after a title in a run, and the title's standing."""
    for at in range(end - 1, start, -1):
        title = words.tokens[at - 1].text.removesuffix(".")
        if title in titles():
            return at, titles()[title][1]
        office = office_at(words.lower[start:at], at - start)
        if office:
            return at, office[1]
    return (start + 1, "private") if _is_epithet(words, start, end) else None


def _is_epithet(words: Stream, start: int, end: int) -> bool:
    """Whether a run opens with what someone is: "Republican Ann Lee", "Hacker Jo"."""
    found = noun_at(words.lower[start : start + 1], 1)
    person = found is not None and found.noun.sort == "person" and not found.is_plural
    if end - start > 2 and words.tokens[start + 1].text in given_names():
        person = person or common_class(words.lower[start]) in ("noun", "adjective")
    return end - start > 1 and (person or words.tokens[start].text in adjectives())


def _by_shape(words: Stream, start: int, end: int) -> NameSort:
    """A person for two capitals or a given name; what else, the mention has to tell."""
    text = words.tokens[start].text
    if text.count(".") > 2:
        return "organisation"
    if end - start == 1:
        return "person" if text in given_names() else "unknown"
    inner = (common_class(words.lower[i]) for i in range(start + 1, end - 1))
    if words.tokens[end - 1].text in parties() and "noun" in inner:
        return "unknown"
    if text in given_names():
        return "person"
    if (start and words.lower[start - 1] == "the") or text in adjectives() or text in listed():
        return "organisation"
    if common_class(words.lower[end - 1]) == "noun":
        return "organisation"
    if all(
        words.tokens[i].text.isupper() and len(words.tokens[i].text) > 4 for i in range(start, end)
    ):
        return "unknown"
    return "person"
