"""The figures a server tells of its engine: whole, and in step with one another."""

import pytest

from server.about import ByClass, Ratio, measured

SPLITS = [split for one in measured().sets for split in one.by_class]


def test_kind_officialness_stance_and_certainty_are_told_by_class() -> None:
    assert [split.what for split in SPLITS] == [
        "kind of source",
        "official or not",
        "stance",
        "certainty",
        "kind of source",  # on other fields than politics
    ]


@pytest.mark.parametrize("split", SPLITS, ids=lambda split: split.what)
def test_precision_and_recall_are_those_of_the_counts(split: ByClass) -> None:
    for label, told in split.classes.items():
        right = split.counts[label].get(label, 0)
        given = sum(row.get(label, 0) for row in split.counts.values())
        labelled = sum(split.counts[label].values())
        assert told.recall == pytest.approx(100 * right / labelled, abs=0.01)
        assert told.precision == pytest.approx(100 * right / given if given else 0, abs=0.01)


def test_each_set_counts_every_row_once_by_class() -> None:
    for one in measured().sets:
        for split in one.by_class:
            assert sum(sum(row.values()) for row in split.counts.values()) == one.rows


def test_a_ratios_figure_is_its_f1() -> None:
    figures = [figure for one in measured().sets for figure in one.figures]
    assert all((figure.unit == "F1") == isinstance(figure.ratio, Ratio) for figure in figures)
    assert all(figure.value == figure.ratio.f1 for figure in figures if figure.ratio)


def test_factuality_is_told_beside_what_never_looking_would_give() -> None:
    (one,) = (one for one in measured().sets if one.name == "factuality_uw_dev")
    assert [figure.unit for figure in one.figures] == ["steps", "steps", "r"]
    assert "+3" in one.figures[1].what
