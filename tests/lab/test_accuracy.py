"""Figures by class: each label that was given is the one the scorer would call right."""

from typing import Any

from lab.accuracy import Classes, by_class
from server.about import Ratio

Rows = list[dict[str, Any]]
CLASSES = Classes("colour", "colour", "right %", {"red": "red", "green": "green", "blue": "blue"})


def scored(gold: Rows, said: Rows) -> dict[str, float]:
    """A scorer of one figure, over rows that share the result of their text."""
    of = {result["id"]: result["colours"] for result in said}
    right = [of[row["doc"]].get(row["id"]) == row["colour"] for row in gold]
    return {"right %": 100 * sum(right) / len(gold)}


GOLD = [
    {"id": "1", "doc": "a", "colour": "red"},
    {"id": "2", "doc": "a", "colour": "red"},
    {"id": "3", "doc": "b", "colour": "red"},
    {"id": "4", "doc": "b", "colour": "green"},
]
SAID = [
    {"id": "a", "colours": {"1": "red", "2": "green"}},
    {"id": "b", "colours": {"4": "green"}},
]


def test_each_row_counts_under_its_label_and_what_was_said() -> None:
    told = by_class(scored, GOLD, SAID, CLASSES)
    assert told.counts == {
        "red": {"red": 1, "green": 1, "missed": 1},
        "green": {"green": 1},
        "blue": {},
    }


def test_what_was_missed_lowers_recall_and_what_was_wrong_precision() -> None:
    told = by_class(scored, GOLD, SAID, CLASSES).classes
    assert told["red"] == Ratio(precision=100, recall=33.33, f1=50)
    assert told["green"] == Ratio(precision=50, recall=100, f1=66.67)
    assert told["blue"] == Ratio(precision=0, recall=0, f1=0)
