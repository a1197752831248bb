"""docs/method.md says what the files say: printed anew, it stays as it is."""

from pathlib import Path

import pytest

from lab.method import accuracy, printed, traceability
from server.about import measured
from workers.claims.policy import NAMES, PUBLISHED

DOCUMENT = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_document_holds_the_shipped_table_and_the_shipped_figures() -> None:
    """If not: `python -m lab.method docs/method.md`."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert printed(text, measured()) == text


def row(table: str, name: str) -> str:
    """How the row of a value begins."""
    if table in ("official", "linked"):
        return f"| `source.{table}` | plus, for a {'linked ' * (table == 'linked')}{name} | "
    rule = {"unnamed": f"source.{name}", "shown": "kept.doubtful"}.get(table, f"{table}.{name}")
    return f"| `{rule}` | "


VALUES = [(t, n) for t, names in NAMES.items() for n in names if n in getattr(PUBLISHED, t)]


@pytest.mark.parametrize(("table", "name"), VALUES)
def test_every_value_of_the_table_is_printed_once(table: str, name: str) -> None:
    rows = [r for r in traceability(PUBLISHED).splitlines() if r.startswith(row(table, name))]
    value = getattr(PUBLISHED, table)[name]
    assert [r.split(" | ")[-1] for r in rows] == [f"{value:.2f} |"]


def test_nothing_else_is_printed() -> None:
    assert len(traceability(PUBLISHED).splitlines()) == len(VALUES) + 2


def test_every_set_figure_and_label_is_printed() -> None:
    text = accuracy(measured())
    for one in measured().sets:
        assert all(f"| {one.name} | {one.rows:,} | {f.what} | " in text for f in one.figures)
        for split in one.by_class:
            for label, given in split.counts.items():
                assert f"\n| {label} | {sum(given.values())} | " in text


def test_a_document_without_a_place_for_a_table_is_told() -> None:
    with pytest.raises(ValueError, match="no place for traceability"):
        printed("# How a hint is made\n", measured())
