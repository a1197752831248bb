"""Who says it: the noun phrase left of a verb, or right of it where the order is turned round."""

from workers.claims.constructions.candidate import Range
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import (
    chunk,
    is_time,
    long_noun_phrase,
    noun_phrase,
    phrase_before,
)
from workers.claims.nouns import noun_at
from workers.claims.words import FINITE

_ASIDE = frozenset({"gerund", "participle", "preposition", "subordinator", "to", "adverb"})
_APPOSITIVE = frozenset({"determiner", "noun", "adjective", "name", "number"})
_DASHES = frozenset({"-", "--", "—", "–"})
_MAX_APPOSITIVES = 3
_MAX_CLAUSE = 16
"""Tokens of a record and the clause that tells of it; longer ones are misread."""
_STOPS = frozenset(",;:()") | _DASHES
_OF_PLACE = frozenset({"of", "for", "at", "from", "with", "in"})
_MEDIA = frozenset(
    {"statement", "interview", "speech", "email", "e-mail", "tweet", "letter", "telephone"}
)


def subject(line: Line, verb: int) -> Range | None:
    """Return the subject of the verb group that begins at `verb`, with its appositives."""
    verb = _before_time(line, verb)
    before = line.word(verb - 1)
    if verb == 0 or line.quoted[verb - 1] != line.quoted[verb]:
        return None
    if before == ",":
        return _across_commas(line, verb - 1)
    if before in _DASHES:
        return _across_dashes(line, verb - 1)
    if line.kind(verb - 1) == "conjunction":
        return None
    start = phrase_before(line, verb)
    whole = with_clause(line, start, verb)
    return (whole, verb) if whole < verb else None


def with_clause(line: Line, start: int, verb: int) -> int:
    """Return where a record begins that is told of by a clause up to its verb, else `start`.

    "The note Orr left for his landlord said": neither the landlord nor Orr says it.
    """
    for first in range(verb - 3, max(-1, verb - _MAX_CLAUSE), -1):
        if line.quoted[first] != line.quoted[verb] or line.words[first] in _STOPS:
            break
        if line.kinds[first] == "determiner" and _is_clean(line, first):
            after = _end_of_record(line, first)
            if after and _is_clause(line, after, verb):
                return first
    return start


def _end_of_record(line: Line, first: int) -> int:
    """Return the end of "the note", 0 if the words at `first` are no record."""
    end = first + 1
    while line.kind(end) in ("adjective", "noun", "participle"):
        end += 1
    found = noun_at(line.words[first:end], end - first)
    return end if found is not None and found.noun.sort == "document" else 0


def _is_clause(line: Line, at: int, end: int) -> bool:
    """Whether `[at, end)` is a subject, one verb and what goes with it."""
    subject_end = chunk(line, at)
    verb = subject_end
    while line.kind(verb) in ("adverb", "auxiliary"):
        verb += 1
    is_told = at < subject_end < end and line.kind(verb) in FINITE | {"participle"}
    return is_told and verb < end and not FINITE.intersection(line.kinds[verb + 1 : end])


def _before_time(line: Line, verb: int) -> int:
    """Return where the words of time before a verb begin: "Reyes on Monday | said"."""
    end = verb
    while end > 1 and is_time(line, end - 1):
        end -= 1
    if end < verb and line.kind(end - 1) in ("preposition", "determiner", "adjective"):
        end -= 1
    return verb if line.kind(end - 1) in ("past", "participle") else end


def _across_commas(line: Line, close: int) -> Range | None:
    """Return the subject that an appositive or an aside parts from its verb, ending at a comma."""
    opening = _comma_before(line, close)
    if opening is not None:
        subject_start = _head_before(line, opening)
        is_aside = line.kinds[subject_start] == "gerund"
        if subject_start < opening and _is_clean(line, subject_start) and not is_aside:
            aside = line.kind(opening + 1) in _ASIDE
            return (subject_start, opening if aside else close)
    start = phrase_before(line, close)
    return (start, close) if start < close and _is_clean(line, start) else None


def _across_dashes(line: Line, close: int) -> Range | None:
    """Return the subject that an aside between dashes parts from its verb."""
    opening = next((i for i in range(close - 1, -1, -1) if line.words[i] in _DASHES), 0)
    start = phrase_before(line, opening)
    return (start, close) if start < opening else None


def _head_before(line: Line, comma: int) -> int:
    """Return the start of the phrase before a comma, or of one whose appositive that phrase is."""
    start = phrase_before(line, comma)
    for _ in range(_MAX_APPOSITIVES):
        further = _comma_before(line, comma)
        if further is None or start != further + 1:
            break
        head = phrase_before(line, further)
        if head == further or not _is_clean(line, head) or line.kinds[head] == "gerund":
            break
        start, comma = head, further
    return start


def _comma_before(line: Line, at: int) -> int | None:
    for index in range(at - 1, max(-1, at - 40), -1):
        if line.quoted[index] != line.quoted[at]:
            return None
        if line.words[index] == ",":
            return index
        if line.words[index] in (";", ":", "--", "—"):
            return None
    return None


def _is_clean(line: Line, start: int) -> bool:
    """Whether a clause may begin at `start`: no verb governs what stands there."""
    return start == 0 or line.kind(start - 1) in (
        "mark",
        "conjunction",
        "subordinator",
        "adverb",
        "name",
        "noun",
    )


def source_after(line: Line, start: int) -> Range | None:
    """Return the noun phrase after a turned-round verb (said X, the Y), with its appositives."""
    end = noun_phrase(line, start)
    while start < end < len(line) and line.words[end] in _OF_PLACE:
        further = noun_phrase(line, end + 1)
        if further == end + 1 or line.words[further - 1] in _MEDIA or is_time(line, further - 1):
            break
        end = further
    if end == start:
        return None
    if line.word(end) == "(":
        close = next((i for i in range(end, min(end + 8, len(line))) if line.words[i] == ")"), end)
        end = close + 1 if close > end else end
    return start, _with_appositive(line, end)


def _with_appositive(line: Line, end: int) -> int:
    if line.word(end) != "," or line.opens_quotation(end + 1):
        return end
    if line.word(end + 1) in ("who", "whose"):
        return _until_mark(line, end + 1)
    if line.kind(end + 1) == "number" and line.word(end + 2) == ",":
        return _with_appositive(line, end + 2)
    if line.kind(end + 1) not in _APPOSITIVE or chunk(line, end + 1) == end + 1:
        return end
    further = long_noun_phrase(line, end + 1)
    if line.kind(further) in ("past", "present", "auxiliary", "modal"):
        return end
    return _until_mark(line, further)


def _until_mark(line: Line, at: int) -> int:
    while at < len(line) and line.kinds[at] != "mark":
        at += 1
    return at
