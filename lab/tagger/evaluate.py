"""How well a network tags: figures on spans, without the rest of the pipeline."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from lab.tagger.data import Example
from lab.tagger.model import Network
from workers.claims.tagger.decoding import Chain, Scores, best_tags, runs
from workers.claims.tagger.network import read


def tag_figures(network: Network, dev: Sequence[Example], tokenizer: Tokenizer) -> dict[str, float]:
    """Return exact F1 of source, cue and content in %, and how often an arc is right."""
    counts: Counter[tuple[str, str]] = Counter()
    chain, score = chain_of(network), scorer(network)
    for item in dev:
        scores, arcs, _ = read(item.encoded, tokenizer, score)
        said = set(runs(best_tags(scores, chain)))
        gold = set(runs(item.tags.tolist()))
        for name, found in (("gold", gold), ("said", said), ("both", gold & said)):
            counts.update((run.role, name) for run in found)
        for at in np.flatnonzero(item.targets >= 0):
            target = int(item.targets[at])
            counts["arc", "gold"] += 1
            counts["arc", "said"] += 1
            counts["arc", "both"] += arcs[at].at(target) > 0.5
    return {
        role: round(200 * counts[role, "both"] / (counts[role, "gold"] + counts[role, "said"]), 2)
        for role in ("source", "cue", "content", "arc")
    }


def chain_of(network: Network) -> Chain:
    """Return the network's chain of tags."""
    steps, start = (p.detach().cpu().float().numpy() for p in (network.transitions, network.start))
    return Chain(steps, start)


def scorer(network: Network, first: int | None = None):
    """Return what scores the pieces of a window, as the exported model does.

    `first` is a piece to stand in the place of [CLS].
    """
    network.eval()

    @torch.no_grad()
    def score(ids: np.ndarray, types: np.ndarray) -> tuple[Scores, Scores, Scores]:
        device = network.transitions.device
        ids = ids if first is None else np.concatenate([[first], ids[1:]])
        given = [torch.from_numpy(x)[None].to(device) for x in (ids, types, np.ones_like(ids))]
        tags, arcs, evidence = (x[0].float().cpu().numpy() for x in network(*given))
        return tags, arcs, evidence

    return score
