"""What a page says of itself, tidied: a headline without the site's name, authors as names."""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from server.contract import MAX_TITLE_CHARS

_SEPARATOR = re.compile(r"\s+(?:[|»·•–—-]|::)\s+")
_NOT_A_NAME = re.compile(r"https?://|@|\bwww\.|[/<>{}=]")
_ALNUM = re.compile(r"[\W_]+")
MAX_BYLINE_CHARS = 80
MIN_SHARED = 0.6
_DAYS_AND_MONTHS = frozenset(
    name.casefold() for name in (*calendar.day_name, *calendar.month_name) if name
)


def headline(stated: str | None, h1s: Sequence[str], site: str | None, url: str | None) -> str:
    """Return the headline, as the page shows it where that can be told; "" if there is none.

    What a page states for search engines often has the site's name or a section on it; the heading
    that is part of it, or that it is part of, is what the reader sees.
    """
    bare = _without_site(" ".join((stated or "").split())[:MAX_TITLE_CHARS], site, url)
    shown = [h1[:MAX_TITLE_CHARS] for h1 in h1s if h1]
    if not bare:
        return shown[0] if shown else ""
    return next((h1 for h1 in shown if _is_same(h1, bare)), bare)


def _is_same(h1: str, stated: str) -> bool:
    """Whether two headlines share most words of the shorter one: sites write one for machines."""
    shorter, longer = sorted((_words(h1), _words(stated)), key=len)
    return (
        bool(shorter)
        and len(shorter & longer) >= MIN_SHARED * len(longer) / 2
        and len(shorter & longer) >= MIN_SHARED * len(shorter)
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _without_site(title: str, site: str | None, url: str | None) -> str:
    """Drop the site's name from the end, and from the beginning, of a title."""
    host = folded((urlsplit(url).hostname or "") if url else "")
    name = folded(site or "")

    def is_site(part: str) -> bool:
        part = folded(part)
        return bool(part) and (part == name or (len(part) > 2 and part in host))

    while (cut := list(_SEPARATOR.finditer(title))) and is_site(title[cut[-1].end() :]):
        title = title[: cut[-1].start()]
    while (cut := list(_SEPARATOR.finditer(title))) and is_site(title[: cut[0].start()]):
        title = title[cut[0].end() :]
    return title


def folded(text: str) -> str:
    """Return letters and digits only, without case: what two writings of one thing share."""
    return _ALNUM.sub("", text).casefold()


def byline(authors: Sequence[str], site: str | None) -> tuple[str, ...]:
    """Return the names among what is said of the authors, each once, in order."""
    names = (_name(part) for part in authors)
    kept = (
        name
        for name in names
        if 2 < len(name) <= MAX_BYLINE_CHARS
        and not _NOT_A_NAME.search(name)
        and not is_job(name)
        and folded(name) != folded(site or "")
    )
    return tuple(dict.fromkeys(kept))


def _name(part: str) -> str:
    """An author as written, without the job or the date that often stands after it."""
    name, _, job = part.removeprefix("By ").partition(",")
    words = (name if is_job(job) else part).split()
    words = words[1:] if words[:1] in (["By"], ["by"]) else words
    while words and words[-1].casefold() in _DAYS_AND_MONTHS:
        words.pop()
    return " ".join(words)


def is_job(text: str) -> bool:
    """Whether words end in what someone does for a paper: *Political Writer*, *Gull Staff*."""
    return not _jobs().isdisjoint(text.casefold().split()[-1:])


@cache
def _jobs() -> frozenset[str]:
    text = files("workers.article").joinpath("jobs.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def iso_date(stated: str | None) -> str | None:
    """Return a stated date if it is one in ISO 8601."""
    try:
        return date.fromisoformat((stated or "")[:10]).isoformat()
    except ValueError:
        return None
