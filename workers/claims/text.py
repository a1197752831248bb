"""Sentences and tokens, with their places in the text: the first step of the claims folder.

A token is a word or a mark. A word keeps its inner hyphens, apostrophes and points ("o'clock",
"so-called", "3.5", "Reuters.com") and the full stop of an abbreviation ("Mr.", "U.S.", "J."); a
negation stays in its word ("didn't"); a possessive or a shortened verb is a token of its own
("Reyes" + "'s", "they" + "'re"). An ellipsis, a dash of hyphens and a quotation mark typed as two
marks (``...``, ``--``, two backticks, two apostrophes) are one token each; every other mark is its
own. All steps are single passes without backtracking, so the time is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from workers.article.model import Article, Block
from workers.claims import lexicon
from workers.claims.model import Sentence, Token

QUOTES = frozenset("\"'“”‘’„‟‚‛«»‹›`") | {"''", "``"}
"""Marks of quotation, opening or closing."""

CLOSERS = QUOTES - frozenset("“‘„‚«‹`") - {"``"} | frozenset(")]}")
"""Marks that belong to the sentence whose full stop they follow without a space."""

_TERMINATORS = frozenset(".!?…‽。！？") | {"..."}
_BULLETS = frozenset("•‣◦▪●■")

_INNER = r"\w\u0300-\u036f\u00ad\u200b-\u200d\u2060"  # letters, and what may hide inside a word
_CLITIC = r"['’](?:[sdm]|re|ve|ll|[SDM]|RE|VE|LL)(?![\w'’-])"
_TOKEN = re.compile(
    rf"(?P<word>\w[{_INNER}]*(?:(?!{_CLITIC})(?:['’&/-]|[.,:](?=\d)|\.(?=[a-z]))(?=\w)[{_INNER}]+)*)"
    rf"|(?P<clitic>{_CLITIC})"
    r"|\.{2,}|-{2,}|``|''|\S"
)
_LETTERS_WITH_STOPS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_SPEAKER_TOKENS = 7
_OPENING_SPACE = 3
"""How many marks may stand between a full stop and the capital of the next sentence."""


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of every block that is read, in order. None crosses a block.

    Every character of such a block that is not white space lies in exactly one sentence; offsets
    are code points into `article.text`.
    """
    return tuple(
        sentence
        for index, block in enumerate(article.blocks)
        if block.is_read
        for sentence in _of_block(article.text, index, block)
    )


def _of_block(text: str, index: int, block: Block) -> Iterator[Sentence]:
    found = tuple(tokens(text, block.start, block.end))
    start = 0
    for end in (*_ends(found), len(found)):
        if end > start:
            yield Sentence(found[start].start, found[end - 1].end, index, found[start:end])
        start = end


def tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Return the tokens of `text[start:end]`, in order; only white space lies between two."""
    at = start
    while match := _TOKEN.search(text, at, end):
        at = match.end()
        if match["word"]:
            at = _with_stop(text, match.start(), at, end)
        yield Token(match.start(), at, text[match.start() : at])


def _with_stop(text: str, start: int, end: int, limit: int) -> int:
    """Return where a word ends, the full stop of an abbreviation or of initials included."""
    if end >= limit or text[end] != ".":
        return end
    if end - start == 1 and text[start].isalpha():
        initials = _LETTERS_WITH_STOPS.match(text, start, limit)
        if initials and (text[start].isupper() or initials.end() - start > 2):
            return _trimmed_initials(text, start, initials.end(), limit)
    kind = _abbreviations().get(text[start:end]) if end - start < 12 else None
    if kind == "number" and not re.match(r"\.\s?\d", text[end : end + 3]):
        return end
    return end + 1 if kind else end


def _trimmed_initials(text: str, start: int, end: int, limit: int) -> int:
    """Return the end of "A." in "A.Word": the last letter found may begin a word."""
    if text[end - 1] != "." and end < limit and text[end].isalnum():
        end -= 1
    return end


def _ends(found: Sequence[Token]) -> Iterator[int]:
    """Return the index after the last token of each sentence but the last."""
    at = 0
    while at < len(found):
        token = found[at]
        at += 1
        if token.text in _BULLETS and at > 1:
            yield at - 1
        elif token.text[-1] in _TERMINATORS:
            last = _run(found, at)
            if last < len(found) and _opens_here(found, at - 1, last):
                yield last
            at = last


def _run(found: Sequence[Token], at: int) -> int:
    """Return the index after the full stops and closing marks that follow without a space."""
    while at < len(found) and found[at].start == found[at - 1].end:
        text = found[at].text
        if text not in _TERMINATORS and text not in CLOSERS:
            break
        at += 1
    return at


def _opens_here(found: Sequence[Token], stop: int, at: int) -> bool:
    """Whether a sentence begins at `at`, after the terminator at `stop`."""
    spaced = found[at].start > found[at - 1].end
    word = _first_word(found, at)
    if not spaced:
        return found[stop].text == "." and word == at and _is_glued(found, stop, at)
    if word is None or found[word].text[0].islower():
        return False
    before = found[stop].text
    if before[-1] != "." and at > stop + 1 and _names_speaker(found, at):
        return False
    if len(before) > 1 and before.endswith(".") and before != "...":
        return at == stop + 1 and _ends_after_abbreviation(before, found[word].text)
    return True


def _names_speaker(found: Sequence[Token], at: int) -> bool:
    """Whether "Reyes asked" follows a quotation that ends in its own mark: “Why?” Reyes asked."""
    for token in found[at : at + _SPEAKER_TOKENS]:
        if not token.text[0].isalnum():
            return False
        if token.text in lexicon.words("en", "tail_verbs.txt"):
            return True
    return False


def _is_glued(found: Sequence[Token], stop: int, at: int) -> bool:
    """Whether a space is missing after a full stop: "it failed.The next"."""
    return (
        at == stop + 1
        and stop > 0
        and found[stop - 1].text[-1].islower()
        and found[at].text[0].isupper()
        and len(found[stop - 1].text) > 1
    )


def _first_word(found: Sequence[Token], at: int) -> int | None:
    """Return the index of the first word at or soon after `at`, marks passed over."""
    for index in range(at, min(at + _OPENING_SPACE, len(found))):
        if found[index].text[0].isalnum() or found[index].text in _BULLETS:
            return index
    return None


def _ends_after_abbreviation(abbreviation: str, following: str) -> bool:
    """Whether an abbreviation's full stop ends the sentence too, judged by the word after it."""
    kind = _abbreviations().get(abbreviation[:-1])
    if kind in ("name", "number") or (kind is None and len(abbreviation) == 2):
        return False
    return following.lower() in lexicon.words("en", "sentence_openers.txt")


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("en", "abbreviations.tsv")}
