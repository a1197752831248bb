"""Whom an epithet stands for: "the New York businessman", once the article has named one.

Used by `sources` for a definite description of one person that no role of the article takes up.
Papers put it in the place of whoever they have just told of.
"""

from collections.abc import Iterator, Sequence

from workers.claims.gazetteer import parties
from workers.claims.nouns import closed, offices
from workers.claims.people import last_before
from workers.claims.readings import Reading, Scene
from workers.claims.references import Trace, named
from workers.claims.roles import gender_of
from workers.claims.taken_up import ANYONE, may_be_called

_BESIDE = frozenset({",", "is", "was", "the"})
"""What may stand between a name and what it is said to be: "is the man"; ", the man"."""

_REACH = 3
"""Sentences back within which an epithet finds whom it stands for."""


def stands_for(
    scene: Scene,
    reading: Reading,
    at: int,
    said: Sequence[tuple[int, int]],
    traces: Sequence[Trace],
) -> int | None:
    """Return the person of the cast that an epithet at token `at` stands for, or None.

    `said` are the token ranges of what is attributed: nobody is told of in words of their own.
    """
    if not _is_epithet(scene, reading):
        return None
    if _is_told_apart(scene, reading.noun or ""):
        return None
    words = scene.words.lower[reading.span[0] : reading.span[1]]
    asked = gender_of(words)
    for person in _near(scene, at, said, traces):
        known = scene.cast.genders[person]
        fits = asked == "any" or known in (asked, "any", "either")
        if fits and not contradicts(scene, person, reading):
            return person
    return _main_of_side(scene, reading)


def _is_told_apart(scene: Scene, noun: str) -> bool:
    """Whether a sentence names someone beside "the man", who is another: "Dow told the man"."""
    if noun not in ANYONE:
        return False
    lower = scene.words.lower
    for at in range(1, len(lower)):
        if lower[at] == noun and lower[at - 1] == "the" and at - 1 not in scene.name_at:
            start, end = scene.words.sentence_bounds(scene.words.sentence[at])
            places = {scene.name_at[i] for i in range(start, end) if i in scene.name_at}
            people = places & scene.cast.person_at.keys()
            if people and not any(_is_beside(scene, place, at) for place in people):
                return True
    return False


def _is_beside(scene: Scene, place: int, at: int) -> bool:
    """Whether a description stands next to a name: "Tom Dow, the man"; "the man, Tom Dow"."""
    name = scene.names[place]
    between = scene.words.lower[name.end : at] or scene.words.lower[at + 1 : name.title]
    return set(between) <= _BESIDE


def _main_of_side(scene: Scene, reading: Reading) -> int | None:
    """Whom the article names most often of a political side that the words name."""
    asked = _sides([token.text for token in scene.words.tokens[slice(*reading.span)]])
    people = scene.cast.people
    fitting = [
        index
        for index, person in enumerate(people)
        if asked & _sides([word for role in person.roles for word in (role.text or "").split()])
        and not contradicts(scene, index, reading)
    ]
    return max(fitting, key=lambda index: len(people[index].names), default=None)


def _is_epithet(scene: Scene, reading: Reading) -> bool:
    """Whether the words describe one person whom anything but an office of their own tells.

    Of "the police chief" there is one, whom the article may never have named.
    """
    if reading.kind != "person" or not reading.is_definite or reading.is_plural:
        return False
    start, end = reading.span
    if not reading.noun or any(
        (place := scene.name_at.get(i)) is not None
        and scene.names[place].sort in ("organisation", "outlet")
        and not parties().keys() >= set(scene.names[place].words)
        for i in range(start, end)
    ):
        return False
    is_past = not closed("past_offices.tsv").isdisjoint(scene.words.lower[start:end])
    return is_past or offices().get(reading.noun) not in ("public", "usually")


def _near(
    scene: Scene, at: int, said: Sequence[tuple[int, int]], traces: Sequence[Trace]
) -> Iterator[int]:
    """Yield who was told of before `at`: in its sentence the last first, but for who speaks there;
    then, a sentence back at a time, who spoke and who was named first.
    """
    here = scene.words.sentence[at]
    start, _ = scene.words.sentence_bounds(here)
    speak = {trace.reading.person for trace in traces if start <= trace.at < at}
    yield from (one for one in reversed([*named(scene, start, at, said)]) if one not in speak)
    for back in range(1, _REACH + 1):
        bounds = scene.words.sentence_bounds(here - back)
        for trace in reversed(traces):
            if bounds[0] <= trace.at < bounds[1] and trace.reading.person is not None:
                yield trace.reading.person
        yield from named(scene, *bounds, said)


def contradicts(scene: Scene, person: int, reading: Reading) -> bool:
    """Whether a description gives a person another side or rank than the article does: "the
    Republican nominee" is neither who was called a Democrat nor a vice presidential nominee.
    """
    tokens = [token.text for token in scene.words.tokens[reading.span[0] : reading.span[1]]]
    roles = scene.cast.people[person].roles
    asked = _sides(tokens)
    known = _sides([word for role in roles for word in (role.text or "").split()])
    ranks = [_is_second((role.text or "").split()) for role in roles if reading.noun in role.nouns]
    if _is_anothers(scene, person, reading):
        return True
    is_other_rank = not _is_second(tokens) and bool(ranks) and all(ranks)
    return is_other_rank or (bool(asked and known) and asked.isdisjoint(known))


def _is_anothers(scene: Scene, person: int, reading: Reading) -> bool:
    """Whether "Lee's lawyer" is not this lawyer, whom the article calls somebody else's."""
    owners = {
        scene.words.tokens[i].text
        for i in range(*reading.span)
        if (place := scene.name_at.get(i)) is not None
        and scene.names[place].sort in ("person", "unknown")
        and scene.words.lower[scene.names[place].end : scene.names[place].end + 1] == ("'s",)
    }
    texts = [
        (role.text or "").split()
        for role in scene.cast.people[person].roles
        if role.nouns & {reading.noun, *may_be_called(reading.noun or "")}
    ]
    told = {word.rstrip("'’s") for text in texts for word in text[1:] if word[0].isupper()}
    return bool(owners and told) and {word.rstrip("'’s") for word in owners}.isdisjoint(told)


def _is_second(words: Sequence[str]) -> bool:
    return any(word.lower() in ("vice", "deputy") for word in words)


def _sides(words: Sequence[str]) -> set[str]:
    """The political sides that words name: "Democratic" and "Democrat" are one."""
    return {parties()[word] for word in words if word in parties()}


def holders_of(scene: Scene, noun: str, at: int) -> tuple[int, ...]:
    """Return the persons whose role is `noun` ("the senator"), the last named before `at` first."""
    holders = [
        (last_before(scene.cast.people[index], at), -index)
        for index in scene.cast.holders.get(noun, ())
    ]
    return tuple(-index for _, index in sorted(holders, reverse=True))
