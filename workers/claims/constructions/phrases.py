"""Noun phrases by word class: to the right of a place, and to the left of a verb."""

from workers.claims import cues, lexicon
from workers.claims.constructions.line import Line
from workers.claims.words import may_be

_HEADS = frozenset({"noun", "name", "number"})
_BEFORE_HEADS = frozenset({"adjective", "participle", "gerund", "adverb"})
_INSIDE = _HEADS | {"determiner", "adjective", "possessive", "participle", "gerund", "adverb"}
_LEFTWARDS = _INSIDE | {"preposition", "to", "conjunction"}
_SYMBOLS = frozenset("$€£%#&")
_RELATIVES = frozenset({"who", "that", "which", "what", "whom"})
_ABOUT = frozenset({"about", "around", "nearly", "over", "almost"})
_COMPARING = frozenset({"than", "as", "after", "before", "since", "until", "despite", "like"})
_SPEECH = 0.8
"""The least precision, before a clause, of a verb that surely reports speech."""
_MAX_LEFT = 40  # tokens of a subject; longer ones are misread


def is_time(line: Line, at: int) -> bool:
    """Whether a word of time stands at an index ("Monday", "week", "2019")."""
    word = line.word(at)
    is_year = len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20")
    return is_year or word in lexicon.words("en", "time_words.txt")


def chunk(line: Line, start: int) -> int:
    """Return the end of the simple noun phrase at `start`, or `start` if there is none."""
    at, has_head = start, False
    while at < len(line) and not (at > start and line.opens_quotation(at)):
        kind = line.kinds[at]
        if kind == "pronoun" and not (at == start and _is_quantifier(line, at)):
            return at + 1 if at == start else (at if has_head else start)
        if kind in _HEADS:
            if has_head and is_time(line, at - 1) and kind == "name":
                break
            has_head = True
        elif kind == "possessive":
            if not has_head:
                break
            has_head = False
        elif kind in ("determiner", "pronoun") or kind in _BEFORE_HEADS:
            if has_head:
                break
        elif line.words[at] not in _SYMBOLS:
            break
        at += 1
    if has_head:
        return at
    return at if at > start + 1 and line.kinds[at - 1] == "adjective" else start


def _is_quantifier(line: Line, at: int) -> bool:
    """Whether a pronoun stands before its noun: "one official", "some voters"."""
    word = line.words[at]
    return line.kind(at + 1) in ("noun", "name", "adjective") and (
        word == "one" or may_be(word, "determiner")
    )


def noun_phrase(line: Line, start: int) -> int:
    """Return the end of the noun phrase at `start` with its "of …" and "and …", or `start`."""
    at = chunk(line, start)
    while start < at < len(line):
        joins = line.words[at] in ("of", "and", "or", "&")
        end = chunk(line, at + 1) if joins else at
        if end <= at + 1:
            break
        at = end
    return at


def long_noun_phrase(line: Line, start: int) -> int:
    """Return the end of the noun phrase at `start` with all its prepositional phrases."""
    at = noun_phrase(line, start)
    while start < at < len(line) and line.kinds[at] in ("preposition", "to"):
        end = noun_phrase(line, at + 1)
        if end == at + 1:
            break
        at = end
    return at


def opening_bracket(line: Line, close: int) -> int:
    """Return the index of the bracket that closes at `close`, 0 if it is not near."""
    return next((i for i in range(close, max(0, close - 8), -1) if line.words[i] == "("), 0)


def phrase_before(line: Line, end: int) -> int:
    """Return the start of the noun phrase that ends before `end`, or `end` if there is none."""
    at = end
    while at > max(0, end - _MAX_LEFT) and line.quoted[at - 1] == line.quoted[end - 1]:
        kind = line.kinds[at - 1]
        if kind == "pronoun":
            if at == end and line.word(at - 2) == "of":
                at -= 1
                continue
            is_part = line.kind(at) == "preposition" and line.words[at - 1] not in _RELATIVES
            at -= at == end or is_part or _is_quantifier(line, at - 1)
            break
        if line.words[at - 1] == ")" and (opening := opening_bracket(line, at - 1)):
            at = opening
            continue
        if line.words[at - 1] in _COMPARING:
            break
        if (
            kind not in _LEFTWARDS
            and line.words[at - 1] not in _SYMBOLS
            and not _is_close_to(line, at - 1)
            and not _is_reduced(line, at - 1)
        ):
            break
        at -= 1
    return _cleaned(line, at, end)


def _is_close_to(line: Line, at: int) -> bool:
    """Whether an adjective of nearness looks like a verb: "allies close to the mayor"."""
    return (
        line.word(at + 1) == "to"
        and line.kinds[at] == "present"
        and may_be(line.words[at], "adjective")
        and line.kind(at - 1) in _HEADS
    )


def _is_reduced(line: Line, at: int) -> bool:
    """Whether a past tense is a participle after its noun: "a poll released by X"."""
    is_dated = is_time(line, at + 1) and not _speaks(line.words[at])
    follows = line.kind(at + 1) == "preposition" or is_dated
    return (
        follows
        and line.kinds[at] == "past"
        and may_be(line.words[at], "participle")
        and line.kind(at - 1) in _HEADS
    )


def _speaks(word: str) -> bool:
    """Whether a form is of a verb of speech: "said earlier surveys" begins what is said."""
    lemma = cues.lemmas().get(word)
    return lemma is not None and cues.precision(lemma, "clause") > _SPEECH


def _cleaned(line: Line, start: int, end: int) -> int:
    """Return the start without what belongs to the clause before and without adverbials."""
    if start > 0 and line.kinds[start - 1] in ("present", "past", "base", "auxiliary", "modal"):
        relative = _relative_clause(line, start - 1)
        if relative is not None:
            return phrase_before(line, relative)
        joins = [i for i in range(start, end - 1) if line.kinds[i] == "conjunction"]
        start = joins[-1] if joins else start
    return _past_adverbials(line, start, end)


def _relative_clause(line: Line, verb: int) -> int | None:
    """Return the index of the "who" of which `verb` is the predicate, if a noun precedes it."""
    at = verb
    while at > 0 and line.kinds[at] in ("present", "past", "auxiliary", "modal", "adverb", "base"):
        at -= 1
    is_relative = line.words[at] in ("who", "that") and line.kind(at - 1) in _HEADS
    return at if is_relative else None


def _past_adverbials(line: Line, start: int, end: int) -> int:
    """Return where the noun phrase begins after "But", "In Ohio", "On Monday", "Last week"."""
    while start < end:
        kind = line.kinds[start]
        if line.words[start] in _ABOUT and line.kind(start + 1) == "number":
            break
        if kind in ("conjunction", "adverb", "subordinator", "to"):
            start += 1
        elif kind == "preposition":
            after = chunk(line, start + 1)
            if after >= end or after == start + 1:
                return _last_chunk(line, start, end)
            start = after
        elif start < chunk(line, start) < end and is_time(line, chunk(line, start) - 1):
            start = chunk(line, start)
        else:
            break
    return start


def _last_chunk(line: Line, start: int, end: int) -> int:
    """Return the start of the last simple noun phrase, where a preposition swallowed the rest."""
    for at in range(start + 1, end):
        if line.kinds[at] != "preposition" and chunk(line, at) >= end:
            return at
    return end
