"""What a claim's card says: who is behind a claim, how it was told, how sure it is said to be.

Claim + attribution + source ─► Mark          `server.reading` puts the marks on a page
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from server.contract import Analysis, Attribution, Claim, Source

Look = Literal["record", "document", "outlet", "unnamed", "vague", "own"]
"""How a mark is drawn. Fewer than the kinds of source: a reader tells six lines apart, not nine."""
LOOKS: tuple[Look, ...] = ("record", "document", "outlet", "unnamed", "vague", "own")
"""From what a reader can check best to what no source was given for."""
LOOK_OF: dict[str, Look] = {
    "person": "record",
    "organisation": "record",
    "document": "document",
    "outlet": "outlet",
    "unnamed": "unnamed",
    "vague": "vague",
    "none": "vague",
    "author": "own",
    "own-voice": "own",
}
Ease = Literal["easily", "with-effort", "hardly", "not"]
EASE: tuple[tuple[float, Ease], ...] = ((0.8, "easily"), (0.5, "with-effort"), (0.2, "hardly"))
"""Least traceability for each word. The words are for reading; the number is printed too."""

ASIDE = re.compile(r", (?:who|whose|which|speaking|asking|declining|requesting)\b")
"""What is told of a source behind its name. The tables above and this are the extension's too."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Someone through whom a claim reached the article: "as told by …"."""

    label: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim on the page and all that its card says."""

    claim: Claim
    number: int | None
    """Its place among the marks that have a card; None for the plain voice of the publication."""
    look: Look
    quote: str
    source: Source | None
    label: str | None
    attribution: Attribution | None
    cue: str
    tellers: tuple[Teller, ...]
    hedges: tuple[str, ...]
    ease: Ease | None
    before: str | None = None
    after: str | None = None

    @property
    def are_tellers_hinted(self) -> bool:
        """Whether the hint already says through whom it came."""
        return all(teller.label and teller.label in self.claim.hint.text for teller in self.tellers)

    @property
    def is_hedged(self) -> bool:
        """Whether it is said to be less than certain."""
        return self.claim.hedging.certainty != "certain"


def marks_of(analysis: Analysis, chosen: list[Claim]) -> dict[str, Mark]:
    """Number the marks that have a card, and tell each its neighbours."""
    carded = [claim.id for claim in chosen if _has_card(claim)]
    place = {id: index for index, id in enumerate(carded)}
    source_of = {source.id: source for source in analysis.sources}
    linked = {attribution.id: attribution for attribution in analysis.attributions}
    hedge_text = {h.id: analysis.document.text[h.start : h.end] for h in analysis.hedges}

    def mark(claim: Claim) -> Mark:
        attribution = linked.get(claim.attribution or "")
        source = source_of[attribution.source_id] if attribution else None
        at = place.get(claim.id)
        return Mark(
            claim=claim,
            number=None if at is None else at + 1,
            look=LOOK_OF[source.kind if source else "own-voice"],
            quote=analysis.document.text[claim.start : claim.end],
            source=source,
            label=label_of(analysis, source) if source else None,
            attribution=attribution,
            cue=_words(analysis, attribution.cue) if attribution else "",
            tellers=_tellers(analysis, attribution, linked, source_of),
            hedges=tuple(dict.fromkeys(hedge_text[id] for id in claim.hedging.cues)),
            ease=_ease(claim.traceability),
            before=carded[at - 1] if at else None,
            after=carded[at + 1] if at is not None and at + 1 < len(carded) else None,
        )

    return {claim.id: mark(claim) for claim in chosen}


def _has_card(claim: Claim) -> bool:
    """The publication's own plain statements are not worth a stop of the tab key each."""
    return claim.attribution is not None or claim.hedging.certainty != "certain"


def _tellers(
    analysis: Analysis,
    attribution: Attribution | None,
    linked: dict[str, Attribution],
    source_of: dict[str, Source],
) -> tuple[Teller, ...]:
    """Follow `via` outwards, at most as far as there are attributions."""
    chain: list[Teller] = []
    while attribution and attribution.via and len(chain) < len(linked):
        attribution = linked[attribution.via]
        source = source_of[attribution.source_id]
        chain.append(Teller(label_of(analysis, source), source.kind))
    return tuple(chain)


def label_of(analysis: Analysis, source: Source) -> str | None:
    """A source's name, or the article's own words for it; None where no words stand for one.

    Why it is not named is told elsewhere: "three colleagues, who asked not to be named," is three
    colleagues.
    """
    if source.name or source.kind in ("none", "author") or not source.mentions:
        return source.name
    start, end = source.mentions[0]
    return ASIDE.split(analysis.document.text[start:end], maxsplit=1)[0].rstrip(" ,")


def _words(analysis: Analysis, spans: Iterable[tuple[int, int]]) -> str:
    return " … ".join(analysis.document.text[start:end] for start, end in spans)


def _ease(traceability: float | None) -> Ease | None:
    if traceability is None:
        return None
    return next((word for least, word in EASE if traceability >= least), "not")
