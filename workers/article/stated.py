"""What a page states for machines in JSON-LD (schema.org): its text, its authors, who may read it.

For the reader, where that is better than guessing. A page may state anything: nothing here is
trusted beyond being words, and what cannot be read counts as not stated.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

MAX_SCRIPTS = 50
MAX_NODES = 2_000
MAX_AUTHORS = 20

_ARTICLE = re.compile(r"(article|blogposting|report|newsarticle)$", re.IGNORECASE)
_PAGE = re.compile(r"webpage$", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(p|br|div|li|h[1-6])\b[^<>]{0,200}>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of its article. `paragraphs` is its whole text, () if that is not stated."""

    paragraphs: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    is_paid: bool = False

    @classmethod
    def of(cls, tree: HtmlElement) -> "Stated":
        """Return what a parsed page states of the longest article it speaks of.

        Its authors may stand with the page that it is on, which some sites state alone.
        """
        nodes = list(_nodes(tree))
        articles = [node for node in nodes if _is(_ARTICLE, node)]
        main = max(articles, key=lambda node: len(_body(node)), default={})
        pages = (node for node in nodes if _is(_PAGE, node))
        authors = next(filter(None, (tuple(_authors(node)) for node in (main, *pages))), ())
        return cls(
            paragraphs=tuple(_paragraphs(_body(main))),
            authors=tuple(dict.fromkeys(authors))[:MAX_AUTHORS],
            is_paid=any(_is_false(node.get("isAccessibleForFree")) for node in nodes),
        )


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Every object of every JSON-LD script, outermost first, up to a number no real page has."""
    scripts = tree.xpath("//script[@type='application/ld+json']")[:MAX_SCRIPTS]
    waiting = [value for script in scripts if (value := _parsed(script.text or "")) is not None]
    count = 0
    while waiting and count < MAX_NODES:
        value, count = waiting.pop(0), count + 1
        if isinstance(value, dict):
            yield value
        children = value.values() if isinstance(value, dict) else value
        waiting += [child for child in children if isinstance(child, (dict, list))][:MAX_NODES]


def _parsed(text: str) -> dict[str, Any] | list[Any] | None:
    try:
        value = json.loads(text, strict=False)  # line breaks within strings are common
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _is(sort: re.Pattern[str], node: Node) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and sort.search(kind) for kind in kinds)


def _body(node: Node) -> str:
    body = node.get("articleBody")
    return body if isinstance(body, str) else ""


def _paragraphs(body: str) -> Iterator[str]:
    """The lines of a text, which some sites state with its tags or with its entities."""
    body = html.unescape(html.unescape(body))
    text = _OTHER_TAG.sub("", _TAG.sub("\n", body))
    for line in text.splitlines():
        if line := " ".join(line.split()):
            yield line


def _authors(node: Node) -> Iterator[str]:
    """The names of people; an organisation that is named as author is the site."""
    stated = node.get("author")
    for author in stated if isinstance(stated, list) else [stated]:
        if isinstance(author, dict) and author.get("@type", "Person") == "Person":
            author = author.get("name")
            author = author[0] if isinstance(author, list) and author else author
            if isinstance(author, str) and author.strip():
                yield html.unescape(author).strip()


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.casefold() == "false")
