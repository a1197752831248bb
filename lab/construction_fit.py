"""Derive lexicon/en/construction_fit.tsv: how often source and content come out right.

    python -m lab.construction_fit polnear_train.jsonl OUT_FOLDER

The corpus is JSON lines with "text" and "attributions"; the part of `lab/corpus` that may be learnt
from is counted beside it. Counted are the attributions whose cue
meets an annotated one; right are those whose source and content each share half or more of their
characters with the annotated ones (intersection over union).
"""

import json
import sys
from collections import Counter
from itertools import chain
from pathlib import Path

from lab.blocks import paged
from lab.tagger import marked
from workers.claims.attribution import attributions
from workers.claims.constructions import sights
from workers.claims.tagger.rules import tag
from workers.claims.text import sentences


def main(corpus: Path, out: Path) -> None:
    """Count, and write the file."""
    right, seen = Counter(), Counter()
    for row in chain(map(json.loads, corpus.open(encoding="utf-8")), marked.taught()):
        article = paged(row["text"])
        read = sentences(article)
        looked_at = sights(read)
        names = {
            sight.line.span(*found.cue)[0]: found.construction
            for sight in looked_at
            for found in sight.candidates
        }
        gold = {at: one for one in row["attributions"] for s, e in one["cue"] for at in range(s, e)}
        for found in attributions(article, read, tag(looked_at), looked_at):
            one = gold.get(found.cue[0][0])
            if one is not None and found.via is None:
                name = names[found.cue[0][0]]
                seen[name] += 1
                right[name] += _same(found.source, one["source"]) and _same(
                    found.content, one["content"]
                )
    write(out / "construction_fit.tsv", right, seen)


def _same(found, gold) -> bool:
    ours = {at for s, e in found for at in range(s, e)}
    theirs = {at for s, e in gold for at in range(s, e)}
    return 2 * len(ours & theirs) >= len(ours | theirs)


def write(path: Path, right: Counter, seen: Counter) -> None:
    """Write a row a construction."""
    rows = [
        "# How often source and content of an attribution come out right where its cue is one, by",
        "# construction and frame: name, right, seen. Measured by lab/construction_fit.py on",
        "# PolNeAR 1.0.0, train part, and on lab/corpus.",
    ]
    rows += [f"{name}\t{right[name]}\t{count}" for name, count in sorted(seen.items())]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
