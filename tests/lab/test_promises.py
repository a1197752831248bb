"""Each promise of a result is one that can be broken, and is then named."""

from typing import Any

import pytest

from lab.promises import broken
from lab.scoring import analysis
from server.contract import Analysis

TEXT = (
    "“The deck may fail,” said Dana Orrey, the chief engineer. “We cannot go on.”\n\n"
    "Orrey said a report had warned that the piers were beyond repair. Officials said it was safe."
)


@pytest.fixture(scope="module")
def told() -> Analysis:
    return analysis(TEXT)


def changed(told: Analysis, part: str, at: int, **fields: Any) -> Analysis:
    """The result with other fields in one of its claims, attributions, hedges, sources …"""
    ones = list(getattr(told, part))
    ones[at] = ones[at].model_copy(update=fields)
    return told.model_copy(update={part: tuple(ones)})


def test_a_result_as_it_comes_breaks_none(told: Analysis) -> None:
    assert told.claims and told.attributions and told.hedges
    assert broken(TEXT, told) == ()


@pytest.mark.parametrize(
    ("part", "at", "fields", "promise"),
    [
        ("claims", 0, {"start": 1}, "selectors do not lead to it"),
        ("claims", 0, {"end": 0}, "is empty or out of the text"),
        ("claims", 0, {"end": len(TEXT) + 1}, "is empty or out of the text"),
        ("claims", 0, {"end": len(TEXT)}, "is not within one block"),
        ("claims", 0, {"end": 70}, "overlap or are out of order"),
        ("claims", 0, {"traceability": None}, "has a traceability without a source, or a source"),
        ("claims", 0, {"traceability": 0.12345}, "more than three decimals"),
        ("claims", 0, {"attribution": "a99"}, "there is no a99"),
        ("claims", 1, {"id": "c1"}, "an id is given twice"),
        ("hedges", 0, {"id": "h99"}, "there is no h1"),
        ("hedges", 0, {"start": 76, "end": 78}, "is not within one block"),
        ("attributions", 0, {"via": "a1"}, "its chain of via has no end"),
        ("attributions", 0, {"source_id": "s99"}, "there is no s99"),
        ("attributions", 0, {"content": ((9, 12), (4, 8))}, "pieces of its content overlap"),
        ("attributions", 0, {"cue": ((0, 5),)}, "source, cue and content share words"),
        ("attributions", 0, {"source": ((76, 78),)}, "is not within one block"),
        ("sources", 0, {"mentions": ((33, 33),)}, "is empty or out of the text"),
        ("sources", 0, {"mentions": ((33, 35), (9, 12))}, "s1: out of order"),
        ("sources", 0, {"claims": ("c99",)}, "there is no c99"),
    ],
)
def test_what_breaks_a_promise_is_named(
    told: Analysis, part: str, at: int, fields: dict[str, Any], promise: str
) -> None:
    assert any(promise in fault for fault in broken(TEXT, changed(told, part, at, **fields)))


@pytest.mark.parametrize(
    ("fields", "promise"),
    [
        ({"start": 2}, "lies in no block"),
        ({"start": 5, "end": 5}, "is empty, out of order or out of the text"),
        ({"role": "furniture"}, "lies in furniture"),
    ],
)
def test_blocks_hold_all_there_is_to_see(told: Analysis, fields: Any, promise: str) -> None:
    first, *rest = told.document.blocks
    blocks = (first.model_copy(update=fields), *rest)
    document = told.document.model_copy(update={"blocks": blocks})
    found = broken(TEXT, told.model_copy(update={"document": document}))
    assert any(promise in fault for fault in found)


def test_the_text_is_the_text_that_was_sent(told: Analysis) -> None:
    assert broken(TEXT + " ", told) == ("the text is another",)


@pytest.mark.parametrize("field", ["claims", "hedged"])
def test_the_summary_counts_what_is_there(told: Analysis, field: str) -> None:
    summary = told.summary.model_copy(update={field: 99})
    (fault,) = broken(TEXT, told.model_copy(update={"summary": summary}))
    assert fault.startswith("the summary's counts are not what is there")
