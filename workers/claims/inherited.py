"""What a description inherits from what the article told before it.

Used by `sources`, for sources that papers take up without their name: the poll whose "51 percent"
say so, the board whose "statement" it is, those whose study "the researchers" wrote, whose
"administration" it is, which board "the water board" and which outlet "the agency" is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from workers.claims import lexicon
from workers.claims.antecedents import belongs
from workers.claims.kinds import read
from workers.claims.names import folded
from workers.claims.noun_kinds import SPOKESPEOPLE
from workers.claims.nouns import noun_at, singular
from workers.claims.phrases import quantifiers
from workers.claims.readings import Person, Reading, Scene
from workers.claims.references import Trace, pronoun, resolve
from workers.claims.taken_up import may_be_called, taken_up

_NEAR = 3
"""Sentences back within which shares are those of the poll told of last."""

_REACH = 12
"""Sentences back within which "the researchers" are the last one told of and colleagues."""

OWNERS = frozenset({"his", "her", "their", "its"})
"""What says that a body is someone's: "her administration"."""


_CORE_ENDS = frozenset({",", "(", "who", "whose", "of", "from", "at"})
_COUNTING = frozenset(
    {"the", "second", "third", "fourth", "fifth", "sixth", "other", "first", "last", "latter"}
    | {"pair", "trio", "rest", "neither", "either"}
)
"""Words that with numbers count off people told of before."""


def counts(scene: Scene, reading: Reading) -> bool:
    """Whether a mention only counts off people told of before: "another", "the third, a baker"."""
    words = scene.words.lower[slice(*reading.span)]
    stop = next((at for at, word in enumerate(words) if at and word in _CORE_ENDS), len(words))
    return stop > 0 and all(word in _COUNTING or word in quantifiers() for word in words[:stop])


def shows(scene: Scene, reading: Reading) -> Reading:
    """Return the reading of whoever shows or indicates something: a lone name that no person of
    the article bears is that of a body ("Kestrel shows which states …"), a noun that no list has
    is a document's ("The tide table indicates").
    """
    if reading.kind in ("unnamed", "vague") and not reading.noun and not counts(scene, reading):
        return replace(reading, kind="document")
    is_alone = reading.kind == "person" and reading.person is None and not reading.noun
    if not is_alone or reading.is_plural or not reading.key or reading.span[1] == 0:
        return reading
    name = scene.words.tokens[slice(*reading.span)]
    is_name = all(token.text[0].isupper() for token in name)
    body = tuple(token.text for token in name)
    return replace(reading, kind="organisation", body=body) if is_name else reading


def of_poll(scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]) -> Reading | None:
    """Return the poll whose share of people speaks: "a poll found … Some 51 percent said"."""
    if reading.kind != "document" or reading.noun != "poll" or _tells_itself(scene, reading):
        return None
    start, _ = scene.words.sentence_bounds(max(0, scene.words.sentence[at] - _NEAR))
    lower = scene.words.lower
    for end in range(at, start, -1):
        found = noun_at(lower[max(start, end - 2) : end], min(2, end - start))
        if found and found.lemma in _called("poll") and not found.is_plural:
            begin = end - 1
            while begin > start and belongs(scene, begin - 1):
                begin -= 1
            told = (one.reading for one in reversed(traces) if _covers(one.reading, end - 1))
            return next(told, read(scene, begin, end))
    return None


def _covers(reading: Reading, at: int) -> bool:
    return reading.kind == "document" and reading.span[0] <= at < reading.span[1]


def of_force(scene: Scene, reading: Reading) -> Reading | None:
    """Return the police force that "police" are, where the article tells of one only."""
    if reading.kind != "organisation" or reading.noun != "police" or reading.body:
        return None
    told = {tuple(map(folded, body)): body for body in _forces(scene)}
    return replace(reading, body=next(iter(told.values()))) if len(told) == 1 else None


def _forces(scene: Scene) -> Iterator[tuple[str, ...]]:
    """Yield the names of police forces: "Kent Police", "Kent police"."""
    for name in scene.names:
        after = scene.words.lower[name.end : name.end + 2]
        if name.sort == "organisation" and name.words[-1] == "Police" and len(name.words) > 1:
            yield name.words
        elif name.sort == "place" and after[:1] == ("police",) and not _is_officer(after):
            yield (*name.words, "police")


def _is_officer(after: Sequence[str]) -> bool:
    """Whether "police" goes on to say who of them: "police officers", "the police chief"."""
    found = noun_at(after, len(after))
    return len(after) > 1 and found is not None


def _tells_itself(scene: Scene, reading: Reading) -> bool:
    """Whether the words name a poll: "51 percent in the Echo poll"."""
    lower = scene.words.lower[slice(*reading.span)]
    return any(
        (found := noun_at(lower, end)) is not None and found.lemma in _called("poll")
        for end in range(1, len(lower) + 1)
    )


def as_paper(reading: Reading, at: int, traces: Sequence[Trace]) -> Reading | None:
    """Return the study that "the paper" is, where the last document or outlet told of is one."""
    if reading.noun != "paper" or reading.kind != "outlet":
        return None
    written = (trace.reading for trace in reversed(traces) if trace.at < at)
    last = next((one for one in written if one.kind in ("document", "outlet")), None)
    is_study = last is not None and last.kind == "document" and last.noun in _called("paper")
    return last if is_study else None


def issued(scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]) -> Reading:
    """Return the reading of "the statement", official where whoever issued it before is."""
    if reading.kind != "document" or reading.noun not in _called("note") or reading.official:
        return reading
    for trace in reversed(traces):
        if trace.at < at and reading.noun in _sentence(scene, trace.at):
            official = trace.reading.official and trace.reading.kind in ("organisation", "person")
            return replace(reading, official=official)
    return reading


def _sentence(scene: Scene, at: int) -> Sequence[str]:
    return scene.words.lower[slice(*scene.words.sentence_bounds(scene.words.sentence[at]))]


def of_study(
    scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]
) -> Person | Reading | None:
    """Return who "the researchers" or "the team" are: whoever was told to have colleagues last, or
    the people without a name who were told by their place ("researchers at the college").
    """
    others = {reading.noun or "", *may_be_called(reading.noun or "")}
    if "author" not in others or not (reading.is_plural or reading.noun == "team"):
        return None
    before = (trace for trace in reversed(traces) if trace.at < at)
    crew = next((one for one in before if _is_crew(one.reading, others)), None)
    if crew is not None:
        return crew.reading
    since, _ = scene.words.sentence_bounds(max(0, scene.words.sentence[at] - _REACH))
    leads = [*_leads(scene, since, at)]
    return Person(leads[-1]) if leads else None


def _is_crew(reading: Reading, called: set[str]) -> bool:
    return reading.kind == "unnamed" and reading.is_plural and reading.noun in called


def _leads(scene: Scene, since: int, before: int) -> Iterator[int]:
    """Yield the persons named who have colleagues: "Dow and his team", "Dow et al.", an author."""
    for place, person in sorted(scene.cast.person_at.items()):
        end = scene.names[place].end
        after = scene.words.lower[end : end + 3]
        joined = after[:1] in (("and",), ("et",)) and not _called("other").isdisjoint(after[1:])
        wrote = any(
            not _called("lead").isdisjoint(role.nouns) for role in scene.cast.people[person].roles
        )
        if (joined or wrote) and since < end < before:
            yield person


def of_owner(scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]) -> Reading | None:
    """Return the body that is someone's: "his administration", once it was told who he is."""
    opener = scene.words.lower[reading.span[0]] if reading.span[1] else ""
    if reading.kind != "organisation" or opener not in OWNERS or reading.body or not reading.noun:
        return None
    answer = resolve(scene, pronoun([opener]) or "", at, (), traces)
    owner = answer.reading if isinstance(answer, Trace) else None
    if isinstance(answer, Person):
        name: tuple[str, ...] = tuple(scene.cast.people[answer.index].name.split())
    elif owner is not None and owner.person is not None:
        name = tuple(scene.cast.people[owner.person].name.split())
    else:
        name = owner.body if owner is not None else ()
    return replace(reading, body=(*name, reading.noun)) if name else None


def in_short(reading: Reading, at: int, traces: Sequence[Trace]) -> Reading | None:
    """Return the latest source whose description ends in a shorter one: "the regional water board"
    for "the water board".
    """
    if not reading.is_definite or reading.kind not in ("organisation", "document") or reading.body:
        return None
    size = len(reading.key)
    before = (trace.reading for trace in reversed(traces) if trace.at < at)
    return next((one for one in before if size > 1 and _ends_in(one, reading)), None)


def _ends_in(one: Reading, reading: Reading) -> bool:
    same = (one.kind, one.noun, one.is_plural) == (reading.kind, reading.noun, reading.is_plural)
    return same and one.key[-len(reading.key) :] == reading.key


def as_agency(reading: Reading, at: int, traces: Sequence[Trace]) -> Reading | None:
    """Return the outlet that "the agency" is, where an outlet is the last body told of."""
    if reading.noun != "agency" or reading.body:
        return None
    before = (trace.reading for trace in reversed(traces) if trace.at < at)
    last = next((one for one in before if one.kind in ("organisation", "outlet")), None)
    return last if last is not None and last.kind == "outlet" else None


def of_voice(scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]) -> Reading | None:
    """Return the body told of before for which "a company spokesman" speaks, or one of it; "a
    spokesman" speaks for the latest.
    """
    lemma = (reading.noun or "").rpartition(" ")[2]
    if reading.kind != "organisation" or reading.body or lemma not in SPOKESPEOPLE:
        return None
    lower = scene.words.lower[slice(*reading.span)]
    place = next((i for i, word in enumerate(lower) if singular(word) == lemma), 0)
    whose = lower[place + 3 :] if lower[place + 1 : place + 3] == ("for", "the") else lower[1:place]
    if not whose and len(lower) <= place + 1:
        told = _latest_body(scene, at, traces)
        return replace(told, noun=lemma) if told is not None else None
    found = noun_at(whose, len(whose))
    if found is None or found.noun.sort != "body" or found.is_plural or found.start > 0:
        return None
    bare = replace(reading, noun=found.lemma, is_definite=True, is_bare=True)
    told = taken_up(scene, bare, at, traces)
    return None if told is bare else told


def _latest_body(scene: Scene, at: int, traces: Sequence[Trace]) -> Reading | None:
    """The body told of last before a token, if it is near."""
    start, _ = scene.words.sentence_bounds(max(0, scene.words.sentence[at] - _NEAR))
    before = (trace for trace in reversed(traces) if start <= trace.at < at)
    told = next((one.reading for one in before if one.reading.kind == "organisation"), None)
    return told if told is not None and not told.is_plural else None


@cache
def _called(part: str) -> frozenset[str]:
    return frozenset(word for word, told in lexicon.rows("en", "inherited.tsv") if told == part)
