"""From the corpora to a model file, with one command:

    python -m lab.tagger --corpora FOLDER --out FOLDER

The first folder holds attribution/polnear_train.jsonl and attribution/polnear_dev.jsonl, and
hedging/conll2010_wiki_train.jsonl and hedging/conll2010_bio_train.jsonl. First two networks read a
half of the articles each and annotate the other half anew, then one reads all. Training goes on
where it was cut off; the weights of the last epoch that do best on dev, as they are or averaged,
are exported to OUT/tagger.onnx.
"""  # fmt: skip

import argparse
import hashlib
import json
from pathlib import Path

from lab.tagger.base import base_tokenizer
from lab.tagger.export import export, load
from lab.tagger.redrawn import annotations
from lab.tagger.train import SETTLING, add_options, train


def main() -> None:
    """Train, export, and print the checksum of the file."""
    parser = argparse.ArgumentParser(description="Train and export the tagger.")
    parser.add_argument("--corpora", type=Path, required=True)
    add_options(parser)
    said = parser.parse_args()
    train(said, annotations(said, base_tokenizer()))
    out = said.out / "tagger.onnx"
    last = said.epochs + SETTLING
    export(load(said.out / f"epoch-{last}.pt", better(said.out, last)), out)
    print(hashlib.sha256(out.read_bytes()).hexdigest(), out.stat().st_size)


def better(out: Path, epoch: int) -> str:
    """Return which weights of an epoch do better on dev: `network` or `average`."""
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]
    figures = [line for line in lines if line["epoch"] == epoch]
    best = max(figures, key=lambda line: line["source"] + line["cue"] + line["content"])
    return str(best["weights"])


if __name__ == "__main__":
    main()
