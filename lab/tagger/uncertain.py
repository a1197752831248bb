"""Sentences that are uncertain or not, to windows in which a network learns to see why.

The corpus is CoNLL-2010's, from Wikipedia or biology (Farkas et al., 2010): JSON lines
{"text", "label"}. No word is marked in it: a sentence counts as uncertain if its most telling word
does, and only words that can be telling are asked (vague.tsv); asked of every word, the evidence
falls on commas. Several sentences are read together, as in an article.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from lab.tagger.data import IGNORED, grouped, read, telling_words
from workers.article import plain
from workers.claims.model import Sentence
from workers.claims.tagger.encoding import Encoded, Integers, encode
from workers.claims.text import sentences

HELD_OUT = 5
"""One sentence in so many is kept for measuring."""
SEED = 2010
MOST = 8
"""Sentences of a window, at most."""
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, encoded, and whether it is uncertain."""

    encoded: Encoded
    label: int


def judged(path: Path, tokenizer: Tokenizer) -> list[Judged]:
    """Return the sentences to learn from: the fifth that `held_out` returns is left out."""
    rows = read(path)
    kept = held_out(len(rows))
    found = (_judged(row, tokenizer) for at, row in enumerate(rows) if at not in kept)
    return [one for one in found if len(one.encoded.ids)]


def held_out(count: int) -> frozenset[int]:
    """Return the indices of the sentences that are kept for measuring, drawn by a seed."""
    drawn = np.random.default_rng(SEED).permutation(count)
    return frozenset(drawn[: count // HELD_OUT].tolist())


def _judged(row: dict, tokenizer: Tokenizer) -> Judged:
    text = row["text"]
    for written, mark in _BRACKETS.items():
        text = text.replace(written, mark)
    split = sentences(plain.read(text, language="en"))
    whole = [Sentence(s.start, s.end, 0, s.tokens) for s in split]
    return Judged(encode(tokenizer, whole), row["label"])


def packed(
    read: Sequence[Judged], pieces: int, window: int, rng: np.random.Generator
) -> Iterator[list[list[Judged]]]:
    """Return the sentences as windows, in random batches of about `pieces` pieces each.

    A window holds neighbours of the corpus, up to MOST, so that many a window is one article's.
    """
    windows: list[list[Judged]] = [[]]
    wanted = int(rng.integers(1, MOST + 1))
    for one in read:
        if len(windows[-1]) == wanted or _size(windows[-1]) + len(one.encoded.ids) > window:
            windows.append([])
            wanted = int(rng.integers(1, MOST + 1))
        windows[-1].append(one)
    for group in grouped([_size(found) for found in windows], pieces, rng):
        yield [windows[at] for at in group]


def _size(found: Sequence[Judged]) -> int:
    return sum(len(one.encoded.ids) for one in found)


def evidence_arrays(
    batch: Sequence[Sequence[Judged]], cls: int, sep: int, window: int
) -> dict[str, Integers]:
    """Return a batch as arrays: pieces `ids types mask`, and per window `owners` and `labels`.

    `owners` says for each piece which sentence's word begins there, IGNORED if none or if it cannot
    be telling; `labels` of the sentences are padded with IGNORED.
    """
    windows = [_joined(found, window) for found in batch]
    length = max(len(ids) for ids, _, _ in windows) + 2
    width = max(len(found) for found in batch)
    pieces = {k: np.zeros((len(batch), length), np.int64) for k in ("ids", "types", "mask")}
    owners = np.full((len(batch), length), IGNORED)
    labels = np.full((len(batch), width), IGNORED)
    for row, (ids, types, owned) in enumerate(windows):
        count = len(ids)
        pieces["ids"][row, : count + 2] = [cls, *ids, sep]
        pieces["types"][row, 1 : count + 1] = types
        pieces["mask"][row, : count + 2] = 1
        owners[row, 1 : count + 1] = owned
        labels[row, : len(batch[row])] = [one.label for one in batch[row]]
    return {**pieces, "owners": owners, "labels": labels}


def _joined(found: Sequence[Judged], window: int) -> tuple[Integers, Integers, Integers]:
    """Return ids, types and owners of sentences in a row, cut at a window's length."""
    owners = []
    for index, one in enumerate(found):
        owned = np.full(len(one.encoded.ids), IGNORED)
        owned[one.encoded.firsts[telling_words(one.encoded)]] = index
        owners.append(owned)
    ids = np.concatenate([one.encoded.ids for one in found])[:window]
    types = np.concatenate([one.encoded.types for one in found])[:window]
    return ids, types, np.concatenate(owners)[:window]
