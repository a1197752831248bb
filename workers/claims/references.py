"""Whom a pronoun or a description stands for: nearest fitting source or name before it.

Used by `sources`, which keeps the entries of the ledger met so far as `Trace`s. Recency by
sentences, speakers before bystanders, and gender where names or titles tell it: the simple
heuristics of pronoun resolution (Hobbs 1978; Lappin and Leass 1994), without a parse.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from workers.claims import lexicon
from workers.claims.gazetteer import common_class
from workers.claims.kinds import read
from workers.claims.nouns import noun_at
from workers.claims.readings import Reading, Scene

_REACH = 6
"""Sentences back within which a pronoun finds whom it stands for."""

_WITHIN = ("in", "on", "at", "from")
"""What may stand between who is told of and where they are: "farmers in Utah, who"."""

_ASIDE = ("in", "on", "at", "together", "also", "itself", "this", "last")
"""What a mark of "which" may have taken along: "which in March imposed"."""

_PHRASE = 14
"""Tokens that the phrase before a relative pronoun may have."""

_SPOKESPERSON = {"spokesman": "m", "spokeswoman": "f"}
"""Who speaks for a body, and is a man or a woman for a pronoun all the same."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A source met at a token: its entry, and the reading of the mention."""

    at: int
    entry: int
    reading: Reading


def pronoun(words: Sequence[str]) -> str | None:
    """Return who a mention that is or begins with a pronoun stands for ("she and her aides"):
    author, m, f, they, member, it, who or anyone.
    """
    kept = [word for word in words if word[0].isalnum()]
    for of, whom in pairwise(kept[:5]):
        if of == "of" and whom in ("whom", "which", "them"):
            return _pronouns()[whom]
    if len(kept) > 1 and kept[0] == "which" and kept[1] in _ASIDE:
        return _pronouns()["which"]
    shared = len(kept) > 1 and kept[1] == "and" and kept[0] in ("he", "she")
    return _pronouns().get(kept[0]) if len(kept) == 1 or shared else None


@cache
def _pronouns() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("en", "pronouns.tsv")}


@dataclass(frozen=True, slots=True)
class Person:
    """The answer "this person of the cast"."""

    index: int


Answer = Trace | Person | Reading | None


def resolve(
    scene: Scene, who: str, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """Return whom the pronoun at token `at` stands for, or None.

    `said` are the token ranges of what is attributed: nobody is "he" of his own quotation.
    """
    if who in ("m", "f"):
        return _one_person(scene, who, at, said, traces)
    if who == "who":
        return _antecedent(scene, at)
    if who == "they":
        return _several(scene, at, said, traces) or _one_person(scene, "any", at, said, traces)
    if who == "member":
        return _group(scene, at, traces)
    return _thing(scene, at, said, traces)


def _one_person(
    scene: Scene, who: str, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The first person before `at` in its sentence; else, a sentence back at a time, who spoke
    there or was named first there.
    """
    here = scene.words.sentence[at]
    for back in range(int(_opens_late(scene, at)), _REACH + 1):
        bounds = scene.words.sentence_bounds(here - back)
        for trace in reversed(_between(traces, bounds[0], min(bounds[1], at))):
            if _fits(scene, who, trace.reading) and (back < 2 or trace.reading.kind == "person"):
                return trace
        for index in named(scene, bounds[0], min(bounds[1], at), said):
            fits = scene.cast.genders[index] in (who, "any", "either") or who == "any"
            if fits and not (back == 0 and _has_asked(scene, index, bounds[0], at)):
                return Person(index)
    before = reversed(_between(traces, 0, at))
    persons = (trace for trace in before if trace.reading.kind == "person")
    return next((trace for trace in persons if _fits(scene, who, trace.reading)), None)


def _has_asked(scene: Scene, person: int, start: int, at: int) -> bool:
    """Whether someone only does what is done to another first: "When pressed by Hale, he"."""
    return any(
        start < name.start < at
        and scene.words.lower[name.title - 1] == "by"
        and common_class(scene.words.lower[name.title - 2]) in ("past", "participle")
        for name in scene.cast.people[person].names
    )


def _opens_late(scene: Scene, at: int) -> bool:
    """Whether only a participle's phrase comes first: in "Facing Reyes, he …" he is not Reyes."""
    start, _ = scene.words.sentence_bounds(scene.words.sentence[at])
    is_participle = common_class(scene.words.lower[start]) in ("gerund", "past")
    return is_participle and "," in scene.words.lower[at - 1 : at] and start < at - 1


def _fits(scene: Scene, who: str, reading: Reading) -> bool:
    if reading.person is not None:
        return who == "any" or scene.cast.genders[reading.person] in (who, "any", "either")
    if reading.noun in _SPOKESPERSON:
        return who in (_SPOKESPERSON[reading.noun], "any")
    return reading.kind in ("person", "unnamed") and not reading.is_plural


def _between(traces: Sequence[Trace], start: int, end: int) -> Sequence[Trace]:
    """The traces from token `start` to before `end`; traces are in order of their tokens."""
    low = bisect_left(traces, start, key=_at)
    return traces[low : bisect_left(traces, end, key=_at)]


def _at(trace: Trace) -> int:
    return trace.at


def named(scene: Scene, start: int, end: int, said: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield the persons named between two tokens, in order, those within `said` left out.

    "The president" names whoever is called so elsewhere.
    """
    for i in range(start, end):
        index, stop = _named_at(scene, i)
        if index is None:
            continue
        owns = stop < end and scene.words.lower[stop] == "'s"
        if not owns and not any(a <= i < b for a, b in said):
            yield index


def _named_at(scene: Scene, at: int) -> tuple[int | None, int]:
    """The person whose name or office begins at a token, and where that ends."""
    place = scene.name_at.get(at)
    if place is not None:
        begins = scene.names[place].start == at
        return scene.cast.person_at.get(place) if begins else None, scene.names[place].end
    lower = scene.words.lower
    if lower[at] != "the" or at + 2 >= len(lower) or at + 1 in scene.name_at:
        return None, at
    holder = scene.cast.main_holder(lower[at + 1])
    follows = at + 2 in scene.name_at or noun_at(lower[at + 2 : at + 3], 1) is not None
    return (None, at) if follows else (holder, at + 2)


def _antecedent(scene: Scene, at: int) -> Answer:
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
    if place is not None and place in scene.cast.person_at:
        return Person(scene.cast.person_at[place])
    begin = _start_of_phrase(scene, start, end)
    if place is not None and scene.words.lower[at] == "which" and _is_apart(scene, place):
        begin = scene.names[place].start
    if begin == end:
        return None
    reading = read(scene, begin, end)
    is_inner = scene.words.lower[begin - 1] in _WITHIN and reading.kind == "organisation"
    if begin > start and (reading.kind == "none" or (is_inner and scene.words.lower[at] == "who")):
        further = _start_of_phrase(scene, start, begin - 1)
        outer = read(scene, further, end)
        if outer.kind != "none":
            begin, reading = further, outer
    told = _told_of(scene, begin, start, reading)
    if told is not None:
        return Person(told)
    return reading if reading.kind != "none" else None


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
    """Walk back from `end` over what can be in one phrase, not past `start`."""
    begin = end
    while begin > start and end - begin < _PHRASE and _belongs(scene, begin - 1):
        begin -= 1
    return begin


def _belongs(scene: Scene, at: int) -> bool:
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
    classes = ("preposition", "subordinator", "conjunction", "modal", "auxiliary", "pronoun")
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


def _several(
    scene: Scene, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The latest source that is many, a body or an outlet; else people told of before `at`."""
    start = scene.words.sentence_bounds(scene.words.sentence[at] - _REACH)[0]
    for trace in reversed(_between(traces, start, at)):
        if trace.reading.is_plural or trace.reading.kind in ("organisation", "outlet"):
            return trace
    return _people_before(scene, at, said)


def _group(scene: Scene, at: int, traces: Sequence[Trace]) -> Answer:
    """The latest people without a name of whom one speaks: "Three nurses … One said"."""
    start = scene.words.sentence_bounds(scene.words.sentence[at] - _REACH)[0]
    before = reversed(_between(traces, start, at))
    many = (trace for trace in before if trace.reading.is_plural)
    return next((trace for trace in many if trace.reading.kind in ("unnamed", "vague")), None)


def _people_before(scene: Scene, at: int, said: Sequence[tuple[int, int]]) -> Answer:
    start = scene.words.sentence_bounds(scene.words.sentence[at] - 1)[0]
    for end in range(at - 1, start, -1):
        found = noun_at(scene.words.lower[max(start, end - 3) : end], min(3, end - start))
        if found and found.is_plural and found.noun.sort == "person":
            if any(a <= end - 1 < b for a, b in said):
                continue
            begin = end - 1
            while begin > start and _belongs(scene, begin - 1):
                begin -= 1
            return read(scene, begin, end)
    return None


def _thing(
    scene: Scene, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The latest body, outlet or document before "it", as a source or by name."""
    near = scene.words.sentence[at]
    for trace in reversed(_between(traces, scene.words.sentence_bounds(near - _REACH)[0], at)):
        if trace.reading.kind in ("organisation", "outlet", "document"):
            return trace
    start = scene.words.sentence_bounds(near - 1)[0]
    for i in range(at - 1, start - 1, -1):
        place = scene.name_at.get(i)
        if place is None or any(a <= i < b for a, b in said):
            continue
        is_venue = (
            scene.words.lower[scene.names[place].start - 1] == "on"
        )  # "in a post on Facebook"
        if scene.names[place].sort in ("organisation", "outlet") and not is_venue:
            return read(scene, scene.names[place].start, scene.names[place].end)
    return None
