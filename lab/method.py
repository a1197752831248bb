"""Prints the tables of docs/method.md from the files they tell of.

    python -m lab.method docs/method.md

    workers/claims/traceability.toml ─► the table          server/accuracy.json ─► the figures

A table stands between two comments with its name. `lab.accuracy` and `lab.calibration` measure,
then print theirs too.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from server import about
from server.about import Accuracy, ByClass, Figure
from workers.claims.policy import PUBLISHED, Policy

FIGURES = Path(about.__file__).with_name(about.FILE)


def accuracy(measured: Accuracy) -> str:
    """Return the figures as tables in Markdown, and which engine they are of."""
    figures = [
        f"| {one.name} | {one.rows:,} | {figure.what} | {_value(figure)} |"
        for one in measured.sets
        for figure in one.figures
    ]
    parts = [
        f"Engine {measured.engine.version}, model `{measured.engine.model}`.",
        "\n".join(["| set | rows | what | figure |", "|---|---|---|---|", *figures]),
        *(_by_class(one.name, split) for one in measured.sets for split in one.by_class),
    ]
    return "\n\n".join(parts) + "\n"


def _value(figure: Figure) -> str:
    if figure.ratio:
        parts = f"precision {figure.ratio.precision:.1f}, recall {figure.ratio.recall:.1f}"
        return f"F1 {figure.value:.1f} ({parts})"
    return {
        "%": f"{figure.value:.1f} %",
        "steps": f"{figure.value:.3f}",
        "r": f"r {figure.value:.2f}",
    }[figure.unit]


def _by_class(name: str, split: ByClass) -> str:
    """Return a row a label: how many, how often right, and what they were said to be."""
    columns = list(dict.fromkeys((*split.counts, *_others(split.counts))))
    head = ["labelled", "rows", "precision", "recall", *(f"*{column}*" for column in columns)]
    rows = [
        [
            label,
            str(sum(given.values())),
            f"{split.classes[label].precision:.0f}",
            f"{split.classes[label].recall:.0f}",
            *(_count(given.get(column, 0), column == label) for column in columns),
        ]
        for label, given in split.counts.items()
    ]
    table = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    table.insert(1, "|---" * len(head) + "|")
    return "\n".join([f"**{split.what.capitalize()}**, {name}", "", *table])


def _others(counts: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield from (column for given in counts.values() for column in given if column not in counts)


def _count(number: int, is_right: bool) -> str:
    return f"**{number}**" if is_right else str(number or "")


def traceability(policy: Policy) -> str:
    """Return the policy as a table in Markdown: every rule that counts, and how."""
    only = "unless unnamed, vague or none"
    rows = [
        *((f"source.{kind}", "start", value) for kind, value in policy.source.items()),
        *(("source.official", f"plus, for a {kind}", v) for kind, v in policy.official.items()),
        *(("source.linked", f"plus, for a linked {kind}", v) for kind, v in policy.linked.items()),
        *((f"form.{form}", f"plus, {only}", value) for form, value in policy.form.items()),
        *((f"source.{rule}", "plus, for the unnamed", v) for rule, v in policy.unnamed.items()),
        *((f"via.{kind}", "times", value) for kind, value in policy.via.items()),
        ("kept.doubtful", "kept back below", policy.shown["least_confidence"]),
    ]
    lines = [f"| `{rule}` | {how} | {value:.2f} |" for rule, how, value in rows]
    return "\n".join(["| rule | how | value |", "|---|---|---|", *lines, ""])


def printed(text: str, measured: Accuracy) -> str:
    """Return a document with its tables anew. Raises ValueError if it has no place for one."""
    return filled(text, {"traceability": traceability(PUBLISHED), "accuracy": accuracy(measured)})


def filled(text: str, tables: Mapping[str, str]) -> str:
    """Return a document with tables in their places. Raises ValueError if one has no place."""
    for name, table in tables.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        place = re.compile(f"(?<={begin}).*?(?={end})", re.DOTALL)
        if not place.search(text):
            raise ValueError(f"no place for {name}: {begin!r} … {end!r}")
        text = place.sub(lambda _, table=table: table, text)  # type: ignore[misc]
    return text


def write(document: Path, measured: Accuracy) -> None:
    """Print the tables into a document."""
    text = document.read_text(encoding="utf-8")
    document.write_text(printed(text, measured), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), about.measured())
