"""An entry of the ledger: the mentions of one source, and what is told of it.

Filled by `sources`; its words for unnamed sources come from `described`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from workers.article.model import Span
from workers.claims.described import GIVING, description, number, reason
from workers.claims.gazetteer import adjectives, common_class, listed
from workers.claims.inherited import OWNERS
from workers.claims.model import Source
from workers.claims.nouns import singular
from workers.claims.readings import Reading, Scene
from workers.claims.references import pronoun

_TOLD = (",", "(", "who", "which", "that")


@dataclass(slots=True)
class Entry:
    """A source while the article is read. `votes` are the readings of mentions that tell by
    themselves: a pronoun has none.
    """

    first: Reading
    votes: list[Reading] = field(default_factory=list)
    mentions: dict[Span, None] = field(default_factory=dict)
    """A set in the order in which they were met."""
    at: int = 0


def source_of(scene: Scene, entry: Entry, id: str) -> Source:
    """The entry as told: the majority of mentions decides kind and official, the first on a tie."""
    votes = entry.votes or [entry.first]
    kind = Counter(vote.kind for vote in votes).most_common(1)[0][0]
    official = Counter(vote.official for vote in votes).most_common(1)[0][0]
    is_dark = kind in ("unnamed", "vague")
    person = scene.cast.people[entry.first.person] if entry.first.person is not None else None
    start, end = entry.first.span
    return Source(
        id=id,
        kind=kind,
        official=official and kind not in ("author", "none"),
        name=_name(scene, votes, kind) if not is_dark and kind not in ("author", "none") else None,
        role=person.role if person and kind == "person" else None,
        described_as=_described_as(scene, entry, start, end) if is_dark else None,
        number=_number(scene, start, end) if kind == "unnamed" else None,
        reason=_reason(scene, entry) if kind == "unnamed" else None,
        mentions=tuple(sorted(entry.mentions)),
    )


def _described_as(scene: Scene, entry: Entry, start: int, end: int) -> str | None:
    if start == end:
        return " ".join(map(str, entry.first.key)) or None
    if _is_he(scene, start, end):
        return None
    return description(scene.words, start, end, scene.text)


def _number(scene: Scene, start: int, end: int) -> int | None:
    return 1 if _is_he(scene, start, end) else number(scene.words, start, end)


def _is_he(scene: Scene, start: int, end: int) -> bool:
    """Whether a mention is "he" or "she" alone, who was told of nowhere."""
    return pronoun(scene.words.lower[start:end]) in ("m", "f")


def _name(scene: Scene, votes: Sequence[Reading], kind: str) -> str | None:
    """The fullest form: a person's full name, else the longest mention up to its first mark."""
    for vote in votes:
        if vote.person is not None:
            return scene.cast.people[vote.person].name
        if vote.persons:
            return _listed([scene.cast.people[person].name for person in vote.persons])
    named = [text for vote in votes if (text := _body(scene, vote))]
    texts = [scene.words.text(*_to_mark(scene, vote), scene.text) for vote in votes]
    return max(named or texts, key=len) or None


def _body(scene: Scene, vote: Reading) -> str:
    """The name of a body as its mention has it; where only a pronoun tells whose it is, made up:
    "Ann Lee’s administration".
    """
    size, (start, end) = len(vote.body), vote.span
    for at in range(start, end - size + 1) if size else ():
        if tuple(token.text for token in scene.words.tokens[at : at + size]) == vote.body:
            first = at
            while first > start and _is_part(scene, first - 1):
                first -= 1
            return scene.words.text(first, at + size, scene.text)
    is_owned = size > 1 and scene.words.lower[start] in OWNERS
    return f"{' '.join(vote.body[:-1])}’s {vote.body[-1]}" if is_owned else ""


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _is_part(scene: Scene, at: int) -> bool:
    """Whether a token before the words of a body's name is of it: "the US" of "Justice"."""
    token = scene.words.tokens[at].text
    is_nation = token in adjectives() or token in listed() or (len(token) > 1 and token.isupper())
    return scene.words.lower[at] == "the" or is_nation


def _to_mark(scene: Scene, vote: Reading) -> tuple[int, int]:
    """The tokens of a mention up to what is told of it: "a small, early study that doctors do"."""
    start, end = vote.span
    if vote.is_plural and not vote.noun:
        return start + (scene.words.lower[start] == "both"), end
    last = (vote.noun or "").rpartition(" ")[2]
    head = next((i for i in range(start, end) if singular(scene.words.lower[i]) == last), start)
    end = next((i for i in range(head, end) if scene.words.lower[i] in _TOLD), end)
    is_cut = end > head + 1 and common_class(scene.words.lower[end - 1]) in ("past", "participle")
    return start, end - is_cut  # "a trial published", on Wednesday


def _reason(scene: Scene, entry: Entry) -> str | None:
    """Why a source goes unnamed: said in a sentence that mentions it, first found first. The
    reason of "one of them" is not that of all.
    """
    tokens = scene.words.tokens
    for span in entry.mentions:
        at = min(scene.words.range_of(span)[0], len(tokens) - 1)
        if entry.first.is_plural and pronoun(scene.words.lower[at : at + 1]) == "member":
            continue
        first, last = scene.words.sentence_bounds(scene.words.sentence[at])
        found = reason(scene.text[tokens[first].start : tokens[last - 1].end])
        if found:
            return _in_mention(found, reason(scene.text[slice(*span)]))
    return None


def _in_mention(whole: str, inside: str | None) -> str:
    """A reason as its mention has it, but for what goes on to give one: "…, because she feared"."""
    if inside is None or not whole.startswith(inside):
        return whole
    rest = whole[len(inside) :].lstrip(", ").split()
    return whole if rest and rest[0] in GIVING else inside
