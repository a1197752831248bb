from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.claims.model import Token
from workers.claims.tagger.decoding import (
    TAGS,
    Arcs,
    Chain,
    Scores,
    best_tags,
    marginals,
    runs,
    tagging,
)

FREE = Chain(np.zeros((7, 7), np.float32), np.zeros(7, np.float32))
WORDS = ("Ann", "Lee", "said", "it", "rained")


def words(*texts: str) -> list[Token | None]:
    ends = np.cumsum([len(text) + 1 for text in texts])
    return [Token(int(e) - len(t) - 1, int(e) - 1, t) for e, t in zip(ends, texts, strict=True)]


def said(*tags: str) -> Scores:
    """Scores that leave no doubt."""
    scores = np.zeros((len(tags), len(TAGS)), np.float32)
    scores[range(len(tags)), [TAGS.index(tag) for tag in tags]] = 9
    return scores


def pointing(*targets: int | None) -> list[Arcs]:
    rows = np.eye(len(targets), dtype=np.float32)
    nothing = np.zeros(len(targets), np.float32)
    return [Arcs(0, nothing, 1.0) if t is None else Arcs(0, rows[t], 0.0) for t in targets]


def chains() -> st.SearchStrategy[tuple[Scores, Chain]]:
    return st.integers(0, 2**32 - 1).map(random_chain)


def random_chain(seed: int) -> tuple[Scores, Chain]:
    rng = np.random.default_rng(seed)
    numbers = rng.normal(0, 2, (12, 7)).astype(np.float32)
    return numbers[:4], Chain(numbers[4:11], numbers[11])


def allowed(tags: tuple[int, ...]) -> bool:
    names = ["O", *(TAGS[tag] for tag in tags)]
    return all(b[0] != "I" or a[1:] == b[1:] for a, b in pairwise(names))


def weight(tags: tuple[int, ...], scores: Scores, chain: Chain) -> float:
    steps = sum(float(chain.steps[a, b]) for a, b in pairwise(tags))
    return float(chain.start[tags[0]]) + steps + float(scores[range(len(tags)), tags].sum())


@given(chains())
def test_the_best_tags_outweigh_every_other_sequence(given_: tuple[Scores, Chain]) -> None:
    scores, chain = given_
    every = [tags for tags in product(range(7), repeat=4) if allowed(tags)]
    best = max(weight(tags, scores, chain) for tags in every)
    found = tuple(best_tags(scores, chain))
    assert allowed(found) and weight(found, scores, chain) == pytest.approx(best, abs=1e-3)


@given(chains())
def test_marginals_are_shares_of_all_sequences(given_: tuple[Scores, Chain]) -> None:
    scores, chain = given_
    expected = np.zeros((4, 7))
    for tags in product(range(7), repeat=4):
        if allowed(tags):
            expected[range(4), tags] += np.exp(weight(tags, scores, chain))
    assert np.allclose(marginals(scores, chain), expected / expected[0].sum(), atol=1e-4)


@given(chains())
def test_blocks_are_read_as_one_chain_that_is_o_at_its_breaks(given_: tuple[Scores, Chain]) -> None:
    scores, chain, breaks = np.tile(given_[0], (4, 1)), given_[1], [3, 9, 11]
    forced = scores.copy()
    forced[breaks, 1:] = -1e4
    assert best_tags(scores, chain, breaks) == best_tags(forced, chain)
    assert np.allclose(marginals(scores, chain, breaks), marginals(forced, chain), atol=1e-4)


def test_a_long_text_underflows_nothing() -> None:
    scores, chain = random_chain(1)
    assert np.allclose(marginals(np.tile(scores, (5000, 1)), chain).sum(axis=1), 1)


def test_two_spans_of_a_role_may_touch() -> None:
    tags = [TAGS.index(t) for t in ("B-content", "I-content", "B-content", "O", "B-cue")]
    assert [(r.start, r.end) for r in runs(tags)] == [(0, 2), (2, 3), (4, 5)]


def test_a_cue_finds_its_source_and_a_content_its_cue() -> None:
    scores = said("B-source", "I-source", "B-cue", "B-content", "I-content")
    found = tagging(words(*WORDS), scores, FREE, pointing(None, None, 0, 2, 2))
    assert [(s.role, s.start, s.end) for s in found.spans] == [
        ("source", 0, 7), ("cue", 8, 12), ("content", 13, 22),
    ]  # fmt: skip
    assert [(link.span, link.cue) for link in found.links] == [(0, 1), (2, 1)]


def test_a_cue_that_points_nowhere_has_no_source() -> None:
    scores = said("B-source", "I-source", "B-cue", "B-content", "I-content")
    found = tagging(words(*WORDS), scores, FREE, pointing(None, None, None, 2, 2))
    assert [(link.span, link.cue) for link in found.links] == [(2, 1)]


def test_one_source_may_have_two_cues() -> None:
    scores = said("B-source", "B-cue", "B-content", "B-cue", "B-content")
    found = tagging(words("Ann", "denies", "that", "says", "this"), scores, FREE,
                    pointing(None, 0, 1, 0, 3))  # fmt: skip
    assert [(link.span, link.cue) for link in found.links] == [(0, 1), (0, 3), (2, 1), (4, 3)]


def test_a_surer_tag_is_a_surer_span() -> None:
    tags = ("B-source", "I-source", "B-cue", "B-content", "I-content")
    arcs = pointing(None, None, 0, 2, 2)
    sure, unsure = (tagging(words(*WORDS), said(*tags) * k, FREE, arcs) for k in (1, 0.4))
    assert all(a.confidence > b.confidence for a, b in zip(sure.spans, unsure.spans, strict=True))


def test_no_span_crosses_a_break() -> None:
    read = [*words("one", "two"), None, *words("six", "ten")]
    scores = said("B-content", *["I-content"] * 4)
    found = tagging(read, scores, FREE, pointing(*[None] * 5))
    assert [(s.start, s.end) for s in found.spans] == [(0, 7), (0, 7)]


def test_nothing_gives_nothing() -> None:
    nothing = tagging([], np.zeros((0, 7), np.float32), FREE, [])
    assert nothing.spans == () and nothing.links == ()


def test_a_source_that_is_but_a_mark_is_none() -> None:
    found = tagging(
        words("said", "it", "."), said("B-cue", "B-content", "B-source"), FREE, pointing(2, 0, None)
    )
    assert [span.role for span in found.spans] == ["cue", "content"]
