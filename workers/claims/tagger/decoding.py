"""Scores of tags and arcs to a Tagging: what a trained tagger says, made consistent.

Tags hang together in a linear chain (a conditional random field): a score for every step from tag
to tag comes with the model. The best sequence gives the spans, the chain's marginals say how sure
each tag is. An arc points from a cue to its source, or to nowhere, and from a content to its cue.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import exp

import numpy as np
import numpy.typing as npt

from workers.claims.model import Link, Role, TaggedSpan, Tagging, Token

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.floating]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
_ROLES: dict[str, Role] = {"source": "source", "cue": "cue", "content": "content"}
_LEAST = 1e-6
"""A probability below it counts as this much, so that one tag never decides alone."""

_NEVER = np.float32(-1e4)
"""The score of what the scheme of tags forbids."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The scores of a step from tag to tag, `[before, after]`, and of the first tag."""

    steps: Scores
    start: Scores


@dataclass(frozen=True, slots=True)
class Arcs:
    """Where one position points: a probability for the positions from `first` on, and nowhere."""

    first: int
    to: Scores
    nowhere: float

    def at(self, position: int) -> float:
        """Return how likely it points at a position."""
        inside = self.first <= position < self.first + len(self.to)
        return float(self.to[position - self.first]) if inside else 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring positions `[start, end)` of one role."""

    role: Role
    start: int
    end: int


def tagging(
    positions: Sequence[Token | None], scores: Scores, chain: Chain, arcs: Sequence[Arcs]
) -> Tagging:
    """Return the spans in order of start, and the links of sources and contents to cues.

    A span's confidence is the geometric mean of its tags' probabilities, a link's score the
    probability that the arc points there.
    """
    if not positions:
        return Tagging((), ())
    breaks = [index for index, token in enumerate(positions) if token is None]
    said = runs(best_tags(scores, chain, breaks))
    found = [run for run in said if run.role != "source" or _has_word(positions, run)]
    likely = marginals(scores, chain, breaks)
    spans = tuple(_spans(found, positions, likely))
    return Tagging(spans, tuple(sorted(links(found, arcs, breaks), key=lambda link: link.span)))


def _has_word(positions: Sequence[Token | None], run: Run) -> bool:
    """Whether a run is more than marks: no full stop ever said anything."""
    tokens = positions[run.start : run.end]
    return any(token and any(map(str.isalnum, token.text)) for token in tokens)


def _spans(
    found: Sequence[Run], positions: Sequence[Token | None], likely: Scores
) -> Iterator[TaggedSpan]:
    columns = {role: [at for at, tag in enumerate(TAGS) if tag.endswith(role)] for role in _ROLES}
    sure = {role: likely[:, tags].sum(axis=1) for role, tags in columns.items()}
    sums = {
        role: np.concatenate(([0.0], np.cumsum(np.log(np.maximum(shares, _LEAST)), dtype=float)))
        for role, shares in sure.items()
    }
    for run in found:
        tokens = [token for token in positions[run.start : run.end] if token]
        before = sums[run.role]
        mean = float(before[run.end] - before[run.start]) / (run.end - run.start)
        yield TaggedSpan(run.role, tokens[0].start, tokens[-1].end, exp(mean))


def forbidden() -> npt.NDArray[np.bool_]:
    """Return which tag may not follow which, `[before, after]`: I follows only its own B or I."""
    return np.array([[a[0] == "I" and b[1:] != a[1:] for a in TAGS] for b in TAGS], dtype=np.bool_)


def best_tags(scores: Scores, chain: Chain, breaks: Sequence[int] = ()) -> list[int]:
    """Return the most likely sequence of tags (Viterbi), one for each row of `scores`.

    Where a break stands the tag is O, whatever its scores: no span crosses a block.
    """
    steps = np.where(forbidden(), _NEVER, chain.steps)
    blocks = _Blocks(len(scores), breaks)
    score = blocks.opening(chain.start + _at_first(), steps[0])
    score += scores[blocks.columns[0]]
    back = np.zeros(scores.shape, np.int64)
    for here in blocks.columns[1:]:
        paths = score[: len(here), :, None] + steps
        back[here] = paths.argmax(axis=1)
        score[: len(here)] = paths.max(axis=1) + scores[here]
    score += blocks.closing(np.zeros_like(chain.start), steps[:, 0])
    tags, now = np.zeros(len(scores), np.int64), score.argmax(axis=1)
    for here in reversed(blocks.columns):
        tags[here] = now[: len(here)]
        now[: len(here)] = back[here, now[: len(here)]]
    found: list[int] = tags.tolist()
    return found


class _Blocks:
    """The stretches between breaks. Breaks are O, so no block's tags bear on another's.

    `columns` are the first positions of all blocks, the second of those that have two, and so on:
    what can be computed at once. The longest block comes first in each.
    """

    def __init__(self, count: int, breaks: Sequence[int]):
        parts = [range(a + 1, b) for a, b in pairwise((-1, *breaks, count)) if a + 1 < b]
        parts.sort(key=lambda part: -len(part))
        starts = np.array([part.start for part in parts])
        self.columns = [
            starts[: bisect_left(parts, -at, key=lambda part: -len(part))] + at
            for at in range(len(parts[0]))
        ]
        self._is_first = np.array([[part.start == 0] for part in parts])
        self._is_last = np.array([[part.stop == count] for part in parts])

    def opening(self, article: Numbers, block: Numbers) -> Numbers:
        """Return a row for each block: how an article begins, or a block after a break."""
        return np.where(self._is_first, article, block)

    def closing(self, article: Numbers, block: Numbers) -> Numbers:
        """Return a row for each block: how an article ends, or a block before a break."""
        return np.where(self._is_last, article, block)


def _at_first() -> Scores:
    """Return what keeps an article from beginning within a span."""
    return np.array([_NEVER if tag[0] == "I" else 0 for tag in TAGS], np.float32)


def marginals(scores: Scores, chain: Chain, breaks: Sequence[int] = ()) -> Scores:
    """Return each tag's probability at each position, all sequences considered (forward-backward).

    In probabilities that are scaled to sum to one at each position, so that no length underflows.
    Where a break stands the tag is O, whatever its scores.
    """
    local = np.exp(scores - scores.max(axis=1, keepdims=True))
    steps = np.where(forbidden(), 0, np.exp(chain.steps)).astype(np.float64)
    blocks = _Blocks(len(scores), breaks)
    ahead, behind = np.eye(1, len(TAGS)).repeat(len(scores), axis=0), np.ones(scores.shape)
    now = blocks.opening(np.exp(chain.start + _at_first()), steps[0])
    for here in blocks.columns:
        ahead[here] = _shares(now[: len(here)] * local[here])
        now = ahead[here] @ steps
    now = blocks.closing(np.ones(len(TAGS)), steps[:, 0])
    for here in reversed(blocks.columns):
        behind[here] = now[: len(here)]
        now[: len(here)] = _shares((behind[here] * local[here]) @ steps.T)
    shares: Scores = _shares(ahead * behind).astype(np.float32)
    return shares


def _shares(weights: Numbers) -> Numbers:
    """Return each row divided by its sum."""
    shares: Numbers = weights / weights.sum(axis=1, keepdims=True)
    return shares


def runs(tags: Sequence[int]) -> Iterator[Run]:
    """Return the spans that a sequence of tags holds, in order."""
    at = 0
    while at < len(tags):
        end, name = at + 1, TAGS[tags[at]]
        if name != "O":
            inner = TAGS.index(f"I-{name[2:]}")
            while end < len(tags) and tags[end] == inner:
                end += 1
            yield Run(_ROLES[name[2:]], at, end)
        at = end


def links(found: Sequence[Run], arcs: Sequence[Arcs], breaks: Sequence[int]) -> Iterator[Link]:
    """Return for each cue the source it points at, for each content the cue it points at."""
    sources, cues = _Candidates(found, "source"), _Candidates(found, "cue")
    for index, run in enumerate(found):
        rows = arcs[run.start : run.end]
        if run.role == "cue":
            source, score = sources.pointed_at(rows)
            if score > sum(row.nowhere for row in rows) / len(rows):
                yield Link(_nearer(source, index, "source", found, breaks), index, score)
        elif run.role == "content":
            cue, score = cues.pointed_at(rows)
            if score > 0:
                yield Link(index, _nearer(cue, index, "cue", found, breaks), score)


def _nearer(
    target: int, index: int, role: Role, found: Sequence[Run], breaks: Sequence[int]
) -> int:
    """Return the run right before `index` instead of a target in another block, if it will do.

    A headline and the sentence below it often say the same ("…, emails show", "Emails show that").
    """
    low, high = sorted((found[target].start, found[index].start))
    is_apart = bisect_left(breaks, low) < bisect_left(breaks, high)
    before = found[index - 1] if index else None
    is_joined = before and before.role == role and before.end == found[index].start
    return index - 1 if is_apart and is_joined else target


class _Candidates:
    """The runs of one role, as targets of arcs."""

    def __init__(self, found: Sequence[Run], role: Role):
        self._indices = [index for index, run in enumerate(found) if run.role == role]
        self._starts = np.array([found[index].start for index in self._indices], np.int64)
        self._ends = np.array([found[index].end for index in self._indices], np.int64)

    def pointed_at(self, rows: Sequence[Arcs]) -> tuple[int, float]:
        """Return which run the rows point at, and with what mean probability; -1, 0 if none."""
        first, last = rows[0].first, rows[-1].first + len(rows[-1].to)
        low, high = np.searchsorted(self._ends, first, "right"), np.searchsorted(self._starts, last)
        if low >= high:
            return -1, 0.0
        total = np.zeros(last - first)
        for at, window in groupby(rows, key=lambda row: row.first):
            shares = np.add.reduce([row.to for row in window])
            total[at - first : at - first + len(shares)] += shares
        before = np.concatenate(([0.0], np.cumsum(total / len(rows))))
        starts = np.maximum(self._starts[low:high] - first, 0)
        ends = np.minimum(self._ends[low:high] - first, last - first)
        scores = before[ends] - before[starts]
        best = int(scores.argmax())
        return self._indices[low + best], float(scores[best])
