"""Which of a page's blocks are its article, by the word of a witness: a text that holds it.

A witness is what an extractor found, or what the page states for search engines. It is trusted for
where the article is, never for its words: those are the page's own (`layout`). Pure.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workers.article.layout import Layout, Shown

SHINGLE = 4
MIN_COVERED = 0.5
MIN_SORT_SHARE = 0.3
"""Of the article's words, to be in paragraphs of one sort before others of it are added."""
MAX_LINKED = 0.5
MIN_PARAGRAPH_WORDS = 8

_CELLS = frozenset({"td", "th"})
_TOKEN = re.compile(r"\w+")
_Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A text that holds the article, as 4-shingles of its words, and its lines of fewer words."""

    shingles: frozenset[_Shingle]
    short: frozenset[_Shingle]
    words: int

    @classmethod
    def of(cls, lines: Iterable[str], parts: Iterable[str] = ()) -> "Witness":
        """Return the witness that some lines are, and parts of them that are lines on a page."""
        tokens = [_tokens(line) for line in lines]
        together = [token for line in tokens for token in line]
        return cls(
            frozenset(_shingles(together)),
            frozenset(map(tuple, tokens)) | frozenset(tuple(_tokens(part)) for part in parts),
            len(together),
        )

    def covers(self, shown: Shown) -> float:
        """Return the share of a block's shingles that it holds; of short ones, all or nothing."""
        tokens = _tokens(shown.text)
        if len(tokens) < SHINGLE:
            return float(tuple(tokens) in self.short)
        own = _shingles(tokens)
        return sum(shingle in self.shingles for shingle in own) / len(own)


def chosen(layout: Layout, witness: Witness) -> tuple[int, ...]:
    """Return the places in `layout.shown` of the article's blocks, in order."""
    shown = layout.shown
    covered = [at for at, block in enumerate(shown) if witness.covers(block) >= MIN_COVERED]
    strong = [at for at in covered if len(_tokens(shown[at].text)) >= SHINGLE]
    if not strong:
        return ()
    found = _once(layout, strong)
    found |= _short_ones(layout, found, covered)
    found |= set(_same_sort(layout, found))
    found |= set(_between(layout, found))
    return tuple(sorted(found))


def _short_ones(layout: Layout, found: set[int], covered: Sequence[int]) -> set[int]:
    """Lines of a word or two that the witness holds, too, where they can be the article's.

    That is within it, in a table, or in the box that one of its blocks is in.
    """
    first, last = min(found), max(found)
    beside = {_beside(layout, at) for at in found}
    return {
        at
        for at in covered
        if len(_tokens(layout.shown[at].text)) < SHINGLE
        and (
            first < at < last
            or layout.boxes[layout.shown[at].box].tag in _CELLS
            or _beside(layout, at) in beside
        )
    }


def _once(layout: Layout, places: Iterable[int]) -> set[int]:
    """The places, of those with the same words only the one nearest to the longest block."""
    places = list(places)
    if not places:
        return set()
    home = max(places, key=lambda at: len(layout.shown[at].text))
    near = {box: rank for rank, box in enumerate(layout.around(layout.shown[home].box))}

    def distance(at: int) -> int:
        return next((near[box] for box in layout.around(layout.shown[at].box) if box in near), 999)

    best: dict[_Shingle, int] = {}
    for at in places:
        words = tuple(_tokens(layout.shown[at].text))
        if words not in best or distance(at) < distance(best[words]):
            best[words] = at
    return set(best.values())


def _same_sort(layout: Layout, found: set[int]) -> Iterator[int]:
    """Paragraphs of the sort that most of what was found is: an extractor may stop half-way."""
    words: Counter[tuple[str, ...]] = Counter()
    for at in found:
        words[layout.sort(layout.shown[at].box)] += len(_tokens(layout.shown[at].text))
    article = {_article(layout, at) for at in found}
    for at, block in enumerate(layout.shown):
        if (
            at not in found
            and words[layout.sort(block.box)] >= MIN_SORT_SHARE * words.total()
            and len(_tokens(block.text)) >= MIN_PARAGRAPH_WORDS
            and block.linked < MAX_LINKED
            and block.role == "body"
            and _article(layout, at) in article
        ):
            yield at


def _article(layout: Layout, at: int) -> int:
    """The `<article>` a block stands in, or -1."""
    around = layout.around(layout.shown[at].box)
    return next((box for box in around if layout.boxes[box].tag == "article"), -1)


def _between(layout: Layout, found: set[int]) -> Iterator[int]:
    """Blocks between two of the article that stand beside both, in the same box."""
    order = sorted(found)
    for before, after in pairwise(order):
        beside = _beside(layout, before)
        if beside == _beside(layout, after):
            for at in range(before + 1, after):
                block = layout.shown[at]
                if _beside(layout, at) == beside and block.linked < MAX_LINKED:
                    yield at


def _beside(layout: Layout, at: int) -> int:
    return layout.boxes[layout.shown[at].box].parent


def _shingles(tokens: Sequence[str]) -> set[_Shingle]:
    return {tuple(tokens[at : at + SHINGLE]) for at in range(len(tokens) - SHINGLE + 1)}


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())
