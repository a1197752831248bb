"""Word classes: what a token most likely is in its sentence, and whether a verb is finite.

Used by `tagger` and `constructions` (which find source and content by class) and by `segmentation`
(which asks whether a left-over piece is a statement). A first-order hidden Markov model over the
counts of word_classes.tsv and class_pairs.tsv, decoded by Viterbi (Jurafsky and Martin, Speech and
Language Processing, 3rd ed., ch. 17). On news it was not derived from it agrees on 96 of 100
words with the tagger it was derived from.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, get_args

from workers.claims import cues, lexicon
from workers.claims.model import Token

WordClass = Literal[
    "determiner",
    "noun",
    "name",
    "pronoun",
    "number",
    "adjective",
    "adverb",
    "preposition",
    "subordinator",
    "conjunction",
    "to",
    "possessive",
    "modal",
    "auxiliary",
    "base",
    "present",
    "past",
    "participle",
    "gerund",
    "mark",
]
"""`base` is an infinitive, `present` and `past` are finite forms, `gerund` is any -ing form;
`auxiliary` is any form of be, have and do; `mark` is punctuation."""

CLASSES: tuple[WordClass, ...] = get_args(WordClass)

VERBS = frozenset({"modal", "auxiliary", "base", "present", "past", "participle", "gerund"})

FINITE = frozenset({"modal", "present", "past"})

_OF_MANY = frozenset({"have", "are", "were", "say"})
_NOT_FINITE = frozenset({"be", "been", "being", "having"})
_CAPITAL_IS_NAME = 0.8  # inside a sentence, where the word in lower case is no function word
_CAPITAL_FUNCTION_IS_NAME = 0.2
_OPENER_IS_NAME = 0.05  # the first word of a sentence, known in lower case
_UNKNOWN_OPENER_IS_NAME = 0.7
_TITLE_SHARE = 0.7  # of the words of a headline in title case begin with a capital
_SAME_LOOKS: tuple[tuple[WordClass, WordClass, str], ...] = (
    ("base", "present", ""),
    ("past", "participle", "ed"),
    ("participle", "past", "ed"),
)
_TWIN_SHARE = 0.15
_SHAPES: tuple[tuple[str, Mapping[WordClass, float]], ...] = (
    ("ly", {"adverb": 0.9, "adjective": 0.1}),
    ("ing", {"gerund": 0.7, "noun": 0.3}),
    ("ed", {"past": 0.4, "participle": 0.4, "adjective": 0.2}),
    ("s", {"noun": 0.9, "present": 0.1}),
    ("", {"noun": 0.6, "adjective": 0.35, "base": 0.05}),
)
"""What a word is that the list does not know, by its ending; the first that fits counts."""
_CUE_PAST: Mapping[WordClass, float] = {"past": 0.6, "participle": 0.4}


def classes(tokens: Sequence[Token]) -> tuple[WordClass, ...]:
    """Return the class of each token of one sentence: the most likely path of classes."""
    if not tokens:
        return ()
    in_title_case = _is_title_case(tokens)
    pairs = _pairs()
    best: dict[WordClass, float] = {"mark": 0.0}
    back: list[dict[WordClass, WordClass]] = []
    for index, token in enumerate(tokens):
        opens = index == 0 or in_title_case
        step: dict[WordClass, WordClass] = {}
        scores: dict[WordClass, float] = {}
        for now, chance in _emissions(token.text, opens).items():
            row = pairs[now]
            before, most = next(iter(best)), -math.inf
            for was, score in best.items():  # a loop: this is run for every word
                if score + row[was] > most:
                    before, most = was, score + row[was]
            step[now], scores[now] = before, most + chance
        back.append(step)
        best = scores
    return _path(max(best, key=best.__getitem__), back)


def _path(last: WordClass, back: Sequence[dict[WordClass, WordClass]]) -> tuple[WordClass, ...]:
    path = [last]
    for step in reversed(back[1:]):
        path.append(step[path[-1]])
    return tuple(reversed(path))


def has_finite_verb(tokens: Sequence[Token]) -> bool:
    """Return whether a piece of a sentence holds a finite verb, that is, states something."""
    return any(is_finite(token, kind) for token, kind in zip(tokens, classes(tokens), strict=True))


def is_function_word(token: Token) -> bool:
    """Return whether a token is a mark or a word of a closed class: "that", "he", "of"."""
    return not token.text[0].isalnum() or token.text.lower() in _function_words()


def may_be(word: str, kind: WordClass) -> bool:
    """Return whether a word in lower case was ever seen as a class."""
    return kind in _lexicon().get(word, ())


def is_of_many(word: str) -> bool:
    """Return whether a verb form has many for its subject: "have", "insist"; no past form does."""
    is_cue = cues.lemmas().get(word) == word
    return word in _OF_MANY or (is_cue and not may_be(word, "past") and not may_be(word, "noun"))


def is_finite(token: Token, kind: WordClass) -> bool:
    """Return whether a token of a class is a finite verb."""
    return kind in FINITE or (kind == "auxiliary" and token.text.lower() not in _NOT_FINITE)


def _is_title_case(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= _TITLE_SHARE * len(words)


@lru_cache(maxsize=20_000)
def _emissions(word: str, opens: bool) -> dict[WordClass, float]:
    """Return log P(class | word) - log P(class) of each class a word can have."""
    shares = _shares()
    return {
        kind: math.log(chance) - math.log(shares[kind])
        for kind, chance in _chances(word, opens).items()
    }


def _chances(word: str, opens: bool) -> Mapping[WordClass, float]:
    lower = word.lower().replace("’", "'")
    lower = lower.removesuffix("n't")
    known = _lexicon().get(lower)
    if known is None and not word[0].isalnum():
        return {"mark": 1.0}
    if word[0].isdigit():
        return {"number": 1.0}
    if not word[0].isupper():
        return known or _guess(lower)
    is_known = known is not None or ("-" in lower and lower.rpartition("-")[2] in _lexicon())
    return _with_name(known or _guess(lower), _chance_of_name(lower, is_known, opens))


def _chance_of_name(word: str, is_known: bool, opens: bool) -> float:
    """Return how likely a word with a capital is a name."""
    if not is_known:
        return _UNKNOWN_OPENER_IS_NAME if opens else 1.0
    if opens:
        return 0.0 if word in _function_words() else _OPENER_IS_NAME
    return _CAPITAL_FUNCTION_IS_NAME if word in _function_words() else _CAPITAL_IS_NAME


def _with_name(chances: Mapping[WordClass, float], name: float) -> Mapping[WordClass, float]:
    if name == 0:
        return chances
    others: dict[WordClass, float] = {k: c * (1 - name) for k, c in chances.items() if name < 1}
    return {"name": name, **others}


def _guess(word: str) -> Mapping[WordClass, float]:
    """Return P(class | word) by a word's ending; "quipped", a form of a cue verb, is a verb."""
    if word.endswith("ed") and word in cues.lemmas():
        return _CUE_PAST
    return next(chances for suffix, chances in _SHAPES if word.endswith(suffix))


@cache
def _function_words() -> frozenset[str]:
    return lexicon.words("en", "function_words.tsv")


@cache
def _lexicon() -> dict[str, Mapping[WordClass, float]]:
    """Return P(class | word) of every word of the lists."""
    known: dict[str, Mapping[WordClass, float]] = {
        row[0]: _evenly(row[1:]) for row in lexicon.rows("en", "function_words.tsv")
    }
    for row in lexicon.rows("en", "word_classes.tsv"):
        counts = {_class(kind): int(count) for kind, count in (f.split(":") for f in row[1:])}
        known[row[0]] = _shared_out(row[0], counts)
    return known


def _shared_out(word: str, counts: Mapping[WordClass, int]) -> Mapping[WordClass, float]:
    """Return P(class | word): a form that looks the same ("say", "said") is never ruled out."""
    weights: dict[WordClass, float] = dict(counts)
    for form, twin, ending in _SAME_LOOKS:
        if form in weights and word.endswith(ending):
            weights[twin] = max(weights.get(twin, 0), _TWIN_SHARE * weights[form])
    total = sum(weights.values())
    return {kind: weight / total for kind, weight in weights.items()}


def _evenly(kinds: Sequence[str]) -> Mapping[WordClass, float]:
    return {_class(kind): 1 / len(kinds) for kind in kinds}


def _class(name: str) -> WordClass:
    return next(kind for kind in CLASSES if kind == name)


@cache
def _pair_counts() -> Mapping[tuple[WordClass, WordClass], int]:
    rows = lexicon.rows("en", "class_pairs.tsv")
    return {(_class(before), _class(now)): int(count) for before, now, count in rows}


@cache
def _shares() -> Mapping[WordClass, float]:
    """Return P(class)."""
    counts = dict.fromkeys(CLASSES, 1)
    for (_, now), count in _pair_counts().items():
        counts[now] += count
    total = sum(counts.values())
    return {kind: count / total for kind, count in counts.items()}


@cache
def _pairs() -> Mapping[WordClass, Mapping[WordClass, float]]:
    """Return log P(class | class before), keyed by the class, then by the one before it."""
    counts = _pair_counts()
    totals = {b: sum(counts.get((b, n), 0) + 1 for n in CLASSES) for b in CLASSES}
    return {
        now: {b: math.log((counts.get((b, now), 0) + 1) / totals[b]) for b in CLASSES}
        for now in CLASSES
    }
