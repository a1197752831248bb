"""Articles with character spans to windows of tagged pieces.

A corpus is JSON lines, one article each: {"id", "text", "attributions": [{"source", "cue",
"content": [[start, end] …]} …]}, spans in code points. What is read, tokens, blocks and marks, is
what the product reads: the same modules run here.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from workers.article import plain
from workers.claims import lexicon
from workers.claims.model import Sentence
from workers.claims.tagger.decoding import TAGS
from workers.claims.tagger.encoding import Encoded, Integers, encode, piece
from workers.claims.text import sentences

IGNORED = -1
"""No target: padding, or what an annotator left open."""
NOWHERE = -2
"""The target of a cue that has no source."""
MOST_SENTENCES = 4
"""Sentences of a window that holds whole ones, at most."""
ROLES = ("content", "source", "cue")
"""A token of two roles takes the last of them."""
HAND = "[unused{}]"
"""The piece that stands first in a window, in place of [CLS], and says whose annotation follows."""


@dataclass(frozen=True)
class Example:
    """An article, encoded, with a tag and an arc's target for every position."""

    name: str
    sentences: tuple[Sentence, ...]
    encoded: Encoded
    tags: Integers
    targets: Integers
    """A cue points at its source's first position, a content at its cue's."""
    hand: int
    """The piece that says who annotated it."""
    telling: Integers
    """Per position 1 if its word is marked as a hedge or a weasel, 0 if it could be and is not,
    IGNORED where nobody looked."""


def read(path: Path) -> list[dict]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def examples(path: Path, tokenizer: Tokenizer) -> list[Example]:
    """Return the articles of a corpus, in order."""
    rows = read(path)
    hands = sorted({row["annotator"] for row in rows})
    return [example(row, tokenizer, 1 + hands.index(row["annotator"])) for row in rows]


def example(row: dict, tokenizer: Tokenizer, hand: int) -> Example:
    """Return an article of the corpus as the model reads it, and what it should say.

    `hand` numbers its annotator, from 1; `hedges` and `weasels` are spans that some corpora have.
    """
    split = sentences(plain.read(row["text"], language="en"))
    encoded = encode(tokenizer, split)
    tags = np.zeros(len(encoded.positions), np.int64)
    targets = np.full(len(encoded.positions), IGNORED)
    places = _Places(encoded)
    for role in ROLES:
        for attribution in row["attributions"]:
            for span in attribution[role]:
                for run in places.runs(*span):
                    tags[run] = TAGS.index(f"I-{role}")
                    tags[run[0]] = TAGS.index(f"B-{role}")
    for attribution in row["attributions"]:
        _point(attribution, places, targets)
    telling = np.full(len(encoded.positions), IGNORED)
    if "hedges" in row:
        marked = set(places.of([*row["hedges"], *row["weasels"]]))
        able = telling_words(encoded)
        telling[able] = [at in marked for at in able]
    return Example(
        row["id"], split, encoded, tags, targets, piece(tokenizer, HAND.format(hand)), telling
    )


def telling_words(encoded: Encoded) -> list[int]:
    """Return the positions of words that can make a sentence uncertain."""
    known = lexicon.words("en", "vague.tsv")
    return [at for at, t in enumerate(encoded.positions) if t and t.text.lower() in known]


def _point(attribution: dict, places: "_Places", targets: Integers) -> None:
    """Set the targets of one attribution's cue and content."""
    cue = places.of(attribution["cue"])
    source = places.of(attribution["source"])
    content = places.of(attribution["content"])
    if not cue:
        return
    targets[content] = cue[0]
    targets[cue] = source[0] if source else NOWHERE if not attribution["source"] else IGNORED


class _Places:
    """Finds the positions of character spans."""

    def __init__(self, encoded: Encoded):
        self.tokens = [(i, t) for i, t in enumerate(encoded.positions) if t is not None]
        self.starts = [t.start for _, t in self.tokens]
        self.ends = [t.end for _, t in self.tokens]

    def runs(self, start: int, end: int) -> list[list[int]]:
        """Return the positions that a span touches, split where a break lies between."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        runs: list[list[int]] = []
        for index, _ in self.tokens[first:last]:
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        return runs

    def of(self, spans: Sequence[Sequence[int]]) -> list[int]:
        """Return the positions of several spans."""
        return [place for span in spans for run in self.runs(*span) for place in run]


@dataclass(frozen=True)
class Window:
    """A stretch of pieces [start, end) of an article."""

    example: Example
    start: int
    end: int


def cut(read: Sequence[Example], size: int, rng: np.random.Generator) -> list[Window]:
    """Return every article in windows of at most `size` pieces, from a random offset each."""
    windows = []
    for item in read:
        count = len(item.encoded.ids)
        first = int(rng.integers(1, size + 1))
        edges = sorted({0, *range(first, count, size), count})
        windows += [Window(item, a, b) for a, b in pairwise(edges)]
    return windows


def cut_at_sentences(read: Sequence[Example], size: int, rng: np.random.Generator) -> list[Window]:
    """Return every article in windows of one to four whole sentences; none ends with a break."""
    windows = []
    for item in read:
        starts = _sentence_starts(item)
        at = 0
        while at < len(starts) - 1:
            last = min(at + int(rng.integers(1, MOST_SENTENCES + 1)), len(starts) - 1)
            start, end = starts[at][0], starts[last][1]
            windows.append(Window(item, start, min(end, start + size)))
            at = last
    return windows


def _sentence_starts(item: Example) -> list[tuple[int, int]]:
    """Return where each sentence's pieces begin, and where the one before ends; last, the end."""
    encoded, firsts = item.encoded, item.encoded.firsts.tolist()
    places = {token.start: at for at, token in enumerate(encoded.positions) if token}
    starts = []
    for sentence in item.sentences:
        at = places[sentence.start]
        after_break = at > 0 and encoded.positions[at - 1] is None
        starts.append((firsts[at], firsts[at - after_break]))
    return [*starts, (len(encoded.ids), len(encoded.ids))]


def batches(
    windows: Sequence[Window], pieces: int, rng: np.random.Generator
) -> Iterator[list[Window]]:
    """Return the windows in random batches of alike length, of about `pieces` pieces each."""
    for group in grouped([window.end - window.start for window in windows], pieces, rng):
        yield [windows[at] for at in group]


def grouped(sizes: Sequence[int], pieces: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """Return the indices of windows of these sizes in random groups of alike size.

    A group has about `pieces` pieces, padding and both marks of a window counted.
    """
    groups: list[list[int]] = [[]]
    for at in sorted(rng.permutation(len(sizes)), key=lambda at: sizes[at]):
        if (len(groups[-1]) + 1) * (sizes[at] + 2) > pieces:
            groups.append([])
        groups[-1].append(at)
    for index in rng.permutation(len(groups)):
        yield groups[index]


def arrays(batch: Sequence[Window], sep: int) -> dict[str, Integers]:
    """Return a batch as arrays: pieces `ids types mask`, positions `firsts tags targets telling`.

    Positions are padded with tag IGNORED; targets are places in the window, 0 for NOWHERE, and
    IGNORED where the target lies in another window.
    """
    length = max(w.end - w.start for w in batch) + 2
    spans = [_span(w) for w in batch]
    width = max(b - a for a, b in spans)
    pieces = {k: np.zeros((len(batch), length), np.int64) for k in ("ids", "types", "mask")}
    firsts = np.zeros((len(batch), width), np.int64)
    tags, targets, telling = (np.full_like(firsts, IGNORED) for _ in range(3))
    for row, (window, (a, b)) in enumerate(zip(batch, spans, strict=True)):
        encoded, count = window.example.encoded, window.end - window.start
        pieces["ids"][row, : count + 2] = [
            window.example.hand,
            *encoded.ids[window.start : window.end],
            sep,
        ]
        pieces["types"][row, 1 : count + 1] = encoded.types[window.start : window.end]
        pieces["mask"][row, : count + 2] = 1
        firsts[row, : b - a] = encoded.firsts[a:b] - window.start + 1
        tags[row, : b - a] = window.example.tags[a:b]
        targets[row, : b - a] = _in_window(window, window.example.targets[a:b])
        telling[row, : b - a] = window.example.telling[a:b]
    return {**pieces, "firsts": firsts, "tags": tags, "targets": targets, "telling": telling}


def _span(window: Window) -> tuple[int, int]:
    """Return the positions whose first piece lies in a window."""
    firsts = window.example.encoded.firsts
    return int(np.searchsorted(firsts, window.start)), int(np.searchsorted(firsts, window.end))


def _in_window(window: Window, targets: Integers) -> Integers:
    """Return targets as places in the window, the first piece ([CLS]) being 0."""
    pieces = window.example.encoded.firsts[np.maximum(targets, 0)]
    inside = (targets >= 0) & (pieces >= window.start) & (pieces < window.end)
    places = np.where(inside, pieces - window.start + 1, IGNORED)
    return np.where(targets == NOWHERE, 0, places)
