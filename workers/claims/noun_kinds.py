"""What kind of source a common noun makes of a mention: "a report", "two aides", "the council".

The second half of `kinds`, after names have been tried: talk, media, documents, bodies, people.
"""

from collections.abc import Sequence
from functools import cache

from workers.claims import lexicon
from workers.claims.capitals import Name
from workers.claims.gazetteer import common_class
from workers.claims.nouns import Found, closed, noun_at, offices, singular
from workers.claims.phrases import Phrase, is_narrowed
from workers.claims.readings import Reading, Scene, of_person, owner_of
from workers.claims.standing import is_public_role

SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
_OWN_WORDS = frozenset(
    {"tweet", "speech", "remark", "comment", "word", "answer", "post", "statement", "account"}
)
_OWN_PAGES = frozenset({"website", "blog", "podcast", "newsletter"})
"""Media that anyone may have: "the company's website" is no outlet."""
_SMALL = frozenset({"the", "a", "an", "'s", "’s", "his", "her", "its", "their", "our", "my"})
_INCLUDING = frozenset({"including", "like", "led", "notably"})
_MAKERS = (("by",), ("in",), ("of",), ("from",), ("at",), ("on",), ("for",), ("with",), ("and",))
"""What stands between a piece and its outlet."""

_WITHIN = (("in",), ("at",), ("inside",), ("within",))
POLLED = frozenset({"surveyed", "polled", "questioned"})
"""What makes people the voice of a poll."""


def of_noun(scene: Scene, said: Phrase, head: Found) -> Reading:
    """Return the reading of a mention whose head is a common noun."""
    sort = head.noun.sort
    if head.lemma in _OWN_WORDS and (owner := owner_of(scene, said)):
        return owner
    if sort == "talk" or _is_loose_report(scene, said, head):
        return Reading("vague")
    outlet = _outlet_in(scene, said)
    if (
        sort == "media"
        and head.noun.detail == "bare"
        and not (said.is_bare or _is_named(scene, said))
    ):
        return Reading("document", _issued_publicly(scene, said, head))
    if head.lemma in _OWN_PAGES and said.is_possessive and outlet is None:
        return Reading("document", _issued_publicly(scene, said, head))
    if sort == "media" or (outlet is not None and head.lemma in pieces()):
        return Reading("outlet", body=outlet or ())
    if sort == "document":
        return Reading("document", _issued_publicly(scene, said, head))
    if sort == "body":
        return _of_body(scene, said, head)
    return _of_people(scene, said, head)


@cache
def pieces() -> frozenset[str]:
    """Nouns for an outlet's reporting and its staff."""
    return frozenset(
        noun for noun, part in lexicon.rows("en", "media.tsv") if part in ("piece", "staff")
    )


@cache
def _shown() -> frozenset[str]:
    return frozenset(word for word, part in lexicon.rows("en", "media.tsv") if part == "shown")


def _is_loose_report(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether "reports" stand alone: nobody's, on nothing, and more than one."""
    return (
        head.lemma in _loose()
        and head.is_plural
        and not said.is_definite
        and not _is_narrowed(scene, said, head)
    )


@cache
def _loose() -> frozenset[str]:
    return frozenset(noun for noun, number in lexicon.rows("en", "talk.tsv") if number == "plural")


def _is_narrowed(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether modifiers, or a noun of more than one word ("defence lawyers"), say who is meant."""
    faceless = head.noun.detail == "faceless"
    place = (said.core_start + head.start, said.core_start + head.end)
    compound = " " in head.lemma and not faceless
    return compound or is_narrowed(scene.words, said, place, faceless)


def _outlet_in(scene: Scene, said: Phrase) -> tuple[str, ...] | None:
    """The name of the outlet that a mention names, no words where it names more than one.

    Who was shown a thing did not make it: "a report seen by the Echo".
    """
    lower = scene.words.lower
    goes_on = lower[said.core_end : said.core_end + 1] in _MAKERS
    is_shown = lower[said.core_end - 1] in _shown()
    end = said.end if goes_on and not is_shown else said.core_end
    places = {scene.name_at[i] for i in range(said.start, end) if i in scene.name_at}
    named = {scene.names[at].words for at in places if scene.names[at].sort == "outlet"}
    return (next(iter(named)) if len(named) == 1 else ()) if named else None


def _is_named(scene: Scene, said: Phrase) -> bool:
    """Whether an outlet's name stands before its noun: "the Echo paper"."""
    places = (scene.name_at.get(i) for i in range(said.core_start, said.core_end))
    return any(at is not None and scene.names[at].sort == "outlet" for at in places)


def _issued_publicly(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether a document is a public body's: by its noun, or by whom the words name with it."""
    if head.noun.standing == "public":
        return True
    lower = scene.words.lower[said.start : said.end]
    if "official" in lower[: said.core_end - said.start]:
        return True
    issuers = _issuers(lower, said.core_end - said.start)
    for i in issuers:
        found = noun_at(lower, i + 1)
        if found and found.noun.sort in ("body", "person") and found.noun.standing == "public":
            return True
    return any(
        scene.names[scene.name_at[i]].standing in ("public", "usually")
        and scene.names[scene.name_at[i]].sort != "place"
        for i in (said.start + at for at in issuers)
        if i in scene.name_at
    )


def _issuers(words: Sequence[str], core_end: int) -> Sequence[int]:
    """The places of the words that may say whose a document is: what stands before its noun, and
    after "by", "from" and "of"; nothing after "to", "at" or "on", nor the many "of" which it is.
    """
    found, is_issuer = [*range(core_end)], False
    for at in range(core_end, len(words)):
        if words[at] in ("by", "from", "of"):
            is_issuer = True
        elif common_class(words[at]) == "preposition":
            is_issuer = False
        elif is_issuer and not (words[at] != singular(words[at]) and noun_at(words, at + 1)):
            found.append(at)
    return found


def _of_body(scene: Scene, said: Phrase, head: Found) -> Reading:
    """A body speaks as one when it is one and can be told; several, or any one, are unnamed."""
    member = _member_named(scene, said)
    if member is not None:
        return member
    official = _is_public_body(scene, said, head)
    body = _body_in(scene, said)
    told = scene.words.lower[said.core_start : said.end]
    named = bool(set(told) & _INCLUDING) and any(
        i in scene.name_at for i in range(said.core_end, said.end)
    )
    if named or (not head.is_plural and (said.is_definite or official or body)):
        return Reading("organisation", official, body=body)
    if head.is_plural and said.is_definite and official:
        return Reading("organisation", official)
    if not head.is_plural and not said.is_indefinite:
        return Reading("organisation", official, body=body)
    narrowed = _is_narrowed(scene, said, head) or (said.is_definite or not head.is_plural)
    return Reading("unnamed" if narrowed else "vague", official)


def _is_public_body(scene: Scene, said: Phrase, head: Found) -> bool:
    if head.noun.standing in ("public", "usually"):
        return True
    if head.noun.standing == "private":
        return False
    lower = scene.words.lower[said.start : said.end]
    tokens = [token.text for token in scene.words.tokens[said.start : said.end]]
    return any(token in closed("public_bodies.tsv") for token in tokens) or any(
        found.noun.sort in ("body", "person") and found.noun.standing == "public"
        for i in range(len(lower))
        if (found := noun_at(lower, i + 1))
    )


def _body_in(scene: Scene, said: Phrase) -> tuple[str, ...]:
    """The words that tell a body: its modifiers and noun, without determiner and "'s"."""
    tokens = scene.words.tokens[said.core_start : said.core_end]
    kept = tuple(token.text for token in tokens if token.text.lower() not in _SMALL)
    return kept if len(kept) > 1 and any(word[0].isupper() for word in kept) else ()


def _of_people(scene: Scene, said: Phrase, head: Found) -> Reading:
    lower = scene.words.lower[said.start : said.end]
    tokens = [token.text for token in scene.words.tokens[said.start : said.end]]
    official = is_public_role(lower, tokens)[0] or _serves_office(scene, said, head)
    official = official or _is_inside(scene, said, head)
    if head.lemma.rpartition(" ")[2] in SPOKESPEOPLE:
        return Reading("organisation", official, body=_employer(scene, said))
    if set(lower) & POLLED:
        return Reading("document")
    member = _member_named(scene, said)
    if member is not None:
        return member
    detail = head.noun.detail
    narrowed = _is_narrowed(scene, said, head)
    if head.is_plural or detail == "faceless":
        known = said.is_definite and detail in ("folk", "role") and not said.is_possessive
        return Reading("unnamed" if narrowed or known else "vague", official)
    if (
        said.is_possessive
        or not said.is_definite
        or (detail == "folk" and head.lemma not in offices())
    ):
        return Reading("unnamed", official)
    return Reading("person", official)


def _serves_office(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether those who serve do so for someone in office: "one of Governor Lee's advisers"."""
    if head.noun.standing != "sometimes":
        return False
    return any(
        place in scene.cast.person_at
        and scene.cast.people[scene.cast.person_at[place]].is_in_office
        for i in range(said.start, said.end)
        if (place := scene.name_at.get(i)) is not None
    )


def _is_inside(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether someone faceless speaks from within a public body: "sources at the ministry"."""
    rest = scene.words.lower[said.core_end : said.end]
    if head.noun.detail != "faceless" or rest[:1] not in _WITHIN:
        return False
    found = (noun_at(rest[: at + 1], at + 1) for at in range(1, len(rest)))
    first = next((one for one in found if one is not None), None)
    return first is not None and first.noun.sort == "body" and first.noun.standing == "public"


def _employer(scene: Scene, said: Phrase) -> tuple[str, ...]:
    """The words of the body a spokesman speaks for, where it is named."""
    for i in range(said.start, said.end):
        place = scene.name_at.get(i)
        if place is not None and _is_body(scene.names[place]):
            return scene.names[place].words
    place = scene.name_at.get(said.core_end - 2)
    if place is None or scene.names[place].end != said.core_end - 1:
        return ()
    short = scene.names[place].words  # "a Kestrel spokesman", of Kestrel Shipping
    longer = (other.words for other in scene.names if _is_body(other))
    return next((body for body in longer if body[: len(short)] == short), short)


def _is_body(name: Name) -> bool:
    """Whether a name is a body's, or letters that no one is called by: "the NYAG"."""
    is_letters = name.sort == "unknown" and len(name.words[0]) > 1 and name.words[0].isupper()
    return is_letters or name.sort in ("organisation", "outlet")


def _member_named(scene: Scene, said: Phrase) -> Reading | None:
    """The first person named after "including", "such as" or "led by"."""
    told = scene.words.lower[said.core_start : said.end]
    if not set(told) & _INCLUDING and not ("such" in told and "as" in told):
        return None
    for i in range(said.core_end, said.end):
        place = scene.name_at.get(i)
        if place is not None and place in scene.cast.person_at:
            return of_person(scene, said, place)
    return None
