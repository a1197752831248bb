"""What is said: how far a content reaches to the right and to the left of its cue."""

from workers.claims import cues
from workers.claims.constructions.candidate import Range
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import long_noun_phrase
from workers.claims.words import FINITE

_STOPS = frozenset(".!?;")
_SUBORDINATORS = frozenset(
    {"after", "before", "when", "while", "because", "since", "until", "although", "though"}
)
_JOINTS = frozenset({"mark", "conjunction", "subordinator"})
_SPEAKING = frozenset({"past", "present", "participle", "base"})
SAYING = 0.85
"""The least precision, before "that", of a verb that surely reports speech."""
CLAUSAL = frozenset({"that", "clause", "wh", "quote", "colon"})


def content_after(line: Line, start: int, frame: str) -> Range | None:
    """Return the content that begins at `start`: a quotation, a clause or a phrase."""
    if line.opens_quotation(start):
        end = line.quotation_end(start)
        if end >= len(line) or line.kinds[end] == "mark" or _rests_here(line, end):
            return start, end
    last = frame.rsplit("-", 1)[-1]
    if last == "np" and line.kind(start) == "pronoun":
        return start, start + 1
    end = _clause_end(line, start) if last in CLAUSAL else _phrase_end(line, start)
    if start < len(line) and line.quoted[start] and not line.opens_quotation(start):
        end = min(end, line.quotation_end(start))  # words of a speaker end with the quotation
    return (start, end) if end > start else None


def _rests_here(line: Line, at: int) -> bool:
    """Whether what follows a quotation belongs to the frame around it: "…" in a letter."""
    return line.kinds[at] in ("conjunction", "adverb") or line.words[at] in (*_SUBORDINATORS, "as")


def _clause_end(line: Line, start: int) -> int:
    at = start
    while at < len(line):
        if line.quoted[at] and line.quoted[at] != line.quoted[start]:
            at = line.quotation_end(at)
            continue
        if line.words[at] == ";" or (
            line.kinds[at] in _JOINTS and at > start and _speaks_on(line, at)
        ):
            return _trimmed(line, start, at)
        at += 1
    return _trimmed(line, start, at)


def _speaks_on(line: Line, joint: int) -> bool:
    """Whether another attribution begins: ", adding …", ", according to …", "and she said …"."""
    at = joint + 1 if line.words[joint] == "," else joint
    if line.words[joint] == "," and line.word(at) == "according":
        return True
    while line.kind(at) in ("conjunction", "subordinator", "adverb") and at < joint + 4:
        at += 1
    if line.words[joint] == "," and line.kind(at) == "gerund":
        return line.word(at) in cues.lemmas()
    verb = long_noun_phrase(line, at)
    while verb > at and line.kind(verb) in ("adverb", "auxiliary", "modal"):
        verb += 1
    lemma = cues.lemmas().get(line.word(verb))
    is_verb = verb > at > joint and line.kind(verb) in _SPEAKING
    return is_verb and lemma is not None and cues.precision(lemma, "that") > SAYING


def _phrase_end(line: Line, start: int) -> int:
    at = start
    while at < len(line):
        word, kind = line.words[at], line.kinds[at]
        if line.opens_quotation(at):
            at = line.quotation_end(at)
            continue
        if word in _STOPS or word in (":", "--", "—", "–"):
            break
        if at > start and word in _SUBORDINATORS and kind in ("subordinator", "preposition"):
            break
        if word == "," and _phrase_stops(line, at + 1):
            break
        if kind == "conjunction" and _verb_follows(line, at + 1):
            break
        at += 1
    return _trimmed(line, start, at)


def _verb_follows(line: Line, at: int) -> bool:
    while line.kind(at) == "adverb":
        at += 1
    return line.kind(at) in (*FINITE, "auxiliary")


def _phrase_stops(line: Line, at: int) -> bool:
    kind, word = line.kind(at), line.word(at)
    if kind in FINITE or kind == "auxiliary":
        return True
    if kind in ("gerund", "subordinator", "pronoun", "preposition", "participle", "adverb"):
        return True
    return word in ("but", "while", "and") and not _lists_on(line, at + 1)


def _lists_on(line: Line, at: int) -> bool:
    """Whether a list goes on after "and": no verb follows within a few words."""
    return not any(line.kind(i) in (*FINITE, "auxiliary") for i in range(at, at + 8))


def _trimmed(line: Line, start: int, end: int) -> int:
    while end > start and line.words[end - 1] in (".", ",", ";", ":") and not line.quoted[end - 1]:
        end -= 1
    return end


def content_before(line: Line, end: int) -> Range | None:
    """Return the content that ends before `end`, a comma between not counted."""
    while end > 0 and line.words[end - 1] in (",", "--", "—", "–") and not line.quoted[end - 1]:
        end -= 1
    start = 0
    for at in range(end - 1, -1, -1):
        if line.words[at] == ";" and not line.quoted[at]:
            start = at + 1
            break
    if end > 0 and line.quoted[end - 1]:
        start = max(start, _lone_quotation(line, end))
    return (start, end) if start < end else None


def _lone_quotation(line: Line, end: int) -> int:
    """Return where the quotation before `end` begins if no statement leads up to it, else 0."""
    start = end - 1
    while start > 0 and line.quoted[start - 1] == line.quoted[end - 1]:
        start -= 1
    leads = any(line.kinds[i] in (*FINITE, "auxiliary") for i in range(start))
    comma = start > 0 and line.words[start - 1] in (",", ":")
    return start if comma or not leads else 0
