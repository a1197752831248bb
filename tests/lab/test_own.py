"""How the figures on our own corpus are counted: on texts whose figures are known by hand."""

import pytest

from lab import own
from lab.tagger import marked
from lab.tagger.marked import Label

ROW = marked.row(
    "x",
    "{1 Ann Orr, the harbour engineer,} <1 said> [1 the crane ~may~ fall]. "
    "{2 Two dockers from Kent} <2 denied> [2 that it had rusted].",
) | {
    "labels": [
        Label("person", False, "neutral", "Ann Orr"),
        Label("unnamed", False, "doubt", "two dockers"),
    ]
}


def value(texts: list[own.Read], what: str) -> float:
    (figure,) = [one for one in own.figures(texts).figures if one.what == what]
    return figure.value


def test_what_is_marked_and_found_is_right_in_every_figure() -> None:
    texts = [own.read(ROW)]
    assert {one.value for one in own.figures(texts).figures[:7]} == {100.0}
    assert value(texts, "hedges found") == 100.0
    assert list(own.wrong(texts[0])) == []


@pytest.mark.parametrize(
    ("label", "what"),
    [
        (Label("outlet", False, "neutral", "Ann Orr"), "kind of source right, of those found"),
        (Label("person", True, "neutral", "Ann Orr"), "official or not right, of those found"),
        (Label("person", False, "assert", "Ann Orr"), "stance right, of those found"),
        (Label("person", False, "neutral", "Bo Lind"), "named sources under their own name"),
    ],
)
def test_what_is_otherwise_is_wrong_in_its_figure_and_shown(label: Label, what: str) -> None:
    text = own.read({**ROW, "labels": [label, ROW["labels"][1]]})
    assert value([text], what) < 100.0
    assert len(list(own.wrong(text))) >= 1


def test_what_is_not_marked_costs_precision_and_what_is_not_found_recall() -> None:
    only = {**ROW, "attributions": ROW["attributions"][:1], "labels": ROW["labels"][:1]}
    (found, *_) = own.figures([own.read(only)]).figures
    assert found.ratio is not None
    assert (found.ratio.precision, found.ratio.recall) == (50.0, 100.0)
    hushed = {
        **ROW,
        "attributions": [*ROW["attributions"], {**ROW["attributions"][0], "cue": [(0, 1)]}],
    }
    hushed["labels"] = [*ROW["labels"], ROW["labels"][0]]
    (found, *_) = own.figures([own.read(hushed)]).figures
    assert found.ratio is not None and found.ratio.recall < 100.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [([(0, 4)], [(0, 4)], 1.0), ([(0, 4)], [(2, 4)], 0.5), ([], [], 1.0), ([(0, 4)], [], 0.0)],
)
def test_how_alike_spans_are(one, other, expected: float) -> None:
    assert own.alike(one, other) == expected
