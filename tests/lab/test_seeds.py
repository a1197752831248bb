"""Reading many seeds: whatever goes wrong with one is told, and the others are still read."""

from collections.abc import Iterator
from itertools import count

import pytest

from lab import any_text
from lab.any_text import Reading, compared, has_ink, reading, text_of
from server.contract import Analysis
from server.errors import NotAnArticle

SEED = next(seed for seed in count(1) if len(text_of(seed).split()) > 20)


def test_a_text_that_is_read_has_bytes_and_no_faults() -> None:
    told = reading(SEED)
    assert told.digest and told.faults == ()
    assert told.words > 20 and told.peak_mb > 0


@pytest.mark.parametrize(
    ("crash", "fault"),
    [
        (ValueError("no such span"), "ValueError: no such span"),
        (NotAnArticle(), "refused as blank"),
    ],
)
def test_a_crash_is_a_fault_of_its_seed(monkeypatch, crash: Exception, fault: str) -> None:
    def fails(text: str) -> Analysis:
        raise crash

    monkeypatch.setattr(any_text, "analysis", fails)
    assert has_ink(text_of(SEED))
    assert reading(SEED).faults == (fault,)


@pytest.mark.parametrize(
    ("second", "fault"),
    [
        (Reading(1, 3, 0.1, "cd", (), 9.0), "the same text gave other bytes in another process"),
        (Reading(1, 3, 0.1, "ab", ("x",), 9.0), "x"),
        (None, "a process died"),
    ],
)
def test_both_processes_count(monkeypatch, second: Reading | None, fault: str) -> None:
    first = Reading(1, 3, 0.1, "ab", (), 7.0)

    def pretended(seeds: range, hash_seed: int) -> Iterator[Reading]:
        told = {1: first, 2: second}[hash_seed]
        return iter([told] if told else [])

    monkeypatch.setattr(any_text, "_readings", pretended)
    (told,) = compared(range(1, 2))
    assert told.faults == (fault,)


def test_two_real_processes_agree() -> None:
    told = list(compared(range(SEED, SEED + 3)))
    assert [read.seed for read in told] == [SEED, SEED + 1, SEED + 2]
    assert not any(read.faults for read in told)
