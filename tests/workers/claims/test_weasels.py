"""Weasels: words that hide who says so, found by a list and a network."""

import pytest

from tests.workers.claims.hedged import article_of, certainty
from workers.claims.hedging import hedges
from workers.claims.text import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Some people walked.",
        "It is widely regarded as a fine bridge.",
        "It is often called the old bridge.",
        "Various plans were drawn up.",
        "Critics say the bridge is ugly.",
    ],
)
def test_a_weasel_is_listed_and_leaves_certainty_alone(text: str) -> None:
    article = article_of(text)
    kinds = {hedge.kind for hedge in hedges(article, sentences(article), ())}
    assert kinds == {"weasel"}
    assert certainty(text) == "certain"


def heard(text: str, word: str, log_odds: float) -> list[tuple[str, str | None]]:
    """The hedges of a text to a network that says this of one of its words, nothing of others."""
    article = article_of(text)
    split = sentences(article)
    evidence = {token.start: -9.0 for sentence in split for token in sentence.tokens}
    evidence[text.index(word)] = log_odds
    return [(text[h.start : h.end], h.kind) for h in hedges(article, split, (), evidence)]


def test_a_weasel_that_a_network_sees_is_listed() -> None:
    assert heard("The largely empty hall was shut.", "largely", 2.0) == [("largely", "weasel")]
    assert heard("The largely empty hall was shut.", "largely", -4.0) == []


def test_a_word_that_cannot_be_a_weasel_is_none_whatever_a_network_says() -> None:
    assert heard("The empty hall was shut.", "The", 9.0) == []
    assert heard("Lee suggested a walk.", "suggested", 9.0) == []


def test_a_weasel_of_the_list_stands_where_a_network_agrees() -> None:
    assert heard("Many walked.", "Many", 0.0) == [("Many", "weasel")]
    assert heard("Many walked.", "Many", -4.0) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ten times as many walked.", "many"),
        ("As many as ten walked.", "many"),
        ("How many walked is not told.", "many"),
        ("It was built, most famously, of slate.", "most"),
        ("They feared, most of all, the rain.", "most"),
    ],
)
def test_no_network_sees_a_weasel_in_a_measure(text: str, word: str) -> None:
    assert heard(text, word, 4.0) == []


def test_a_modal_is_no_hedge_where_a_network_is_sure_and_no_other_cue_is_talked_away() -> None:
    assert heard("The tail may be blue.", "may", -1.0) == [("may", "modal")]
    assert heard("The office may be reached by boat.", "may", -9.0) == []
    assert heard("The tail is perhaps blue.", "perhaps", -9.0) == [("perhaps", "adverb")]
