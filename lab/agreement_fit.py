"""Fit how sure an attribution is: `python -m lab.agreement_fit polnear_dev.jsonl`.

Reads JSON lines with "text" and "attributions". For each attribution that the network marks: the
log-odds of the product of its spans, whether a construction says the same, whether it has a source,
and whether source and content share half or more of their characters with annotated ones. Prints
what `workers/claims/tagger/agreement.py` needs, by logistic regression (Newton's method).
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from lab.blocks import paged
from workers.claims.constructions import candidates
from workers.claims.constructions.line import lines
from workers.claims.grouping import groups
from workers.claims.quotation import quotations
from workers.claims.tagger.agreement import log_odds, mended, proposals
from workers.claims.tagger.network import WEIGHTS, NeuralTagger
from workers.claims.text import sentences


def main(corpus: Path) -> None:
    """Print slope, and the offsets of what is confirmed and of what is not."""
    tagger = NeuralTagger(WEIGHTS)
    rows = [row for line in corpus.open(encoding="utf-8") for row in sightings(tagger, line)]
    seen = np.array([(odds, held, not held, sourced) for odds, held, sourced, _ in rows], float)
    right = np.array([is_right for *_, is_right in rows], float)
    weights = np.zeros(4)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-seen @ weights))
        curve = (seen.T * (likely * (1 - likely))) @ seen
        weights += np.linalg.solve(curve, seen.T @ (right - likely))
    told = "{} attributions: SLOPE {:.2f}, CONFIRMED {:.2f}, ALONE {:.2f}, SOURCED {:.2f}"
    print(told.format(len(rows), *weights))


def sightings(tagger: NeuralTagger, line: str) -> Iterator[tuple[float, bool, bool, bool]]:
    """Return log-odds, confirmed, sourced, right of each attribution marked in one article."""
    row = json.loads(line)
    article = paged(row["text"])
    read = sentences(article)
    proposed = [
        one
        for told in lines(read, quotations(read))
        for one in proposals(told, tuple(candidates(told)))
    ]
    for found in groups(tagger.tag(article, read)):
        marked, agreeing = mended(found, proposed)
        yield (
            log_odds(marked.confidence),
            bool(agreeing),
            bool(marked.source),
            any(
                _same(marked.source, gold["source"]) and _same(marked.content, gold["content"])
                for gold in row["attributions"]
            ),
        )


def _same(found, gold) -> bool:
    ours = {at for span in found for at in range(span.start, span.end)}
    theirs = {at for start, end in gold for at in range(start, end)}
    return 2 * len(ours & theirs) >= len(ours | theirs)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
