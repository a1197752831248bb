from collections.abc import Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer, models

from workers.claims.model import Token
from workers.claims.tagger.decoding import Scores
from workers.claims.tagger.encoding import Encoded, Integers
from workers.claims.tagger.network import MARGIN, WINDOW, read, windows

COUNTS = (1, 2, 47, 48, 49, 253, 254, 255, 460, 461, 1000, 70_000)


@pytest.mark.parametrize("count", COUNTS)
def test_windows_judge_every_piece_once_with_context_around_it(count: int) -> None:
    done = 0
    for start, end, keep in windows(count):
        assert 0 < end - start <= WINDOW and start <= done < keep <= end <= count
        assert done == 0 or done - start >= MARGIN
        assert keep == count or end - keep >= MARGIN
        done = keep
    assert done == count


def test_no_piece_needs_no_window() -> None:
    assert list(windows(0)) == []


def encoded(pieces_of: Sequence[int]) -> Encoded:
    """Words with so many pieces each; a piece's id is its place."""
    firsts = np.cumsum([0, *pieces_of[:-1]])
    positions = tuple(Token(i, i + 1, "x") for i in range(len(pieces_of)))
    ids = np.arange(sum(pieces_of)) + 2
    return Encoded(positions, firsts, ids, np.zeros_like(ids))


def by_place(ids: Integers, types: Integers) -> tuple[Scores, Scores, Scores]:
    """Score a piece by its place, and point at the piece seven before, else nowhere."""
    arcs = np.full((len(ids), len(ids)), -50, np.float32)
    for row in range(len(ids)):
        arcs[row, row - 7 if row > 7 else 0] = 50
    return np.repeat(ids[:, None], 7, axis=1).astype(np.float32), arcs, ids.astype(np.float32)


@pytest.mark.parametrize("count", [3, 200, 2000])
def test_every_position_keeps_the_score_of_its_own_piece(count: int) -> None:
    given = encoded([1 + i % 3 for i in range(count)])
    scores, arcs, evidence = read(given, tokenizer(), by_place)
    assert scores[:, 0].tolist() == evidence.tolist() == given.ids[given.firsts].tolist()
    assert len(arcs) == count


def test_arcs_lead_to_the_right_place_in_every_window() -> None:
    _, arcs, _ = read(encoded([1] * 2000), tokenizer(), by_place)
    assert all(arcs[i].at(i - 7) > 0.99 for i in range(7, 2000))
    assert arcs[0].nowhere > 0.99


def tokenizer() -> Tokenizer:
    return Tokenizer(models.WordPiece({"[CLS]": 0, "[SEP]": 1, "[UNK]": 2}, unk_token="[UNK]"))
