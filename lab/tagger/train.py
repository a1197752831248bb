"""Trains the network, epoch by epoch, so that a run that was cut off can go on.

Each epoch writes last.pt to the run's folder, from which it goes on, and epoch-N.pt with the
weights alone; figures on dev go to log.jsonl. The same seed gives the same order of windows; sums
of floats depend on the machine and its number of threads.
"""

import argparse
import json
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from lab.tagger import marked
from lab.tagger.base import base_folder, base_tokenizer
from lab.tagger.data import Example, arrays, batches, cut, cut_at_sentences, example, examples
from lab.tagger.evaluate import tag_figures
from lab.tagger.model import Network
from lab.tagger.renaming import People, families, people, renamed
from lab.tagger.uncertain import Judged, evidence_arrays, judged, packed
from workers.claims.tagger.encoding import Integers, encode, piece

WINDOW = 254
"""Pieces of a window, [CLS] and [SEP] not counted."""
BATCH = 2048
"""Pieces of a batch, padding counted."""
BESIDE, BESIDE_WEIGHT = 460, 0.5
"""Pieces of judged sentences that are read beside each batch, and what their loss counts."""
RENAMED = 0.5
"""The share of the articles of an epoch whose people bear other names."""
ANYONE = 0.3
"""The share that is read without saying who annotated it, as the product reads."""
OWN = 2
"""How often an epoch reads each article of our own corpus (marked.py), small beside the other."""
REDRAWN = 0.4
"""The share whose annotation is drawn anew (redrawn.py)."""
WARM_UP = 0.06
SETTLING, SETTLING_RATE = 2, 6e-5
"""Epochs after the others, at a rate that falls from this, in which half of the articles are read a
few sentences at a time: a text may be one sentence."""
HEADS = 5
"""How much faster the new layers learn than the encoder."""
AVERAGE_EVERY, AVERAGE_DECAY = 5, 0.98


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what a run can be told."""
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)


Arrays = dict[str, Integers]
Annotation = tuple[Integers, Integers]
"""Tags and targets of an article's positions (data.Example)."""


@dataclass(frozen=True)
class Corpus:
    """What is learnt from, and the tokenizer that reads it."""

    tokenizer: Tokenizer
    articles: Sequence[Example]
    named: list[People]
    pool: list[str]
    judged: list[Judged]
    redrawn: Mapping[str, Sequence[Annotation]]
    """Per article, other annotations of it; none for some."""

    def batches(
        self, rng: np.random.Generator, *, settling: bool
    ) -> list[tuple[Arrays, Arrays | None]]:
        """Return the batches of an epoch, each with the one that is read beside it, if any."""
        cls, sep = piece(self.tokenizer, "[CLS]"), piece(self.tokenizer, "[SEP]")
        read = [self._variant(*one, rng) for one in zip(self.articles, self.named, strict=True)]
        if settling:
            read = [read[at] for at in rng.permutation(len(read))]
        apart = read[::2] if settling else []
        windows = cut(read[1::2] if settling else read, WINDOW, rng)
        windows += cut_at_sentences(apart, WINDOW, rng)
        main = [arrays(group, sep) for group in batches(windows, BATCH, rng)]
        if not self.judged:
            return [(a, None) for a in main]
        beside = packed(self.judged, BESIDE, WINDOW, rng)  # more than enough for an epoch
        return [(a, evidence_arrays(next(beside), cls, sep, WINDOW)) for a in main]

    def _variant(self, article: Example, named: People, rng: np.random.Generator) -> Example:
        """Return an article as one epoch reads it; its positions are the same."""
        if rng.random() < ANYONE:
            article = replace(article, hand=piece(self.tokenizer, "[CLS]"))
        others = self.redrawn.get(article.name, ())
        if others and rng.random() < REDRAWN:
            tags, targets = others[int(rng.integers(len(others)))]
            article = replace(article, tags=tags, targets=targets)
        if rng.random() < RENAMED:
            sentences = renamed(article.sentences, named, self.pool, rng)
            article = replace(article, encoded=encode(self.tokenizer, sentences))
        return article


def corpus(
    folder: Path, tokenizer: Tokenizer, others: Mapping[str, Sequence[Annotation]]
) -> Corpus:
    """Return what is to be learnt from: the files of a folder, and the corpus of our own.

    `others` are annotations drawn anew, by an article's name (redrawn.py).
    """
    articles = examples(folder / "attribution/polnear_train.jsonl", tokenizer)
    own = 1 + len({article.hand for article in articles})
    articles += OWN * [example(row, tokenizer, own) for row in marked.taught()]
    named = [people(article.sentences) for article in articles]
    sentences = [
        one
        for part in ("wiki", "bio")
        for one in judged(folder / f"hedging/conll2010_{part}_train.jsonl", tokenizer)
    ]
    return Corpus(tokenizer, articles, named, families(named), sentences, others)


class Run:
    """A training run: the network, its running average, the optimiser and where they stand."""

    def __init__(self, said: argparse.Namespace):
        self.said = said
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(said.seed)
        self.network = Network(base_folder()).to(self.device)
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        self.optimiser = torch.optim.AdamW(self._groups(), betas=(0.9, 0.98), fused=True)
        self.epoch, self.step = 0, 0

    def _groups(self) -> list[dict]:
        heads = {id(p) for p in self.network.heads()}
        groups: dict[tuple[bool, bool], list] = {}
        for parameter in self.network.parameters():
            key = (id(parameter) in heads, parameter.ndim > 1)
            groups.setdefault(key, []).append(parameter)
        return [
            {
                "params": found,
                "weight_decay": 0.01 if decays else 0.0,
                "scale": HEADS if is_head else 1,
            }
            for (is_head, decays), found in groups.items()
        ]

    def set_rate(self, epochs: float) -> None:
        """Set the learning rate after so many epochs: up, down to nothing, and down once more."""
        share, settled = epochs / self.said.epochs, (epochs - self.said.epochs) / SETTLING
        rate = self.said.rate * min(share / WARM_UP, (1 - share) / (1 - WARM_UP))
        rate = rate if share < 1 else SETTLING_RATE * (1 - settled)
        for group in self.optimiser.param_groups:
            group["lr"] = rate * group["scale"]

    def learn(self, batch: Arrays, beside: Arrays | None) -> float:
        """Take one step; return the loss of the attributions."""
        with torch.autocast(self.device, dtype=torch.bfloat16):
            loss = self.network.loss(self._placed(batch))
            uncertainty = self.network.uncertainty_loss(self._placed(beside)) if beside else 0
        (loss + BESIDE_WEIGHT * uncertainty).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0:
            decay = min(AVERAGE_DECAY, 1 - 1 / (1 + self.step / AVERAGE_EVERY))
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, 1 - decay)
        return loss.item()

    def _placed(self, batch: Arrays) -> dict[str, torch.Tensor]:
        return {k: torch.from_numpy(v).to(self.device) for k, v in batch.items()}

    def save(self) -> None:
        """Write what the run needs to go on, and the weights of this epoch."""
        self.said.out.mkdir(parents=True, exist_ok=True)
        weights = {"network": self.network.state_dict(), "average": self.average}
        state = {**weights, "optimiser": self.optimiser.state_dict(), "at": (self.epoch, self.step)}
        torch.save(state, self.said.out / "part.pt")
        (self.said.out / "part.pt").replace(self.said.out / "last.pt")
        torch.save(weights, self.said.out / f"epoch-{self.epoch}.pt")

    def resume(self) -> None:
        """Go on from where an earlier run with the same folder was cut off."""
        path = self.said.out / "last.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device)
            self.network.load_state_dict(state["network"])
            self.average = state["average"]
            self.optimiser.load_state_dict(state["optimiser"])
            self.epoch, self.step = state["at"]


def epoch(run: Run, read: Corpus) -> None:
    """Read every article once."""
    rng = np.random.default_rng((run.said.seed, run.epoch))
    torch.manual_seed(run.said.seed * 1000 + run.epoch)
    groups = read.batches(rng, settling=run.epoch >= run.said.epochs)
    began, total = time.time(), 0.0
    run.network.train()
    for index, group in enumerate(groups, 1):
        run.set_rate(run.epoch + (index - 0.5) / len(groups))
        loss = run.learn(*group)
        if not math.isfinite(loss):
            raise FloatingPointError(f"The loss is {loss} at step {run.step}.")
        total += loss
        if index % 20 == 0:
            spent = (time.time() - began) / index
            print(f"{run.epoch} {index}/{len(groups)} {total / 20:.4f} {spent:.2f} s", flush=True)
            total = 0.0
    run.epoch += 1


def note(run: Run, dev: list[Example], tokenizer: Tokenizer) -> None:
    """Measure the weights as they are and their average on dev, and write it down."""
    kept = {k: v.clone() for k, v in run.network.state_dict().items()}
    for kind, weights in (("network", kept), ("average", run.average)):
        run.network.load_state_dict(weights)
        line = {"epoch": run.epoch, "weights": kind, **tag_figures(run.network, dev, tokenizer)}
        with (run.said.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)
    run.network.load_state_dict(kept)


def train(said: argparse.Namespace, others: Mapping[str, Sequence[Annotation]]) -> None:
    """Train, or go on training, and measure on the held-out articles after each epoch."""
    tokenizer = base_tokenizer()
    read = corpus(said.corpora, tokenizer, others)
    dev = examples(said.corpora / "attribution/polnear_dev.jsonl", tokenizer)
    run = Run(said)
    run.resume()
    while run.epoch < said.epochs + SETTLING:
        epoch(run, read)
        run.save()
        note(run, dev, tokenizer)
