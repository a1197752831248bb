"""Where an article's words link to: `layout` finds the links, `reader` keeps those that lead away.

Only where they stand goes on into the article, not their addresses: a link to another site says
that a reader can look up what the words name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from workers.article.model import Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in a stretch of text: where it stands there, and its address as it was written."""

    start: int
    end: int
    href: str


def anchors(said: Sequence[tuple[str, str | None]]) -> Iterator[Anchor]:
    """Yield the links of a text said in parts, each with the address it links to or None.

    They stand where the words stand once the parts are joined and white space is made single.
    """
    length, is_apart = 0, False
    for part, href in said:
        words = part.split()
        if not words:
            is_apart = is_apart or bool(part)
            continue
        start = length + bool(length and (is_apart or part[0].isspace()))
        length = start + len(" ".join(words))
        is_apart = part[-1].isspace()
        if href:
            yield Anchor(start, length, href)


def leading_away(found: Iterable[Anchor], url: str) -> Iterator[Span]:
    """Yield the places of the links that lead to another site than that of `url`."""
    here = _host(url)
    for anchor in found:
        there = _host(anchor.href)
        if there and not _is_one_site(here, there):
            yield anchor.start, anchor.end


def _is_one_site(one: str, other: str) -> bool:
    """Whether two hosts are the same, or one is a part of the other (`sport.` of it)."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _host(address: str) -> str:
    """Return the host of a web address, without `www.`; empty if it names none."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if parts.scheme in ("http", "https", "") else ""
