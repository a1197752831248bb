"""How many hedges and weasels of our own corpus are found: `python -m lab.own [--each]`.

Over the articles of lab/corpus that are kept for measuring. A mark is found if one of the same sort
shares a character with it. With `--each` every one that was missed or should not be there is shown.
What is attributed is measured by `lab.accuracy`.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lab.scoring import analysis
from lab.tagger import marked

SORTS = ("hedges", "weasels")
_AROUND = 60
"""Characters shown on both sides of a mark."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Compared:
    """The marks of one sort in one text: found, missed, and those that should not be there."""

    found: Sequence[Span]
    missed: Sequence[Span]
    wrong: Sequence[Span]


def compared(gold: Sequence[Span], said: Sequence[Span]) -> Compared:
    """Return which marks meet one of the other side."""
    return Compared(
        found=[one for one in gold if _meets(one, said)],
        missed=[one for one in gold if not _meets(one, said)],
        wrong=[one for one in said if not _meets(one, gold)],
    )


def _meets(one: Span, others: Sequence[Span]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def said_of(text: str) -> dict[str, list[Span]]:
    """Return the hedges and weasels that the engine marks in a text."""
    found = analysis(text).hedges
    spans = {sort: [] for sort in SORTS}
    for hedge in found:
        spans[SORTS[hedge.kind == "weasel"]].append((hedge.start, hedge.end))
    return spans


def main() -> None:
    """Print precision, recall and F1 of both sorts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--each", action="store_true")
    said = parser.parse_args()
    rows = marked.held_out()
    marks = [said_of(row["text"]) for row in rows]
    for sort in SORTS:
        results = [
            compared([tuple(span) for span in row[sort]], one[sort])
            for row, one in zip(rows, marks, strict=True)
        ]
        print(f"{sort}: {_figures(results)}")
        if said.each:
            for row, result in zip(rows, results, strict=True):
                print(*_shown(row["text"], result), sep="\n")


def _figures(results: Sequence[Compared]) -> str:
    found, missed, wrong = (
        sum(len(getattr(one, part)) for one in results) for part in ("found", "missed", "wrong")
    )
    precision, recall = found / (found + wrong), found / (found + missed)
    both = 2 * precision * recall / (precision + recall)
    return f"F1 {100 * both:.1f} (precision {100 * precision:.1f}, recall {100 * recall:.1f})"


def _shown(text: str, result: Compared) -> Iterator[str]:
    for name in ("missed", "wrong"):
        for start, end in getattr(result, name):
            around = text[max(0, start - _AROUND) : start], text[start:end], text[end:][:_AROUND]
            yield "  {} {}«{}»{}".format(name, *around).replace("\n", " ")


if __name__ == "__main__":
    main()
