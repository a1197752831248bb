"""Quotations of an article, and whether words stand in one: pure, no data but the marks.

Used by `constructions` (a quotation is never cut in two, and what follows "he said" may be one) and
by `attribution` (form, and quotations that run on). Newspapers open every paragraph of a long
quotation and close only the last (Chicago Manual of Style, 17th ed., 13.30): a block that ends
inside a quotation is continued by the next one if that begins with an opening mark.

Straight, curly and doubled-single marks are one family, since texts mix them; single marks count
only where no double quotation is open and only in pairs, the rest are apostrophes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from server.contract import Form
from workers.article.model import Span
from workers.claims.model import Sentence, Token

Turn = Literal["open", "close", "either"]

_DOUBLE_OPEN = frozenset({"“", "„", "‟", "«", "``"})
_DOUBLE_CLOSE = frozenset({"”", "»"})
_DOUBLE_EITHER = frozenset({'"', "''"})
DOUBLE = _DOUBLE_OPEN | _DOUBLE_CLOSE | _DOUBLE_EITHER
_SINGLE = frozenset({"'", "‘", "’", "‚", "‛"})
_ENDS = frozenset(".,;:!?)]…—–-")
"""Marks before which nothing opens."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks, one span a block; not closed if its last mark is missing."""

    spans: tuple[Span, ...]
    is_closed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    """Index into the tokens of the block."""
    start: int
    end: int
    turn: Turn


def quotations(sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """Return the outermost quotations in order, those that run on joined to one."""
    blocks: dict[int, list[Token]] = {}
    before: list[Token] = []
    for sentence in sentences:
        blocks.setdefault(sentence.block, []).extend(sentence.tokens)
    found: list[Quotation] = []
    for tokens in blocks.values():
        pieces = list(_of_block(tokens))
        if pieces and found and not found[-1].is_closed and _ran_to_end(found[-1], before, tokens):
            first = pieces.pop(0)
            found[-1] = Quotation((*found[-1].spans, *first.spans), first.is_closed)
        found.extend(pieces)
        before = tokens
    return tuple(found)


def _ran_to_end(last: Quotation, before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Whether the block before ended within `last` and this one begins with an opening mark."""
    return last.spans[-1][1] == before[-1].end and tokens[0].text in DOUBLE - _DOUBLE_CLOSE


def _of_block(tokens: Sequence[Token]) -> Iterator[Quotation]:
    doubles = list(_pairs(list(_double_marks(tokens)), tokens[-1].end))
    singles = list(_pairs(list(_single_marks(tokens, doubles)), None))
    starts = [quotation.spans[0][0] for quotation in doubles]
    apart = [single for single in singles if not _holds_any(single, starts)]
    yield from sorted([*doubles, *apart], key=lambda quotation: quotation.spans)


def _holds_any(single: Quotation, starts: Sequence[int]) -> bool:
    """Whether a double quotation begins in a pair of single marks: these are then apostrophes."""
    start, end = single.spans[0]
    return bisect_right(starts, start) < bisect_right(starts, end)


def _pairs(marks: Sequence[_Mark], end: int | None) -> Iterator[Quotation]:
    """Pair the marks; one left open ends at the next opening, or at `end` if that is given."""
    opened: _Mark | None = None
    last = -2
    for mark in marks:
        if mark.at == last + 1:  # a doubled mark: “"
            last = mark.at
            continue
        last = mark.at
        if opened is None:
            opened = mark if mark.turn != "close" else None
        elif mark.turn == "open":
            continue  # nested, or the one before was never closed
        else:
            yield Quotation(((opened.start, mark.end),), True)
            opened = None
    if opened is not None and end is not None:
        yield Quotation(((opened.start, end),), False)


def _double_marks(tokens: Sequence[Token]) -> Iterator[_Mark]:
    for at, token in enumerate(tokens):
        if token.text in DOUBLE:
            yield _Mark(at, token.start, token.end, _turn(tokens, at))


def _turn(tokens: Sequence[Token], at: int) -> Turn:
    """Return which way a double mark turns, by its shape, else by the spaces around it."""
    mark = tokens[at]
    if mark.text in _DOUBLE_OPEN:
        return "open"
    if mark.text in _DOUBLE_CLOSE:
        return "close"
    glued_left = at > 0 and tokens[at - 1].end == mark.start and tokens[at - 1].text not in "([—–-"
    glued_right = (
        at + 1 < len(tokens)
        and tokens[at + 1].start == mark.end
        and tokens[at + 1].text not in _ENDS
    )
    if glued_left == glued_right:
        return "either"
    return "close" if glued_left else "open"


def _single_marks(tokens: Sequence[Token], doubles: Sequence[Quotation]) -> Iterator[_Mark]:
    """Return the single marks that stand in pairs outside double quotations."""
    spans = [span for quotation in doubles for span in quotation.spans]
    last_closing = max((at for at, t in enumerate(tokens) if t.text in _SINGLE), default=0)
    opened: _Mark | None = None
    for at, token in enumerate(tokens):
        if token.text not in _SINGLE or within(token.start, spans):
            continue
        turn = _turn(tokens, at)
        if turn == "open":
            opened = _Mark(at, token.start, token.end, "open")
        elif opened and turn == "close" and not (at < last_closing and _is_owner(tokens, at)):
            yield opened
            yield _Mark(at, token.start, token.end, "close")
            opened = None


def _is_owner(tokens: Sequence[Token], at: int) -> bool:
    """Whether an apostrophe may end a possessive: "the workers' hall"."""
    return tokens[at - 1].text.endswith("s") and tokens[at + 1].text[0].islower()


def within(offset: int, spans: Sequence[Span]) -> bool:
    """Return whether a code point lies in one of the sorted, disjoint spans."""
    at = bisect_right(spans, (offset, 1 << 60)) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]


def _touch(content: Sequence[Span], quoted: Sequence[Span]) -> bool:
    """Whether a content and one of the sorted, disjoint `quoted` share a code point."""
    return any(
        bisect_right(quoted, start, key=lambda span: span[1])
        < bisect_left(quoted, end, key=lambda span: span[0])
        for start, end in content
    )


def form(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Form:
    """Return direct if all words of a content stand in quotations, mixed if some, else indirect."""
    words = [at for start, end in content for at in range(start, end) if text[at].isalnum()]
    inside = sum(within(at, quoted) for at in words) if _touch(content, quoted) else 0
    if words and inside == len(words):
        return "direct"
    return "mixed" if inside else "indirect"
