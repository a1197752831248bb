"""Words at second hand: "S was quoted as saying X", "“X” was how S put it", "X, the jury was told".

All three are passive, and what a passive is about is not what is said: here it is who says it, what
is said in the quotation before, or who hears it. So is "the court heard X": it says what was said
in it.
"""

from collections.abc import Iterator

from workers.claims import cues, lexicon
from workers.claims.constructions.candidate import Candidate
from workers.claims.constructions.contents import content_after, content_before
from workers.claims.constructions.line import Line
from workers.claims.constructions.phrases import noun_phrase
from workers.claims.constructions.subjects import subject
from workers.claims.constructions.verbs import BE, VerbGroup, frame

_QUOTED = frozenset({"quoted", "cited", "heard", "overheard", "recorded"})
_TOLD = frozenset({"told", "informed", "assured", "reassured", "reminded", "advised", "warned"})
_QUOTE = frozenset({"quote", "quotes", "quoted", "quoting", "cites", "cited", "citing"})
_HEARD = frozenset({"hears", "heard", "hear"})
_CLAUSES = frozenset({"that", "clause", "wh", "quote", "colon", "end"})
_NAMED_TOKENS = 12
_SURE = 0.8


def candidates(line: Line) -> Iterator[Candidate]:
    """Return the candidates of a line."""
    for at, word in enumerate(line.words):
        if word in _QUOTED:
            yield from _quoted_as(line, at)
        elif word == "how":
            yield from _was_how(line, at)
        elif word in _TOLD:
            yield from _told(line, at)
        if word in _QUOTE:
            yield from _quotes_as(line, at)
        elif word in _HEARD:
            yield from _heard(line, at)


def _quoted_as(line: Line, at: int) -> Iterator[Candidate]:
    """Return "S was quoted by the paper as saying X"; "as" may be missing after "heard"."""
    start = _passive(line, at)
    source = None if start is None else subject(line, start)
    saying = next((i for i in range(at + 1, at + 6) if line.kind(i) == "gerund"), 0)
    if start is None or source is None or not saying or line.quoted[at]:
        return
    if line.words[saying - 1] != "as" and saying > at + 1:
        return
    group = VerbGroup(saying, saying + 1, saying, False, False, "gerund")
    name, begin = frame(line, group)
    content = content_before(line, source[0]) if name == "end" else content_after(line, begin, name)
    if content:
        yield Candidate(source, (start, saying + 1), (content,), _SURE, "quoted-as")


def _quotes_as(line: Line, at: int) -> Iterator[Candidate]:
    """Return "the paper quoted S as saying X": who says it is S."""
    reach = range(at + 2, min(at + _NAMED_TOKENS, len(line) - 1))
    end = next((i for i in reach if line.words[i] == "as" or line.kinds[i] == "mark"), 0)
    saying = end + 1
    if line.word(end) != "as" or line.quoted[at] or _passive(line, at) is not None:
        return
    if line.kind(saying) != "gerund" or line.words[saying] not in cues.lemmas():
        return
    name, begin = frame(line, VerbGroup(saying, saying + 1, saying, False, False, "gerund"))
    content = content_after(line, begin, name)
    if content:
        yield Candidate((at + 1, end), (end, saying + 1), (content,), _SURE, "quoted-as")


def _heard(line: Line, at: int) -> Iterator[Candidate]:
    """Return "the court heard that X" and "X, the inquest heard", with the hearing for source."""
    first = at - 1 if line.word(at - 1) in ("has", "had", "have") else at
    source = subject(line, first)
    if source is None or line.quoted[at] or line.kinds[at] == "base":
        return
    if not _sits(line.word(noun_phrase(line, source[0]) - 1)):
        return
    name, start = frame(line, VerbGroup(first, at + 1, at, False, False, "finite"))
    if name not in _CLAUSES:
        return
    content = content_before(line, source[0]) if name == "end" else content_after(line, start, name)
    parted = line.word(source[0] - 1) == "," or line.quoted[max(0, source[0] - 1)]
    if content and (parted or name != "end"):
        yield Candidate(source, (first, at + 1), (content,), _SURE, "heard")


def _sits(word: str) -> bool:
    """Whether a noun is of a body that hears what others say in it."""
    return word in lexicon.words("en", "hearings.txt")


def _was_how(line: Line, how: int) -> Iterator[Candidate]:
    """Return "“X” was how S put it", and "is how S described"."""
    be = how - 1
    if be < 2 or line.words[be] not in BE or not line.quoted[be - 1] or line.quoted[be]:
        return
    end, content = noun_phrase(line, how + 1), content_before(line, be)
    verbs = lexicon.words("en", "putting_verbs.txt")
    if content and end > how + 1 and line.word(end) in verbs:
        yield Candidate((how + 1, end), (be, how + 1), (content,), _SURE, "was-how")


def _told(line: Line, at: int) -> Iterator[Candidate]:
    """Return "X, the jury was told." and "The jury was told that X". It is not said by whom."""
    start = _passive(line, at)
    if start is None and at == len(line) - 1 and _sits(line.word(at - 1)):
        start = at  # a headline's: "X, jury told"
    hearer = None if start is None else subject(line, start)
    if start is None or hearer is None:
        return
    if line.word(at + 1) == "that" and (content := content_after(line, at + 1, "that")):
        yield Candidate(None, (start, at + 1), (content,), _SURE, "told")
    if at + 1 < len(line) and line.kind(at + 1) not in ("mark", "preposition"):
        return
    if line.word(hearer[0] - 1) == "," or line.quoted[max(0, hearer[0] - 1)]:
        content = content_before(line, hearer[0])
        if content:
            yield Candidate(None, (start, at + 1), (content,), _SURE, "told")


def _passive(line: Line, participle: int) -> int | None:
    """Return where the verb group of a passive participle begins, or None if it is active."""
    start = participle
    while line.kind(start - 1) in ("auxiliary", "adverb"):
        start -= 1
    return start if any(line.words[i] in BE for i in range(start, participle)) else None
