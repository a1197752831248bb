"""The phrase before a relative pronoun: "the judge, who said"; "voters, most of whom said".

Used by `references`.
"""

from functools import cache

from workers.claims import lexicon
from workers.claims.gazetteer import given_names
from workers.claims.kinds import read
from workers.claims.nouns import noun_at
from workers.claims.readings import Person, Reading, Scene

_WITHIN = ("in", "on", "at", "from")
"""What may stand between who is told of and where they are: "farmers in Utah, who"."""

_PHRASE = 14
"""Tokens that the phrase before a relative pronoun may have."""


def antecedent(scene: Scene, at: int) -> Person | Reading | None:
    """The phrase before a relative pronoun: "the judge, who said"; "voters, most of whom said"."""
    start, _ = scene.words.sentence_bounds(scene.words.sentence[at])
    if scene.words.lower[at] == "who" and scene.words.lower[at - 1] in ("some", "many", "others"):
        return read(scene, at - 1, at)
    end = at
    while end > start and (
        scene.words.lower[end - 1] in ("of", ",", "many", "most", "some", "all", "both", "in", "to")
        or not scene.words.lower[end - 1][0].isalnum()
    ):
        end -= 1
    place = scene.name_at.get(end - 1)
    if place is not None and place in scene.cast.person_at and not _is_where(scene, place):
        return Person(scene.cast.person_at[place])
    begin = _start_of_phrase(scene, start, end)
    if place is not None and scene.words.lower[at] == "which" and _is_apart(scene, place):
        begin = scene.names[place].start
    if begin == end:
        return None
    reading = read(scene, begin, end)
    is_body = reading.kind == "organisation" or (place is not None and _is_where(scene, place))
    is_inner = scene.words.lower[begin - 1] in _WITHIN and is_body
    if begin > start and (reading.kind == "none" or (is_inner and scene.words.lower[at] == "who")):
        further = _start_of_phrase(scene, start, begin - 1)
        outer = read(scene, further, end)
        if outer.kind != "none":
            begin, reading = further, outer
    told = _told_of(scene, begin, start, reading)
    if told is not None:
        return Person(told)
    return reading if reading.kind != "none" else None


def _is_where(scene: Scene, place: int) -> bool:
    """Whether a name without a given name says where someone is: "Democrats on Capitol Hill"."""
    name = scene.names[place]
    is_given = name.words[0] in given_names() or name.title < name.start
    return not is_given and scene.words.lower[name.start - 1] in _WITHIN[:-1]


def _is_apart(scene: Scene, place: int) -> bool:
    """Whether no "of" and no noun before a name holds it: "the law firm Dow & Hale, which" does."""
    start = scene.names[place].start
    before = scene.words.lower[max(0, start - 1) : start]
    return before != ("of",) and noun_at(before, len(before)) is None


def _told_of(scene: Scene, begin: int, start: int, reading: Reading) -> int | None:
    """The person whom a phrase before a relative pronoun says something of: "Ann Lee, now the
    mayor, who"; "Ann Lee is the mayor who".
    """
    subject = scene.name_at.get(begin - 2, -1) if begin > start + 1 else -1
    joint = scene.words.lower[begin - 1]
    is_one = reading.kind in ("person", "unnamed") and not reading.is_plural
    is_aside = joint == "," and is_one
    if joint in ("is", "was") or is_aside:
        return scene.cast.person_at.get(subject)
    return None


def _start_of_phrase(scene: Scene, start: int, end: int) -> int:
    """Walk back from `end` over what can be in one phrase, not past `start`, to what opens it."""
    begin = end
    while begin > start and end - begin < _PHRASE and belongs(scene, begin - 1):
        begin -= 1
        word, before = scene.words.lower[begin], scene.words.lower[begin - 1]
        if begin < end - 1 and word in ("a", "an") and before != "of":
            break
    return begin


def belongs(scene: Scene, at: int) -> bool:
    """Whether a token can be inside the phrase that ends before a relative pronoun."""
    if at in scene.name_at:
        return True
    word = scene.words.lower[at]
    if word == "and":
        listed = noun_at(scene.words.lower[max(0, at - 3) : at], min(3, at))
        return listed is not None and listed.is_plural
    return word not in _breaks() and (word[0].isalnum() or word in ("'s", "’s", "-"))


@cache
def _breaks() -> frozenset[str]:
    """Words that no plain noun phrase goes over, determiners and "of" apart."""
    classes = ("preposition", "subordinator", "conjunction", "modal", "auxiliary", "pronoun", "to")
    function = {
        row[0]
        for row in lexicon.rows("en", "function_words.tsv")
        if row[1] in classes and row[0] not in ("of", "'s", "one")
    }
    verbs = {
        row[0]
        for row in lexicon.rows("en", "word_classes.tsv")
        if row[1].split(":")[0] in ("past", "present") and noun_at([row[0]], 1) is None
    }
    return frozenset(function | verbs)
