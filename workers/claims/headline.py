"""Whether a headline states as fact what the article leaves open: read by `notices`.

The article leaves open what it gives to people who are not named, to no one in particular or to no
one at all, and what it says only with "may" or as unconfirmed. A headline that reports ("Mayor to
resign, sources say"), asks, quotes, hedges or only names a topic states nothing flatly. Headline
and article are compared by the words they share (`wording`).
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from workers.article.model import Article, Span
from workers.claims import text, words
from workers.claims.chains import Link
from workers.claims.model import Claim, Sentence, Token
from workers.claims.policy import NAMED
from workers.claims.wording import Wording, listed, wording
from workers.claims.wording import words as spoken_words

LEAST_WORDS = 3
"""Fewer words in common than this are a topic, not a statement."""
LEAD_SHARE = 0.5
"""Of the headline's words in the article's first sentence, which tells the headline anew."""
LEAST_SHARE = 0.6
"""Of the headline's words anywhere else, and the verb has to be among them."""
NEARLY_ALL = 0.8
"""With this share a headline without its verb ("Singer's secret wedding") is told without."""
RIVAL_SHARE = 0.75
"""What stands firmly and has this share of the best match's words backs the headline."""

Standing = Literal["open", "firm", "asked"]
"""Whether the article leaves a statement open, stands behind it or names who does, or asks."""

_QUOTED = re.compile(r"(?<!\w)[\"'“‘]([^\"“”‘’']+)[\"'”’](?!\w)")
_PARTS = re.compile(r"[:;|…?]|\.{3}")
"""Marks of a headline that labels, reports, asks, trails off or tells two stories."""
_ACTS = words.VERBS - {"modal", "auxiliary", "gerund"}


@dataclass(frozen=True, slots=True)
class _Statement:
    """What one sentence says in the words of one source, or one claim in the publication's own."""

    claims: Sequence[Claim]
    spans: Sequence[Span]
    """Where its words stand; who says it is among them where that is what is doubtful."""
    standing: Standing
    is_lead: bool
    """Whether it is of the sentence that opens the article."""


def overstates(
    article: Article,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    chains: Mapping[str, Sequence[Link]],
) -> tuple[str, ...] | None:
    """Return the headline's claims and those it overstates, or None if it overstates none."""
    if article.title is None:
        return None
    title, end = article.text_of(article.title), article.title[1]
    own = [claim for claim in claims if claim.start < end]
    body = [claim for claim in claims if claim.start >= end]
    if not _is_flat(title, own, chains) or _is_confirmed(article, body, chains):
        return None
    unquoted = wording(_QUOTED.sub(" ", title))
    told = _overstated(article, unquoted, list(_statements(article, sentences, body, chains)))
    return (*(claim.id for claim in own), *told) if told else None


def _overstated(
    article: Article, headline: Wording, statements: Sequence[_Statement]
) -> tuple[str, ...]:
    """Return the claims of the open statements nearest to a headline, if no firm one is as near."""
    told = [wording(_words(article, statement)) for statement in statements]
    shared = [len(headline.stems & its.stems) for its in told]
    near = [
        (count, statement)
        for statement, its, count in zip(statements, told, shared, strict=True)
        if statement.standing == "open" and headline.fits(its)
    ]
    best = max((count for count, _ in near), default=0)
    nearest = [s for count, s in near if count == best and _tells(article, s, headline, best)]
    is_backed = any(
        statement.standing == "firm" and count >= RIVAL_SHARE * best
        for statement, count in zip(statements, shared, strict=True)
    )
    return () if is_backed else tuple(claim.id for found in nearest for claim in found.claims)


def _tells(article: Article, statement: _Statement, headline: Wording, shared: int) -> bool:
    """Whether a statement says what the headline says, going by the words they share.

    The opening sentence is there to tell the headline anew; elsewhere the verb has to be the same.
    """
    share = shared / len(headline.stems) if headline.stems else 0
    if shared < LEAST_WORDS or share < LEAD_SHARE:
        return False
    if statement.is_lead or share >= NEARLY_ALL:
        return True
    return share >= LEAST_SHARE and _shares_act(article, statement, headline)


def _is_confirmed(
    article: Article, claims: Sequence[Claim], chains: Mapping[str, Sequence[Link]]
) -> bool:
    """Whether someone named confirms or admits anything: it may be what the headline states."""
    cues = {
        link.attribution.cue
        for claim in claims
        for link in chains[claim.id]
        if link.source.kind in NAMED
    }
    said = [article.text_of(span) for cue in cues for span in cue]
    return any(
        not listed("confirming").isdisjoint(spoken_words(cue)) and not wording(cue).denies
        for cue in said
    )


def _statements(
    article: Article,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    chains: Mapping[str, Sequence[Link]],
) -> Iterator[_Statement]:
    """Yield the claims of each sentence together that are one source's; own voice goes by claim."""
    starts = [sentence.start for sentence in sentences]
    placed = [(bisect_right(starts, claim.start), claim) for claim in claims]
    for at, group in groupby(placed, key=lambda row: row[0]):
        by_source: dict[str, list[Claim]] = {}
        for _, claim in group:
            by_source.setdefault(claim.attribution or claim.id, []).append(claim)
        for together in by_source.values():
            chain = chains[together[0].id]
            standing = _standing(article, together, chain)
            spans = _spans(together, chain, standing)
            yield _Statement(together, spans, standing, is_lead=at == placed[0][0])


def _standing(article: Article, claims: Sequence[Claim], chain: Sequence[Link]) -> Standing:
    """Return how the article stands to a statement: by its hedges, then by its sources."""
    rules = {rule for claim in claims for rule in claim.rules}
    if "hedge.question" in rules:
        return "asked"
    if "kept.attitude" in rules:
        return "firm"
    is_nobodys = bool(chain) and all(_is_nobodys(article, link, rules) for link in chain)
    return "open" if is_nobodys or _is_unsure(claims) else "firm"


def _is_unsure(claims: Sequence[Claim]) -> bool:
    return any(claim.hedging.certainty in ("possible", "unknown") for claim in claims)


def _is_nobodys(article: Article, link: Link, rules: Container[str]) -> bool:
    """Whether nobody who is named stands behind a link.

    Where no source was found at all, only what is thought or said counts: what is expected to come
    is what the "to" of a headline says. A doubtful link to someone may be none.
    """
    if link.source.kind == "none":
        cue = " ".join(article.text_of(span) for span in link.attribution.cue)
        return "hedge.evidential" in rules and listed("expectations").isdisjoint(spoken_words(cue))
    return link.source.kind not in NAMED and "kept.doubtful" not in rules


def _spans(claims: Sequence[Claim], chain: Sequence[Link], standing: Standing) -> list[Span]:
    spans = [(claim.start, claim.end) for claim in claims]
    if chain and (standing == "firm" or "kept.doubtful" in claims[0].rules):
        spans += [*chain[0].attribution.source, *chain[0].attribution.cue]
    return sorted(spans)


def _words(article: Article, statement: _Statement) -> str:
    return " ".join(article.text_of(span) for span in statement.spans)


def _shares_act(article: Article, statement: _Statement, headline: Wording) -> bool:
    """Whether a verb of a statement, or a word that does the work of one, is in the headline."""
    said = _words(article, statement)
    tokens = tuple(text.tokens(said, 0, len(said)))
    acts = _acts(words.classes(tokens))
    stems = frozenset[str]().union(*(_of_act(tokens[at : at + 2]) for at in acts))
    listed_stems = wording(" ".join(listed("predicates"))).stems
    return not headline.stems.isdisjoint(stems | (listed_stems & wording(said).stems))


def _acts(kinds: Sequence[words.WordClass]) -> list[int]:
    """Return where the verbs stand; a form in -ing is one after a form of "be" or "have"."""
    return [
        at
        for at, kind in enumerate(kinds)
        if kind in _ACTS or (kind == "gerund" and "auxiliary" in kinds[max(0, at - 2) : at])
    ]


def _of_act(verb_and_next: Sequence[Token]) -> frozenset[str]:
    """Return the stem of a verb, and of the verb with its particle: "stepped down"."""
    verb, *after = (token.text for token in verb_and_next)
    together = wording(" ".join((verb, *after))).stems
    return wording(verb).stems | (together - wording(" ".join(after)).stems)


def _is_flat(title: str, own: Sequence[Claim], chains: Mapping[str, Sequence[Link]]) -> bool:
    """Whether a headline states: it neither reports, asks, quotes, hedges, nor labels."""
    spoken = spoken_words(title)
    loose = listed("reporting") | listed("cautious")
    return (
        not _PARTS.search(title)
        and all(len(spoken_words(match[1])) == 1 for match in _QUOTED.finditer(title))
        and loose.isdisjoint((*spoken, *map("_".join, pairwise(spoken))))
        and not _is_label(spoken)
        and all(claim.hedging.certainty == "certain" for claim in own)
        and not any(
            link.attribution.act == "speech" and claim.shown
            for claim in own
            for link in chains[claim.id]
        )
    )


def _is_label(spoken: Sequence[str]) -> bool:
    """Whether a headline names a topic, lists, or speaks to the reader."""
    opens = set(spoken[:2]) if spoken[:1] == ["in"] else set(spoken[:1])
    counts = any(wording(word).numbers for word in spoken[:1])
    return (
        not listed("labels").isdisjoint(opens)
        or not listed("persons").isdisjoint(spoken)
        or (counts and not listed("lists").isdisjoint(spoken[1:3]))
    )
