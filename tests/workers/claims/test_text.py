import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.article.model import Article, Block
from workers.claims.text import sentences


def paged(text: str) -> Article:
    """Every line a block."""
    lines = re.finditer(r"[^\S\n]*(\S[^\n]*)", text)
    return Article(text, tuple(Block(*m.span(1), "body") for m in lines), "en", "text")


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(paged(text))]


def words(text: str) -> list[str]:
    return [token.text for s in sentences(paged(text)) for token in s.tokens]


@pytest.mark.parametrize(
    "parts",
    [
        ["Dr. Ana M. Ruiz left.", "She ran."],
        ["It opened at 5 p.m.", "The crowd left."],
        ["The U.S. Senate voted.", "It failed."],
        ["He lives in the U.S.", "The law is new."],
        ["Prices rose 3.5 percent.", "Rents fell."],
        ["“We lost.”", "The team left."],
        ["She said: “No. 5 is mine.”", "He agreed."],
        ["“Why?” he asked.", "Nobody knew."],
        ["“Why?” Dana Orr asked.", "Nobody knew."],
        ["“Why?” shouts greeted Orr.", "He left."],
        ["“Why?”", "The crowd left."],
        ["He waited... and left.", "Then it rained."],
        ["The end came…", "Nobody saw it."],
        ["``We lost.''", "They left."],
        ["(It was late.)", "They left."],
        ["Really?!", "Yes."],
        ["It failed.", "• One", "• Two"],
        ["Acme Inc. bought it.", "Bolt Co. did not."],
        ["One line", "another line"],
        ["Visit example.com today.", "It is free."],
        ["'Stop!'", "'Why?'"],
        ["The meeting is on Jan. 5 at noon.", "Come early."],
    ],
)
def test_news_text_is_cut_where_a_reader_would_cut_it(parts: list[str]) -> None:
    text = "\n".join(parts) if parts[0] == "One line" else " ".join(parts)
    assert split(text) == parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They're not Reyes's.", ["They", "'re", "not", "Reyes", "'s", "."]),
        ("He didn’t go.", ["He", "didn’t", "go", "."]),
        ("a so-called o'clock", ["a", "so-called", "o'clock"]),
        ("1,000.5 euros", ["1,000.5", "euros"]),
        ("the workers’ hall", ["the", "workers", "’", "hall"]),
        ("“Yes,”", ["“", "Yes", ",", "”"]),
        ("wait -- no...", ["wait", "--", "no", "..."]),
        ("cafe\u0301 soft\u00adhyphen", ["cafe\u0301", "soft\u00adhyphen"]),
    ],
)
def test_tokens_are_words_and_single_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n .\"'“”’aA.…•"))))
def test_every_visible_character_lies_in_exactly_one_token_of_one_sentence(text: str) -> None:
    article = paged(text)
    found = sentences(article)
    seen = [i for s in found for token in s.tokens for i in range(token.start, token.end)]
    assert len(seen) == len(set(seen))
    visible = {
        i for b in article.blocks for i in range(b.start, b.end) if not article.text[i].isspace()
    }
    assert visible <= set(seen)
    for s in found:
        block = article.blocks[s.block]
        assert block.start <= s.tokens[0].start == s.start
        assert s.end == s.tokens[-1].end <= block.end
        assert all(text[t.start : t.end] == t.text for t in s.tokens)


def test_furniture_is_not_read() -> None:
    article = Article("A. B", (Block(0, 2, "furniture"), Block(3, 4, "body")), "en", "text")
    assert [s.block for s in sentences(article)] == [1]


@pytest.mark.parametrize(
    "text", ["word " * 50_000, "x" * 1_000_000, "." * 200_000, "\"'" * 100_000, "a'" * 100_000]
)
def test_long_and_odd_texts_take_linear_time(text: str) -> None:
    started = time.perf_counter()
    sentences(paged(text))
    assert time.perf_counter() - started < 20
