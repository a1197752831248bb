import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.article.fold import ASCII, DROPPED, WHITE, folded

ROWS = json.loads((Path(__file__).parents[2] / "fold.json").read_text("utf-8"))
TRICKY = "".join(sorted(WHITE | DROPPED | ASCII.keys())) + "aB\"'-. é\U0001f30a"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_text_folds_as_the_extension_folds_it(row):
    found = folded(row["text"])
    assert found.text == row["folded"]
    assert [list(span) for span in found.spans] == row["spans"]


@given(st.text(alphabet=TRICKY))
def test_folding_twice_changes_nothing_more(text):
    once = folded(text).text
    assert folded(once).text == once


@given(st.text(alphabet=TRICKY))
def test_spans_are_in_order_and_slice_back_to_what_was_folded(text):
    found = folded(text)
    for character, (start, end) in zip(found.text, found.spans, strict=True):
        assert character in folded(text[start:end]).text
    starts = [start for start, _ in found.spans]
    assert starts == sorted(starts)


def test_quote_is_found_where_the_page_writes_it_otherwise():
    page = "He paused.\n\n“The  coun\u00adcil won’t pay…” she said."
    start, end = folded(page).find('"The council won\'t pay..."')
    assert page[start:end] == "“The  coun\u00adcil won’t pay…”"


def test_case_is_not_folded():
    assert folded("The Council").find("the council") is None


def test_quote_of_nothing_is_not_found():
    assert folded("Some text").find("\u200b ") is None
