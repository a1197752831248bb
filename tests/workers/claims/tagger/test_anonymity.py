"""What is said of why a source is not named, on groups made by hand."""

import re

import pytest

from workers.article.model import Article, Block
from workers.claims.constructions.line import Line, lines
from workers.claims.grouping import Group
from workers.claims.model import TaggedSpan
from workers.claims.quotation import quotations
from workers.claims.tagger.anonymity import outside_asides, with_aside, without_reason
from workers.claims.text import sentences


def line(text: str) -> Line:
    told = sentences(Article(text, (Block(0, len(text), "body"),), "en", "text"))
    return next(lines(told, quotations(told)))


def group(text: str, source: str, cue: str, *content: str) -> Group:
    def span(role, words: str) -> TaggedSpan:
        found = re.search(re.escape(words), text)
        assert found
        return TaggedSpan(role, *found.span(), 0.9)

    return Group(
        span("cue", cue), (span("source", source),), tuple(span("content", c) for c in content)
    )


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "A cook, who asked not to be named, said it burned.",
            "A cook, who asked not to be named,",
        ),
        ("A cook, speaking anonymously, said it burned.", "A cook, speaking anonymously,"),
        ("A cook, who works nights, said it burned.", "A cook"),
        ("A cook who was not named said it burned.", "A cook"),
        ("A cook, “Named,” he joked, said it burned.", "A cook"),
    ],
)
def test_only_an_aside_on_anonymity_goes_to_the_source(text: str, source: str) -> None:
    (span,) = with_aside(group(text, "A cook", "said", "it burned"), line(text)).source
    assert text[span.start : span.end] == source


def test_what_stands_in_an_aside_is_no_attribution_of_its_own() -> None:
    text = "A cook, who asked not to be named, said it burned."
    outer = with_aside(group(text, "A cook", "said", "it burned"), line(text))
    inner = group(text, "who", "asked", "not to be named")
    assert outside_asides([outer, inner]) == (outer,)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It burned, a cook said, asking not to be named.", "not to be named"),
        (
            "It burned, a cook said on condition of anonymity because he feared.",
            "because he feared",
        ),
        ("It burned, a cook said, citing anonymity for staff.", "anonymity for staff"),
    ],
)
def test_a_reason_is_not_said(text: str, reason: str) -> None:
    kept = without_reason(group(text, "a cook", "said", "It burned", reason), line(text)).content
    assert [text[span.start : span.end] for span in kept][:1] == ["It burned"]
    assert (len(kept) == 1) is not reason.startswith("anonymity")


def test_a_reason_that_is_all_there_is_stays() -> None:
    text = "A cook asked not to be named."
    asked = group(text, "A cook", "asked", "not to be named")
    assert without_reason(asked, line(text)) == asked


@pytest.mark.parametrize(
    ("cue", "sureness"), [("said", 0.9), ("said on condition of anonymity", 1.0)]
)
def test_a_cue_that_tells_of_anonymity_is_no_less_sure_for_its_length(
    cue: str, sureness: float
) -> None:
    text = "It burned, a cook said on condition of anonymity."
    told = without_reason(group(text, "a cook", cue, "It burned"), line(text))
    assert told.cue.confidence == sureness


def test_a_request_not_to_be_named_ends_before_its_reason() -> None:
    text = "It burned, a cook said, asking not to be named because she feared for her job."
    content = "not to be named because she feared for her job"
    (told,) = without_reason(group(text, "a cook", "asking", content), line(text)).content
    assert text[told.start : told.end] == "not to be named"
