"""An analysis for the terminal: the article with numbered marks, who stands behind them, a profile.

Pure: an `Analysis` in, something rich can print out. It numbers and counts what the server's
page does (`server.reading`). Kind is told by colour and by words: without colour nothing is lost.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from server.contract import Analysis, Block, Claim, NoticeCode, Source, SourceKind
from server.marks import Look
from server.reading import Entry, Reading, read

STYLES: dict[SourceKind, str] = {
    "person": "blue",
    "organisation": "blue",
    "document": "blue",
    "outlet": "cyan",
    "unnamed": "yellow",
    "vague": "magenta",
    "none": "magenta",
    "author": "default",
}
KIND_NAMES: dict[SourceKind, str] = {
    "person": "person",
    "organisation": "organisation",
    "document": "document",
    "outlet": "other outlet",
    "unnamed": "not named",
    "vague": "no one in particular",
    "none": "no source given",
    "author": "the publication",
}
NOBODY: dict[SourceKind, str] = {
    "none": "Nobody is named or described",
    "author": "The publication, of itself",
}
LOOK_NAMES: dict[Look, str] = {
    "record": "on the record",
    "document": "from documents",
    "outlet": "from other outlets",
    "unnamed": "from people who are not named",
    "vague": "vague or without a source",
    "own": "in the publication’s own voice",
}
SKIPPED = {"furniture": "outside the article", "no-statement": "without a statement"}
NOTICES: dict[NoticeCode, str] = {
    "headline-stronger-than-body": "The headline states as fact what the article only hedges or "
    "leaves to sources without a name.",
    "rests-on-one-unnamed-source": "The article rests on one source that is not named.",
    "circular-sourcing": "Every second-hand claim leads back to the same outlet.",
    "republished": "The page says that it republishes an article from elsewhere.",
    "text-looks-cut-off": "The text looks cut off: a quotation or sentence does not end.",
    "no-byline": "The page names no author.",
    "no-date": "The page gives no date.",
}
"""In the words of the server's own page."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What could move the cursor, ring, recolour or reorder a terminal: never printed."""


def report(analysis: Analysis) -> RenderableType:
    """Return the whole report of one analysis."""
    page = read(analysis)
    numbers = {id: mark.number for id, mark in page.marks.items() if mark.number}
    return Group(
        *_head(analysis),
        *(_block(analysis, block, numbers) for block in analysis.document.blocks),
        _ledger(page, numbers),
        _profile(page),
    )


def plain(text: str) -> str:
    """Return text that a terminal shows and does not obey."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def _head(analysis: Analysis) -> Iterator[RenderableType]:
    document = analysis.document
    facts = [", ".join(document.byline), document.date, document.site, document.url]
    if any(facts):
        yield Text(plain(" · ".join(fact for fact in facts if fact)), style="dim")
        yield Text()
    for notice in analysis.notices:
        yield Text(f"! {NOTICES[notice.code]}", style="bold")
    if analysis.notices:
        yield Text()


def _block(analysis: Analysis, block: Block, numbers: dict[str, int]) -> RenderableType:
    """One block with its marks, and below it a line for each hint."""
    claims = [c for c in analysis.claims if c.id in numbers and block.start <= c.start < block.end]
    text = _marked(analysis, block, claims, numbers)
    if block.role in ("title", "heading"):
        text.stylize("bold")
    elif block.role == "furniture":
        text.stylize("dim strike")
    shown = Padding(text, (0, 0, 0, 2)) if block.role in ("quote", "list") else text
    return Group(shown, *_notes(claims, numbers), Text())


def _marked(analysis: Analysis, block: Block, claims: list[Claim], numbers: dict[str, int]) -> Text:
    words, at, text = analysis.document.text, block.start, Text()
    for claim in claims:
        text.append(plain(words[at : claim.start]))
        text.append(plain(words[claim.start : claim.end]), style=f"underline {_style(claim)}")
        text.append(f" [{numbers[claim.id]}]", style="dim")
        at = claim.end
    text.append(plain(words[at : block.end]))
    return text


def _style(claim: Claim) -> str:
    return "default" if claim.hint.code == "own-voice" else STYLES[claim.hint.code]


def _notes(claims: list[Claim], numbers: dict[str, int]) -> Iterator[RenderableType]:
    """One line for claims in a row that are told the same."""
    for hint, group in groupby(claims, key=lambda claim: claim.hint):
        alike = list(group)
        first, last = numbers[alike[0].id], numbers[alike[-1].id]
        label = f"{first}" if first == last else f"{first}-{last}"
        line = Table.grid(padding=(0, 1))
        line.add_column(width=7, justify="right", style="dim")
        line.add_column()
        line.add_row(label, Text(plain(hint.text), style=_style(alike[0])))
        yield line


def _ledger(page: Reading, numbers: dict[str, int]) -> RenderableType:
    table = Table(
        title="Sources", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0)
    )
    table.add_column("Who", header_style="dim", ratio=3)
    table.add_column("What they are", header_style="dim", ratio=2)
    table.add_column("Marks", header_style="dim", justify="right")
    for _, entries in page.ledger:
        for entry in entries:
            marks = [numbers[mark.claim.id] for mark in entry.marks if mark.claim.id in numbers]
            source = entry.marks[0].source
            if source and marks:
                table.add_row(_who(entry, source), _what(source), _ranges(marks))
    return table if table.row_count else Text("No claim here has a source.", style="dim")


def _who(entry: Entry, source: Source) -> Text:
    name = entry.label or NOBODY.get(source.kind, "Not said who")
    text = Text(plain(name[:1].upper() + name[1:]), style=STYLES[source.kind])
    return text.append(plain(f", {entry.role}") if entry.role else "", style="dim")


def _what(source: Source) -> Text:
    return Text(KIND_NAMES[source.kind] + (", official" if source.official else ""))


def _ranges(numbers: list[int]) -> Text:
    """Say 1, 2, 3, 7 as 1-3, 7."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in run] for _, run in runs]
    return Text(", ".join(f"{s[0]}-{s[-1]}" if len(s) > 1 else f"{s[0]}" for s in spans))


def _profile(page: Reading) -> RenderableType:
    """The counts of the server's page: of the claims that it marks."""
    profile, coverage = page.profile, page.profile.coverage
    looks = ", ".join(f"{s.count} {LOOK_NAMES[s.look]}" for s in page.shares if s.count)
    skipped = ", ".join(f"{n} {SKIPPED.get(why, why)}" for why, n in coverage.skipped.items())
    lines = [
        f"Claims: {profile.claims}" + (f" ({looks})." if looks else "."),
        f"With a source: {profile.sourced}; of those on people who are not named or on no one in "
        f"particular: {profile.in_the_dark}. Hedged: {profile.hedged}.",
        f"Sentences read: {coverage.scored} of {coverage.sentences}"
        + (f"; left out: {skipped}." if skipped else "."),
        "A profile, not a grade. Made by a program, which errs.",
    ]
    return Group(Text(), *(Text(plain(line), style="dim") for line in lines))
