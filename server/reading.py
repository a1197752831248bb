"""An `Analysis` as a reader sees it: what the templates print, with nothing left for them to work
out. Pure: no request, no HTML, no wording; the words are in the templates.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

from server.contract import (
    Analysis,
    Attribution,
    BlockRole,
    Claim,
    Coverage,
    Engine,
    NoticeCode,
    Source,
)
from server.marking import Run, facts, runs

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
GROUPS = ("person", "document", "outlet", "unnamed", "vague", "none", "author")
"""The ledger's groups, each by the kind it stands for; organisations stand with persons."""

Ease = Literal["easily", "with-effort", "hardly", "not"]
EASE: tuple[tuple[float, Ease], ...] = ((0.8, "easily"), (0.5, "with-effort"), (0.2, "hardly"))
"""Least traceability for each word. The words are for reading; the number is printed too."""


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
    def is_hedged(self) -> bool:
        """Whether it is said to be less than certain."""
        return self.claim.hedging.certainty != "certain"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block, and the marks in it that have a card."""

    runs: tuple[Run, ...]
    cards: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive blocks of one role: a list is one list, furniture folds into one line."""

    role: BlockRole
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A kind of line, how many claims have it, and where it lies on the bar in per cent."""

    look: Look
    count: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in the ledger with the marks that rest on it."""

    source: Source
    label: str | None
    look: Look
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice and the marks it rests on."""

    code: NoticeCode
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts over the claims on the page. A profile, not a grade."""

    claims: int
    sourced: int
    in_the_dark: int
    """Claims that rest on unnamed or vague sources."""
    hedged: int
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the page of an article prints."""

    id: str
    title: Paragraph | None
    title_text: str | None
    byline: tuple[str, ...]
    date: str | None
    """In words, or as the page gave it."""
    date_iso: str | None
    site: str | None
    url: str | None
    language: str
    sections: tuple[Section, ...]
    marks: dict[str, Mark]
    shares: tuple[Share, ...]
    ledger: tuple[tuple[str, tuple[Entry, ...]], ...]
    remarks: tuple[Remark, ...]
    profile: Profile
    set_aside: int
    """Claims not marked unless asked for: intentions and doubtful finds."""
    marks_everything: bool
    engine: Engine


def read(analysis: Analysis, everything: bool = False) -> Reading:
    """Return the page of an analysis, with the claims set aside (`shown: false`) on request."""
    document = analysis.document
    chosen = [claim for claim in analysis.claims if claim.shown or everything]
    marks = _marks(analysis, chosen)
    paragraphs = _paragraphs(analysis, marks)
    title = paragraphs.pop(0)[1] if paragraphs and paragraphs[0][0] == "title" else None
    in_words, iso = _date(document.date)
    return Reading(
        id=analysis.id,
        title=title,
        title_text=document.title.text if document.title else None,
        byline=document.byline,
        date=in_words,
        date_iso=iso,
        site=document.site,
        url=web_address(document.url),
        language=document.language,
        sections=_sections(paragraphs),
        marks=marks,
        shares=_shares(marks.values()),
        ledger=_ledger(analysis, marks),
        remarks=tuple(
            Remark(notice.code, tuple(marks[id] for id in notice.claims if id in marks))
            for notice in analysis.notices
        ),
        profile=_profile(analysis, marks.values()),
        set_aside=sum(not claim.shown for claim in analysis.claims),
        marks_everything=everything,
        engine=analysis.engine,
    )


def web_address(address: str | None) -> str | None:
    """Return an address that may stand in a link: http or https with a host; else None."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _marks(analysis: Analysis, chosen: list[Claim]) -> dict[str, Mark]:
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
            label=_label(analysis, source) if source else None,
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
        chain.append(Teller(_label(analysis, source), source.kind))
    return tuple(chain)


def _label(analysis: Analysis, source: Source) -> str | None:
    """A source's name, or the article's own words for it; None if there are none."""
    first = source.mentions[0] if source.mentions else (0, 0)
    return source.name or analysis.document.text[slice(*first)] or None


def _words(analysis: Analysis, spans: Iterable[tuple[int, int]]) -> str:
    return " … ".join(analysis.document.text[start:end] for start, end in spans)


def _ease(traceability: float | None) -> Ease | None:
    if traceability is None:
        return None
    return next((word for least, word in EASE if traceability >= least), "not")


def _paragraphs(analysis: Analysis, marks: dict[str, Mark]) -> list[tuple[BlockRole, Paragraph]]:
    known = facts(analysis, marks)
    found = []
    for block in analysis.document.blocks:
        cut = runs(analysis.document.text, block, known)
        here = [marks[run.claim] for run in cut if run.claim]
        cards = tuple(mark for mark in here if mark.number is not None)
        found.append((block.role, Paragraph(cut, cards)))
    return found


def _sections(paragraphs: list[tuple[BlockRole, Paragraph]]) -> tuple[Section, ...]:
    return tuple(
        Section(role, tuple(paragraph for _, paragraph in same))
        for role, same in groupby(paragraphs, key=lambda pair: pair[0])
    )


def _shares(marks: Iterable[Mark]) -> tuple[Share, ...]:
    counts = Counter(mark.look for mark in marks)
    total = max(1, counts.total())
    shares, done = [], 0
    for look in LOOKS:
        start, done = done, done + counts[look]
        shares.append(
            Share(look, counts[look], round(100 * start / total, 2), round(100 * done / total, 2))
        )
    return tuple(shares)


def _ledger(
    analysis: Analysis, marks: dict[str, Mark]
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Group the sources that a mark on the page rests on; empty groups are left out."""
    groups: dict[str, list[Entry]] = {group: [] for group in GROUPS}
    for source in analysis.sources:
        resting = tuple(marks[id] for id in source.claims if id in marks)
        if resting:
            kind = "person" if source.kind == "organisation" else source.kind
            label = _label(analysis, source)
            groups[kind].append(Entry(source, label, LOOK_OF[source.kind], resting))
    return tuple((group, tuple(entries)) for group, entries in groups.items() if entries)


def _profile(analysis: Analysis, marks: Collection[Mark]) -> Profile:
    kinds = [mark.source.kind if mark.source else None for mark in marks]
    return Profile(
        claims=len(marks),
        sourced=sum(kind is not None for kind in kinds),
        in_the_dark=sum(kind in ("unnamed", "vague") for kind in kinds),
        hedged=sum(mark.is_hedged for mark in marks),
        coverage=analysis.summary.coverage,
    )


def _date(given: str | None) -> tuple[str | None, str | None]:
    """A date in words and as ISO 8601; what is no date is printed as it came."""
    try:
        day = date.fromisoformat((given or "")[:10])
    except ValueError:
        return given, None
    return f"{day.day} {day:%B %Y}", day.isoformat()
