"""HTML to Article: the only module that knows trafilatura.

It finds the article within the page; `furniture` then says which of its blocks are not part of it.
Runs in a process of its own: hostile pages crash or stall the parser (see `workers.limits`).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura.settings import Document

from server.contract import MAX_HTML_CHARS, MAX_TEXT_CHARS, BlockRole, Obtained
from server.errors import BehindAWall, NotAnArticle, PageTooLarge, Unreadable
from workers.article.furniture import Piece, reasons
from workers.article.metadata import byline, folded, headline, iso_date
from workers.article.model import Article, Block
from workers.article.page import MIN_WORDS, Page
from workers.article.tags import MAX_TAG_CHARS, longest_tag
from workers.language import count_words

MAX_WALLED_WORDS = 150
"""What sites show in front of a wall; with more, there is an article to read."""
MAX_KICKER_WORDS = 8
BETWEEN_BLOCKS = "\n\n"

_EMPTY_LINE = re.compile(r"(?:<br\s*+/?+>(?:\s|&nbsp;)*+){2,}+", re.IGNORECASE)
_CUT = "\ue000"
"""Stands for an empty line, with which older pages divide paragraphs, on its way through
trafilatura, which would make one line break of it. A private character: no text holds it."""
_BULLET = re.compile(r"^[-*•‣▪–]\s+")
_RUNNING = frozenset({"body", "quote", "list"})
_BLOCKS: Final[dict[str, BlockRole | None]] = {
    "p": None,  # the role of what it stands in
    "head": "heading",
    "quote": "quote",
    "list": "list",
    "item": "list",
    "table": None,
    "row": None,
    "cell": None,
    "div": None,
    "code": None,
}


def read(html: str, url: str, obtained: Obtained = "page") -> Article:
    """Return the article of a page found at `url`.

    Its text is made here: the title block first, then the blocks in order, a blank line between
    two; within a block the page's own words, white space made single. Raises NotAnArticle,
    BehindAWall, PageTooLarge, and Unreadable for what crashes the parser or would stall it.
    """
    _refuse_hostile(html)
    html = _EMPTY_LINE.sub(f"<br>{_CUT} ", html.replace("\0", "").replace(_CUT, ""))
    with _parsing():
        tree = trafilatura.load_html(html)
    if tree is None:
        raise NotAnArticle
    page = Page.of(tree)
    document = _best(html, url)
    if document is None:
        raise page.why_not_read()
    title = headline(document.title, page.h1s, document.sitename, url)
    pieces = [Piece(title, "title")] if title else []
    pieces += _without_title(tuple(_pieces(document.body)), title)
    why = reasons(pieces)
    _refuse_unless_article(pieces, why, page)
    return Article(
        text=BETWEEN_BLOCKS.join(piece.text for piece in pieces),
        blocks=tuple(_blocks(pieces, why)),
        language="en",
        obtained=obtained,
        url=url,
        title=(0, len(title)) if title else None,
        byline=byline(document.author, document.sitename),
        date=iso_date(document.date),
        site=document.sitename or document.hostname,
    )


@contextmanager
def _parsing() -> Iterator[None]:
    """Tell the parser's own defects, which show as any of these, from ours."""
    try:
        yield
    except (LxmlError, ValueError, AttributeError, TypeError, LookupError) as crash:
        raise Unreadable from crash


def _refuse_hostile(html: str) -> None:
    if len(html) > MAX_HTML_CHARS:
        raise PageTooLarge
    if longest_tag(html) > MAX_TAG_CHARS:
        raise Unreadable("The page holds a tag of more than 64 KB.")


def _best(html: str, url: str) -> Document | None:
    """What trafilatura takes for the article when careful, unless that is next to nothing.

    Careful is more often right (F1 .967 against .960 on the scrapinghub benchmark), but on some
    pages it keeps only a paragraph or two of an article that it finds when it is not.
    """
    careful = _extracted(html, url, favor_precision=True)
    if _words_in(careful) >= MAX_WALLED_WORDS:
        return careful
    full = _extracted(html, url, favor_precision=False)
    return full if _words_in(full) > 2 * _words_in(careful) else careful


def _words_in(document: Document | None) -> int:
    return count_words(" ".join(document.body.itertext())) if document else 0


def _extracted(html: str, url: str, favor_precision: bool) -> Document | None:
    """One run of trafilatura. Its option `deduplicate` would keep state between pages."""
    with _parsing():
        found = trafilatura.bare_extraction(
            html,
            url=url,
            with_metadata=True,
            favor_precision=favor_precision,
            include_comments=False,
            include_formatting=True,
            include_links=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    return found if isinstance(found, Document) and found.body is not None else None


def _pieces(body: HtmlElement) -> Iterator[Piece]:
    for run, role in _runs(body, "body"):
        text = " ".join("".join(part for part, _ in run).split())
        if role == "list":
            text = _BULLET.sub("", text)  # trafilatura's, not the page's
        if folded(text):
            yield Piece(text, role, _share_linked(run))


_Run = list[tuple[str, bool]]
"""Pieces of text within one block, and whether each is in a link."""


def _runs(element: HtmlElement, role: BlockRole) -> Iterator[tuple[_Run, BlockRole]]:
    """The text of an element in runs that no block boundary and no empty line divides."""
    run: _Run = []
    for part in _parts(element, False):
        if isinstance(part, tuple):
            first, *others = part[0].split(_CUT)
            run.append((first, part[1]))
            for other in others:
                yield run, role
                run = [(other, part[1])]
        else:
            yield run, role
            yield from _runs(part, _BLOCKS[part.tag] or role)
            run = []
    yield run, role


def _parts(element: HtmlElement, in_link: bool) -> Iterator[tuple[str, bool] | HtmlElement]:
    """Text and block elements in the order of the page."""
    yield element.text or "", in_link
    for child in element:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag == "lb":
            yield " ", in_link
        elif isinstance(child.tag, str) and child.tag != "graphic":
            yield from _parts(child, in_link or child.tag == "ref")
        yield child.tail or "", in_link


def _share_linked(run: _Run) -> float:
    linked = sum(len(folded(text)) for text, in_link in run if in_link)
    return linked / sum(len(folded(text)) for text, _ in run)


def _without_title(pieces: Sequence[Piece], title: str) -> tuple[Piece, ...]:
    """The pieces after the headline, where the body holds it again near its beginning.

    What stands above a headline is a section name or a date line, never text.
    """
    same = folded(title)
    for at, piece in enumerate(pieces):
        if folded(piece.text) == same:
            return _without_title(pieces[at + 1 :], title)
        if len(piece.text.split()) > MAX_KICKER_WORDS:
            break
    return tuple(pieces)


def _refuse_unless_article(pieces: Sequence[Piece], why: Sequence[str | None], page: Page) -> None:
    """Raise if what was found is too little to be an article, or a page of links to articles."""
    if sum(len(piece.text) for piece in pieces) > MAX_TEXT_CHARS:
        raise PageTooLarge("The article is longer than what is read.")
    found = zip(pieces, why, strict=True)
    read = [piece for piece, reason in found if reason is None and piece.role in _RUNNING]
    words = sum(count_words(piece.text) for piece in read)
    if words < MAX_WALLED_WORDS and page.is_walled:
        raise BehindAWall
    if words < MIN_WORDS:
        raise page.why_not_read()
    elsewhere = sum(
        count_words(piece.text) * (1.0 if page.is_teaser(piece.text) else piece.linked)
        for piece in read
    )
    if elsewhere > words / 2:
        raise NotAnArticle("This page lists articles.")


def _blocks(pieces: Sequence[Piece], why: Sequence[str | None]) -> Iterator[Block]:
    at = 0
    for piece, reason in zip(pieces, why, strict=True):
        yield Block(at, at + len(piece.text), "furniture" if reason else piece.role, reason)
        at += len(piece.text) + len(BETWEEN_BLOCKS)
