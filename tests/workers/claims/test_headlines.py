"""Headlines and articles of headlines.tsv, through the whole engine."""

from functools import cache

import pytest

from lab.notices import Pair, pairs

LEAST_FOUND = 0.75
"""Recall, the bar of the note; its precision has no bar below all, for each row is a test."""

NO_STRONGER = [pair for pair in pairs() if not pair.fires]
STRONGER = [pair for pair in pairs() if pair.fires]


@cache
def told(pair: Pair) -> tuple[str, ...]:
    return pair.told()


@pytest.mark.parametrize("pair", NO_STRONGER, ids=lambda pair: pair.headline)
def test_a_headline_no_stronger_than_its_article_gets_no_note(pair: Pair) -> None:
    assert told(pair) == ()


def test_most_headlines_stronger_than_their_articles_get_the_note() -> None:
    missed = [pair.headline for pair in STRONGER if not told(pair)]
    assert len(missed) <= (1 - LEAST_FOUND) * len(STRONGER), missed


@pytest.mark.parametrize("pair", STRONGER, ids=lambda pair: pair.headline)
def test_a_note_names_the_headline_and_the_words_it_overstates(pair: Pair) -> None:
    if claims := told(pair):
        named = set(" ".join(claims[1:]).split())
        words = pair.rests_on.split()
        assert claims[0] in pair.headline
        assert 2 * len(named.intersection(words)) >= len(words)
