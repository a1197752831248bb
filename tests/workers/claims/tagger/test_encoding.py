import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from workers.article import plain
from workers.claims.model import Token
from workers.claims.tagger.encoding import BREAK, SHAPES, encode, quotation, shape
from workers.claims.text import sentences, tokens

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", BREAK, "the", "mayor", "##s", "“", "”", "said", "e"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """One of the kind that the model brings, with a vocabulary of a few pieces."""
    vocabulary = {piece: index for index, piece in enumerate(PIECES)}
    small = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    small.normalizer = normalizers.BertNormalizer()
    small.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    small.add_special_tokens([BREAK])
    return small


def block(text: str) -> list[Token]:
    return list(tokens(text, 0, len(text)))


def quoted_words(text: str) -> list[str]:
    read = block(text)
    return [t.text for t, q in zip(read, quotation(read)[1], strict=True) if q and t.text.isalnum()]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("mayor", 0), ("Mayor", 1), ("A", 1), ("NATO", 2), ("McKay", 3), ("iPhone", 3), ("3.5", 0)],
)
def test_shape_tells_how_a_word_is_capitalised(word: str, expected: int) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    "text",
    [
        '"We lost," said Ann. "We will win," she said.',
        "“We lost,” said Ann. “We will win,” she said.",
        "``We lost,'' said Ann. ``We will win,'' she said.",
        "''We lost,'' said Ann. ''We will win,'' she said.",
        "„We lost,“ said Ann. «We will win,» she said.".replace("lost,“", "lost,”"),
        "‘We lost,’ said Ann. ‘We will win,’ she said.",
        "'We lost,' said Ann. 'We will win,' she said.",
    ],
)
def test_every_style_of_quotation_marks_says_the_same(text: str) -> None:
    assert quoted_words(text) == ["We", "lost", "We", "will", "win"]
    assert [w for w in quotation(block(text))[0] if w in "“”"] == ["“", "”", "“", "”"]


@pytest.mark.parametrize(
    "text",
    [
        "The voters’ choice, the players' strike and the '90s.",
        "She didn’t say it’s over.",
        "Rock 'n' roll",
    ],
)
def test_an_apostrophe_quotes_no_sentence(text: str) -> None:
    assert len(quoted_words(text)) < 2


@pytest.mark.parametrize(
    "text", ["“He said ‘no’ twice,” Ann recalled.", "‘He said “no” twice,’ Ann recalled."]
)
def test_a_quotation_within_a_quotation_ends_nothing(text: str) -> None:
    assert quoted_words(text) == ["He", "said", "no", "twice"]


def test_a_quotation_that_is_never_closed_lasts_to_the_end_of_its_block(
    tokenizer: Tokenizer,
) -> None:
    read = encode(tokenizer, sentences(plain.read("“the mayor said\n\nthe mayor said")))
    inside = [bool(t >= SHAPES) for t in read.types[read.firsts]]
    assert inside == [True] * 4 + [False] * 4


def test_a_break_stands_between_blocks_and_nowhere_else(tokenizer: Tokenizer) -> None:
    read = encode(
        tokenizer, sentences(plain.read("The mayor said.\n\nThe mayor said.\n\nThe end."))
    )
    breaks = [i for i, token in enumerate(read.positions) if token is None]
    assert [read.ids[read.firsts[i]] for i in breaks] == [PIECES.index(BREAK)] * 2
    assert len(breaks) == 2


def test_a_word_that_normalisation_deletes_is_unknown_and_shifts_nothing(
    tokenizer: Tokenizer,
) -> None:
    read = encode(tokenizer, sentences(plain.read("the \u0301 mayor \ufffd said", language="en")))
    words = [t.text for t in read.positions if t]
    pieces = [PIECES[i] for i in read.ids[read.firsts]]
    assert dict(zip(words, pieces, strict=True)).items() >= {
        ("the", "the"), ("mayor", "mayor"), ("said", "said"),
    }  # fmt: skip
    assert pieces.count("[UNK]") == len(words) - 3 > 0


@given(st.text(max_size=200).filter(str.strip))
def test_every_token_has_its_own_first_piece(tokenizer: Tokenizer, text: str) -> None:
    article = plain.read(text, language="en")
    read = encode(tokenizer, sentences(article))
    assert len(read.firsts) == len(read.positions) and len(read.types) == len(read.ids)
    assert all(a < b for a, b in zip(read.firsts, read.firsts[1:], strict=False))
    assert all(t is None or article.text[t.start : t.end] == t.text for t in read.positions)
    assert json.dumps(read.types.tolist()) and all(0 <= t < 2 * SHAPES for t in read.types)
