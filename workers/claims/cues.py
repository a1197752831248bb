"""The cue lexicon: which verbs are cues in which frames, and what a cue does.

`precision` serves the constructions (and goes with them when a trained tagger comes); `sense` says
what act and stance the words of a cue have, whoever found them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import get_args

from server.contract import Stance
from workers.claims import lexicon
from workers.claims.model import Act

_PRIOR_WEIGHT = 4  # how many sightings the average of a verb weighs against those of one frame
_CLAUSES = ("that", "clause", "quote", "colon", "end")
"""Frames in which a verb has what is said after it, or all of it before."""
_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ied", "y")),
    *(("ing", ""), ("ing", "e")),
)
"""How regular forms end, and what stands there in their verb."""
_LOWERING = frozenset(
    {"not", "never", "may", "might", "could", "would", "cannot", "seems", "appears"}
)


@cache
def lemmas() -> Mapping[str, str]:
    """Return the lemma of each form of a cue verb."""
    rows = (*lexicon.rows("en", "speech_verbs.tsv"), *lexicon.rows("en", "cue_frames.tsv"))
    return {form: row[0] for row in rows for form in row[1].split(" ")}


@cache
def _counts() -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Return, by lemma and frame, how often it was a cue and how often it was seen."""
    counts: dict[str, Mapping[str, tuple[int, int]]] = {}
    for lemma, _, frames in lexicon.rows("en", "cue_frames.tsv"):
        pairs = (field.split(":") for field in frames.split(" "))
        counts[lemma] = {name: _hits_and_seen(pair) for name, pair in pairs}
    return _with_uncounted(counts)


def _with_uncounted(
    counts: Mapping[str, Mapping[str, tuple[int, int]]],
) -> Mapping[str, Mapping[str, tuple[int, int]]]:
    """Return the counts with those of all verbs of speech for each that has none of its own."""
    verbs = lexicon.rows("en", "speech_verbs.tsv")
    pooled: dict[str, tuple[int, int]] = {}
    for frames in (counts[lemma] for lemma, *_ in verbs if lemma in counts):
        for name, (hits, seen) in frames.items():
            before = pooled.get(name, (0, 0))
            pooled[name] = (before[0] + hits, before[1] + seen)
    silent = {name: (0, seen) for name, (_, seen) in pooled.items()}
    clauses = silent | {name: pooled[name] for name in _CLAUSES}
    own = {lemma: pooled if before == "any" else clauses for lemma, _, before in verbs}
    return {**own, **counts}


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


def sense(words: Sequence[str], *, has_source: bool = True) -> tuple[Act, Stance]:
    """Return what a cue does, from its words in lower case and whether someone is said to do it.

    The first verb, noun or phrase of the lexicon decides; a negation or a modal lowers `assert` to
    `neutral` (LABELS, D: "a hedge on an assert verb lowers it"). Unknown words are neutral speech.
    """
    for at, word in enumerate(words):
        lemma = _lemma(word)
        following = words[at + 1] if at + 1 < len(words) else ""
        nobodys = () if has_source else (f"- {lemma}",)
        names = (f"{lemma} {following}", *nobodys, lemma)
        if found := next(filter(None, map(_senses().get, names)), None):
            act, stance = found
            return act, "neutral" if stance == "assert" and _is_lowered(words) else stance
    return "speech", "neutral"


@cache
def _lemma(word: str) -> str:
    """Return the lemma of a form, in the spelling of the lexicon: "apologises" is of apologize.

    The listed forms are those that a corpus has; others are taken for regular ones.
    """
    known = lemmas().get(word, word)
    if known in _senses():
        return known
    return next((base for base in _bases(word) if base in _senses()), known)


def _bases(word: str) -> Iterator[str]:
    """Yield what a regular form may be of, as spelt and in American spelling."""
    stems = [word, *(word.removesuffix(end) + put for end, put in _ENDINGS if word.endswith(end))]
    for stem in stems:
        yield stem
        yield re.sub("is(e?)$", r"iz\1", stem)
        yield stem.replace("our", "or")


def _is_lowered(words: Sequence[str]) -> bool:
    return any(word in _LOWERING or word.endswith("n't") for word in words)


@cache
def _senses() -> Mapping[str, tuple[Act, Stance]]:
    rows = (*lexicon.rows("en", "cue_nouns.tsv"), *lexicon.rows("en", "cues.tsv"))
    return {name: (_act(act), _stance(stance)) for name, act, stance in rows}


def _act(name: str) -> Act:
    return next(act for act in get_args(Act) if act == name)


def _stance(name: str) -> Stance:
    return next(stance for stance in get_args(Stance) if stance == name)
