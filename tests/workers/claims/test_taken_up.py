"""Whom "the woman" stands for where nobody's name tells, and what a source is called: invented."""

import re

import pytest

from workers.article.model import Article, Block
from workers.claims.model import Attribution, Source
from workers.claims.sources import ledger
from workers.claims.text import sentences


def told(marked: str) -> list[Source]:
    """Return the source of each mention between brackets, in order."""
    text = re.sub(r"[\[\]]", "", marked)
    article = Article(text, (Block(0, len(text), "body"),), "en", "text")
    starts = [m.start() - 2 * n for n, m in enumerate(re.finditer(r"\[", marked))]
    ends = [m.start() - 2 * n - 1 for n, m in enumerate(re.finditer(r"\]", marked))]
    found = [
        Attribution(f"a{n}", ((start, end),), (), (), "indirect", "neutral", "speech", None, 1.0)
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]
    read = ledger(article, sentences(article), found)
    by_id = {source.id: source for source in read.sources}
    return [by_id[read.source_of[one.id]] for one in found]


@pytest.mark.parametrize(
    ("marked", "same"),
    [
        ("Ann Lee took it. [Her daughter] said she knew Lee. [The woman] wept.", True),
        ("[A neighbour] spoke. [The man] left.", True),
        ("[His brother] spoke. Ann Lee wept. [The woman] left.", False),
        ("[A neighbour] spoke. [Ann Lee, a baker,] wept. [The woman] left.", True),
        ("[Three nurses of the ward] spoke. [The woman] left.", False),
    ],
)
def test_the_woman_is_who_spoke_last_without_a_name(marked: str, same: bool) -> None:
    rests = told(marked)
    assert (rests[-1] == rests[-2]) == same


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[A study that doctors call small] found so.", "a study"),
        ("[A study of doctors] found so.", "a study of doctors"),
    ],
)
def test_a_name_ends_before_what_others_say_of_it(marked: str, name: str) -> None:
    assert (told(marked)[0].name or "").lower() == name


@pytest.mark.parametrize(
    ("marked", "reason"),
    [
        ("[A nurse who asked not to be named out of fear] said the gate fell.",
         "asked not to be named out of fear"),
        ("[A nurse who asked not to be named], because she feared for her job, said so.",
         "asked not to be named, because she feared for her job"),
        ("[A nurse], who asked not to be named, said so.", "asked not to be named"),
    ],
)  # fmt: skip
def test_a_reason_ends_with_its_mention_but_for_why(marked: str, reason: str) -> None:
    assert told(marked)[0].reason == reason


@pytest.mark.parametrize(
    ("record", "kind"),
    [("jail records", "document"), ("medical records", "document"), ("the court", "organisation")],
)
def test_what_a_jail_keeps_is_a_document_and_a_court_a_body(record: str, kind: str) -> None:
    assert told(f"According to [{record}], he left.")[0].kind == kind
