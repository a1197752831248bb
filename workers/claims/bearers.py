"""What bears a name: a person, a body, an outlet or a place, from the words of the name.

Used by `capitals` for every run of capitals. `companies` adds what the rest of the article tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workers.claims.gazetteer import (
    NameSort,
    adjectives,
    common_class,
    given_names,
    listed,
    outlet_signs,
    parties,
    titles,
)
from workers.claims.nouns import Standing, closed, is_one_body, noun_at, office_at
from workers.claims.stream import Stream

JOINTS = frozenset({"of", "for", "on", "and", "&", "the", "to"})
"""What joins the words of a body's name: "Bank of Ireland"."""

_OF_NATIONS = frozenset({"board", "office", "service"})
"""Bodies that are public if they are a nation's: no team, museum or bank."""

_LONGEST_ACRONYM = 4
_LONGEST_SURNAME = 6
"""Letters of the longest nouns for bodies that are surnames: Church, Temple, no University."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What bears the name that begins at token `start`: what stands before it is a title."""

    start: int
    sort: NameSort
    standing: Standing | None = None


def bearer(words: Stream, start: int, end: int) -> Bearer:
    """Return what a run of capitals names: listed, a body by its noun, or a person."""
    text = tuple(words.tokens[i].text for i in range(start, end))
    known = _listing(" ".join(text)) or _listing_with_article(words, start, text)
    if known:
        return Bearer(start, *known)
    known = _listing(" ".join(text[1:])) if text[0] in adjectives() else None
    if known and known[0] in ("organisation", "outlet"):
        return Bearer(start, *known)
    is_sign = len(text) == 1 and text[0] in outlet_signs("alone")
    if is_sign and words.lower[max(0, start - 1) : start] == ("the",):
        return Bearer(start, "outlet", "private")
    after = _after_body(text)
    if after:
        return Bearer(start + after, "person", "private")
    if text[0].isupper() and text[0] in closed("outlets.tsv"):
        # "BBC Lorland", "CNN International": what follows is a part of the outlet.
        return Bearer(start, "outlet", "private")
    body = _body(words, start, end)
    if "&" in text:
        body = body or ("organisation", "private")
    if body:
        return Bearer(start, *body)
    crowd = noun_at(words.lower[start:end], end - start)
    if crowd and crowd.is_plural and crowd.noun.sort == "person":
        return Bearer(start, "people")
    if _is_office(words, start, end):
        return Bearer(start, "unknown")
    titled = _titled(words, start, end)
    if titled:
        at, standing = titled
        return Bearer(at, "person", standing)
    return Bearer(start, _by_shape(words, start, end))


def _after_body(text: Sequence[str]) -> int:
    """Where a given name begins after whom someone is of, 0 where none does: "BBC News Ann Lee",
    "Rovers DF Dan Cole".
    """
    if text[0] in given_names() or noun_at([text[-1].lower()], 1) is not None:
        return 0
    for at in range(1, len(text) - 1):
        if text[at] in given_names():
            before = text[at - 1]
            is_post = at > 1 and before.isalpha() and before.isupper()
            is_post = is_post and 1 < len(before) <= _LONGEST_ACRONYM
            is_of_body = listed().get(text[0], ("", None))[0] in ("outlet", "organisation")
            return at if is_post or is_of_body else 0
    return 0


def _is_office(words: Stream, start: int, end: int) -> bool:
    """Whether all of a run says what someone is: "Deputy Commissioner", "Labour MP"."""
    office = office_at(words.lower[start:end], end - start)
    before = words.tokens[start : start + office[0]] if office else ()
    sides = all(token.text in parties() or token.text in adjectives() for token in before)
    return end - start > 1 and office is not None and sides


def _listing(text: str) -> tuple[NameSort, Standing | None] | None:
    return listed().get(text.removesuffix("."), listed().get(text))


def _listing_with_article(
    words: Stream, start: int, text: Sequence[str]
) -> tuple[NameSort, Standing | None] | None:
    """The listing of a name that is one by its article alone: "The Hill", no hill."""
    is_opened = start > 0 and words.tokens[start - 1].text == "The"
    return listed().get(" ".join(("The", *text))) if is_opened else None


def _body(words: Stream, start: int, end: int) -> tuple[NameSort, Standing] | None:
    """The sort of a name whose noun tells it: "Bank of Ireland", "Kent Echo", "Lee News Agency"."""
    is_titled = words.tokens[start].text.removesuffix(".") in titles() and end - start < 3
    if end - start < 2 or (is_titled and not is_one_body(words.lower[start:end])):
        return None
    text = words.tokens[end - 1].text
    is_plain = words.tokens[start].text in given_names() and end - start == 2
    if text in outlet_signs() and not (is_plain and words.lower[start - 1 : start] != ("the",)):
        return "outlet", "private"
    if words.tokens[start].text in outlet_signs("opener"):
        return "outlet", "private"
    joints = [i for i in range(start + 1, end) if words.lower[i] in JOINTS]
    whole = noun_at(words.lower[start:end], end - start)
    if whole and whole.noun.sort == "media" and whole.start > 0 and whole.end - whole.start > 1:
        return "outlet", "private"
    spans = not joints or (whole is not None and start + whole.start <= joints[-1])
    for stop in (end, *joints) if spans else (*joints, end):
        found = noun_at(words.lower[start:stop], stop - start)
        if found and found.noun.sort == "body":
            person = words.tokens[start].text in given_names() and end - start == 2
            person = person and len(words.tokens[end - 1].text) <= _LONGEST_SURNAME
            if not (person and found.noun.standing == "private"):
                return "organisation", _body_standing(words, start, stop, end, found.noun.standing)
    return None


def _body_standing(words: Stream, start: int, head: int, end: int, standing: Standing) -> Standing:
    """Return whom a named body speaks for: a public name in it settles the rest, as do a nation's
    ("National Labor Relations Board", "Medicines Office of Malawi").
    """
    if standing != "sometimes":
        return standing
    public, adjective = closed("public_bodies.tsv"), closed("public_adjectives.tsv")
    if any(words.lower[i] in adjective for i in range(start, head)):
        return "public"
    tokens = [words.tokens[i].text for i in range(start, end)]
    is_nations = tokens[0] == "National" or any(map(_is_of_nation, (tokens[0], tokens[-1])))
    if is_nations and words.lower[head - 1] in _OF_NATIONS:
        return "public"
    runs = (
        " ".join(tokens[i:j]) for i in range(len(tokens)) for j in range(i + 1, len(tokens) + 1)
    )
    return "public" if any(run in public for run in runs) else "private"


def _is_of_nation(token: str) -> bool:
    return token in adjectives() or listed().get(token, ("", None))[0] == "place"


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
    first, _, last = words.tokens[start].text.rpartition("-")
    before_given = words.tokens[min(start + 1, end - 1)].text in given_names()
    if first and last.islower() and before_given:
        return end - start > 2
    found = noun_at([words.lower[start].rpartition("-")[2]], 1)
    if end - start > 2 and not before_given and common_class(words.lower[end - 1]) == "noun":
        return False  # "Hunter Valley Health"
    is_role = found is not None and found.noun.sort == "person"
    is_one = found is not None and not found.is_plural
    person = is_role and (is_one or before_given)
    if end - start > 2 and before_given:
        person = person or common_class(words.lower[start]) in ("noun", "adjective")
    return end - start > 1 and (person or words.tokens[start].text in adjectives())


def _has_office(words: Stream, start: int) -> bool:
    """Whether an office stands right before a name: "the firm's CEO Ivo Stone"."""
    before = words.lower[max(0, start - 3) : start]
    return bool(before) and not before[-1].endswith("s") and bool(office_at(before, len(before)))


def _by_shape(words: Stream, start: int, end: int) -> NameSort:
    """A person for two capitals or a given name; what else, the mention has to tell."""
    text = words.tokens[start].text
    if text.count(".") > 2:
        return "organisation"
    if end - start == 1:
        return "person" if text in given_names() else "unknown"
    last = words.tokens[end - 1].text
    if last.lower() in closed("place_nouns.txt"):
        return "unknown"
    if last.isupper() and 1 < len(last) <= _LONGEST_ACRONYM and not text.isupper():
        return "unknown" if text in given_names() else "organisation"
    inner = (common_class(words.lower[i]) for i in range(start + 1, end - 1))
    if words.tokens[end - 1].text in parties() and "noun" in inner:
        return "unknown"
    if text in given_names():
        return "person"
    if (start and words.lower[start - 1] == "the") or text in adjectives() or text in listed():
        return "organisation"
    if common_class(words.lower[end - 1]) == "noun":
        return "person" if _has_office(words, start) else "organisation"
    if all(
        words.tokens[i].text.isupper() and len(words.tokens[i].text) > 4 for i in range(start, end)
    ):
        return "unknown"
    return "person"
