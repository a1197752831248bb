"""Talk without a speaker: "there has been much speculation that X", "talk is growing of X".

A noun of talk with words between it and what is said, or with a verb of its own. Plain "there are
reports that X" is read by `fixed`.
"""

from collections.abc import Iterator

from workers.claims import lexicon
from workers.claims.constructions.candidate import Candidate, Range
from workers.claims.constructions.contents import content_after
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import chunk, is_time
from workers.claims.constructions.verbs import BE

_WHETHER = frozenset({"that", "whether"})
_TOPIC = frozenset({"that", "whether", "about", "of", "over"})
_LEADS_ON = frozenset({"preposition", "to", "adverb", "gerund"})
_EXISTS = frozenset({"is", "are", "was", "were", "has", "have", "had", "'s"})
_SURE = 0.8
_NEAR = 5
"""Tokens from "there" to the noun at most."""


def candidates(line: Line) -> Iterator[Candidate]:
    """Return the candidates of a line."""
    nouns = lexicon.words("en", "whispers.txt")
    for at, word in enumerate(line.words):
        if word in nouns and not line.quoted[at]:
            yield from _there_is(line, at)
            yield from _grows(line, at)


def _there_is(line: Line, noun: int) -> Iterator[Candidate]:
    """Return "there is talk of X", "there has been speculation in the press as to whether X"."""
    first = max(0, noun - _NEAR)
    there = next((i for i in range(first, noun) if line.words[i] == "there"), None)
    if there is None or line.word(there + 1) not in _EXISTS:
        return
    topic = _after_circumstances(line, noun + 1)
    if line.words[there + 1] in BE and line.words[noun + 1 : noun + 2] == ("that",):
        return  # read by `fixed`
    is_speech = line.words[noun - 1 : noun + 1] == ("a", "talk")
    if line.words[noun - 1] != "no" and not is_speech:
        yield from _about(line, (there, noun + 1), topic)


def _after_circumstances(line: Line, at: int) -> int:
    """Return the index after "in the press", "for weeks", "as to": where the topic may begin."""
    while line.kind(at) in _LEADS_ON and line.word(at) not in _TOPIC:
        end = chunk(line, at + 1)
        at = max(end, at + 1)
        if line.word(at) == "of" and (end := chunk(line, at + 1)) > at + 1:
            at = end
    while is_time(line, at):
        at += 1
    return at


def _grows(line: Line, noun: int) -> Iterator[Candidate]:
    """Return "talk had been mounting about X" and "rumours are swirling that X"."""
    at = noun + 1
    while line.kind(at) in ("auxiliary", "modal", "adverb"):
        at += 1
    if line.word(at) in lexicon.words("en", "swirling_verbs.txt"):
        yield from _about(line, (noun, at + 1), _after_circumstances(line, at + 1))


def _about(line: Line, cue: Range, topic: int) -> Iterator[Candidate]:
    if line.word(topic) not in _TOPIC:
        return
    is_clause = line.words[topic] in _WHETHER
    start = topic if line.words[topic] == "whether" else topic + 1
    content = content_after(line, start, "wh" if is_clause else "np")
    if content:
        yield Candidate(None, cue, (content,), _SURE, "talk")
