"""An `Analysis` as a reader sees it: what the templates print, with nothing left for them to work
out. Pure: no request, no HTML, no wording; the words are in the templates.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlsplit

from server.contract import (
    Analysis,
    BlockRole,
    Coverage,
    Engine,
    NoticeCode,
    Source,
)
from server.marks import LOOK_OF, LOOKS, Look, Mark, label_of, marks_of
from server.pieces import Run, facts, runs

GROUPS = ("person", "document", "outlet", "unnamed", "vague", "none", "author")
"""The ledger's groups, each by the kind it stands for; organisations stand with persons."""


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

    label: str | None
    role: str | None
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
    """Claims of which the text tells a source, be it no one in particular."""
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
    marks = marks_of(analysis, chosen)
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
    """Group the sources that a mark on the page rests on; empty groups are left out.

    Sources that no words stand for (kinds `none` and `author`) are one entry: a reader cannot tell
    them apart.
    """
    groups: dict[str, dict[str, list[Source]]] = {group: {} for group in GROUPS}
    for source in analysis.sources:
        if not marks.keys().isdisjoint(source.claims):
            alike = groups["person" if source.kind == "organisation" else source.kind]
            key = source.id if label_of(analysis, source) else ""
            alike.setdefault(key, []).append(source)
    return tuple(
        (group, tuple(_entry(analysis, same, marks) for same in alike.values()))
        for group, alike in groups.items()
        if alike
    )


def _entry(analysis: Analysis, same: list[Source], marks: dict[str, Mark]) -> Entry:
    resting = {id for source in same for id in source.claims}
    return Entry(
        label=label_of(analysis, same[0]),
        role=same[0].role,
        look=LOOK_OF[same[0].kind],
        marks=tuple(
            marks[id] for id in sorted(resting & marks.keys(), key=lambda id: marks[id].claim.start)
        ),
    )


def _profile(analysis: Analysis, marks: Collection[Mark]) -> Profile:
    kinds = [mark.source.kind if mark.source else None for mark in marks]
    return Profile(
        claims=len(marks),
        sourced=sum(kind not in (None, "none") for kind in kinds),
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
