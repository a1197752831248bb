"""Any text gives a result that keeps its promises; `lab/any_text.py` tries 20,000."""

from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lab.any_text import any_text, has_ink, long, text_of
from lab.promises import broken
from lab.scoring import analysis

RANDOM = st.randoms(use_true_random=False)  # each choice of the generator can be made simpler
ANY = (RANDOM.map(any_text) | st.text(st.characters(exclude_categories=("Cs",)))).filter(has_ink)
MANY = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@MANY
@given(ANY)
@example("“" * 2_000)
@example("x" * 100_000)
@example("a\r\nb\rc\n\n\u2028d")
def test_the_result_of_any_text_keeps_its_promises(text: str) -> None:
    assert broken(text, analysis(text)) == ()


def test_so_does_what_the_generator_makes_of_its_first_seeds() -> None:
    texts = [(seed, text_of(seed)) for seed in range(1, 300)]
    assert [seed for seed, text in texts if has_ink(text) and broken(text, analysis(text))] == []


@MANY
@given(ANY)
def test_the_same_text_gives_the_same_bytes(text: str) -> None:
    assert analysis(text).model_dump_json() == analysis(text).model_dump_json()


@pytest.mark.parametrize("words", [5_000, pytest.param(50_000, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
def test_a_long_text_is_a_text_like_any_other(words: int) -> None:
    text = long(Random(words), words)
    assert len(text.split()) >= words
    assert broken(text, analysis(text)) == ()


def test_a_seed_is_always_the_same_text() -> None:
    seeds = range(1, 200)
    assert [text_of(seed) for seed in seeds] == [text_of(seed) for seed in seeds]
    assert len({text_of(seed) for seed in seeds}) > 150
