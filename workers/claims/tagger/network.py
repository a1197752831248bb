"""The trained tagger: an article's sentences to a Tagging, by a small network in ONNX form.

One file holds all of it: the network with weights of eight bits, and as metadata the tokenizer and
the chain of tags. The network reads windows of pieces that overlap; a piece is judged in the window
in which it has context on both sides. Nothing here is random, and one thread computes, so the same
text gives the same bytes and a process may fork after the file is loaded.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from workers.article.model import Article
from workers.claims.model import Sentence, Tagging
from workers.claims.tagger.decoding import Arcs, Chain, Scores, tagging
from workers.claims.tagger.encoding import Encoded, Integers, encode, piece

WEIGHTS = Path(__file__).parent.parent / "weights" / "tagger.onnx"
"""The shipped model file; MODEL_CARD.md beside it says what it is."""
WINDOW = 254
"""Pieces of a window, [CLS] and [SEP] not counted: the length the network was trained with."""
MARGIN = 24
"""Pieces at a window's edge that are judged in the window before or after."""

Score = Callable[[Integers, Integers], tuple[Scores, Scores, Scores]]
"""Ids and types of a window's pieces to scores of tags, of arcs from piece to piece, and of how
strongly a piece makes its sentence uncertain."""


class NeuralTagger:
    """Tags articles with one model file. Load it before forking: children share its memory."""

    def __init__(self, path: Path):
        self._session = ort.InferenceSession(
            path,
            _options(),
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # a tenth slower with it
        )
        about = self._session.get_modelmeta().custom_metadata_map
        self._tokenizer = Tokenizer.from_str(about["tokenizer"])
        chain = json.loads(about["chain"])
        self._chain = Chain(*(np.array(chain[k], np.float32) for k in ("steps", "start")))

    def tag(self, article: Article, sentences: Sequence[Sentence]) -> Tagging:
        """Return the tagged spans of an article, in order of start, and how they hang together."""
        encoded = encode(self._tokenizer, sentences)
        scores, arcs, evidence = read(encoded, self._tokenizer, self._score)
        found = tagging(encoded.positions, scores, self._chain, arcs)
        words = zip(encoded.positions, evidence.tolist(), strict=True)
        return replace(found, evidence={token.start: said for token, said in words if token})

    def _score(self, ids: Integers, types: Integers) -> tuple[Scores, Scores, Scores]:
        given = {"ids": ids[None], "types": types[None]}
        tags, arcs, evidence = self._session.run(["tags", "arcs", "evidence"], given)
        return tags[0], arcs[0], evidence[0]


def _options() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # a pool of threads would not survive a fork
    options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    return options


def read(encoded: Encoded, tokenizer: Tokenizer, score: Score) -> tuple[Scores, list[Arcs], Scores]:
    """Return the scores of tags, the arcs and the evidence of every position."""
    tags: list[Scores] = []
    evidence: list[Scores] = []
    arcs: list[Arcs] = []
    cls, sep = piece(tokenizer, "[CLS]"), piece(tokenizer, "[SEP]")
    for start, end, keep in windows(len(encoded.ids)):
        first, last = np.searchsorted(encoded.firsts, (start, end))
        kept = slice(len(arcs) - first, int(np.searchsorted(encoded.firsts, keep)) - first)
        places = encoded.firsts[first:last] - start + 1
        said, pointed, telling = score(
            np.array([cls, *encoded.ids[start:end], sep]),
            np.array([0, *encoded.types[start:end], 0]),
        )
        tags.append(said[places[kept]])
        evidence.append(telling[places[kept]])
        likely = _softmax(pointed[places[kept]])
        arcs += [
            Arcs(int(first), row, float(nowhere))
            for row, nowhere in zip(likely[:, places], likely[:, 0], strict=True)
        ]
    if not tags:
        return np.zeros((0, 0), np.float32), [], np.zeros(0, np.float32)
    return np.concatenate(tags), arcs, np.concatenate(evidence)


def windows(count: int) -> Iterator[tuple[int, int, int]]:
    """Return windows `[start, end)` over `count` pieces, of even length, and where each hands over.

    The pieces up to the third number are judged in this window unless in one before.
    """
    if not count:
        return
    inner = WINDOW - 2 * MARGIN
    number = max(1, -(-(count - 2 * MARGIN) // inner))
    step = -(-(count - 2 * MARGIN) // number)
    for index in range(number):
        start = index * step
        end = min(count, start + step + 2 * MARGIN)
        yield start, end, count if index == number - 1 else end - MARGIN


def _softmax(scores: Scores) -> Scores:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Scores = powers / powers.sum(axis=1, keepdims=True)
    return shares
