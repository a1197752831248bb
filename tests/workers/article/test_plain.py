import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import NotAnArticle, Unreadable
from workers.article.plain import read

PARAGRAPHS = [
    "The Harlow bridge will be shut from May until the autumn, the county council said on Monday, "
    "and nobody knows yet how the school buses are to cross the river while it is shut.",
    "“The deck is wearing out,” said Mara Quill, the town's inspector of bridges. “We mend "
    "it each spring, and each autumn the cracks are a little longer than they were before.”",
    "It opened in 1961.",
    "A survey by divers had found that two of the piers were cracked through, Quill said, but "
    "the report was not shown to the members of the committee that decides such things.",
]


def blocks(text: str, title: str | None = None) -> list[tuple[str, str]]:
    article = read(text, title)
    return [(block.role, article.text_of(block)) for block in article.blocks]


def words(text: str) -> list[str]:
    return [" ".join(found.split()) for _, found in blocks(text)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \n", "\n\n\n"])
def test_paragraphs_are_found_whatever_divides_them(newline: str) -> None:
    assert words(newline.join(PARAGRAPHS)) == PARAGRAPHS


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_hard_wrapped_text_is_not_split_at_each_line(width: int, newline: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)
    assert words(wrapped.replace("\n", newline)) == PARAGRAPHS


def test_a_hard_wrapped_text_keeps_its_title_and_its_list_apart() -> None:
    body = textwrap.fill(PARAGRAPHS[0], 72)
    assert blocks(f"Bridge to close\n{body}\n- six months\n- no buses", "Bridge to close") == [
        ("title", "Bridge to close"),
        ("body", body),
        ("list", "six months"),
        ("list", "no buses"),
    ]


def test_short_paragraphs_with_one_newline_each_stay_apart() -> None:
    lines = ["The bridge closes in May.", "Buses will not run.", "Nobody was asked about it."]
    assert words("\n".join(lines)) == lines


def test_a_headline_longer_than_what_follows_stays_apart() -> None:
    lines = ["Council to close the river bridge for half a year", "The bridge closes in May."]
    assert words("\n".join(lines)) == lines


@pytest.mark.parametrize("bullet", ["* ", "- ", "• ", "  • ", "– ", "\t- "])
def test_a_bullet_stays_outside_its_block(bullet: str) -> None:
    assert blocks(f"{bullet}two pumps stood still\n{bullet}nobody was warned") == [
        ("list", "two pumps stood still"),
        ("list", "nobody was warned"),
    ]


@pytest.mark.parametrize("line", ["-5 degrees at dawn", "*starred*", "- ", "—and then it fell"])
def test_a_mark_that_is_no_bullet_belongs_to_the_text(line: str) -> None:
    assert blocks(line) == [("body", line.strip())]


def test_the_first_line_is_the_title_if_it_equals_the_title_given() -> None:
    text = "\n  Bridge to close \n\nIt opened in 1961."
    assert blocks(text, " Bridge to close\n")[0] == ("title", "Bridge to close")
    assert read(text, "Bridge to close").title == (3, 18)


@pytest.mark.parametrize(
    "title", [None, "", "Bridge", "Bridge to close early", "It opened in 1961."]
)
def test_no_title_is_guessed(title: str | None) -> None:
    article = read("Bridge to close\n\nIt opened in 1961.", title)
    assert article.title is None
    assert [block.role for block in article.blocks] == ["body", "body"]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u00a0\u2003", "\ufeff", " \u200b\n"])
def test_a_blank_text_is_not_an_article(text: str) -> None:
    with pytest.raises(NotAnArticle):
        read(text)


def test_furniture_is_told_from_text_in_a_sent_text_too() -> None:
    found = blocks(
        "\n\n".join(
            [
                *PARAGRAPHS,
                "READ MORE: Ten bridges to see before you die",
                "Sign up for our newsletter by clicking here.",
                "• Gran baffled after greedy squirrels empty freezer",
                "• Juggler drops torch on organist before curtain",
                "• Snow smothers resorts with blizzard colder than Oslo",
                "Source: Read Full Article",
            ]
        )
    )
    assert [role for role, _ in found] == ["body"] * 4 + ["furniture"] * 6


def test_half_a_character_cannot_be_read() -> None:
    with pytest.raises(Unreadable):
        read("The bridge \ud83d closes in May.")


@given(st.text(), st.none() | st.text())
def test_the_text_stays_and_blocks_cover_all_of_it_but_white_space_and_bullets(
    text: str, title: str | None
) -> None:
    try:
        article = read(text, title)
    except NotAnArticle:
        return
    assert article.text == text
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not set(text[at : block.start].strip()) - set("*•‣▪–-\ufeff\u200b\u2060")
        assert article.text_of(block).strip() == article.text_of(block)
        at = block.end
    assert not text[at:].strip().strip("\ufeff\u200b\u2060").strip()
