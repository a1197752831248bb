"""How often Onrecord is right: `python -m lab.accuracy ../shared [--write docs/method.md]`.

Runs the pipeline over the labelled sets below the given folder, scores it with the one scorer,
`eval/evaluate.py` there, and prints the figures. With `--write`, server/accuracy.json keeps them,
where /api/v1/meta finds them, and the document gets its tables anew from it (`lab.method`).
"""

import argparse
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from lab import method, own
from lab.tagger import marked
from lab.tagger.uncertain import held_out
from server.about import Accuracy, ByClass, Figure, MeasuredSet, Ratio
from server.backends.base import Job
from server.contract import Certainty, SourceKind, Stance
from server.settings import Settings
from workers.analysis import engine
from workers.jobs import perform

Row = dict[str, Any]
MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Classes:
    """A field of the set whose labels are told apart."""

    what: str
    field: str
    figure: str
    """The scorer's figure that says whether it was right."""
    labels: Mapping[str, object]
    """What a reader is told of a value of the field, to that value."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A task of the scorer on one of its files, and the figures worth telling."""

    task: str
    file: str
    told: Mapping[str, str]
    """Name of the figure in the scorer's answer, to what a reader is told it is."""
    classes: tuple[Classes, ...] = ()
    is_fifth: bool = False
    """Whether a tagger is trained on the rest of the file: the fifth it never saw counts."""


def _same(labels: tuple[str, ...]) -> dict[str, object]:
    return {label: label for label in labels}


UNITS = {"mean absolute error": "steps", "always +3": "steps", "pearson r": "r"}
UNCERTAIN = {"uncertain sentence": "uncertain sentences, weasel words counted"}
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
        (
            Classes(
                "kind of source",
                "kind",
                "kind accuracy among found",
                _same(get_args(SourceKind)),
            ),
            Classes(
                "official or not",
                "official",
                "official accuracy among found",
                {"official": True, "not official": False},
            ),
            Classes("stance", "stance", "stance accuracy among found", _same(get_args(Stance))),
        ),
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
        (Classes("certainty", "certainty", "certainty accuracy", _same(get_args(Certainty))),),
    ),
    Measure("uncertain", "hedging/conll2010_wiki_train.jsonl", UNCERTAIN, is_fifth=True),
    Measure("uncertain", "hedging/conll2010_bio_train.jsonl", UNCERTAIN, is_fifth=True),
    Measure(
        "factuality",
        "hedging/factuality_uw_dev.jsonl",
        {
            "mean absolute error": "factuality of events, mean error in steps from -3 to +3",
            "always +3": "the same if all were taken for +3",
            "pearson r": "factuality of events, correlation",
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


def results(inputs: Sequence[Mapping[str, str]]) -> list[Row]:
    """Return the analyses of some texts, as a program would get them."""
    jobs = [Job(row["id"], "text", text=row["text"], language="en") for row in inputs]
    settings = Settings()
    made = (perform(job, settings, lambda _: None) for job in jobs)
    return [json.loads(analysis.model_dump_json()) for analysis in made]


def measured(shared: Path) -> Accuracy:
    """Return all figures, and the engine they are of."""
    evaluate = scorer(shared)
    sets = tuple(_measured(evaluate, measure, shared / "data") for measure in MEASURES)
    return Accuracy(engine=engine(), sets=(*sets, own.measured(marked.held_out())))


def _measured(evaluate: ModuleType, measure: Measure, data: Path) -> MeasuredSet:
    gold = evaluate.read(data / measure.file)
    if measure.is_fifth:
        gold = [gold[at] for at in sorted(held_out(len(gold)))]
    score = getattr(evaluate, measure.task)
    said = results(getattr(evaluate, f"{measure.task}_inputs")(gold))
    figures = score(gold, said)
    return MeasuredSet(
        name=Path(measure.file).stem,
        rows=len(gold),
        figures=tuple(_figure(figures[name], name, told) for name, told in measure.told.items()),
        by_class=tuple(by_class(score, gold, said, classes) for classes in measure.classes),
    )


def _figure(value: float | dict[str, float], name: str, told: str) -> Figure:
    ratio = None
    if isinstance(value, dict):
        ratio = Ratio(precision=value["p"], recall=value["r"], f1=value["f1"])
    unit = UNITS.get(name, "F1" if ratio else "%")
    return Figure(what=told, value=ratio.f1 if ratio else value, unit=unit, ratio=ratio)


def by_class(score: Any, gold: list[Row], said: list[Row], classes: Classes) -> ByClass:
    """Return which label each row was given: the one with which the scorer would call it right.

    So an attribution is matched as the scorer matches it, here and in its figures.
    """
    name_of = {value: name for name, value in classes.labels.items()}
    counts = {name: Counter[str]() for name in classes.labels}
    for row, result in _paired(gold, said):
        right = (
            name
            for name, value in classes.labels.items()
            if score([{**row, classes.field: value}], [result])[classes.figure]
        )
        counts[name_of[row[classes.field]]][next(right, MISSED)] += 1
    columns = (*classes.labels, MISSED)
    return ByClass(
        what=classes.what,
        counts={
            name: {column: row[column] for column in columns if row[column]}
            for name, row in counts.items()
        },
        classes={name: _ratio(name, counts) for name in counts},
    )


def _paired(gold: list[Row], said: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row with the result of its text: rows of one article share theirs."""
    by_id = {result["id"]: result for result in said}
    yield from ((row, by_id[row["doc" if row["id"] not in by_id else "id"]]) for row in gold)


def _ratio(name: str, counts: Mapping[str, Counter[str]]) -> Ratio:
    """Return precision and recall of a label in percent; what was missed lowers the recall."""
    right = counts[name][name]
    given = sum(row[name] for row in counts.values())
    precision = right / given if given else 0.0
    recall = right / counts[name].total() if counts[name] else 0.0
    both = precision + recall
    return Ratio(
        precision=round(100 * precision, 2),
        recall=round(100 * recall, 2),
        f1=round(200 * precision * recall / both, 2) if both else 0.0,
    )


def main() -> None:
    """Print the figures; keep them and print them into the document if it is named."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", type=Path)
    said = parser.parse_args()
    accuracy = measured(said.shared)
    print(method.accuracy(accuracy))
    if said.write:
        method.FIGURES.write_text(accuracy.model_dump_json(indent=1) + "\n", encoding="utf-8")
        method.write(said.write, accuracy)


if __name__ == "__main__":
    main()
