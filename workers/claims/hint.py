"""The line a reader is told of a claim, in plain words from hints.tsv."""

from collections.abc import Sequence
from functools import cache
from typing import TypeGuard

from workers.article.model import Article, Span
from workers.claims import lexicon
from workers.claims.chains import Link, tellers
from workers.claims.model import Attribution, Hedge, Source
from workers.claims.nouns import Found, noun_at
from workers.claims.place import groups
from workers.claims.polarity import is_denial

_MOST_CUES = 3
"""How many hedges a line names: more would not be read."""
_MOST_CHARS = 120
"""How much of a name or a description a line repeats."""

_OWNERS = frozenset({"his", "her", "their", "its", "another"})
"""What stands before one or several: the noun says which."""

_PIECES = {("document", "public"), ("document", "plain"), ("media", "piece")}

_MOST_WORDS = 5
"""How far into the words for a source its noun is looked for."""

_MOST_MENTIONS = 50
"""How many mentions are looked at for a pronoun, so that time stays linear in the article."""


@cache
def _texts() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("en", "hints.tsv")}


def text(article: Article, chain: Sequence[Link], cues: Sequence[Hedge], *, asks: bool) -> str:
    """Return the line for a chain of links, innermost first; an empty chain is own voice."""
    line = _chain(article, chain) if chain else _texts()["own-voice"]
    if any(link.attribution.act == "attitude" for link in chain):
        line += _texts()["attitude"]
    if chain and chain[0].attribution.stance == "doubt" and chain[0].attribution.cue:
        line += _distance(article, chain[0].attribution)
    line += _cautions(article, cues, chain)
    return line + (_texts()["question"] if asks else "")


def _chain(article: Article, chain: Sequence[Link]) -> str:
    inner, outer = chain[0], list(tellers(chain))
    if outer and inner.source.kind == "none":
        line = _filled("none.told", who=_teller(article, outer.pop(0).source))
    else:
        line = _speaker(article, inner, is_told=bool(outer))
    for link in outer:
        line += _filled("via", who=_teller(article, link.source))
    return line[:1].upper() + line[1:]


def _speaker(article: Article, link: Link, is_told: bool) -> str:
    """Return who speaks and in whose words; what passes through another has none of its own."""
    source = link.source
    if source.kind == "unnamed":
        return _unnamed(article, source)
    if source.kind == "vague":
        who = _mention(article, source)
        return _filled("vague.one" if _is_someone(who) else _vague(who), who=who)
    if source.kind in ("none", "author"):
        return _texts()[source.kind]
    form = "indirect" if is_told else link.attribution.form
    who = _who(article, source)
    kind = "document" if source.kind == "outlet" and _is_piece(who) else source.kind
    if kind == "outlet":
        who = _without_cap(who)
    elif is_told:
        return who
    return _filled(f"{kind}.{form}", who=who, own=_own(article, source))


def _vague(who: str) -> str:
    return "vague" if who else "vague.silent"


def _is_someone(who: str) -> bool:
    """Whether a vague source is one person: "an insider", not "a minority of voters"."""
    words = who.lower().split()
    head = noun_at(words, len(words))
    return _is_of_one(words) and _is_singular(head) and head.noun.sort == "person"


def _is_piece(who: str) -> bool:
    """Whether an outlet goes by what it published: "reports in the Courier"; no "Record in Lee"."""
    words = who.split()
    heads = (
        noun_at(words, at)
        for at in range(1, min(_MOST_WORDS, len(words)))
        if words[at] in ("from", "by", "in") and words[at - 1].islower()
    )
    return any(found and (found.noun.sort, found.noun.detail) in _PIECES for found in heads)


def _who(article: Article, source: Source) -> str:
    """Return name and role, or the words the article has for it."""
    name = _plain(source.name or "") or _mention(article, source)
    role = _plain(source.role or "")
    if not name:
        return role or _texts()[f"unknown.{source.kind}"]
    return f"{name}, {role}" if role and role not in name else name


def _teller(article: Article, source: Source) -> str:
    """Return who passes something on, without the role."""
    if source.kind == "vague":
        who = _mention(article, source)
        return _filled(f"via.{_vague(who)}", who=who)
    if source.kind in ("unnamed", "none", "author"):
        return _texts()[f"via.{source.kind}"]
    return _without_cap(_plain(source.name or "") or _who(article, source))


def _without_cap(who: str) -> str:
    """Return a name with a small article, as it stands inside a line."""
    return f"the {who[4:]}" if who.startswith("The ") else who


def _unnamed(article: Article, source: Source) -> str:
    if source.number is not None and source.number > 1:
        count = _texts().get(f"number.{source.number}", str(source.number))
        line = _filled("unnamed.many", count=count)
    else:
        line = _texts()["unnamed.one" if _is_one(article, source) else "unnamed.some"]
    if source.described_as:
        line += _filled("unnamed.described", described=_with_article(article, source))
    if source.reason:
        line += _filled("unnamed.reason", reason=_plain(source.reason))
    return line


def _is_one(article: Article, source: Source) -> bool:
    """Whether an unnamed source is said to be a single person."""
    told = (_with_article(article, source), _mention(article, source))
    return source.number == 1 or any(_is_of_one(words.lower().split()) for words in told)


def _with_article(article: Article, source: Source) -> str:
    """Return a description, with "a" or "an" where the article has "one" or "another"."""
    described = _plain(source.described_as or "")
    opening, _, rest = _mention(article, source).partition(" ")
    if not described or opening.lower() not in ("one", "another") or rest != described:
        return described
    return f"{'an' if described[0].lower() in 'aeiou' else 'a'} {described}"


def _is_of_one(words: Sequence[str]) -> bool:
    """Whether words tell of one person: "a clerk", "her son", not "a group of clerks"."""
    gathers = lexicon.words("en", "partitives.tsv")
    if words[:1] and (words[0] in _OWNERS or words[0].endswith(("'s", "’s"))):
        return _is_singular(noun_at(words, min(len(words), 2)))
    return words[:1] in (["a"], ["an"], ["one"]) and gathers.isdisjoint(words[1:2])


def _is_singular(head: Found | None) -> TypeGuard[Found]:
    return head is not None and head.end > 1 and not head.is_plural


def _own(article: Article, source: Source) -> str:
    """Return "her", "his" or "their": by the pronouns the article has for someone, not by name."""
    for span in source.mentions[:_MOST_MENTIONS]:
        own = _texts().get(f"own.{article.text_of(span).lower()}")
        if own:
            return own
    return _texts()["own"]


def _distance(article: Article, attribution: Attribution) -> str:
    """Return how the publication keeps its distance: it names a denial, an accusation, a claim."""
    said = " ".join(article.text_of(span).lower() for span in attribution.cue)
    if is_denial(article, attribution):
        return _texts()["denied"]
    if not groups()["accusation"].isdisjoint(said.split()):
        return _texts()["accused"]
    return _filled("doubt", cues=_quoted(article, attribution.cue))


def _cautions(article: Article, cues: Sequence[Hedge], chain: Sequence[Link]) -> str:
    kinds = {link.source.kind for link in chain}
    if kinds <= {"author"}:
        return _caution(article, "hedged.own", cues)
    keys = {"source": "hedged.own" if kinds == {"none"} else "hedged.source"}
    return "".join(
        _caution(
            article,
            keys.get(holder, "hedged.author"),
            [cue for cue in cues if cue.holder == holder],
        )
        for holder in ("source", "author")
    )


def _caution(article: Article, key: str, cues: Sequence[Hedge]) -> str:
    return _filled(key, cues=_quoted(article, [(c.start, c.end) for c in cues])) if cues else ""


def _quoted(article: Article, spans: Sequence[Span]) -> str:
    words = dict.fromkeys(_uncapped(_plain(article.text_of(span))) for span in spans)
    return ", ".join(list(words)[:_MOST_CUES])


def _uncapped(words: str) -> str:
    """Return words as they would stand inside a sentence; "I" stays."""
    is_first_person = words[:1] == "I" and not words[1:2].isalpha()
    return words if is_first_person else words[:1].lower() + words[1:]


def _mention(article: Article, source: Source) -> str:
    return _plain(article.text_of(source.mentions[0])) if source.mentions else ""


def _plain(words: str) -> str:
    """Return words on one line, cut where they are too long for a hint."""
    line = " ".join(words.split())
    return line if len(line) <= _MOST_CHARS else line[: _MOST_CHARS - 1].rstrip() + "…"


def _filled(key: str, **places: str) -> str:
    """Return a text with its places filled, each once: words of the article are never templates."""
    return _texts()[key].format(**places)
