"""What the one field of the form is taken for: an address, or a text with a headline."""

import pytest

from server.pages import asked, headline


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://news.example/a?b=1", "https://news.example/a?b=1"),
        (" http://news.example \r\n", "http://news.example"),
        ("news.example/2026/bridge", "https://news.example/2026/bridge"),
        ("news.example:8080/x", "https://news.example:8080/x"),
        ("ftp://news.example", "ftp://news.example"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
        ("Closed.", None),
        ("mail@news.example", None),
        ("See https://news.example", None),
        ("The bridge is closed. Nobody said why.", None),
    ],
)
def test_one_word_that_looks_like_an_address_is_one(given: str, url: str | None) -> None:
    asks = asked({"article": given})
    assert asks.url == url
    assert (asks.text is None) == (url is not None)


def test_line_ends_of_a_form_are_those_of_the_text() -> None:
    assert asked({"article": "One line\r\n\r\nand more."}).text == "One line\n\nand more."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferry stays in port\n\nIt is worn out.", "Ferry stays in port"),
        ("Will it sail?\n\nNobody knows.", "Will it sail?"),
        ("It is worn out, she said.\n\nIt is.", None),
        ("First line of\na wrapped text.", None),
        ("One line only", None),
        ("word " * 60 + "\n\nmore.", None),
    ],
)
def test_a_short_first_line_on_its_own_is_the_headline(text: str, expected: str | None) -> None:
    assert headline(text) == expected
