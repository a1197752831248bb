"""What stands apart from an attribution, on groups made by hand."""

import re

import pytest

from workers.article.model import Article, Block
from workers.claims.constructions.line import Line, lines
from workers.claims.grouping import Group
from workers.claims.model import Role, TaggedSpan
from workers.claims.quotation import quotations
from workers.claims.tagger.apart import (
    without_dateline,
    without_heading,
    without_hearer,
    without_relative,
    without_scraps,
)
from workers.claims.text import sentences


def read(*blocks: str) -> tuple[Line, ...]:
    text = "\n".join(blocks)
    starts = [text.index(block) for block in blocks]
    parts = tuple(Block(at, at + len(b), "body") for at, b in zip(starts, blocks, strict=True))
    told = sentences(Article(text, parts, "en", "text"))
    return tuple(lines(told, quotations(told)))


def group(text: str, source: str, cue: str, *content: str) -> Group:
    def span(role: Role, words: str) -> TaggedSpan:
        found = re.search(re.escape(words), text)
        assert found
        return TaggedSpan(role, *found.span(), 0.9)

    told = tuple(span("content", words) for words in content)
    return Group(span("cue", cue), (span("source", source),), told)


@pytest.mark.parametrize(
    ("above", "kept"),
    [("'It was cold'", 1), ("“It was cold.”", 2), ("“It was cold,”", 2)],
)
def test_a_heading_that_no_mark_ends_is_no_part_of_the_quotation_below(
    above: str, kept: int
) -> None:
    below = "Ann Lee said: “We left.”"
    said = group(f"{above}\n{below}", "Ann Lee", "said", above, "“We left.”")
    assert len(without_heading(said, read(above, below)[:1]).content) == kept


@pytest.mark.parametrize(
    ("text", "source", "cue", "heard"),
    [
        ("The coroner was told that it leaked.", "The coroner", "was told", True),
        ("The coroner had been told that it leaked.", "The coroner", "had been told", True),
        ("The coroner told the jury that it leaked.", "The coroner", "told", False),
        ("it leaked, jury told", "jury", "told", True),
        ("it leaked, Orr told", "Orr", "told", False),
        ("It leaked, as was told by Ann Lee.", "Ann Lee", "was told", False),
        ("Asked whether it leaked, she shrugged.", "she", "Asked", True),
        ("It leaked, asked Ann Lee.", "Ann Lee", "asked", False),
    ],
)
def test_whoever_was_only_told_is_no_source(text: str, source: str, cue: str, heard: bool) -> None:
    said = group(text, source, cue, "it leaked" if "it leaked" in text else "It leaked")
    assert (without_hearer(said, *read(text)).source == ()) == heard


@pytest.mark.parametrize(
    ("further", "kept"), [("More", 1), ("“Never.”", 2), ("It rained all day", 2)]
)
def test_a_word_or_two_of_another_sentence_are_nothing_said_unless_quoted(
    further: str, kept: int
) -> None:
    said = group(f"It leaked, Ann Lee said.\n{further}", "Ann Lee", "said", "It leaked", further)
    lines = read("It leaked, Ann Lee said.", further)
    starts = [line.tokens[0].start for line in lines]
    assert len(without_scraps(said, lines, starts).content) == kept


def test_where_a_story_was_filed_is_nothing_anyone_says() -> None:
    text = "OSLO (AP) — The mill will shut, Ann Lee said."
    said = group(text, "Ann Lee", "said", "OSLO", "The mill will shut")
    (told,) = without_dateline(said, *read(text)).content
    assert text[told.start : told.end] == "The mill will shut"


def test_a_source_ends_before_the_clause_that_tells_of_it() -> None:
    text = "It fell, said Ann Lee, head of a trust that has sued."
    said = group(text, "Ann Lee, head of a trust that", "said", "It fell")
    (source,) = without_relative(said, *read(text)).source
    assert text[source.start : source.end] == "Ann Lee"
