"""Annotations drawn anew follow the probabilities that the chain gives."""

import numpy as np

from lab.tagger.data import IGNORED, NOWHERE
from lab.tagger.drawing import drawn, targets
from workers.claims.tagger.decoding import TAGS, Arcs, Chain, forbidden, marginals

RNG = np.random.default_rng(7)
CHAIN = Chain(
    RNG.normal(size=(len(TAGS),) * 2).astype(np.float32),
    RNG.normal(size=len(TAGS)).astype(np.float32),
)
SCORES = RNG.normal(size=(9, len(TAGS))).astype(np.float32)
BREAKS = [4]


def test_each_tag_is_drawn_as_often_as_it_is_likely() -> None:
    tags = drawn(SCORES, CHAIN, BREAKS, 20_000, np.random.default_rng(1))
    often = np.stack([(tags == tag).mean(axis=0) for tag in range(len(TAGS))], axis=1)
    assert np.abs(often - marginals(SCORES, CHAIN, BREAKS)).max() < 0.02


def test_no_sequence_is_drawn_that_the_scheme_of_tags_forbids() -> None:
    tags = drawn(SCORES, CHAIN, BREAKS, 2_000, np.random.default_rng(2))
    assert not forbidden()[tags[:, :-1], tags[:, 1:]].any()
    assert (tags[:, BREAKS] == 0).all()
    assert not np.isin(tags[:, 0], [at for at, tag in enumerate(TAGS) if tag[0] == "I"]).any()


def test_cues_point_at_their_source_and_contents_at_their_cue() -> None:
    tags = np.array([TAGS.index(t) for t in ("B-source", "B-cue", "B-content", "I-content", "O")])
    to = np.eye(5, dtype=np.float32)
    arcs = [Arcs(0, row, 0.0) for row in (to[4], to[0], to[1], to[1], to[4])]
    assert targets(tags, arcs, []).tolist() == [IGNORED, 0, 1, 1, IGNORED]
    alone = [Arcs(0, row, 0.9) for row in np.zeros((5, 5), np.float32)]
    assert targets(tags, alone, []).tolist() == [IGNORED, NOWHERE, IGNORED, IGNORED, IGNORED]
