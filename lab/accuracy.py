"""How often Onrecord is right: `python -m lab.accuracy ../shared [--write docs/method.md]`.

Runs the pipeline over the labelled sets below the given folder and scores it with the one scorer,
`eval/evaluate.py` there. Prints a table in Markdown; with `--write`, puts it between the two
`accuracy` comments of a document.
"""

import argparse
import importlib.util
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from server.backends.base import Job
from server.settings import Settings
from workers.analysis import engine
from workers.jobs import perform

MARKED = re.compile(r"(?<=<!-- accuracy -->\n).*?(?=<!-- /accuracy -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Measure:
    """A task of the scorer on one of its files, and the figures worth telling."""

    task: str
    file: str
    told: dict[str, str]
    """Name of the figure in the scorer's answer, to what a reader is told it is."""


MEASURES = (
    Measure(
        "attribution",
        "attribution/polnear_dev.jsonl",
        {
            "attribution found (cue overlap)": "attributions found",
            "relation (source and content, IoU 0.5)": "source and content both right",
            "relation precision of the most confident 60 %": "the same, precision of the most "
            "confident 60 %",
            "source token": "words of sources",
            "content token": "words of contents",
        },
    ),
    Measure(
        "kinds",
        "sources/sources_dev.jsonl",
        {
            "found": "attributions found",
            "kind accuracy among found": "kind of source right, of those found",
            "official accuracy among found": "official or not right, of those found",
            "stance accuracy among found": "stance right, of those found",
            "not named (unnamed or vague), found and said so": "unnamed or vague, and said to be",
        },
    ),
    Measure(
        "statements",
        "sources/scu_sourcing_dev.jsonl",
        {"found %": "sourced statements found", "type right among found %": "their type right"},
    ),
    Measure(
        "hedges",
        "hedging/hedges_dev.jsonl",
        {
            "hedged sentence": "hedged sentences",
            "hedge cue (overlap)": "hedge cues",
            "certainty accuracy": "certainty right",
        },
    ),
)


def scorer(shared: Path) -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("evaluate", shared / "eval" / "evaluate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def results(inputs: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return the analyses of some texts, as a program would get them."""
    jobs = [Job(row["id"], "text", text=row["text"], language="en") for row in inputs]
    settings = Settings()
    made = (perform(job, settings, lambda _: None) for job in jobs)
    return [json.loads(analysis.model_dump_json()) for analysis in made]


def rows(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Yield set, what is measured, and the figure: F1 with precision and recall, or a share."""
    evaluate = scorer(shared)
    for measure in MEASURES:
        gold = evaluate.read(shared / "data" / measure.file)
        inputs = getattr(evaluate, f"{measure.task}_inputs")(gold)
        figures = getattr(evaluate, measure.task)(gold, results(inputs))
        for name, told in measure.told.items():
            yield Path(measure.file).stem, told, _figure(figures[name])


def _figure(value: float | dict[str, float]) -> str:
    if isinstance(value, dict):
        return f"F1 {value['f1']:.1f} (precision {value['p']:.1f}, recall {value['r']:.1f})"
    return f"{value:.1f} %"


def table(shared: Path) -> str:
    """Return the figures as a table in Markdown, and what made them."""
    made = engine()
    lines = [f"| {where} | {what} | {figure} |" for where, what, figure in rows(shared)]
    head = f"Engine {made.version}, model `{made.model}`.\n\n| set | what | figure |\n|---|---|---|"
    return "\n".join([head, *lines, ""])


def main() -> None:
    """Print the table, or put it where it belongs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", type=Path)
    said = parser.parse_args()
    told = table(said.shared)
    print(told)
    if said.write:
        document = said.write.read_text(encoding="utf-8")
        assert MARKED.search(document), f"{said.write} has no place for the table"
        said.write.write_text(MARKED.sub(lambda _: told, document), encoding="utf-8")


if __name__ == "__main__":
    main()
