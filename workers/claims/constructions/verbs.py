"""Verb groups ("has also said", "is not expected") and what follows them: the frame.

A frame is what stands right after the group, adverbials passed over: `that`, `clause` (a clause
without "that"), `wh`, `to`, `quote`, `colon`, `np`, `gerund`, `adj`, `as`, `end`, a preposition by
itself (`of`, `for` …), and the same after an addressee or object: `np-that`, `np-quote`, `np-to` …
A passive has `be-` before it. The measured precision of a cue (cues.tsv) is by frame.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workers.claims import cues, lexicon
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import chunk, is_time, long_noun_phrase, noun_phrase
from workers.claims.words import FINITE, VERBS, is_finite, may_be

BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m"})
BE |= frozenset({"isn't", "aren't", "wasn't", "weren't"})
_WH = frozenset({"whether", "if", "how", "what", "why", "who", "when", "where", "which"})
_NOMINATIVE = frozenset({"i", "he", "she", "we", "they"})
_ACCUSATIVE = frozenset({"me", "him", "us", "them"})
_MAIN = frozenset({"base", "present", "past", "participle", "gerund"})


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Indices of tokens: `start` up to `end`, the main verb at `head`."""

    start: int
    end: int
    head: int
    is_passive: bool
    is_negated: bool
    mood: str
    """`finite`, `infinitive` ("to say"), `gerund` ("saying") or `participle`."""


def verb_groups(line: Line) -> Iterator[VerbGroup]:
    """Return the verb groups of a line, in order; a form of "be" alone is none."""
    at = 0
    while at < len(line):
        if _names_speaker(line, at):
            yield VerbGroup(at, at + 1, at, False, False, "finite")
            at += 1
        elif line.kinds[at] in VERBS or (line.kinds[at] == "to" and _leads_to_base(line, at)):
            group, at = _group(line, at)
            if group is not None:
                yield group
        else:
            at += 1


def _names_speaker(line: Line, at: int) -> bool:
    """Whether a verb that looks like a noun stands between a quotation and a name: “…,” comments
    Ann Orr.
    """
    return (
        line.kinds[at] == "noun"
        and line.kind(at + 1) == "name"
        and line.words[at] in cues.lemmas()
        and line.quoted[at] == 0 < line.quoted[max(0, at - 1)]
    )


def _leads_to_base(line: Line, at: int) -> bool:
    return line.kind(at + 1) in ("base", "auxiliary") or (
        line.kind(at + 1) == "adverb" and line.kind(at + 2) == "base"
    )


def _group(line: Line, first: int) -> tuple[VerbGroup | None, int]:
    """Return the group that begins at `first`, and the index after it."""
    at = first
    helper = -1
    while at < len(line):
        kind = line.kinds[at]
        if kind in _MAIN:
            return _with_head(line, first, at, helper), at + 1
        if kind in ("modal", "auxiliary", "to"):
            helper = at
        elif kind != "adverb" or line.quoted[at] != line.quoted[first]:
            break
        at += 1
    return None, max(at, first + 1)


def _with_head(line: Line, first: int, head: int, helper: int) -> VerbGroup:
    start = first
    while start > 0 and line.kinds[start - 1] == "adverb" and not line.quoted[start - 1]:
        start -= 1
    kind, helpers = line.kinds[head], line.words[first:head]
    is_passive = helper >= 0 and line.words[helper] in BE and _may_be_participle(line, head)
    if line.kinds[first] == "to":
        mood = "infinitive"
    elif helper >= 0 or kind in FINITE or (kind == "participle" and _is_past(line, start, head)):
        mood = "finite"
    else:
        mood = {"gerund": "gerund", "participle": "participle"}.get(kind, "finite")
    negated = any(w in ("not", "never", "cannot") or w.endswith("n't") for w in helpers)
    return VerbGroup(start, head + 1, head, is_passive, negated, mood)


def _is_past(line: Line, start: int, head: int) -> bool:
    """Whether what looks like a participle is the verb of its sentence: nothing else can be.

    A line that no full stop ends may be a headline, which leaves out forms of "be".
    """
    if line.word(start - 1) in _NOMINATIVE:
        return True
    if line.words[-1] != "." or not may_be(line.words[head], "past"):
        return False
    return not any(
        is_finite(token, kind) and not quoted
        for token, kind, quoted in zip(line.tokens, line.kinds, line.quoted, strict=True)
    )


def _may_be_participle(line: Line, head: int) -> bool:
    """Whether a verb after "be" is a participle: any that can be is ("is widely believed")."""
    kind = line.kinds[head]
    return kind == "participle" or (kind == "past" and may_be(line.words[head], "participle"))


def frame(line: Line, group: VerbGroup) -> tuple[str, int]:
    """Return the frame of a group, and the index at which its content begins if it lies after."""
    at = skip_adverbials(line, group.end)
    name, start = _simple_frame(line, at)
    if name == "np":
        name, start = _frame_after_object(line, group, at)
    if name == "to" and line.word(start - 1) == "not":
        start -= 1
    return ("be-" + name if group.is_passive else name), start


def _simple_frame(line: Line, at: int) -> tuple[str, int]:
    word, kind = line.word(at), line.kind(at)
    if line.opens_quotation(at):
        return "quote", at
    if word == ":" or (word == "," and line.opens_quotation(at + 1)):
        return ("colon" if word == ":" else "quote"), at + 1
    if word == "that" and kind in ("subordinator", "pronoun", "determiner"):
        return ("that" if _begins_clause(line, at + 1) else "np"), at
    if kind == "to":
        return ("to" if _leads_to_base(line, at) else "prep-to"), at
    if word in _WH or word == "as":
        return ("as" if word == "as" else "wh"), at
    if kind in ("preposition", "adverb", "subordinator"):
        return word, at
    if kind in ("mark", "conjunction"):
        return "end", at
    if kind in ("gerund", "participle") and chunk(line, at) == at:
        return "gerund", at
    return ("np" if chunk(line, at) > at else "adj"), at


def _begins_clause(line: Line, at: int) -> bool:
    """Whether "that" is followed by a clause with a verb of its own, not "that plan."."""
    kind = line.kind(at)
    return kind != "mark" or line.opens_quotation(at)


def _frame_after_object(line: Line, group: VerbGroup, at: int) -> tuple[str, int]:
    """Return the frame of a verb with a noun phrase after it."""
    whole = noun_phrase(line, at)
    no_clause = line.word(at) in _ACCUSATIVE or _is_in_subject(line, group)
    for end in () if no_clause else (whole, chunk(line, at), long_noun_phrase(line, at)):
        if line.kind(end) in (*FINITE, "auxiliary") or (
            line.kind(end) == "adverb" and line.kind(end + 1) in (*FINITE, "auxiliary")
        ):
            return "clause", at
    end = skip_adverbials(line, whole)
    name, start = _simple_frame(line, end)
    if name == "np" and _is_told_clause(line, group, end):
        return "np-that", end
    if name in ("that", "quote", "wh", "to", "colon", "as"):
        return "np-" + name, (at if name in ("to", "as") else start)
    return "np", at


def _is_told_clause(line: Line, group: VerbGroup, at: int) -> bool:
    """Whether a clause without "that" follows whoever is told: "told the court | it had sunk"."""
    if cues.lemmas().get(line.words[group.head]) not in lexicon.words("en", "addressee_verbs.txt"):
        return False
    verb = noun_phrase(line, at)
    while line.kind(verb) == "adverb":
        verb += 1
    return verb > at and line.kind(verb) in (*FINITE, "auxiliary")


def _is_in_subject(line: Line, group: VerbGroup) -> bool:
    """Whether a verb stands in a clause on the subject, before the main verb."""
    return line.word(group.start - 1) == "who" and not any(
        kind in (*FINITE, "auxiliary") for kind in line.kinds[: group.start]
    )


def skip_adverbials(line: Line, at: int) -> int:
    """Return the index after adverbs, words of time and, before a content, a phrase of place."""
    while at < len(line):
        if line.opens_quotation(at):
            return at
        is_dated = is_time(line, at) and line.kinds[at] != "adjective"
        if line.kinds[at] == "adverb" or is_dated or _is_dating(line, at):
            at += 1
        elif line.kinds[at] == "preposition" and line.words[at] not in ("of", "as"):
            end = noun_phrase(line, at + 1)
            if end == at + 1 or not (_content_follows(line, end) or is_time(line, end - 1)):
                return at
            at = end
        else:
            return at
    return at


def _is_dating(line: Line, at: int) -> bool:
    """Whether "last" or "late" stands before a time that is no subject: "last week it fell"."""
    is_subject = line.kind(at + 2) in (*FINITE, "auxiliary")
    return line.kinds[at] == "adjective" and is_time(line, at + 1) and not is_subject


def _content_follows(line: Line, at: int) -> bool:
    if line.word(at) == "that" or line.opens_quotation(at):
        return True
    return line.word(at) in (":", ",") and line.opens_quotation(at + 1)
