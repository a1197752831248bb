"""Annotations drawn from a network's scores: tags by their probability, and their arcs."""

from collections.abc import Sequence

import numpy as np

from lab.tagger.data import IGNORED, NOWHERE
from workers.claims.tagger.decoding import TAGS, Arcs, Chain, Scores, forbidden, links, runs
from workers.claims.tagger.encoding import Integers


def drawn(
    scores: Scores, chain: Chain, breaks: Sequence[int], count: int, rng: np.random.Generator
) -> Integers:
    """Return `count` sequences of tags as rows, drawn by their probability, O where a break stands.

    Forward filtering, backward sampling.
    """
    scores = scores.astype(np.float64)
    scores[list(breaks), 1:] = -np.inf
    steps = np.where(forbidden(), -np.inf, chain.steps)
    first = np.array([-np.inf if tag[0] == "I" else 0 for tag in TAGS])
    ahead = np.empty(scores.shape)
    ahead[0] = chain.start + first + scores[0]
    for at in range(1, len(scores)):
        ahead[at] = np.logaddexp.reduce(ahead[at - 1][:, None] + steps, axis=0) + scores[at]
    tags = np.empty((count, len(scores)), np.int64)
    tags[:, -1] = _draw(np.repeat(ahead[-1][None], count, axis=0), rng)
    for at in range(len(scores) - 2, -1, -1):
        tags[:, at] = _draw(ahead[at] + steps[:, tags[:, at + 1]].T, rng)
    return tags


def _draw(logs: np.ndarray, rng: np.random.Generator) -> Integers:
    """Return an index for each row, drawn by the row's logarithms (the Gumbel trick)."""
    return (logs + rng.gumbel(size=logs.shape)).argmax(axis=1)


def targets(tags: Integers, arcs: Sequence[Arcs], breaks: Sequence[int]) -> Integers:
    """Return where each position of a cue or content points, as `data.example` has it."""
    found = list(runs(tags.tolist()))
    pointed = np.full(len(tags), IGNORED)
    for run in found:
        if run.role == "cue":
            pointed[run.start : run.end] = NOWHERE
    for link in links(found, arcs, breaks):
        span, cue = found[link.span], found[link.cue]
        if span.role == "source":
            pointed[cue.start : cue.end] = span.start
        else:
            pointed[span.start : span.end] = cue.start
    return pointed
