"""The cue lexicon: which verbs are cues in which frames, and what a cue does.

`precision` serves the constructions (and goes with them when a trained tagger comes); `sense` says
what act and stance the words of a cue have, whoever found them.
"""

from collections.abc import Mapping
from functools import cache

from workers.claims import lexicon

_PRIOR_WEIGHT = 4  # how many sightings the average of a verb weighs against those of one frame


@cache
def lemmas() -> Mapping[str, str]:
    """Return the lemma of each form of a cue verb."""
    return {
        form: row[0] for row in lexicon.rows("en", "cue_frames.tsv") for form in row[1].split(" ")
    }


@cache
def _counts() -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Return, by lemma and frame, how often it was a cue and how often it was seen."""
    counts = {}
    for lemma, _, frames in lexicon.rows("en", "cue_frames.tsv"):
        pairs = (field.split(":") for field in frames.split(" "))
        counts[lemma] = {name: _hits_and_seen(pair) for name, pair in pairs}
    return counts


def _hits_and_seen(field: str) -> tuple[int, int]:
    hits, seen = field.split("/")
    return int(hits), int(seen)


@cache
def precision(lemma: str, frame: str) -> float:
    """Return the share of a verb in a frame that is a cue, drawn towards the verb's average."""
    frames = _counts()[lemma]
    hits, seen = frames.get(frame, (0, 0))
    all_hits = sum(h for h, _ in frames.values())
    average = all_hits / sum(n for _, n in frames.values())
    return (hits + _PRIOR_WEIGHT * average) / (seen + _PRIOR_WEIGHT)
