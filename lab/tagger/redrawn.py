"""What a network that never read an article would mark in it: annotations drawn anew.

Of rare cues two annotators agree on six in ten, so much of what a network could learn by heart is
chance. Each half of the articles is therefore read by a network that was trained on the other
half, and its doubts become annotations: sequences of tags drawn by how likely it holds them, each
with the arcs it would draw there. Learning then takes an article's own annotation or one of these.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from lab.tagger.data import Example, examples
from lab.tagger.drawing import drawn, targets
from lab.tagger.evaluate import chain_of, scorer
from lab.tagger.model import Network
from lab.tagger.renaming import families, people
from lab.tagger.train import Annotation, Corpus, Run, epoch
from workers.claims.tagger.network import read

HALVES = 2
EPOCHS = 4
DRAWN = 4
"""Annotations that are drawn for each article."""


def annotations(said: argparse.Namespace, tokenizer: Tokenizer) -> dict[str, list[Annotation]]:
    """Return annotations drawn anew of every article, by its name.

    They are kept in the run's folder and made only once.
    """
    articles = examples(said.corpora / "attribution/polnear_train.jsonl", tokenizer)
    found: dict[str, list[Annotation]] = {}
    for half in range(HALVES):
        folder = said.out / f"half-{half}"
        if not (folder / "redrawn.npz").exists():
            network = _taught(said, folder, half, articles[half::HALVES], tokenizer)
            _write(folder / "redrawn.npz", network, articles[1 - half :: HALVES], tokenizer, half)
        found |= _kept(folder / "redrawn.npz")
    return found


def _taught(
    said: argparse.Namespace, folder: Path, half: int, mine: Sequence[Example], tokenizer: Tokenizer
) -> Network:
    """Return a network trained on half of the articles: the average of its weights at the end."""
    named = [people(article.sentences) for article in mine]
    read = Corpus(tokenizer, mine, named, families(named), [], {})
    seed = 100 * said.seed + half
    run = Run(argparse.Namespace(out=folder, seed=seed, epochs=EPOCHS, rate=said.rate))
    run.resume()
    while run.epoch < EPOCHS:
        epoch(run, read)
        run.save()
    run.network.load_state_dict(run.average)
    return run.network


def _write(
    path: Path, network: Network, others: Sequence[Example], tokenizer: Tokenizer, seed: int
) -> None:
    """Write annotations of articles that a network never read."""
    arrays = {}
    for item in others:
        for at, (tags, pointed) in enumerate(redrawn(network, item, tokenizer, seed)):
            arrays[f"{item.name}|{at}|tags"] = tags.astype(np.int8)
            arrays[f"{item.name}|{at}|targets"] = pointed.astype(np.int32)
    np.savez_compressed(path, **arrays)


def _kept(path: Path) -> dict[str, list[Annotation]]:
    """Return what `_write` wrote."""
    with np.load(path) as file:
        names = dict.fromkeys(key.rsplit("|", 2)[0] for key in file.files)
        return {
            name: [
                tuple(file[f"{name}|{at}|{part}"].astype(np.int64) for part in ("tags", "targets"))
                for at in range(DRAWN)
            ]
            for name in names
        }


def redrawn(
    network: Network, item: Example, tokenizer: Tokenizer, seed: int
) -> Iterator[Annotation]:
    """Yield annotations that a network might give an article."""
    scores, arcs, _ = read(item.encoded, tokenizer, scorer(network, item.hand))
    breaks = [at for at, token in enumerate(item.encoded.positions) if token is None]
    rng = np.random.default_rng((seed, len(scores)))
    for tags in drawn(scores, chain_of(network), breaks, DRAWN, rng):
        yield tags, targets(tags, arcs, breaks)
