import pytest

from workers.claims import text
from workers.claims.model import Token
from workers.claims.words import CLASSES, classes, has_finite_verb


def tokens(words: str) -> tuple[Token, ...]:
    return tuple(text.tokens(words, 0, len(words)))


def class_of(word: str, sentence: str) -> str:
    found = tokens(sentence)
    return next(k for t, k in zip(found, classes(found), strict=True) if t.text == word)


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("The officials say it failed.", "say", "present"),
        ("They want to say it.", "say", "base"),
        ("She said the deal was off.", "said", "past"),
        ("The report was leaked.", "report", "noun"),
        ("The report was leaked.", "leaked", "participle"),
        ("They report a loss.", "report", "present"),
        ("Mayor Dana Reyes left.", "Reyes", "name"),
        ("Reyes said that it fell.", "that", "subordinator"),
        ("That bridge fell.", "That", "determiner"),
        ("The mayor's plan works.", "'s", "possessive"),
        ("It's over.", "'s", "auxiliary"),
        ("They didn't go.", "didn't", "auxiliary"),
        ("They won't go.", "won't", "modal"),
        ("He left, adding a warning.", "adding", "gerund"),
        ("a zorbly gribbled plan", "zorbly", "adverb"),
    ],
)
def test_a_word_has_the_class_its_sentence_gives_it(
    sentence: str, word: str, expected: str
) -> None:
    assert class_of(word, sentence) == expected


@pytest.mark.parametrize(
    ("piece", "states_something"),
    [
        ("The bridge opened in 1961", True),
        ("They're late", True),
        ("It may fall", True),
        ("the crowd leaves", True),
        ("on Monday", False),
        ("to close the bridge", False),
        ("being late", False),
        ("the council's chief engineer", False),
        ("", False),
        ("…”", False),
    ],
)
def test_only_a_piece_with_a_finite_verb_states_something(
    piece: str, states_something: bool
) -> None:
    assert has_finite_verb(tokens(piece)) is states_something


def test_every_token_has_one_of_the_classes() -> None:
    found = tokens("“Zürich” -- 3.5 % de l'eau 漢字 \u200b ok?! 'n' AND … ``x''")
    assert len(classes(found)) == len(found)
    assert set(classes(found)) <= set(CLASSES)
