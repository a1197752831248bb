"""What kind of source a mention is, read from its own words and the names and people around it.

Used by `sources`, which ties the readings of an article together. The rules are the
project's labelling rules: a name decides first, then the head noun, then whether the words narrow
it down.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.gazetteer import AGENT_ENDINGS, adjectives, common_class
from workers.claims.introduced import introduced_body, named_relative, self_named
from workers.claims.names import folded
from workers.claims.noun_kinds import POLLED, of_noun
from workers.claims.nouns import Found, Noun, closed, noun_at, singular
from workers.claims.phrases import Phrase, is_narrowed, phrase, quantifiers
from workers.claims.readings import Reading, Scene, of_person, owner_of

_ASIDE = 6
"""Tokens of an aside in brackets after a name."""

_CHAMBER = ("House",)
"""What papers call a house of parliament with no more words."""

_SHARES = frozenset({"%", "percent", "cent"})
_STANDING = frozenset({"senior", "leading", "prominent", "influential", "veteran", "opposition"})
"""Words that people have before them and statistics have not."""
_PRONOUNS = frozenset({"its", "his", "hers", "theirs", "ours", "this", "yours"})
_POLLS = frozenset({"poll", "polls", "survey", "surveys", "surveyed", "respondents", "pollsters"})


def read(scene: Scene, start: int, end: int) -> Reading:
    """Return the reading of the mention `tokens[start:end]` of a scene."""
    said = phrase(scene.words, start, end, scene.name_at, scene.names)
    if said is None:
        return Reading("none")
    found = _reading(scene, said)
    return replace(
        found,
        key=found.key or _key(scene, said),
        is_definite=said.is_definite,
        is_bare=said.is_bare or _is_bare(scene, said),
        span=(said.start, said.end),
    )


def _is_bare(scene: Scene, said: Phrase) -> bool:
    """Whether a determiner and one noun of more than one word is all: "the appeals court"."""
    lower = scene.words.lower[said.core_start + 1 : said.end]
    found = noun_at(lower, len(lower))
    return said.is_definite and not said.is_possessive and found is not None and not found.start


def _reading(scene: Scene, said: Phrase) -> Reading:
    body = introduced_body(scene, said)
    if body is not None:
        return Reading("organisation", body=body.words)
    named = _named_person(scene, said)
    if named is not None:
        return named
    kin = named_relative(scene, said) or self_named(scene, said)
    if kin is not None:
        return Reading("person", key=(folded(kin.words[-1]),), body=kin.words)
    if "@" in scene.words.lower[said.start : said.end]:
        return Reading("person")
    name = _head_name(scene, said)
    if name is not None:
        one = _of_name(scene, name)
        return replace(one, body=(), is_plural=True) if _is_joined(scene, said, name) else one
    head = _head(scene, said)
    if head is None:
        return _headless(scene, said)
    found = of_noun(scene, said, head)
    return replace(found, noun=head.lemma, is_plural=head.is_plural)


def _key(scene: Scene, said: Phrase) -> tuple[str, ...]:
    lower = scene.words.lower[said.start : said.end]
    return tuple(word for word in lower if word not in ("both", "the", "a", "an", ",", "."))


def _named_person(scene: Scene, said: Phrase) -> Reading | None:
    """The person at the head, in an apposition ("…, Justin Hale") or among those who speak."""
    at = said.core_end - 1
    index = scene.name_at.get(at)
    places = [index] if index is not None else []
    places += _titled(scene, said)
    places += [scene.name_at[i] for i in said.openings if i in scene.name_at]
    for place in dict.fromkeys(places):
        if place in scene.cast.person_at and _ends_phrase(scene, said, scene.names[place]):
            return _together(scene, said, place, of_person(scene, said, place))
    return None


def _titled(scene: Scene, said: Phrase) -> Iterator[int]:
    """The name after a title that opens the core and goes on after it: "Secretary of State Ann"."""
    inner = (i for i in range(said.core_end, said.end) if i in scene.name_at)
    place = scene.name_at[found] if (found := next(inner, None)) is not None else None
    if place is None:
        return
    if scene.names[place].title == said.core_start:
        yield place
    last = scene.name_at.get(said.end - 1)
    if last and scene.names[last - 1].end == scene.names[last].start > said.core_end:
        yield last


def _together(scene: Scene, said: Phrase, place: int, first: Reading) -> Reading:
    """The reading of "Ann Lee and Tom Dow": both, as one source; else the first person's."""
    persons = [scene.cast.person_at[place]]
    end = scene.names[place].end
    for index in range(place + 1, len(scene.names)):
        name = scene.names[index]
        between = scene.words.lower[_after_aside(scene, end) : name.title]
        owns = scene.words.lower[name.end : name.end + 1] in (("'s",), ("'",))
        if owns or name.end > said.end or index not in scene.cast.person_at or not between:
            break
        if between[-1] != "and" and between != (",",):
            break
        if len(between) > 2 or (len(between) == 2 and between[0] != ","):
            break
        persons.append(scene.cast.person_at[index])
        end = name.end
    if len(set(persons)) < 2 or end < said.core_end:
        return first
    return replace(first, person=None, persons=tuple(sorted(set(persons))), is_plural=True)


def _after_aside(scene: Scene, at: int) -> int:
    """Where an aside in brackets that begins at a token ends, else that token: "(D-Ore.)"."""
    lower = scene.words.lower[at : at + _ASIDE]
    return at + lower.index(")") + 1 if lower[:1] == ("(",) and ")" in lower else at


def _ends_phrase(scene: Scene, said: Phrase, name: Name) -> bool:
    """Whether nothing but marks, joints or an aside follows a name: no "Trump supporters"."""
    if name.end >= said.end:
        return True
    after = scene.words.lower[name.end]
    return after != "'s" and (after == "and" or not after[0].isalpha() or after in _follow())


@cache
def _follow() -> frozenset[str]:
    return frozenset(
        row[0]
        for row in lexicon.rows("en", "function_words.tsv")
        if set(row[1:]) & {"preposition", "subordinator", "pronoun", "conjunction", "to"}
    ) | {"et"}


def _head_name(scene: Scene, said: Phrase) -> Name | None:
    """The name of a body, outlet or place that ends the core: no noun follows it."""
    index = scene.name_at.get(said.core_end - 1)
    if index is None:
        return None
    name = scene.names[index]
    if name.sort == "people" or name.end < said.core_end:
        return None
    if name.sort == "unknown" and noun_at(scene.words.lower[: name.end], name.end):
        return None
    if name.sort == "unknown" and _is_introduced(scene, said, name):
        return None
    if singular(scene.words.lower[name.end - 1]).capitalize() in adjectives():
        return None
    return name


def _is_introduced(scene: Scene, said: Phrase, name: Name) -> bool:
    """Whether a noun before a name says what bears it: "the journal Nature"."""
    before = scene.words.lower[said.core_start : name.start]
    found = noun_at(before, len(before))
    return found is not None and found.noun.sort != "person"


def _is_joined(scene: Scene, said: Phrase, name: Name) -> bool:
    """Whether "and" and the name of a further body are the rest: "Google and Apple"."""
    lower = scene.words.lower
    start = name.end + 1 + (lower[name.end + 1 : name.end + 2] == ("the",))
    other = scene.names[scene.name_at[start]] if start in scene.name_at else None
    if other is None or lower[name.end] != "and":
        return False
    return other.end == said.end and {name.sort, other.sort} <= {"organisation", "outlet", "place"}


def _of_name(scene: Scene, name: Name) -> Reading:
    official = name.standing in ("public", "usually")
    if name.sort == "outlet":
        return Reading("outlet", body=name.words)
    if name.sort == "place":
        return Reading("organisation", True, body=name.words)
    if name.sort == "organisation":
        return Reading("organisation", official, body=name.words)
    family = _family_of(scene, name)
    if family is not None:
        return family
    longer = _longer_body(scene, name)
    if longer is not None:
        return replace(_of_name(scene, longer), body=longer.words)
    speaker = _of_initials(scene, name)
    if speaker is not None:
        return speaker
    single = len(name.words) == 1
    after_the = name.start > 0 and scene.words.lower[name.start - 1] == "the"
    shouted = name.words[0].isupper() and 1 < len(name.words[0].strip(".")) < 7
    if not single and name.words[-1].lower() in closed("place_nouns.txt"):  # "Kestrel House"
        return Reading("organisation", body=name.words)
    if after_the or (shouted and single and not _speaks_in_transcript(scene, name)):
        return Reading("organisation", name.words == _CHAMBER, body=name.words)
    return Reading("person", key=(folded(name.words[-1]),))


def _of_initials(scene: Scene, name: Name) -> Reading | None:
    """The reading of who speaks in a transcript by initials or a surname in capitals: "ABL: …"."""
    if not (_speaks_in_transcript(scene, name) and name.words[0].isupper()):
        return None
    short = name.words[0].replace(".", "").casefold()
    for index, person in enumerate(scene.cast.people):
        parts = re.split(r"[\s-]+", person.name.casefold())
        if len(parts) > 1 and "".join(part[0] for part in parts if part) == short:
            return Reading("person", person.is_in_office, person=index)
    return None


def _longer_body(scene: Scene, name: Name) -> Name | None:
    """The body whose name begins with a word that is no one's surname: "Acme" for "Acme Coal"."""
    if len(name.words) > 1:
        return None
    bodies = (other for other in scene.names if other.sort in ("organisation", "outlet"))
    return next((body for body in bodies if body.words[:-1] == name.words), None)


def _family_of(scene: Scene, name: Name) -> Reading | None:
    """The reading of "the Quills": the persons of that surname, as one source."""
    family = singular(folded(name.words[-1]))
    known = family != folded(name.words[-1]) and any(
        person.family == family for person in scene.cast.people
    )
    return Reading("person", key=("all", family), is_plural=True) if known else None


def _speaks_in_transcript(scene: Scene, name: Name) -> bool:
    """Whether a colon follows: "MODERATOR: …"."""
    return name.end < len(scene.words.lower) and scene.words.lower[name.end] == ":"


def _head(scene: Scene, said: Phrase) -> Found | None:
    """The last source noun of the core; else its last word if it looks like a doer."""
    lower = scene.words.lower
    for end in range(said.core_end, said.core_start, -1):
        found = noun_at(lower[said.core_start : end], end - said.core_start)
        if found:
            is_part = (
                end < said.core_end and end not in scene.name_at and _is_plain_noun(lower[end])
            )
            return None if is_part else _of_standing(lower[said.core_start : end], found)
        word = singular(lower[end - 1])
        if word.capitalize() in adjectives() and word != lower[end - 1]:
            at = end - said.core_start
            return Found(Noun("person", "crowd"), word, at - 1, at, True)
    size = said.core_end - said.core_start
    word = lower[said.core_end - 1] if size else ""
    last = noun_at([word.rpartition("-")[2]], 1) if "-" in word else None
    if last:
        return replace(last, start=size - 1, end=size)
    one = singular(word)
    if word in quantifiers():
        return None
    if one.endswith(AGENT_ENDINGS) and len(one) > 4 and word not in _ordinary_adverbs():
        return Found(Noun("person", "folk"), one, size - 1, size, one != word)
    return None


def _of_standing(words: Sequence[str], found: Found) -> Found:
    """Return a noun, "figures" as people where a word before tells: "senior party figures"."""
    if found.lemma != "figure" or _STANDING.isdisjoint(words):
        return found
    return replace(found, noun=Noun("person", "folk"))


@cache
def _ordinary_adverbs() -> frozenset[str]:
    kept = ("adverb", "adjective", "preposition", "subordinator")
    return frozenset(
        row[0]
        for name in ("word_classes.tsv", "function_words.tsv")
        for row in lexicon.rows("en", name)
        if row[1].split(":")[0] in kept
    )


def _is_ratio(lower: Sequence[str]) -> bool:
    """Whether a quantity is a share: "two in three", "four out of 10"."""
    numbers = [word.isdigit() or quantifiers().get(word) is not None for word in lower]
    return sum(numbers) > 1 and ("in" in lower or "out" in lower)


@cache
def _is_plain_noun(word: str) -> bool:
    """Whether a word after a source noun is the real head: "campaign donations", no time."""
    is_time = word in lexicon.words("en", "time_words.txt")
    return common_class(word) == "noun" and not word.endswith("ing") and not is_time


def _headless(scene: Scene, said: Phrase) -> Reading:
    """A quantity alone ("some", "52 percent"), "the 34-year-old", or no source at all."""
    lower = scene.words.lower[said.start : said.end]
    if set(lower) & (_SHARES | POLLED) or _is_ratio(lower):
        polled = bool(set(lower) & POLLED) or not _POLLS.isdisjoint(scene.words.lower)
        return Reading("document" if polled else "unnamed", noun="poll", is_plural=True)
    if said.is_quantity:
        narrowed = said.end > said.core_end + 1 and is_narrowed(
            scene.words, said, (said.core_end, said.core_end)
        )
        return Reading("unnamed" if narrowed else "vague", is_plural=True)
    if lower[-1].endswith("-old"):
        return Reading("person" if said.is_definite else "unnamed")
    owner = owner_of(scene, said)
    return owner if owner is not None else _of_unknown(scene, said)


def _of_unknown(scene: Scene, said: Phrase) -> Reading:
    """Someone, where the head is a noun that no list has: "the ferry's purser"; a body, where it is
    written as a name: "the Lantern"; else no source.
    """
    words = scene.words.lower[said.core_start : said.core_end]
    if len(words) > 1 and scene.words.tokens[said.core_end - 1].text[0].isupper():
        tokens = scene.words.tokens[said.core_start + 1 : said.core_end]
        return Reading("organisation", body=tuple(token.text for token in tokens))
    last = words[-1] if words else ""
    is_noun = last.isalpha() and common_class(last) in ("noun", None) and last not in _follow()
    if not is_noun or last in _PRONOUNS or (len(words) == 1 and not last.endswith("s")):
        return Reading("none")
    is_plural = singular(last) != last
    narrowed = said.is_definite or len(words) > 1 or said.end > said.core_end
    return Reading("unnamed" if narrowed or not is_plural else "vague", is_plural=is_plural)
