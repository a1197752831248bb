"""Who a page shows as its authors: the line of names between the headline and the first paragraph.

For the reader, where the page states no author for machines. Precision goes first: a line that may
name an agency, a section or a photographer gives nobody. Pure.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from workers.article.layout import Layout, Shown
from workers.article.metadata import folded, is_job

MAX_LINES_BELOW = 8
"""Stretches of text between headline and byline: a standfirst, a section, buttons to share."""
MAX_LINE_CHARS = 160
MAX_NAME_WORDS = 5
MAX_INNER_CAPITALS = 2

_ROLES = frozenset({"body", "heading"})
_BETWEEN = re.compile(r"(\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+)", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-])*")
_DAYS = "|".join((*calendar.day_name, *calendar.day_abbr))
_MONTHS = "|".join((*calendar.month_name[1:], *calendar.month_abbr[1:]))


def shown_under(title: str, layout: Layout) -> tuple[str, ...]:
    """Return the names in the first byline under a headline; () if there is none to be sure of."""
    same = folded(title)
    for at, block in enumerate(layout.shown):
        if same and folded(block.text) == same:
            below = layout.shown[at + 1 : at + 1 + MAX_LINES_BELOW]
            if names := next(filter(None, map(names_in, below)), ()):
                return names
    return ()


def names_in(line: Shown) -> tuple[str, ...]:
    """Return the people a line names as authors; () if it is not all names up to its ending."""
    opened = _opening().match(line.text)
    may_be_one = line.role in _ROLES and not line.is_caption and len(line.text) <= MAX_LINE_CHARS
    if not opened or not may_be_one:
        return ()
    start = opened.end()
    names = _ending().split(line.text[start:], maxsplit=1)[0]
    return tuple(dict.fromkeys(_people(_BETWEEN.split(names), start, line)))


def _people(parts: Sequence[str], start: int, line: Shown) -> Iterator[str]:
    """The names among the parts of a byline, which stand at even places, what joins them at odd.

    What follows a comma may be a job, a degree or a place. It is a name in a list that closes with
    *and*, or where it is linked, as on sites that have a page for each author.
    """
    joints = ("", *parts[1::2])
    joined = tuple(zip(joints, parts[::2], strict=True))
    if any("," not in joint and not _is_person(part) for joint, part in joined):
        return
    is_list = joints[-1].strip(" ,") != ""
    at = start
    for joint, part in joined:
        at += len(joint)
        is_linked = any(link.start <= at and at + len(part) <= link.end for link in line.links)
        if _is_person(part) and ("," not in joint or is_list or is_linked):
            yield part
        at += len(part)


def _is_person(part: str) -> bool:
    words = part.split()
    capitalised = [word for word in words if word not in _words("particle")]
    return (
        1 < len(capitalised) <= len(words) <= MAX_NAME_WORDS
        and all(map(_is_name_word, capitalised))
        and words[-1] == capitalised[-1]
        and _not_people().isdisjoint(part.casefold().split())
        and not is_job(part)
    )


def _is_name_word(word: str) -> bool:
    """Whether a word looks like part of a name: Lind, LIND, McDonald, O’Neill, J."""
    inner = sum(letter.isupper() for letter in word[1:])
    is_written_so = word.isupper() or inner <= MAX_INNER_CAPITALS
    return bool(_NAME_WORD.fullmatch(word)) and word[0].isupper() and is_written_so


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(_words('opener')))})\s+", re.IGNORECASE)


@cache
def _ending() -> re.Pattern[str]:
    """What ends the names of a byline: a small word, a sign, a number, a date or the line."""
    endings = (
        rf"\s+(?:{'|'.join(sorted(_words('ending')))})\b",
        r"\s+[-–—|•·]",
        r"\s*[@\d(]",
        rf"[\s,]+(?:{_DAYS})\b",
        rf"[\s,]+(?:{_MONTHS})\.?\s+\d",
        r"\s*$",
    )
    return re.compile("|".join(endings), re.IGNORECASE)


@cache
def _not_people() -> frozenset[str]:
    return _words("not-a-person") | {day.casefold() for day in calendar.day_name}


@cache
def _words(kind: str) -> frozenset[str]:
    text = files("workers.article").joinpath("bylines.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for its_kind, word in rows if its_kind == kind)
