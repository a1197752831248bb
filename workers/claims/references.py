"""Whom a pronoun or a description stands for: nearest fitting source or name before it.

Used by `sources`, which keeps the entries of the ledger met so far as `Trace`s. Recency by
sentences, speakers before bystanders, and gender where names or titles tell it: the simple
heuristics of pronoun resolution (Hobbs 1978; Lappin and Leass 1994), without a parse.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from workers.claims import lexicon
from workers.claims.antecedents import antecedent, belongs
from workers.claims.gazetteer import common_class, given_names
from workers.claims.kinds import read
from workers.claims.noun_kinds import pieces
from workers.claims.nouns import noun_at, singular
from workers.claims.openings import opening_person, opening_thing
from workers.claims.readings import Person, Reading, Scene
from workers.claims.roles import gender_of

_REACH = 6
"""Sentences back within which a pronoun finds whom it stands for."""

_ASIDE = ("in", "on", "at", "together", "also", "itself", "this", "last")
"""What a mark of "which" may have taken along: "which in March imposed"."""

_OPENS = 3
"""Tokens of a sentence within which its subject may begin: "The Irish Rovers"."""

_LINKS = ("which", "that", "and", "but", "because", "while", "after", "when", "where", "although")
"""What leads on to a further clause of one subject."""

_CONCEDING = frozenset({"though", "although", "while", "if", "as", "when", "after", "since"})
"""What opens a clause whose subject goes on in the next: "Though Kestrel fell, it said"."""

_SUBJECTS = {"m": "he", "f": "she"}

_SPOKESPERSON = frozenset({"spokesman", "spokeswoman"})
"""Who speaks for a body, and is a man or a woman for a pronoun all the same."""

_AGED = re.compile(r"\d+-year-old$")

_OWNED = 3
"""Words from "our" within which stands what is ours: "our own reporter"."""

_PLACING = frozenset({"in", "near", "outside", "around"})
"""What stands before a place that looks like a person: "in San Telmo"."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A source met at a token: its entry, and the reading of the mention."""

    at: int
    entry: int
    reading: Reading


def pronoun(words: Sequence[str]) -> str | None:
    """Return who a mention that is or begins with a pronoun stands for ("she and her aides"):
    author, answers (who is interviewed), m, f, any ("the 34-year-old"), they, member, it, who or
    anyone.
    """
    kept = [word for word in words if word[0].isalnum()]
    for of, whom in pairwise(kept[:5]):
        if of == "of" and whom in ("whom", "which", "them"):
            return _pronouns()[whom]
    if len(kept) > 1 and kept[0] == "which" and kept[1] in _ASIDE:
        return _pronouns()["which"]
    if _is_own_reporting(kept):
        return _pronouns()["our"]
    if kept[:1] == ["the"] and any(map(_AGED.match, kept[1:])) and not kept[2:]:
        return "any"
    shared = len(kept) > 1 and kept[1] == "and" and kept[0] in ("he", "she")
    return _pronouns().get(kept[0]) if len(kept) == 1 or shared else None


def _is_own_reporting(words: Sequence[str]) -> bool:
    """Whether words name the publication's own people or pieces: "our reporter"; "checks by our
    correspondent".
    """
    owners = (at for at, word in enumerate(words) if word in ("our", "my"))
    return any(
        (at == 0 or words[at - 1] == "by")
        and any(singular(word) in pieces() for word in words[at + 1 : at + _OWNED])
        for at in owners
    )


@cache
def _pronouns() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("en", "pronouns.tsv")}


Answer = Trace | Person | Reading | None


def resolve(
    scene: Scene, who: str, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """Return whom the pronoun at token `at` stands for, or None.

    `said` are the token ranges of what is attributed: nobody is "he" of his own quotation.
    """
    if who == "any" and (aged := _of_age(scene, at)):
        return aged
    if who in ("m", "f", "any"):
        return _one_person(scene, who, at, said, traces)
    if who == "who":
        return antecedent(scene, at)
    if who == "answers":
        return _first_named(scene)
    if who == "they":
        return _several(scene, at, said, traces) or _one_person(scene, "any", at, said, traces)
    if who == "member":
        return _group(scene, at, said, traces)
    return _thing(scene, at, said, traces)


def _one_person(
    scene: Scene, who: str, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The first person before `at` in its sentence; else, a sentence back at a time, who spoke
    there or was named first there; in the last two, where nobody is, whoever else is told of.
    """
    here = scene.words.sentence[at]
    for back in range(int(_opens_late(scene, at)), _REACH + 1):
        bounds = scene.words.sentence_bounds(here - back)
        for trace in reversed(_between(traces, bounds[0], min(bounds[1], at))):
            if _fits(scene, who, trace.reading) and (back < 2 or trace.reading.kind == "person"):
                return trace
        stop = _taken_up_at(scene, who, bounds) if back else bounds[1]
        for index in named(scene, bounds[0], min(stop, at), said):
            fits = scene.cast.genders[index] in (who, "any", "either") or who == "any"
            if fits and not (back == 0 and _has_asked(scene, index, bounds[0], at)):
                return Person(index)
        someone = opening_person(scene, who, bounds[0], min(stop, at), said) if back < 2 else None
        if someone is not None:
            return someone
    before = reversed(_between(traces, 0, at))
    persons = (trace for trace in before if trace.reading.kind == "person")
    return next((trace for trace in persons if _fits(scene, who, trace.reading)), None)


def _taken_up_at(scene: Scene, who: str, bounds: tuple[int, int]) -> int:
    """Where a sentence already says "he", else its end: whom it names behind that is not he
    (centres continue; Grosz, Joshi and Weinstein 1995).
    """
    start, end = bounds
    word = _SUBJECTS.get(who)
    places = (at for at in range(start, end) if at not in scene.name_at)
    return next((at for at in places if scene.words.lower[at] == word), end)


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
    if reading.kind not in ("person", "unnamed") and reading.noun not in _SPOKESPERSON:
        return False
    told = gender_of(scene.words.lower[slice(*reading.span)])
    return not reading.is_plural and (who == "any" or told in (who, "any"))


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
        if not owns and not _is_placed(scene, i) and not any(a <= i < b for a, b in said):
            yield index


def _is_placed(scene: Scene, at: int) -> bool:
    """Whether something is in what bears the name at a token: "school is out in San Telmo"."""
    is_given = scene.words.tokens[at].text in given_names()
    return at in scene.name_at and not is_given and scene.words.lower[at - 1] in _PLACING


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


def _several(
    scene: Scene, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The latest source that is many, a body or an outlet; else people told of before `at`."""
    start = scene.words.sentence_bounds(scene.words.sentence[at] - _REACH)[0]
    for trace in reversed(_between(traces, start, at)):
        if trace.reading.is_plural or trace.reading.kind in ("organisation", "outlet"):
            return trace
    return _people_before(scene, at, said)


def _of_age(scene: Scene, at: int) -> Person | None:
    """Who has the age of "the 34-year-old" beside the name: "Ann Lee, 34,"."""
    lower = scene.words.lower
    age = lower[at + 1 : at + 2] and lower[at + 1].partition("-")[0]
    for place, person in scene.cast.person_at.items():
        end = scene.names[place].end
        if lower[end : end + 2] == (",", age):
            return Person(person)
    return None


def _first_named(scene: Scene) -> Answer:
    """The person named first: the one who answers, where an interview has "Q:" and "A:"."""
    people = enumerate(scene.cast.people)
    first = min(people, key=lambda one: one[1].names[0].start, default=None)
    return Person(first[0]) if first else None


def _group(
    scene: Scene, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The latest people without a name of whom one speaks: "Three nurses … One said"."""
    start = scene.words.sentence_bounds(scene.words.sentence[at] - _REACH)[0]
    before = reversed(_between(traces, start, at))
    many = (trace for trace in before if trace.reading.is_plural)
    told = next((trace for trace in many if trace.reading.kind in ("unnamed", "vague")), None)
    return told or _people_before(scene, at, said)


def _people_before(scene: Scene, at: int, said: Sequence[tuple[int, int]]) -> Answer:
    start = scene.words.sentence_bounds(scene.words.sentence[at] - 1)[0]
    for end in range(at - 1, start, -1):
        found = noun_at(scene.words.lower[max(start, end - 3) : end], min(3, end - start))
        if found and found.is_plural and found.noun.sort == "person":
            if any(a <= end - 1 < b for a, b in said):
                continue
            begin = end - 1
            while begin > start and belongs(scene, begin - 1):
                begin -= 1
            return read(scene, begin, end)
    return None


def _opening_body(scene: Scene, at: int) -> int | None:
    """Where the body begins that opens the sentence of an "it" in a later clause of it: "The
    Rovers denied the sale, which it said"; a tail ("…, it said") has its speaker elsewhere.
    """
    start, _ = scene.words.sentence_bounds(scene.words.sentence[at])
    opens = set(scene.words.lower[start : min(start + 2, at)])
    is_late = scene.words.lower[at - 1] == "," and not opens.isdisjoint(_CONCEDING)
    if scene.words.lower[at - 1] not in _LINKS and not is_late:
        return None
    for begin in range(start, min(start + _OPENS + 2 * is_late, at)):
        place = scene.name_at.get(begin)
        if place is not None:
            name = scene.names[place]
            after = scene.words.lower[name.end]
            is_own = after in ("'s", "'") or common_class(after) == "noun"
            is_body = name.sort in ("organisation", "outlet", "place") and not is_own
            return name.start if is_body and name.end < at else None
    return None


def _thing(
    scene: Scene, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Answer:
    """The latest body, outlet or document before "it", as a source or by name."""
    near = scene.words.sentence[at]
    subject = _opening_body(scene, at)
    if subject is not None and not any(a <= subject < b for a, b in said):
        return read(scene, subject, scene.names[scene.name_at[subject]].end)
    for back in range(_REACH + 1):
        start, end = scene.words.sentence_bounds(near - back)
        for trace in reversed(_between(traces, start, min(end, at))):
            if trace.reading.kind in ("organisation", "outlet", "document"):
                return trace
        if back == 1 and (opening := opening_thing(scene, start, end)):
            return opening
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
