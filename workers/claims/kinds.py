"""What kind of source a mention is, read from its own words and the names and people around it.

Used by `sources`, which ties the readings of an article together. The rules are those of LABELS
(section A and D): a name decides first, then the head noun, then whether the words narrow it down.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from server.contract import SourceKind
from workers.claims import lexicon
from workers.claims.capitals import Name, adjectives
from workers.claims.names import folded
from workers.claims.nouns import Found, Noun, closed, noun_at, singular
from workers.claims.people import Cast
from workers.claims.phrases import Phrase, is_narrowed, phrase
from workers.claims.roles import AGENT_ENDINGS, is_public_role
from workers.claims.stream import Stream

_SPOKESPEOPLE = frozenset({"spokesman", "spokeswoman", "spokesperson", "spokespeople"})
_OWN_WORDS = frozenset(
    {"tweet", "speech", "remark", "comment", "word", "answer", "post", "statement", "account"}
)
_INCLUDING = frozenset({"including", "like", "led", "notably"})
_POLLED = frozenset({"surveyed", "polled", "questioned"})
_SHARES = frozenset({"%", "percent", "cent"})
_POLLS = frozenset({"poll", "polls", "survey", "surveys", "surveyed", "respondents", "pollsters"})


@dataclass(frozen=True, slots=True)
class Scene:
    """An article as readings need it: its tokens, its names and which covers a token, its cast."""

    words: Stream
    names: tuple[Name, ...]
    name_at: Mapping[int, int]
    cast: Cast
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mention says of its source.

    `noun` is the head's lemma; `key` the words by which two mentions are one; `person` an index
    into the cast; `body` the words of the name of a body or outlet.
    """

    kind: SourceKind
    official: bool = False
    noun: str | None = None
    key: tuple[str, ...] = ()
    person: int | None = None
    body: tuple[str, ...] = ()
    is_definite: bool = False
    is_plural: bool = False
    is_bare: bool = False
    span: tuple[int, int] = (0, 0)


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
        is_bare=said.is_bare,
        span=(said.start, said.end),
    )


def _reading(scene: Scene, said: Phrase) -> Reading:
    named = _named_person(scene, said)
    if named is not None:
        return named
    if "@" in scene.words.lower[said.start : said.end]:
        return Reading("person")
    name = _head_name(scene, said)
    if name is not None:
        return _of_name(scene, name)
    head = _head(scene, said)
    if head is None:
        return _headless(scene, said)
    found = _of_noun(scene, said, head)
    return replace(found, noun=head.lemma, is_plural=head.is_plural)


def _key(scene: Scene, said: Phrase) -> tuple[str, ...]:
    lower = scene.words.lower[said.start : said.end]
    return tuple(word for word in lower if word not in ("the", "a", "an", ",", "."))


def _named_person(scene: Scene, said: Phrase) -> Reading | None:
    """The person at the head, in an apposition ("…, Justin Hale") or among those who speak."""
    at = said.core_end - 1
    index = scene.name_at.get(at)
    places = [index] if index is not None else []
    places += [scene.name_at[i] for i in said.openings if i in scene.name_at]
    for place in dict.fromkeys(places):
        if place in scene.cast.person_at and _ends_phrase(scene, said, scene.names[place]):
            return _of_person(scene, said, place)
    return None


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
    )


def _of_person(scene: Scene, said: Phrase, place: int) -> Reading:
    name = scene.names[place]
    index = scene.cast.person_at[place]
    person = scene.cast.people[index]
    telling = [role for role in person.roles if role.is_telling]
    lower = scene.words.lower[said.start : name.start]
    tokens = [token.text for token in scene.words.tokens[said.start : name.start]]
    public, told = is_public_role(lower, tokens)
    official = public if told and not telling else person.is_in_office
    return Reading("person", official, person=index)


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
    if singular(scene.words.lower[name.end - 1]).capitalize() in adjectives():
        return None
    return name


def _of_name(scene: Scene, name: Name) -> Reading:
    official = name.standing in ("public", "usually")
    if name.sort == "outlet":
        return Reading("outlet", body=name.words)
    if name.sort == "place":
        return Reading("organisation", True, body=name.words)
    if name.sort == "organisation":
        return Reading("organisation", official, body=name.words)
    single = len(name.words) == 1
    after_the = name.start > 0 and scene.words.lower[name.start - 1] == "the"
    shouted = name.words[0].isupper() and 1 < len(name.words[0].strip(".")) < 7
    if after_the or (shouted and single and not _speaks_in_transcript(scene, name)):
        return Reading("organisation", body=name.words)
    return Reading("person", key=(folded(name.words[-1]),))


def _speaks_in_transcript(scene: Scene, name: Name) -> bool:
    """Whether a colon follows: "MODERATOR: …"."""
    return name.end < len(scene.words.lower) and scene.words.lower[name.end] == ":"


def _head(scene: Scene, said: Phrase) -> Found | None:
    """The last source noun of the core; else its last word if it looks like a doer."""
    lower = scene.words.lower
    for end in range(said.core_end, said.core_start, -1):
        found = noun_at(lower[said.core_start : end], end - said.core_start)
        if found:
            return found
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
    if one.endswith(AGENT_ENDINGS) and len(one) > 4 and word not in _ordinary_adverbs():
        return Found(Noun("person", "folk"), one, size - 1, size, one != word)
    return None


@cache
def _ordinary_adverbs() -> frozenset[str]:
    kept = ("adverb", "adjective", "preposition", "subordinator")
    return frozenset(
        row[0]
        for name in ("word_classes.tsv", "function_words.tsv")
        for row in lexicon.rows("en", name)
        if row[1].split(":")[0] in kept
    )


def _headless(scene: Scene, said: Phrase) -> Reading:
    """A quantity alone ("some", "52 percent"), "the 34-year-old", or no source at all."""
    lower = scene.words.lower[said.start : said.end]
    if set(lower) & (_SHARES | _POLLED):
        polled = bool(set(lower) & _POLLED) or not _POLLS.isdisjoint(scene.words.lower)
        return Reading("document" if polled else "unnamed", noun="poll", is_plural=True)
    if said.is_quantity:
        narrowed = said.end > said.core_end + 1 and is_narrowed(scene.words, said, said.core_end)
        return Reading("unnamed" if narrowed else "vague", is_plural=True)
    if lower[-1].endswith("-old"):
        return Reading("person" if said.is_definite else "unnamed")
    owner = _owner(scene, said)
    return owner if owner is not None else Reading("none")


def _owner(scene: Scene, said: Phrase) -> Reading | None:
    """The named person whose words the core is: "Reyes's speech"."""
    for i in range(said.start, said.core_end):
        place = scene.name_at.get(i)
        is_person = place is not None and place in scene.cast.person_at
        if place is not None and is_person and scene.names[place].end < said.core_end:
            return _of_person(scene, said, place)
    return None


def _of_noun(scene: Scene, said: Phrase, head: Found) -> Reading:
    sort = head.noun.sort
    if head.lemma in _OWN_WORDS and (owner := _owner(scene, said)):
        return owner
    if sort == "talk" or _is_loose_report(scene, said, head):
        return Reading("vague")
    outlet = _outlet_in(scene, said)
    if sort == "media" or (outlet and head.lemma in _pieces()):
        return Reading("outlet", body=outlet or ())
    if sort == "document":
        return Reading("document", _issued_publicly(scene, said, head))
    if sort == "body":
        return _of_body(scene, said, head)
    return _of_people(scene, said, head)


@cache
def _pieces() -> frozenset[str]:
    """Nouns for an outlet's reporting and its staff."""
    return frozenset(
        noun for noun, part in lexicon.rows("en", "media.tsv") if part in ("piece", "staff")
    )


def _is_loose_report(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether "reports" stand alone: nobody's, on nothing, and more than one."""
    return (
        head.lemma in _loose()
        and head.is_plural
        and not said.is_definite
        and not is_narrowed(scene.words, said, said.core_start + head.end)
    )


@cache
def _loose() -> frozenset[str]:
    return frozenset(noun for noun, number in lexicon.rows("en", "talk.tsv") if number == "plural")


def _outlet_in(scene: Scene, said: Phrase) -> tuple[str, ...] | None:
    for i in range(said.start, said.end):
        place = scene.name_at.get(i)
        if place is not None and scene.names[place].sort == "outlet":
            return scene.names[place].words
    return None


def _issued_publicly(scene: Scene, said: Phrase, head: Found) -> bool:
    """Whether a document is a public body's: by its noun, or by whom the words name with it."""
    if head.noun.standing == "public":
        return True
    lower = scene.words.lower[said.start : said.end]
    for i in range(len(lower)):
        found = noun_at(lower, i + 1)
        if found and found.noun.sort in ("body", "person") and found.noun.standing == "public":
            return True
    return any(
        scene.names[scene.name_at[i]].standing in ("public", "usually")
        and scene.names[scene.name_at[i]].sort != "place"
        for i in range(said.start, said.end)
        if i in scene.name_at
    )


def _of_body(scene: Scene, said: Phrase, head: Found) -> Reading:
    """A body speaks as one when it is one and can be told; several, or any one, are unnamed."""
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
    narrowed = is_narrowed(scene.words, said, said.core_start + head.end) or (
        said.is_definite or not head.is_plural
    )
    return Reading("unnamed" if narrowed else "vague", official)


def _is_public_body(scene: Scene, said: Phrase, head: Found) -> bool:
    if head.noun.standing in ("public", "usually"):
        return True
    if head.noun.standing == "private":
        return False
    lower = scene.words.lower[said.start : said.end]
    tokens = [token.text for token in scene.words.tokens[said.start : said.end]]
    return any(token in closed("public_bodies.tsv") for token in tokens) or any(
        found.noun.sort == "body" and found.noun.standing == "public"
        for i in range(len(lower))
        if (found := noun_at(lower, i + 1))
    )


def _body_in(scene: Scene, said: Phrase) -> tuple[str, ...]:
    """The words that tell a body: its modifiers and noun, without the determiner."""
    tokens = scene.words.tokens[said.core_start : said.core_end]
    kept = tuple(token.text for token in tokens if token.text.lower() not in ("the", "a", "an"))
    return kept if len(kept) > 1 and any(word[0].isupper() for word in kept) else ()


def _of_people(scene: Scene, said: Phrase, head: Found) -> Reading:
    lower = scene.words.lower[said.start : said.end]
    tokens = [token.text for token in scene.words.tokens[said.start : said.end]]
    official = is_public_role(lower, tokens)[0] or _serves_office(scene, said, head)
    if head.lemma in _SPOKESPEOPLE:
        return Reading("organisation", official, body=_employer(scene, said))
    if set(lower[said.core_end - said.start :]) & _POLLED:
        return Reading("document")
    member = _member_named(scene, said)
    if member is not None:
        return member
    detail = head.noun.detail
    narrowed = is_narrowed(scene.words, said, said.core_start + head.end, detail == "faceless")
    if head.is_plural or detail == "faceless":
        known = said.is_definite and detail in ("folk", "role") and not said.is_possessive
        return Reading("unnamed" if narrowed or known else "vague", official)
    if said.is_possessive or not said.is_definite or (detail == "folk" and not _is_role(head)):
        return Reading("unnamed", official)
    return Reading("person", official)


def _is_role(head: Found) -> bool:
    return head.lemma in {row[0] for row in lexicon.rows("en", "offices.tsv")}


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


def _employer(scene: Scene, said: Phrase) -> tuple[str, ...]:
    """The words of the body a spokesman speaks for, where it is named."""
    for i in range(said.start, said.end):
        place = scene.name_at.get(i)
        if place is not None and scene.names[place].sort in ("organisation", "outlet"):
            return scene.names[place].words
    return ()


def _member_named(scene: Scene, said: Phrase) -> Reading | None:
    """The first person named after "including", "such as" or "led by"."""
    told = scene.words.lower[said.core_start : said.end]
    if not set(told) & _INCLUDING and not ("such" in told and "as" in told):
        return None
    for i in range(said.core_end, said.end):
        place = scene.name_at.get(i)
        if place is not None and place in scene.cast.person_at:
            return _of_person(scene, said, place)
    return None


def words_of(scene: Scene, spans: Sequence[tuple[int, int]]) -> str:
    """Return the words of a mention as the article has them."""
    return " … ".join(scene.words.text(start, end, scene.text) for start, end in spans)
