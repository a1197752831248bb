"""Records as sources: "CCTV footage shows a man climbing", "as port records show, X".

A document or recording does not speak, it shows, lists and counts, in verbs that with another
subject attribute nothing ("the shop lists 20 cheeses"). So the head of the subject decides.
"""

from collections.abc import Iterator

from workers.claims import cues, lexicon
from workers.claims.constructions.candidate import Candidate, Range
from workers.claims.constructions.contents import content_after, content_before
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import chunk, noun_phrase
from workers.claims.constructions.subjects import subject
from workers.claims.constructions.verbs import VerbGroup, frame
from workers.claims.nouns import noun_at
from workers.claims.words import FINITE

_SURES = {"that": 0.97, "clause": 0.97, "end": 0.9, "np": 0.85}
_SURES |= dict.fromkeys(("wh", "quote", "colon", "np-that", "np-as"), 0.8)
"""How often such a verb reports, by frame: on PolNeAR train 47 of 47 times before a clause, 32 of
37 before a noun; the rest by hand."""
_HAVE = frozenset({"have", "has", "had"})
_SAID = 0.8
_REPORTING = 0.8
"""The least precision, before "that", of a verb of "as S says"."""


def candidates(line: Line) -> Iterator[Candidate]:
    """Return the candidates of a line."""
    verbs = lexicon.words("en", "record_verbs.txt")
    for at, word in enumerate(line.words):
        if word in verbs and not line.quoted[at] and (start := _finite_from(line, at)) is not None:
            yield from _shown(line, start, at)
        elif word == "as" and (at == 0 or line.kinds[at - 1] in ("mark", "conjunction")):
            yield from _as_said(line, at)


def _finite_from(line: Line, verb: int) -> int | None:
    """Return where a verb's finite form begins ("shows", "had shown", "appears to show"), None if
    it has none.
    """
    if line.word(verb - 1) == "to" and line.kind(verb - 2) in FINITE:
        raising = cues.lemmas().get(line.word(verb - 2)) in lexicon.words("en", "raising_verbs.txt")
        return verb - 2 if raising else None
    helper = verb - 1
    while line.kind(helper) == "adverb":
        helper -= 1
    if line.word(helper) in _HAVE:
        return helper
    return verb if line.kinds[verb] in FINITE else None


def _shown(line: Line, first: int, verb: int) -> Iterator[Candidate]:
    source = subject(line, first)
    if source is None or not is_record(line, source):
        return
    name, start = frame(line, VerbGroup(first, verb + 1, verb, False, False, "finite"))
    if _is_measure(line, verb + 1):
        name, start = "np", verb + 1
    sure = _SURES.get(name)
    if sure is None or (name == "np" and line.kind(start) == "pronoun"):
        return
    closes = name == "end"
    content = _before(line, source) if closes else content_after(line, start, name)
    if content:
        yield Candidate(source, (first, verb + 1), (content,), sure, f"record {name}")


def _before(line: Line, source: Range) -> Range | None:
    """Return what stands before "…, records show", if a comma parts it from them."""
    return content_before(line, source[0]) if line.word(source[0] - 1) == "," else None


def _is_measure(line: Line, at: int) -> bool:
    """Whether a number follows, qualified: "counted more than 8,000 people"."""
    while line.kind(at) in ("adverb", "preposition"):
        at += 1
    return line.kind(at) == "number"


def is_record(line: Line, source: Range) -> bool:
    """Return whether a source's head, or what it is a number of, is a document or recording."""
    ends = {chunk(line, source[0]), noun_phrase(line, source[0])}
    found = (noun_at(line.words[source[0] : end], end - source[0]) for end in ends)
    return any(one is not None and one.noun.sort == "document" for one in found)


def _as_said(line: Line, at: int) -> Iterator[Candidate]:
    """Return "as S says, X" and "X, as S says, X"."""
    comma = next((i for i in range(at, len(line)) if line.words[i] == ","), 0)
    verb = comma - 1
    source = subject(line, verb) if verb > at + 1 and line.kinds[verb] in FINITE else None
    if source is None or source[0] != at + 1 or line.quoted[verb] != line.quoted[at]:
        return
    if not (_is_reporting(line.words[verb]) or is_record(line, source)):
        return
    right = content_after(line, comma + 1, "clause")
    left = content_before(line, at) if line.word(at - 1) == "," else None
    parts = tuple(part for part in (left, right) if part)
    if right:
        yield Candidate(source, (verb, verb + 1), parts, _SAID, "as-said")


def _is_reporting(word: str) -> bool:
    lemma = cues.lemmas().get(word)
    return lemma is not None and cues.precision(lemma, "that") > _REPORTING
