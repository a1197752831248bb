"""How often an attribution is right, by how sure Onrecord is.

    python -m lab.calibration ../shared [--write docs/method.md]

Prints a table in Markdown over the 84 dev articles of PolNeAR. Right means what the scorer's
`relation` means: source and content each share half of their words or more with a gold pair's.
"""  # fmt: skip

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from lab.accuracy import results, scorer
from lab.method import filled
from workers.claims.policy import PUBLISHED

EDGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.4, 0.0)
ROLES = ("source", "content")


def judged(evaluate: ModuleType, gold: dict[str, Any], said: dict[str, Any]) -> Iterator[tuple]:
    """Yield the confidence of each outermost attribution of an article, and whether it is right."""
    tokens = evaluate.tokens(gold["text"])
    found = evaluate.outermost(said["attributions"])
    right: set[int] = set()
    for one in gold["attributions"]:
        alike = (
            at
            for at, other in enumerate(found)
            if at not in right and all(_alike(evaluate, tokens, one, other, r) for r in ROLES)
        )
        right |= {next(alike, -1)}
    yield from ((one["confidence"], at in right) for at, one in enumerate(found))


def _alike(evaluate: ModuleType, tokens: Any, one: dict, other: dict, role: str) -> bool:
    a, b = (evaluate.covered(tokens, evaluate.fragments([x], role)) for x in (one, other))
    return (not a and not b) or 2 * len(a & b) >= len(a | b) > 0


def table(pairs: Sequence[tuple[float, bool]], least: float) -> str:
    """Return in Markdown how many are right by how sure they are, and of those that are shown."""
    rows = []
    for high, low in pairwise(EDGES):
        share = [ok for sure, ok in pairs if low <= sure < high or sure == high == 1]
        rows.append(f"| {low:.2f} to {high:.2f} | {len(share)} | {sum(share) / len(share):.1%} |")
    shown = [ok for sure, ok in pairs if sure >= least]
    return "\n".join(
        [
            "| confidence | attributions | right |",
            "|---|---|---|",
            *rows,
            f"| **shown unasked: {least:.2f} to 1.00** | {len(shown)} | "
            f"**{sum(shown) / len(shown):.1%}** |",
            "",
        ]
    )


def main() -> None:
    """Print the table, and put it into the document that is named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    evaluate = scorer(told.shared)
    gold = evaluate.read(told.shared / "data/attribution/polnear_dev.jsonl")
    said = results(evaluate.attribution_inputs(gold))
    pairs = [p for g, r in zip(gold, said, strict=True) for p in judged(evaluate, g, r)]
    measured = table(pairs, PUBLISHED.shown["least_confidence"])
    print(measured)
    if told.write:
        text = told.write.read_text(encoding="utf-8")
        told.write.write_text(filled(text, {"calibration": measured}), encoding="utf-8")


if __name__ == "__main__":
    main()
