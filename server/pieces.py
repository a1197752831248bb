"""Overlapping facts to print in order: cuts a block of text where any claim, source, cue or hedge
begins or ends. The first step from an `Analysis` to the page; `server.reading` does the rest.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from server.contract import Analysis, Block

FactKind = Literal["claim", "source", "cue", "hedge"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said of a stretch of text. `id` is the claim's, the attribution's or the hedge's.

    `start` and `end` count code points into `Document.text`.
    """

    start: int
    end: int
    kind: FactKind
    id: str


@dataclass(frozen=True, slots=True)
class Piece:
    """The longest stretch over which the same facts hold."""

    text: str
    claim: str | None
    source_of: tuple[str, ...]
    """Attributions whose source this is (part of)."""
    cue_of: tuple[str, ...]
    """Attributions whose cue this is (part of)."""
    is_hedge: bool

    @property
    def is_plain(self) -> bool:
        """Whether nothing is said of it, so that it needs no element of its own."""
        return not (self.source_of or self.cue_of or self.is_hedge)


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive pieces of one claim, or of none."""

    claim: str | None
    pieces: tuple[Piece, ...]


def facts(analysis: Analysis, claims: Iterable[str]) -> list[Fact]:
    """Return the facts of an analysis by start, of those claims only that are to be marked.

    A hedge that makes no claim less than certain ("some 400") is none of them.
    """
    wanted = set(claims)
    found = [Fact(c.start, c.end, "claim", c.id) for c in analysis.claims if c.id in wanted]
    counted = {cue for c in analysis.claims if c.id in wanted for cue in c.hedging.cues}
    found += [Fact(h.start, h.end, "hedge", h.id) for h in analysis.hedges if h.id in counted]
    for attribution in analysis.attributions:
        found += [Fact(*span, "source", attribution.id) for span in attribution.source]
        found += [Fact(*span, "cue", attribution.id) for span in attribution.cue]
    return sorted((fact for fact in found if fact.start < fact.end), key=lambda fact: fact.start)


def runs(text: str, block: Block, known: list[Fact]) -> tuple[Run, ...]:
    """Return a block's text, all of it and in order, in runs.

    `known` is sorted by start. A fact that leaves its block is cut off at the block's end, so that
    a wrong one cannot print text twice.
    """
    low = bisect_left(known, block.start, key=lambda fact: fact.start)
    high = bisect_left(known, block.end, key=lambda fact: fact.start)
    pieces = _pieces(text, block, known[low:high])
    return tuple(
        Run(claim, tuple(same)) for claim, same in groupby(pieces, key=lambda piece: piece.claim)
    )


def _pieces(text: str, block: Block, known: list[Fact]) -> Iterator[Piece]:
    """Sweep over the block once: the cost grows with the facts that hold, not with all of them."""
    starting: dict[int, list[Fact]] = defaultdict(list)
    ending: dict[int, list[Fact]] = defaultdict(list)
    for fact in known:
        starting[fact.start].append(fact)
        ending[min(fact.end, block.end)].append(fact)
    holding: dict[Fact, None] = {}
    for start, end in pairwise(sorted({block.start, block.end, *starting, *ending})):
        for fact in ending[start]:
            holding.pop(fact, None)
        holding.update(dict.fromkeys(starting[start]))
        yield _piece(text[start:end], list(holding))


def _piece(text: str, holding: list[Fact]) -> Piece:
    def ids(kind: FactKind) -> tuple[str, ...]:
        return tuple(fact.id for fact in holding if fact.kind == kind)

    claims = ids("claim")
    return Piece(
        text=text,
        claim=claims[0] if claims else None,
        source_of=ids("source"),
        cue_of=ids("cue"),
        is_hedge=bool(ids("hedge")),
    )
