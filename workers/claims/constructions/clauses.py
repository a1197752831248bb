"""Verbs as cues: subject first (S said X), tails (X, S said), turned round (X, said S), passive."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workers.claims import cues, lexicon
from workers.claims.constructions.candidate import Candidate, Range
from workers.claims.constructions.contents import CLAUSAL, content_after, content_before
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import chunk, noun_phrase
from workers.claims.constructions.subjects import source_after, subject
from workers.claims.constructions.verbs import VerbGroup, frame, verb_groups

_OF_PLACE = frozenset({"in", "on", "at", "during", "prep-to", "after"})
MIN_PRECISION = 0.45
MIN_PRECISION_BY_MOOD = {"infinitive": 0.85, "gerund": 0.55, "participle": 0.9}
_TOLD_TOKENS = 15
_COMPLEMENTS = frozenset({"be-as", "be-for", "be-with", "be-of", "be-adj", "be-np", "be-gerund"})
_LEADING = frozenset({"subordinator", "preposition", "adverb", "gerund", "participle"})
_RELATIVE = frozenset({"who", "whose", "which", "where", "whom"})
_PARTICLES = frozenset({"out", "off", "up", "down", "on", "back", "of", "for", "about", "in"})
_PARTICLES |= {"with", "against", "at", "by", "into", "over", "from", "to", "upon", "around"}


def candidates(line: Line) -> Iterator[Candidate]:
    """Return the candidates of all verb groups of a line."""
    groups = tuple(verb_groups(line))
    for number, group in enumerate(groups):
        lemma = cues.lemmas().get(line.words[group.head])
        if lemma is None:
            continue
        name, start = frame(line, group)
        if name == "np-wh" and _ends_statement(line, group.start, group):
            name = "np"  # "“…,” said Reyes when asked": the clause is none of what is said
        score = cues.precision(lemma, name)
        if score >= MIN_PRECISION:
            found = _read(line, groups, number, name, start, score)
            if found is not None:
                yield replace(found, construction=f"{found.construction} {name}")


def _read(
    line: Line, groups: Sequence[VerbGroup], number: int, name: str, start: int, score: float
) -> Candidate | None:
    group = groups[number]
    if group.is_passive:
        return _passive(line, group, name, start, score)
    if _is_turned_round(line, group, name):
        return _turned_round(line, group, score)
    if score < MIN_PRECISION_BY_MOOD.get(group.mood, 0):
        return None
    if group.mood == "infinitive" and name.rsplit("-", 1)[-1] not in CLAUSAL:
        return None
    source = _source(line, groups, number)
    if source and source[0] < group.end and group.start < source[1]:
        return None
    if source is None and group.mood == "gerund":
        return None
    before = source[0] if source else group.start
    if _follows_content(line, group, before, name):
        return _tail(line, group, source, before, name, start, score)
    if _is_raising(line, group) and name in ("to", "like", "adj", "that", "clause"):
        return _raised(line, group, source, name, start, score)
    cue, start = _with_particle(line, group, name, start)
    if name == "np" and _is_telling(line, group):
        start = _told(line, start)
    content = content_after(line, start, name)
    if content is None:
        return None
    return Candidate(source, cue, (content,), score, f"scx-{group.mood}")


def _told(line: Line, start: int) -> int:
    """Return where the content begins after an addressee and more: "told X in May that …"."""
    end = noun_phrase(line, start)
    if line.kind(end) == "pronoun" and not line.quoted[end]:
        return end
    reach = range(start, min(start + _TOLD_TOKENS, len(line)))
    return next((i for i in reach if line.words[i] == "that"), start)


def _is_raising(line: Line, group: VerbGroup) -> bool:
    """Whether the subject of a verb is part of what appears so: "the deal seems to be off"."""
    return cues.lemmas()[line.words[group.head]] in lexicon.words("en", "raising_verbs.txt")


def _raised(
    line: Line, group: VerbGroup, agreed: Range | None, name: str, start: int, score: float
) -> Candidate | None:
    right = content_after(line, start, name)
    if right is None:
        return None
    is_empty = agreed is not None and line.words[agreed[0]] == "it"
    parts = (right,) if agreed is None or is_empty else (agreed, right)
    return Candidate(None, (group.start, group.end), parts, score, "raised")


def _with_particle(line: Line, group: VerbGroup, name: str, start: int) -> tuple[Range, int]:
    """Return the cue with its particle ("called for"), and where the content begins after it."""
    if name != "to" and name.removeprefix("prep-") in _PARTICLES:
        return (group.start, start + 1) if start == group.end else (
            group.start,
            group.end,
        ), start + 1
    return (group.start, group.end), start


def _is_turned_round(line: Line, group: VerbGroup, name: str) -> bool:
    """Whether the subject follows: "…," said X. The content stands right before the verb."""
    if group.mood not in ("finite", "participle") or group.start == 0:
        return False
    if name.split("-")[0] not in ("np", "clause"):
        return False
    before = group.start - 1
    if _ends_statement(line, group.start, group):
        return True
    return (
        line.words[before] == "," and _is_saying(line, group) and subject(line, group.start) is None
    )


def _ends_statement(line: Line, at: int, group: VerbGroup) -> bool:
    """Whether a quotation that may be a statement ends before `at`: no mere word in marks."""
    end = at - 1 if line.word(at - 1) == "," else at
    if end < 2 or line.quoted[end - 1] == 0 or line.quoted[end - 1] == line.quoted[at]:
        return False
    return (
        _is_saying(line, group)
        or end < at
        or line.words[end - 2] in (",", ".", "?", "!", "...", "…", "—", "--")
    )


def _is_telling(line: Line, group: VerbGroup) -> bool:
    return cues.lemmas()[line.words[group.head]] in lexicon.words("en", "addressee_verbs.txt")


def _is_saying(line: Line, group: VerbGroup) -> bool:
    return cues.precision(cues.lemmas()[line.words[group.head]], "end") > 0.9


def _turned_round(line: Line, group: VerbGroup, score: float) -> Candidate | None:
    source = source_after(line, group.end)
    left = content_before(line, group.start)
    if source is None or left is None:
        return None
    return Candidate(
        source, (group.start, group.end), (left, *_resumed(line, source[1])), score, "xcs"
    )


def _resumed(line: Line, at: int) -> tuple[Range, ...]:
    """Return the content that goes on after "he said,": a comma or a quotation leads on to it."""
    if line.word(at) == "," and at + 1 < len(line):
        at += 1
        is_aside = line.kind(at) in ("gerund", "participle", "preposition")
        opens = line.opens_quotation(at)
        if not opens and (
            is_aside or _is_relative(line, at) or _is_relative(line, chunk(line, at))
        ):
            return ()
    elif not line.opens_quotation(at):
        return ()
    content = content_after(line, at, "clause")
    return (content,) if content else ()


def _is_relative(line: Line, at: int) -> bool:
    return line.word(at) in _RELATIVE or (line.word(at) == "that" and line.kind(at) == "pronoun")


def _follows_content(line: Line, group: VerbGroup, before: int, name: str) -> bool:
    """Whether the content stands before the source: it ends in a comma or a quotation there."""
    if before == 0 or group.mood != "finite":
        return False
    if name == "quote" and not line.quoted[before - 1] and line.kinds[0] in _LEADING:
        return False
    if name in ("that", "clause", "to", "np-to", "np-that"):
        return False
    closes = _ends_statement(line, before, group)
    if closes and _is_saying(line, group) and name != "np":
        return True
    if name in ("np", "np-quote"):
        return _is_telling(line, group) and (closes or line.words[before - 1] == ",")
    if name in ("end", "quote") or (_is_saying(line, group) and name in _OF_PLACE):
        return closes or line.words[before - 1] == ","
    return False


def _tail(
    line: Line,
    group: VerbGroup,
    source: Range | None,
    before: int,
    name: str,
    start: int,
    score: float,
) -> Candidate | None:
    left = content_before(line, before)
    if left is None:
        return None
    if name == "quote":
        right = content_after(line, start, name)
        resumed: tuple[Range, ...] = (right,) if right else ()
    elif name == "end":
        resumed = _resumed(line, start)
    else:
        resumed = _resumed(line, _next_quotation(line, start))
    return Candidate(source, (group.start, group.end), (left, *resumed), score, "xsc")


def _next_quotation(line: Line, at: int) -> int:
    """Return where the quotation goes on after "he said of X, but": the next one, or the end."""
    return next((i for i in range(at, len(line)) if line.opens_quotation(i)), len(line))


def _source(line: Line, groups: Sequence[VerbGroup], number: int) -> Range | None:
    """Return who says it; of "adding" and "to add", the subject of the verb before."""
    group = groups[number]
    if group.mood == "finite":
        found = subject(line, group.start)
        if found is not None or line.kind(group.start - 1) != "conjunction":
            return found
    elif group.mood == "gerund" and line.kind(group.start - 1) in ("noun", "name"):
        return subject(line, group.start)
    found = None
    for earlier in reversed(groups[:number]):
        if earlier.mood != "finite" or line.quoted[earlier.start] != line.quoted[group.start]:
            continue
        found = found or subject(line, earlier.start) or _subject_after(line, earlier)
        if found and line.words[found[0]] not in ("who", "which", "that"):
            return found
        found = None
    return found


def _subject_after(line: Line, group: VerbGroup) -> Range | None:
    return None if group.is_passive else source_after(line, group.end)


def _passive(line: Line, group: VerbGroup, name: str, start: int, score: float) -> Candidate | None:
    """Return "X is expected to Y": both parts are content, and the source is after "by", if any."""
    cue = (group.start, group.end)
    agreed = subject(line, group.start)
    if name == "be-by":
        end = noun_phrase(line, start + 1)
        source = (start + 1, end) if end > start + 1 else None
        return Candidate(source, cue, (agreed,), score, "passive-by") if agreed and source else None
    if name == "be-to":
        right = content_after(line, start, "to")
        parts = tuple(part for part in (agreed, right) if part)
        return Candidate(None, cue, parts, score, "passive-to") if right else None
    if name.removeprefix("be-") in CLAUSAL:
        right = content_after(line, start, name)
        how = "impersonal" if _is_impersonal(line, group) else "passive-that"
        return Candidate(None, cue, (right,), score, how) if right else None
    if agreed is None:
        return None
    right = content_after(line, start, "np") if name in _COMPLEMENTS else None
    return Candidate(None, cue, (agreed, right) if right else (agreed,), score, "passive")


def _is_impersonal(line: Line, group: VerbGroup) -> bool:
    """Whether it is "it is believed": no one in particular is said to say so."""
    participles = lexicon.words("en", "impersonal.tsv")
    return line.word(group.start - 1) == "it" and line.word(group.head) in participles
