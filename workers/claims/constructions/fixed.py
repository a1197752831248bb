"""Fixed phrases: "according to S", "S: X" at the head of a line, reportedly, "S's claim that X"."""

from collections.abc import Iterator

from workers.claims import lexicon
from workers.claims.constructions.candidate import Candidate, Range
from workers.claims.constructions.contents import content_after, content_before
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import (
    is_time,
    long_noun_phrase,
    noun_phrase,
    phrase_before,
)
from workers.claims.constructions.verbs import BE

_STOPS = frozenset({",", ".", ";", ":", "(", ")", "?", "!", "--", "—", "–"})
_MAX_SPEAKER_TOKENS = 8
_MIN_SPOKEN_TOKENS = 4
_REPORTS = frozenset({"report", "reports"})
_ADVERBS = frozenset({"reportedly", "allegedly", "supposedly", "purportedly"})


def candidates(line: Line) -> Iterator[Candidate]:
    """Return the candidates of all fixed phrases of a line."""
    for at, word in enumerate(line.words):
        if word == "according" and line.word(at + 1) == "to":
            yield from _according_to(line, at)
        elif word in _ADVERBS:
            yield from _adverb(line, at)
        elif word == "that":
            yield from _noun_that(line, at)
    yield from _speaker(line)


def _according_to(line: Line, at: int) -> Iterator[Candidate]:
    end = _end_of_authority(line, at + 2)
    if end == at + 2:
        return
    leading = at - 2 if line.word(at - 1) == "," else at - 1
    opens = leading < 0 or line.kinds[leading] in ("conjunction", "subordinator")
    bracket = next((i for i in range(at - 1, -1, -1) if line.words[i] in "()"), -1)
    left = None if opens else content_before(line, at)
    if left and bracket >= 0 and line.words[bracket] == "(":
        left = (bracket + 1, left[1])
    elif line.word(end) == "," and (opens or line.word(at - 1) == ","):
        right = content_after(line, end + 1, "clause")
        parts = tuple(part for part in (left, right) if part)
        yield from _authority(at, end, parts)
        return
    yield from _authority(at, end, (left,) if left and left[0] < left[1] else ())


def _authority(at: int, end: int, parts: tuple[Range, ...]) -> Iterator[Candidate]:
    if parts:
        yield Candidate((at + 2, end), (at, at + 2), parts, 0.95, "according-to")


def _end_of_authority(line: Line, start: int) -> int:
    """Return the end of who it is according to: up to the next stop if no clause begins before."""
    end = start
    while end < len(line) and line.words[end] not in _STOPS:
        end += 1
    relative = any(line.words[i] in ("who", "that", "which") for i in range(start, end))
    if relative or not any(line.kinds[i] in ("present", "auxiliary") for i in range(start, end)):
        return end
    return long_noun_phrase(line, start)


def _adverb(line: Line, at: int) -> Iterator[Candidate]:
    left = content_before(line, at)
    right = content_after(line, at + 1, "clause")
    parts = tuple(part for part in (left, right) if part)
    if right:
        yield Candidate(None, (at, at + 1), parts, 0.6, "adverb")


def _noun_that(line: Line, that: int) -> Iterator[Candidate]:
    """Return "S's claim that X", "there are reports that X" and "S's answer was that X"."""
    nouns = lexicon.words("en", "cue_nouns.tsv")
    content = content_after(line, that, "that")
    if content is None or content[1] <= that + 1:
        return
    if line.word(that - 1) in nouns and line.kind(that - 1) == "noun":
        yield from _noun(line, that, content)
    elif line.word(that - 1) in BE:
        start = phrase_before(line, that - 1)
        head = noun_phrase(line, start) - 1
        if start < that - 1 and line.word(head) in nouns:
            yield Candidate(
                (start, that - 1), (that - 1, that + 1), ((that + 1, content[1]),), 0.8, "noun-be"
            )


def _noun(line: Line, that: int, content: tuple[int, int]) -> Iterator[Candidate]:
    noun = that - 1
    start = phrase_before(line, that)
    if line.word(start - 1) in BE and line.word(start - 2) == "there":
        yield Candidate(None, (start - 2, that + 1), ((that + 1, content[1]),), 0.8, "there-are")
        return
    owner = next((i for i in range(noun, start, -1) if line.kinds[i] == "possessive"), None)
    medium = _medium_before(line, noun)
    if medium < noun:
        yield Candidate((medium, noun), (noun, that), (content,), 0.8, "outlet-report")
    elif owner is not None:
        yield Candidate((start, owner), (owner, that), (content,), 0.8, "noun-that")
    elif line.kinds[start] == "determiner" and line.words[start] in (
        "his",
        "her",
        "their",
        "my",
        "our",
    ):
        yield Candidate((start, start + 1), (start + 1, that), (content,), 0.7, "noun-that")
    else:
        yield Candidate(None, (noun, that), (content,), 0.4, "noun-that")


def _medium_before(line: Line, noun: int) -> int:
    """Return where the name of a medium begins before its report, else the index of the noun.

    "A Harbour Post report that X": a name right before it, behind "a", "the" or "one".
    """
    start = noun
    while line.kind(start - 1) == "name" and not is_time(line, start - 1):
        start -= 1
    is_medium = line.word(noun) in _REPORTS and line.kind(start - 1) == "determiner"
    return start if is_medium else noun


def _speaker(line: Line) -> Iterator[Candidate]:
    """Return "S: X" where S is a short noun phrase at the head of the line."""
    at = next((i for i in range(min(_MAX_SPEAKER_TOKENS, len(line))) if line.words[i] == ":"), 0)
    if at == 0 or len(line) < at + _MIN_SPOKEN_TOKENS or line.quoted[at]:
        return
    spaced = line.tokens[at].end < line.tokens[at + 1].start
    if spaced and long_noun_phrase(line, 0) == at and line.tokens[0].text[0].isupper():
        yield Candidate((0, at), (at, at + 1), ((at + 1, len(line)),), 0.5, "speaker")
