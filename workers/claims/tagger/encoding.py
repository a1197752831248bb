"""Tokens to the pieces a trained tagger reads: ids, shapes and the marks of paragraphs.

The model's vocabulary is in lower case and knows quotation marks of several styles. What that loses
travels beside the pieces, as their type: how a token is capitalised, and whether it stands inside
quotation marks. Every mark of quotation is read as a curly one that opens or closes. Training
(lab/tagger) and the running tagger share this module, so that both see the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from workers.claims.model import Sentence, Token

SHAPES = 4
"""Small letters or none, a capital first, capitals only, mixed (see `shape`)."""
TYPES = 2 * SHAPES
"""Shape, and `SHAPES` more inside quotation marks."""

BREAK = "[unused0]"
"""The piece that stands between two blocks."""
_OPENING = frozenset({"“", "„", "‟", "«", "``"})
_CLOSING = frozenset({"”", "»"})
_EITHER = frozenset({'"', "''"})
_SINGLE = frozenset({"'", "‘", "’", "‚", "‛", "`", "‹", "›"})

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Encoded:
    """An article as the model reads it: `positions` are tagged, `ids` and `types` are read."""

    positions: tuple[Token | None, ...]
    """The tokens in order, None for the break between two blocks."""
    firsts: Integers
    """Per position, the index of its first piece; increasing."""
    ids: Integers
    types: Integers


def encode(tokenizer: Tokenizer, sentences: Sequence[Sentence]) -> Encoded:
    """Return the pieces of an article's sentences.

    Every token has at least one piece: one that the tokenizer's normalisation deletes becomes
    [UNK], so positions never shift.
    """
    positions: list[Token | None] = []
    words: list[str] = []
    kinds: list[int] = []
    for _, read in groupby(sentences, key=lambda sentence: sentence.block):
        block = [token for sentence in read for token in sentence.tokens]
        if positions:
            positions.append(None)
            words.append(BREAK)
            kinds.append(0)
        positions += block
        marks, quoted = quotation(block)
        words += marks
        kinds += [shape(t.text) + SHAPES * q for t, q in zip(block, quoted, strict=True)]
    ids, owners = _pieces(tokenizer, words)
    firsts = np.searchsorted(owners, np.arange(len(words)))
    return Encoded(tuple(positions), firsts, ids, np.array(kinds, np.int64)[owners])


def _pieces(tokenizer: Tokenizer, words: list[str]) -> tuple[Integers, Integers]:
    """Return the ids of the pieces, and to which word each belongs."""
    encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    ids = np.array(encoding.ids, np.int64)
    owners = np.array(encoding.word_ids, np.int64)
    lost = np.setdiff1d(np.arange(len(words)), owners)
    at = np.searchsorted(owners, lost)
    return np.insert(ids, at, piece(tokenizer, "[UNK]")), np.insert(owners, at, lost)


def piece(tokenizer: Tokenizer, name: str) -> int:
    """Return the id of a piece; KeyError if the vocabulary has none of that name."""
    found = tokenizer.token_to_id(name)
    if found is None:
        raise KeyError(name)
    return found


def shape(text: str) -> int:
    """Return how a token is capitalised: 0 not, 1 first letter, 2 all of several, 3 otherwise."""
    if text.islower() or not any(map(str.isupper, text)):
        return 0
    if text.isupper():
        return 2 if sum(map(str.isalpha, text)) > 1 else 1
    return 1 if text[0].isupper() and text[1:].islower() else 3


def quotation(block: Sequence[Token]) -> tuple[list[str], list[bool]]:
    """Return a block's tokens with one style of quotation marks, and which of them are quoted.

    A mark that does not say by its form whether it opens or closes is judged by the side on which
    it touches a word, then by what came before: in some archives `''` stands for both. Single marks
    count only in pairs, so that apostrophes do not. The marks themselves are quoted.
    """
    words, quoted = [token.text for token in block], [False] * len(block)
    closer_of = _pairs_of_singles(block)
    closer = None
    is_open = False
    for index in range(len(block)):
        mark = _mark(block, index, is_open) if closer is None else None
        if index == closer:
            mark, closer = "”", None
        elif index in closer_of and not is_open:  # one within a quotation changes nothing
            mark, closer = "“", closer_of[index]
        quoted[index] = is_open or mark is not None
        if mark:
            words[index], is_open = mark, mark == "“"
    return words, quoted


def _mark(block: Sequence[Token], index: int, is_open: bool) -> str | None:
    """Return the curly form of a double mark, None if the token is no such mark."""
    text = block[index].text
    if text in _OPENING:
        return "“"
    if text in _CLOSING:
        return "”"
    if text not in _EITHER:
        return None
    before, after = _touches(block, index)
    if before != after:
        return "”" if before else "“"
    return "”" if is_open else "“"


def _touches(block: Sequence[Token], index: int) -> tuple[bool, bool]:
    """Whether no space lies before a token, and none after."""
    token = block[index]
    before = index > 0 and block[index - 1].end == token.start
    return before, index + 1 < len(block) and block[index + 1].start == token.end


def _pairs_of_singles(block: Sequence[Token]) -> dict[int, int]:
    """Return where single marks open a quotation, and where each closes."""
    pairs: dict[int, int] = {}
    opened = None
    for index, token in enumerate(block):
        if token.text not in _SINGLE:
            continue
        before, after = _touches(block, index)
        if opened is None and after and not before:
            opened = index
        elif opened is not None and before and not after:
            pairs[opened] = index
            opened = None
    return pairs
