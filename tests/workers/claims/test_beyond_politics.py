"""Sport, courts, science and the rest: what the table says of each sentence still holds."""

from collections import Counter
from dataclasses import replace

import pytest

from lab.beyond import Row, rows, verdict, written
from lab.scoring import analysis

TABLE = rows()


@pytest.mark.parametrize(
    "row", TABLE, ids=[f"{at}-{row.field}-{row.english}" for at, row in enumerate(TABLE)]
)
def test_a_sentence_is_judged_as_the_table_says(row: Row) -> None:
    found = verdict(row, analysis(row.text))
    assert found == row.verdict, (
        f"{row.text!r} is now {found!r}: mend the engine, or take the gain with"
        " `python -m lab.beyond --write`"
    )


def test_the_table_is_of_many_fields_and_englishes() -> None:
    assert len(TABLE) >= 60
    fields = Counter(row.field for row in TABLE)
    for field in ("sport", "courts", "science", "business", "crime", "local", "entertainment"):
        assert fields[field] >= 10, field
    assert len({row.english for row in TABLE}) >= 10
    assert "politics" not in fields


def test_each_way_of_being_wrong_is_told_apart() -> None:
    row = next(row for row in TABLE if row.verdict == "right" and len(row.expected) == 1)
    told = analysis(row.text)
    (expected,) = row.expected
    assert verdict(row, told) == "right"
    assert verdict(replace(row, expected=(replace(expected, kind="none"),)), told) == "kind"
    assert verdict(replace(row, expected=()), told) == "spurious"
    assert verdict(replace(row, expected=(expected, expected)), told) == "missed"
    for role in ("source", "cue", "content"):
        assert verdict(replace(row, expected=(replace(expected, **{role: ()}),)), told) == "missed"


def test_writing_verdicts_changes_nothing_else() -> None:
    table = "# head\nright\tsport\tBritish\t\tA.\nmissed\tlocal\tIrish\t-\tB.\n"
    assert written(table, ["kind", "missed"]) == table.replace("right\t", "kind\t")
