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
_MONTH = re.compile(
    r"\b(?:in|by|since|until|this|next|last|from|of|before|after|\d+) May\b|\bMay \d", re.IGNORECASE
)
"""Where "May" is the month, also in a headline in title case."""
_ACTS = words.VERBS - {"modal", "auxiliary", "gerund"}


@dataclass(frozen=True, slots=True)
class _Headline:
    """What is compared of a headline."""

    wording: Wording
    has_verb: bool

    @classmethod
    def of(cls, title: str) -> "_Headline":
        """Return it of a title, without the words that it quotes."""
        return cls(wording(title), has_verb=bool(_acts(title)))

    def shares(self, told: Wording) -> int:
        """Return how many words a statement has in common with it."""
        return len(self.wording.stems & told.stems)


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
    if not _is_flat(title, own, chains):
        return None
    statements = list(_statements(article, sentences, body, chains))
    if _is_confirmed(article, sentences, statements):
        return None
    told = _overstated(article, _Headline.of(_QUOTED.sub(" ", title)), statements)
    return (*(claim.id for claim in own), *told) if told else None


def _overstated(
    article: Article, headline: _Headline, statements: Sequence[_Statement]
) -> tuple[str, ...]:
    """Return the claims of the open statements nearest to a headline, if no firm one is as near."""
    told = [(statement, wording(_words(article, statement))) for statement in statements]
    near = [
        (headline.shares(its), statement)
        for statement, its in told
        if statement.standing == "open" and headline.wording.fits(its)
    ]
    best = max((count for count, _ in near), default=0)
    is_backed = any(
        statement.standing == "firm" and headline.shares(its) >= RIVAL_SHARE * best
        for statement, its in told
    )
    nearest = [s for count, s in near if count == best and _tells(article, s, headline, best)]
    return () if is_backed else tuple(claim.id for found in nearest for claim in found.claims)


def _tells(article: Article, statement: _Statement, headline: _Headline, shared: int) -> bool:
    """Whether a statement says what the headline says, going by the words they share.

    The opening sentence is there to tell the headline anew; elsewhere the verb has to be the same.
    """
    share = shared / max(1, len(headline.wording.stems))
    if shared < LEAST_WORDS or share < LEAD_SHARE:
        return False
    if statement.is_lead or (share >= NEARLY_ALL and not headline.has_verb):
        return True
    acts = _acts(_words(article, statement))
    return share >= LEAST_SHARE and not headline.wording.stems.isdisjoint(acts)


def _is_confirmed(
    article: Article, sentences: Sequence[Sentence], statements: Sequence[_Statement]
) -> bool:
    """Whether a sentence tells that someone confirms or admits: it may be what the headline states.

    What people without a name confirm stays open.
    """
    left_open = [s.claims[0].start for s in statements if s.standing == "open"]
    for sentence in sentences:
        said = article.text_of((sentence.start, sentence.end))
        if listed("confirming").isdisjoint(spoken_words(said)) or wording(said).denies:
            continue
        if not any(sentence.start <= start < sentence.end for start in left_open):
            return True
    return False


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
    who = " ".join(article.text_of(span) for span in link.attribution.source)
    could_be_found = not listed("representatives").isdisjoint(spoken_words(who))
    return link.source.kind not in NAMED and "kept.doubtful" not in rules and not could_be_found


def _spans(claims: Sequence[Claim], chain: Sequence[Link], standing: Standing) -> list[Span]:
    """Return where the words of a statement stand.

    Who says it is among them but where only that leaves it open: a cue that is hedged ("may call")
    is part of what is said, one that is doubtful may be, and a firm statement is taken widely.
    """
    spans = [(claim.start, claim.end) for claim in claims]
    if chain and (standing == "firm" or _is_unsure(claims) or "kept.doubtful" in claims[0].rules):
        spans += [*chain[0].attribution.source, *chain[0].attribution.cue]
    return sorted(spans)


def _words(article: Article, statement: _Statement) -> str:
    return " ".join(article.text_of(span) for span in statement.spans)


def _acts(said: str) -> frozenset[str]:
    """Return the stems of the verbs, and of the words that do the work of one.

    A form in -ing is one after a form of "be" or "have".
    """
    tokens = tuple(text.tokens(said, 0, len(said)))
    kinds = words.classes(tokens)
    verbs = (
        at
        for at, kind in enumerate(kinds)
        if kind in _ACTS or (kind == "gerund" and "auxiliary" in kinds[max(0, at - 2) : at])
    )
    predicates = wording(" ".join(listed("predicates"))).stems & wording(said).stems
    return predicates.union(*(_of_act(tokens[at : at + 2]) for at in verbs))


def _of_act(verb_and_next: Sequence[Token]) -> frozenset[str]:
    """Return the stem of a verb, and of the verb with its particle: "stepped down"."""
    verb, *after = (token.text for token in verb_and_next)
    together = wording(" ".join((verb, *after))).stems
    return wording(verb).stems | (together - wording(" ".join(after)).stems)


def _is_flat(title: str, own: Sequence[Claim], chains: Mapping[str, Sequence[Link]]) -> bool:
    """Whether a headline states: it neither reports, asks, quotes, hedges, nor labels."""
    spoken = spoken_words(_MONTH.sub(" ", title))
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
