"""Which blocks are furniture: what a page says around its article. Pure; both readers use it.

Precision before recall: a line of furniture that stays costs one odd claim, a paragraph taken for
furniture is lost to the reader. So a phrase alone never decides on a long block (`furniture.tsv`
limits its words), and a list is judged as a whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from server.contract import BlockRole
from workers.article.links import Anchor

RELATED = "related"

MAX_PHRASE_CHARS = 800
MIN_HEADLINE_WORDS = 4
MAX_HEADLINE_WORDS = 26
MAX_SHARED = 0.35
"""A story list shares fewer of its words with the article than this; an article's own list more."""
MAX_CAPTION_WORDS = 80
MIN_LIST = 3
MIN_LINKED = 0.9
"""A line that is a link from end to end, but for its punctuation."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_STOP = re.compile(r"[.][\"'”’)\]]*$")
_OPENS_SPEECH = re.compile(r"[\"'“‘«„]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A block before it is placed: its words, its role so far, and the share of it in links.

    `is_caption`: the page has marked it as the words under a picture.
    """

    text: str
    role: BlockRole
    linked: float = 0.0
    is_caption: bool = False
    links: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrase:
    reason: str
    max_words: int
    pattern: re.Pattern[str]


def reasons(pieces: Sequence[Piece]) -> tuple[str | None, ...]:
    """Return for each piece the reason why it is furniture, or None. Titles never are."""
    found = [None if piece.role == "title" else _alone(piece) for piece in pieces]
    found = _with_last_links(pieces, found)
    for run in _story_lists(pieces, found):
        found[run.start : run.stop] = [RELATED] * len(run)
    return tuple(_without_last_headings(pieces, found))


def _alone(piece: Piece) -> str | None:
    """What can be told from a piece without its neighbours."""
    return _by_mark(piece) or _by_phrase(piece) or _by_link(piece)


def _by_mark(piece: Piece) -> str | None:
    """A long caption is a story told in pictures."""
    short = len(piece.text.split()) <= MAX_CAPTION_WORDS
    return "caption" if piece.is_caption and short else None


def _by_phrase(piece: Piece) -> str | None:
    """A quotation is another's words, whatever they ask for."""
    if piece.role == "quote" or _OPENS_SPEECH.match(piece.text):
        return None
    if len(piece.text) > MAX_PHRASE_CHARS:
        return None
    words = len(piece.text.split())
    for phrase in _phrases():
        if words <= phrase.max_words and phrase.pattern.match(piece.text):
            return phrase.reason
    return None


def _by_link(piece: Piece) -> str | None:
    """A paragraph that is one link and no sentence points to another page."""
    points_away = piece.role == "body" and piece.linked >= MIN_LINKED and _is_headline(piece)
    return RELATED if points_away and not _OPENS_SPEECH.match(piece.text) else None


def _with_last_links(pieces: Sequence[Piece], found: Sequence[str | None]) -> list[str | None]:
    """The reasons, with linked headings after the last paragraph taken for other stories."""
    last = max((at for at, piece in enumerate(pieces) if _is_prose(piece, found[at])), default=-1)
    return [
        RELATED
        if at > last and reason is None and piece.role == "heading" and piece.linked >= MIN_LINKED
        else reason
        for at, (piece, reason) in enumerate(zip(pieces, found, strict=True))
    ]


def _without_last_headings(
    pieces: Sequence[Piece], found: Sequence[str | None]
) -> Iterator[str | None]:
    """The reasons, with headings that head nothing any more taken for those of other stories."""
    last = max(
        (at for at, piece in enumerate(pieces) if found[at] is None and piece.role != "heading"),
        default=len(pieces),
    )
    for at, (piece, reason) in enumerate(zip(pieces, found, strict=True)):
        yield RELATED if at > last and reason is None and piece.role == "heading" else reason


def _is_headline(piece: Piece) -> bool:
    """Whether it could be a headline: neither a word nor a paragraph, and no full stop ends it."""
    words = len(piece.text.split())
    return MIN_HEADLINE_WORDS <= words <= MAX_HEADLINE_WORDS and not _STOP.search(piece.text)


def _story_lists(pieces: Sequence[Piece], found: Sequence[str | None]) -> Iterator[range]:
    """Runs of items that are the headlines of other stories.

    Wherever it stands, a list of nothing but linked headlines is one. Without links (sent text
    has none) it has to come after the last paragraph, be headlines only, follow no colon, and
    speak of other things than the article does.
    """
    last = max((at for at, piece in enumerate(pieces) if _is_prose(piece, found[at])), default=-1)
    for run in _lists(pieces):
        items = [pieces[at] for at in run]
        if not all(_is_headline(item) for item in items):
            continue
        linked = all(item.linked >= MIN_LINKED for item in items)
        announced = run.start > 0 and found[run.start - 1] == RELATED
        trailing = run.start > last and not _is_introduced(pieces, run)
        if (
            (linked and len(items) > 1)
            or announced
            or (trailing and len(items) >= MIN_LIST and _is_unconnected(pieces, run))
        ):
            yield run


def _is_prose(piece: Piece, reason: str | None) -> bool:
    return reason is None and piece.role in ("body", "quote")


def _lists(pieces: Sequence[Piece]) -> Iterator[range]:
    """Maximal runs of list items."""
    for role, group in groupby(range(len(pieces)), key=lambda at: pieces[at].role):
        if role == "list":
            places = list(group)
            yield range(places[0], places[-1] + 1)


def _is_introduced(pieces: Sequence[Piece], run: range) -> bool:
    return run.start > 0 and pieces[run.start - 1].text.rstrip().endswith(":")


def _is_unconnected(pieces: Sequence[Piece], run: range) -> bool:
    inside = {word for at in run for word in _words(pieces[at])}
    outside = {word for at, piece in enumerate(pieces) if at not in run for word in _words(piece)}
    return bool(inside) and len(inside & outside) / len(inside) < MAX_SHARED


def _words(piece: Piece) -> set[str]:
    """The longer words, which carry what it is about."""
    return {word.casefold() for word in _WORD.findall(piece.text)}


@cache
def _phrases() -> tuple[_Phrase, ...]:
    text = files("workers.article").joinpath("furniture.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        _Phrase(reason, int(words), re.compile(pattern, re.IGNORECASE))
        for reason, words, pattern in rows
    )
