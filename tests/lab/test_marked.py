"""Our own corpus: every article parses, and marks are what lab/corpus/README.md says."""

from itertools import pairwise
from typing import get_args

import pytest

from lab.tagger import marked
from server.contract import SourceKind, Stance

ROWS = [*marked.taught(), *marked.held_out()]


def test_marks_become_spans_into_the_text_without_them() -> None:
    row = marked.row("x", "{1+2 Orr} <1 said> [1 it ~may~ leak], <2 adding> [2 that ^some^ knew].")
    text = row["text"]
    assert text == "Orr said it may leak, adding that some knew."
    said, adding = row["attributions"]
    assert said["source"] == adding["source"] == [[0, 3]]
    assert [text[a:b] for a, b in said["content"] + adding["cue"]] == ["it may leak", "adding"]
    assert [text[a:b] for a, b in row["hedges"] + row["weasels"]] == ["may", "some"]


@pytest.mark.parametrize("text", ["{1 Orr", "Orr}", "{1 Orr>", "it ~may leak"])
def test_an_unbalanced_mark_is_told_with_its_place(text: str) -> None:
    with pytest.raises(marked.Unbalanced, match="here"):
        marked.row("here", text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_attribution_of_an_article_has_a_cue_and_a_content(row: dict) -> None:
    text = row["text"]
    assert text and not set("{}<>[]~^") & set(text)
    for one in row["attributions"]:
        assert one["cue"] and one["content"]
    spans = sorted({tuple(s) for one in row["attributions"] for role in one for s in one[role]})
    for (_, end), (start, _) in pairwise(spans):
        assert end <= start
    for start, end in (*spans, *map(tuple, row["hedges"] + row["weasels"])):
        assert start < end and text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_attribution_has_a_label_in_the_words_of_the_contract(row: dict) -> None:
    assert len(row["labels"]) == len(row["attributions"])
    for label in row["labels"]:
        assert label.kind in get_args(SourceKind) and label.stance in get_args(Stance)
        assert bool(label.who.strip("-")) or label.kind in ("vague", "author", "none", "unnamed")


def test_a_fifth_is_kept_for_measuring_and_never_learnt_from() -> None:
    kept = {row["id"] for row in marked.held_out()}
    assert not kept & {row["id"] for row in marked.taught()}
    assert 0.15 < len(kept) / len(ROWS) < 0.25
