"""Which names are those of companies, clubs and teams: what the article says of who bears them.

Between `capitals`, which can tell a body by its own noun only ("Tax Foundation"), and `people`, to
which "Kestrel" would be a surname. One sign anywhere in the article is enough; whoever bears the
name of a person told of in full, or with a title, stays a person.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.gazetteer import adjectives, common_class, given_names, listed
from workers.claims.names import folded, is_short_for, without_site
from workers.claims.nouns import noun_at, office_at, offices, singular
from workers.claims.stream import Stream
from workers.claims.words import is_of_many

_LONGEST = 3
"""Words of the longest sign."""

_NEAR = 6
"""Tokens between an office and the "at" of its body: "director for games at Kestrel"."""

_NATIONS = frozenset({"president", "vice president", "vice-president"})
"""Offices that a country has too: "the president of Lorland"."""

_REACH = 10
"""Tokens after a name within which "its" may be its own."""

_ARTICLES = ("a", "an", "the")
_GOES_ON = (",", ".", ")", "which", "that", "of", "for", "in", "with", "based")
"""What follows a noun that says what a name is; a verb follows one that acts, "the firm said"."""

_PREFIXES = ("mc", "mac", "fitz", "de", "du", "la", "le", "di", "da", "van", "jo", "al", "o")
"""What stands before a capital within a surname: DiMarco, LeRoy."""


def with_bodies(words: Stream, names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names of an article, those that it tells of as companies or teams as bodies'."""
    read = [_after_trade(words, name) for name in names]
    told = {name.words for name in read if _may_be(name) and _is_told_of(words, name)}
    told |= {new.words for new, old in zip(read, names, strict=True) if new is not old}
    told |= set(_before_offices(words, read))
    told |= {(*one[:-1], without_site(one[-1])) for one in told}
    people = {
        folded(name.words[-1])
        for name in read
        if name.sort == "person" and name.words not in told and _is_someone(words, name)
    }
    kept = {one for one in told if folded(one[-1]) not in people}
    named = {name.words for name in read if name.sort == "person"}
    media = {name.words for name in read if _is_after_medium(words, name)}
    return tuple(_settled(name, kept, named, media) for name in read)


def _settled(
    name: Name,
    bodies: AbstractSet[tuple[str, ...]],
    persons: AbstractSet[tuple[str, ...]],
    media: AbstractSet[tuple[str, ...]],
) -> Name:
    """A name as the article tells of its bearer: where its shape alone said what it is."""
    if name.words in media and name.sort != "outlet":
        return replace(name, sort="outlet", standing="private")
    if name.words in bodies and _may_be(name):
        return replace(name, sort="organisation", standing="private")
    if name.sort == "organisation" and name.standing is None and name.words in persons:
        return replace(name, sort="person")
    return name


def _may_be(name: Name) -> bool:
    """Whether nothing but its shape says that a name is a person's."""
    by_shape = name.sort in ("person", "unknown") and name.title == name.start
    return by_shape and name.words[0] not in given_names()


def _is_someone(words: Stream, name: Name) -> bool:
    """Whether a name is told in full or with a title: "Mr. Kestrel"."""
    return len(name.words) > 1 or name.title < name.start


def _after_trade(words: Stream, name: Name) -> Name:
    """The name without the trade that opens its sentence: "Carmaker Kestrel" is Kestrel."""
    opens = name.start == 0 or words.sentence[name.start - 1] != words.sentence[name.start]
    if not opens or not _may_be(name) or len(name.words) < 2:
        return name
    if words.lower[name.start] not in _signs("trade"):
        return name
    rest = name.start + 1
    return Name(rest, name.end, "organisation", name.words[1:], rest, "private")


def _is_told_of(words: Stream, name: Name) -> bool:
    """Whether what stands around a name, or its shape, tells that it is a body's."""
    return (
        _is_built_so(name.words)
        or short_form(words, name) is not None
        or _is_after_trade(words, name)
        or _is_apposed(words, name)
        or _is_owner(words, name)
        or _is_held(words, name)
        or _is_led(words, name)
        or _is_after_trait(words, name)
        or _is_plural(words, name)
        or _has_its(words, name)
    )


def _is_built_so(parts: Sequence[str]) -> bool:
    """Whether a name looks like nobody's: "Kestrel.com", "InfoTent"."""
    last = parts[-1].lower()
    if any(last.endswith(sign) for sign in _signs("ending")):
        return True
    word = parts[0]
    inner = next((at for at in range(1, len(word)) if word[at].isupper()), 0)
    return (
        len(parts) == 1
        and inner > 1
        and word[1:inner].isalpha()
        and word[:inner].lower() not in _PREFIXES
    )


def short_form(words: Stream, name: Name) -> str | None:
    """Return the letters of a name in brackets behind it: KMB of "Kestrel Mobility (KMB)"."""
    marks = words.lower[name.end : name.end + 1] + words.lower[name.end + 2 : name.end + 3]
    if len(name.words) < 2 or marks != ("(", ")"):
        return None
    short = words.tokens[name.end + 1].text
    return short if is_short_for(short, name.words) else None


def _is_after_trade(words: Stream, name: Name) -> bool:
    """Whether a noun for a company stands before a name and no determiner: "carmaker Kestrel"."""
    start, _ = words.sentence_bounds(words.sentence[name.start])
    before = words.lower[max(start, name.start - _LONGEST) : name.start]
    return is_trade(before) and not _has_article(before)


def is_trade(words: Sequence[str]) -> bool:
    """Whether lower-case words end with a noun for a company: "the budget carmaker"."""
    return any(" ".join(words[at:]) in _signs("trade") for at in range(len(words)))


def _is_after_medium(words: Stream, name: Name) -> bool:
    """Whether a noun for a medium stands before a name: "the blog Kestrel", "the daily Kestrel"."""
    start, _ = words.sentence_bounds(words.sentence[name.start])
    if name.words[0] in given_names() or name.title < name.start or name.start == start:
        return False
    before = words.lower[max(start, name.start - _LONGEST) : name.start]
    found = noun_at(before, len(before))
    is_medium = found is not None and found.noun.detail == "medium" and not found.is_plural
    return is_medium and " ".join(name.words) not in listed()


def is_trait(words: Sequence[str]) -> bool:
    """Whether lower-case words end with what only a body is said to be beside its name: "the
    owner, Kestrel".
    """
    ends = (" ".join(words[at:]) for at in range(len(words)))
    return is_trade(words) or any(end in _signs("apposed") for end in ends)


def _has_article(before: Sequence[str]) -> bool:
    """Whether an article opens what may be all of a phrase: "told the company Hale had left"."""
    return any(word in _ARTICLES for word in before)


def _is_apposed(words: Stream, name: Name) -> bool:
    """Whether "which" follows a name, or a noun phrase of a body: "Kestrel, a maker of tents"."""
    if words.lower[name.end : name.end + 1] != (",",):
        return False
    lower = words.lower[name.end + 1 : words.sentence_bounds(words.sentence[name.start])[1]]
    if lower[:1] == ("which",):
        return True
    if not lower or lower[0] not in _ARTICLES:
        return False
    stop = next((at for at, word in enumerate(lower) if at and word in _GOES_ON), len(lower))
    found = noun_at(lower[:stop], stop)
    return stop < len(lower) and found is not None and found.noun.sort in ("body", "media")


def _is_after_trait(words: Stream, name: Name) -> bool:
    """Whether a noun for what only bodies are is put beside a name: "the publisher, Kestrel"."""
    if words.lower[name.start - 1 : name.start] != (",",):
        return False
    start, _ = words.sentence_bounds(words.sentence[name.start])
    before = words.lower[max(start, name.start - 1 - _LONGEST) : name.start - 1]
    return is_trait(before)


def _is_plural(words: Stream, name: Name) -> bool:
    """Whether a name that opens its sentence has a verb of many: "Kestrel insist", "have said"."""
    return _opens(words, name) and any(map(is_of_many, words.lower[name.end : name.end + 1]))


def _has_its(words: Stream, name: Name) -> bool:
    """Whether "its" follows a name that opens its sentence, and nothing else that may have it:
    "Kestrel insists its tents are dry".
    """
    if not _opens(words, name):
        return False
    _, end = words.sentence_bounds(words.sentence[name.start])
    for word in words.lower[name.end : min(end, name.end + _REACH)]:
        if word in ("its", "itself"):
            return True
        is_thing = common_class(word) in ("noun", "name") and singular(word) == word
        if is_thing or noun_at([word], 1) or word in ("he", "she", "his", "her", "him", "it"):
            return False
    return False


def _opens(words: Stream, name: Name) -> bool:
    start, _ = words.sentence_bounds(words.sentence[name.start])
    return name.title == name.start and words.lower[start : name.start] in ((), ("the",), ("but",))


def _is_owner(words: Stream, name: Name) -> bool:
    """Whether a body's own follows a name: "Kestrel shares", "Kestrel's chief executive"."""
    after = words.lower[name.end : name.end + _LONGEST + 1]
    owns = after[:1] in (("'s",), ("'",))
    rest = after[1:] if owns else after[:_LONGEST]
    kinds = ("owned", "head") if owns else ("owned", "beside")
    if any(_sign(rest[:size]) in _signs(kind) for size in range(1, 4) for kind in kinds):
        return True
    return not owns and any(
        _sign(rest[:size]) in _staff() and _is_name(words, name.end + size)
        for size in range(1, len(rest) + 1)
    )


def _is_name(words: Stream, at: int) -> bool:
    return at < len(words.tokens) and words.tokens[at].text[0].isupper()


def _is_held(words: Stream, name: Name) -> bool:
    """Whether one has a share of what bears a name: "shares in Kestrel"."""
    before = words.lower[max(0, name.start - 2) : name.start]
    return len(before) == 2 and before[1] in ("in", "of") and singular(before[0]) in _signs("in")


def _is_led(words: Stream, name: Name) -> bool:
    """Whether someone has an office of it, at it or for it: "chief executive of Kestrel"."""
    at = name.start - 1
    if at < 1:
        return False
    before = words.lower[max(0, at - _LONGEST) : at]
    ends = {" ".join(before[i:]) for i in range(len(before))}
    if words.lower[at] == "of":
        return not ends.isdisjoint(_signs("head") - _NATIONS)
    if words.lower[at] == "for":
        return not ends.isdisjoint(_signs("voice"))
    return words.lower[at] == "at" and any(
        office_at(words.lower[:end], end) for end in _back(words, at)
    )


def _back(words: Stream, at: int) -> Iterator[int]:
    """Yield the ends of the words before a token, back to a verb, a mark or another sentence."""
    for end in range(at, max(0, at - _NEAR), -1):
        word = words.lower[end - 1]
        is_verb = common_class(word) in ("past", "present", "base", "gerund") and (
            singular(word) not in offices()
        )
        if words.sentence[end - 1] != words.sentence[at] or is_verb or not word[0].isalnum():
            return
        yield end


def _before_offices(words: Stream, names: Sequence[Name]) -> Iterator[tuple[str, ...]]:
    """Yield what stands before an office in a title's capitals: "Kestrel President Ann Lee"."""
    for name in names:
        title = words.lower[name.title : name.start]
        for end in range(len(title), 1, -1):
            found = office_at(title, end)
            if found and found[0] > 0 and " ".join(title[found[0] : end]) in _signs("head"):
                whose = tuple(t.text for t in words.tokens[name.title : name.title + found[0]])
                if _is_nobodys(whose):
                    yield whose
                break


def _is_nobodys(parts: Sequence[str]) -> bool:
    """Whether words in capitals are no place, body, nation or word of the language."""
    if any(part in listed() or part in adjectives() for part in (*parts, " ".join(parts))):
        return False
    lower = [part.lower() for part in parts]
    told = noun_at(lower, len(lower)) is not None or office_at(lower, len(lower)) is not None
    return parts[0][0].isupper() and not told and common_class(lower[0]) is None


def _sign(rest: Sequence[str]) -> str:
    return " ".join((*rest[:-1], singular(rest[-1]))) if rest else ""


@cache
def _staff() -> frozenset[str]:
    return _signs("head") | _signs("team") | _signs("voice")


@cache
def _signs(place: str) -> frozenset[str]:
    rows = lexicon.rows("en", "body_signs.tsv")
    return frozenset(row[0] for row in rows if row[1] == place)
