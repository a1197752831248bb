"""What a bare description takes up: "the report", "the agency", "the newspaper", "the campaign".

Used by `sources`. It is the latest source or name before it that can be called so. Papers vary the
noun: what else each may stand for is data.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.gazetteer import parties
from workers.claims.nouns import aliases, noun_at, nouns
from workers.claims.readings import Reading, Scene
from workers.claims.references import Trace
from workers.claims.roles import gender_of

_ANY = "*"
_REACH = 8
"""Sentences back within which another noun, or a name that says none, is taken up."""

_NEAR = 3
"""Sentences back within which "the woman" is who spoke last."""

ANYONE = frozenset({"woman", "man", "girl", "boy"})
"""What someone without a name is called the next time."""

_ONES_OWN = frozenset({"campaign"})
"""Bodies that papers call by whose they are: "the campaign" is that of the candidate told of."""

_RUNS = frozenset({"candidate", "nominee"})


def taken_up(scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]) -> Reading:
    """Return the reading of the source or name that a definite description at token `at` takes up,
    the description's own where nothing before it can be called so.
    """
    if reading.noun in _ONES_OWN and (own := _of_candidate(scene, reading, at)):
        return own
    if reading.noun in ANYONE | {"source"} and (other := _without_name(scene, reading, at, traces)):
        return other
    wider = _wider().get(reading.noun or "", frozenset())
    start = scene.words.sentence_bounds(max(0, scene.words.sentence[at] - _REACH))[0]
    for called, since in (({reading.noun or ""}, 0), (wider, start)):
        told = _last_told(reading, at, traces, called, since)
        bodies = _bodies(scene, reading, called)
        name = next((one for one in bodies if since <= one.start < at), None)
        if name is not None and (told is None or not name.start < told.at < at):
            return _of_name(reading, name)
        fresh = _opening_name(scene, reading, at, wider) if told is not None else None
        if fresh is not None and told is not None and told.at < fresh.start:
            return _of_name(reading, fresh)
        if told is not None:
            return told.reading
    known = aliases().get(reading.noun or "", frozenset())
    named = (name for name in scene.names if " ".join(name.words) in known)
    later = next((name for name in named if name.sort == "organisation"), None)
    return _of_name(reading, later) if later and reading.kind == "organisation" else reading


def _opening_name(scene: Scene, reading: Reading, at: int, wider: AbstractSet[str]) -> Name | None:
    """The name without a noun that opens the sentence before: "Kestrel fell. The company said"."""
    if _ANY not in wider or reading.kind != "organisation":
        return None
    start, end = scene.words.sentence_bounds(scene.words.sentence[at] - 1)
    return next(
        (one for one in _bodies(scene, reading, wider) if start <= one.start < min(start + 2, end)),
        None,
    )


def _without_name(
    scene: Scene, reading: Reading, at: int, traces: Sequence[Trace]
) -> Reading | None:
    """The last source, if it is one without a name: "Her daughter wept. … the woman said"."""
    start, _ = scene.words.sentence_bounds(max(0, scene.words.sentence[at] - _NEAR))
    last = next((trace.reading for trace in reversed(traces) if start <= trace.at < at), None)
    if last is None or last.kind != "unnamed" or last.is_plural:
        return None
    asked, known = (gender_of(scene.words.lower[slice(*one.span)]) for one in (reading, last))
    return last if known in (asked, "any") else None


def _last_told(
    reading: Reading, at: int, traces: Sequence[Trace], called: AbstractSet[str], since: int
) -> Trace | None:
    """The last source before a token that is called so; else the last one below a title."""
    alike = (trace for trace in reversed(traces) if _is_called(reading, trace.reading, called))
    below = None
    for trace in alike:
        if since <= trace.at < at:
            return trace
        if trace.at < since:
            break
        below = below or trace
    return below


@cache
def _wider() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1:]) for row in lexicon.rows("en", "taken_up.tsv")}


def may_be_called(noun: str) -> frozenset[str]:
    """Return the nouns that a noun may stand for, apart from itself: "justice" for "judge"."""
    return _wider().get(noun, frozenset()) - {_ANY}


def is_described(reading: Reading, other: Reading) -> bool:
    """Whether a bare definite ("the official") can stand for an earlier source."""
    return _is_called(reading, other, {reading.noun or ""})


def _is_called(reading: Reading, other: Reading, called: AbstractSet[str]) -> bool:
    """Whether an earlier source is named by one of some nouns, and is of the number and kind."""
    if reading.is_plural != other.is_plural:
        return False
    if reading.kind == other.kind == "outlet" and _ANY in called:
        return bool(other.body)
    if reading.kind == "organisation" and other.kind == "organisation":
        last = other.body[-1].lower() if other.body else ""
        return other.noun in called or last in called
    kinds = {reading.kind, other.kind}
    if not other.noun or other.noun not in called:
        return False
    return len(kinds) == 1 or kinds <= {"unnamed", "vague", "person"}


def _bodies(scene: Scene, reading: Reading, called: AbstractSet[str]) -> Iterator[Name]:
    """Yield the names of the sort a description is that can be called so, the last first."""
    known = aliases().get(reading.noun or "", frozenset())
    for name in reversed(scene.names):
        if name.sort != reading.kind:
            continue
        lower = [word.lower() for word in name.words]
        is_alias = reading.noun in called and " ".join(name.words) in known
        if is_alias or (
            _is_nameless(reading, name, lower)
            if _ANY in called
            else name.sort == "organisation" and _is_head(lower, called)
        ):
            yield name


def _is_head(lower: Sequence[str], called: AbstractSet[str]) -> bool:
    """Whether a noun ends a body's name, or what stands before "of" and the like does."""
    ends = [at for at, word in enumerate(lower) if word in ("of", "for", "on", "to", "and")]
    return any(lower[end - 1] in called for end in (*ends, len(lower)) if end)


def _is_nameless(reading: Reading, name: Name, lower: Sequence[str]) -> bool:
    """Whether a name says no noun of its own, and is public if the description is."""
    if name.sort == "outlet":
        return True
    if not parties().keys().isdisjoint(name.words):
        return False
    head = noun_at(lower, len(lower))
    wanted = nouns()[reading.noun].standing if reading.noun in nouns() else "private"
    is_public = name.standing in ("public", "usually")
    return head is None and is_public == (wanted in ("public", "usually"))


def _of_name(reading: Reading, name: Name) -> Reading:
    return Reading(
        reading.kind,
        name.standing in ("public", "usually") and reading.kind == "organisation",
        reading.noun,
        body=name.words,
        span=(name.start, name.end),
    )


def _of_candidate(scene: Scene, reading: Reading, at: int) -> Reading | None:
    """The campaign of who was told of last: whose campaign is named, or who runs for an office."""
    here = scene.words.sentence[at]
    for back in range(min(here, _REACH) + 1):
        start, end = scene.words.sentence_bounds(here - back)
        own = [one for place in range(start, min(end, at)) if (one := _own(scene, reading, place))]
        if own:
            return own[-1] if back == 0 else own[0]
    return None


def _own(scene: Scene, reading: Reading, at: int) -> Reading | None:
    """The campaign of the person whose name begins at a token."""
    place = scene.name_at.get(at)
    if place is None or scene.names[place].start != at or place not in scene.cast.person_at:
        return None
    person = scene.cast.people[scene.cast.person_at[place]]
    owned = {name.start: _after_owner(scene, name) for name in person.names}
    has_one = any(scene.words.lower[end : end + 1] == (reading.noun,) for end in owned.values())
    if not has_one and not any(_RUNS & role.nouns for role in person.roles):
        return None
    end = owned.get(at, at)
    is_told = scene.words.lower[end : end + 1] == (reading.noun,)
    span = (at, end + 1) if is_told else reading.span
    body = (*person.name.split(), reading.noun or "")
    return Reading("organisation", noun=reading.noun, body=body, span=span)


def _after_owner(scene: Scene, name: Name) -> int:
    """Where what a name owns may stand: after its "'s", if it has one."""
    return name.end + (scene.words.lower[name.end : name.end + 1] in (("'s",), ("’s",)))
