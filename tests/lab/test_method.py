"""docs/method.md says what the files say: printed anew, it stays as it is."""

from pathlib import Path

import pytest

from lab.method import accuracy, printed, traceability
from server.about import measured
from workers.claims.policy import NAMES, PUBLISHED

DOCUMENT = Path(__file__).parents[2] / "docs" / "method.md"
ROW_NAMES = {"official.person": "source.official", "shown.least_confidence": "kept.doubtful"}


def test_the_document_holds_the_shipped_table_and_the_shipped_figures() -> None:
    """If not: `python -m lab.method docs/method.md`."""
    text = DOCUMENT.read_text(encoding="utf-8")
    assert printed(text, measured()) == text


@pytest.mark.parametrize("rule", [f"{t}.{n}" for t, names in NAMES.items() for n in names])
def test_every_value_of_the_table_is_printed(rule: str) -> None:
    table, name = rule.split(".")
    value = getattr(PUBLISHED, table).get(name)
    told = ROW_NAMES.get(rule, rule.replace("unnamed.", "source.") if table == "unnamed" else rule)
    rows = [row for row in traceability(PUBLISHED).splitlines() if row.startswith(f"| `{told}` |")]
    assert [row.split(" | ")[-1].rstrip(" |") for row in rows] == (
        [] if value is None else [f"{value:.2f}"]
    )


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
