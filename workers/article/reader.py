"""HTML to Article: the only module that knows trafilatura.

It finds the article within the page; `furniture` then says which of its blocks are not part of it.
Runs in a process of its own: hostile pages crash or stall the parser (see `workers.limits`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import trafilatura
from lxml.etree import LxmlError
from trafilatura.settings import Document

from server.contract import MAX_HTML_CHARS, Obtained
from server.errors import BehindAWall, NotAnArticle, PageTooLarge, Unreadable
from workers.article.byline import shown_under
from workers.article.furniture import Piece, reasons
from workers.article.layout import Layout, layout_of
from workers.article.links import leading_away
from workers.article.metadata import byline, folded, headline, iso_date
from workers.article.model import Article, Block, Span
from workers.article.page import MIN_WORDS, Page
from workers.article.stated import Stated
from workers.article.tags import MAX_TAG_CHARS, longest_tag
from workers.article.witness import Witness, chosen
from workers.language import count_words

MAX_WALLED_WORDS = 150
"""What sites show in front of a wall; with more, there is an article to read."""
MAX_ARTICLE_CHARS = 150_000
"""Some 25,000 words: more than any long read, and what can be scored within a job's limits."""
MAX_ELEMENTS = 30_000
"""Several times what the heaviest news pages have; extraction is not linear in them."""
MAX_WORDS_ABOVE = 60
MIN_MORE = 1.5
"""What a page states as its text has to be so many times longer than what was found in it."""
BETWEEN_BLOCKS = "\n\n"

_RUNNING = frozenset({"body", "quote", "list"})


def read(html: str, url: str, obtained: Obtained = "page") -> Article:
    """Return the article of a page found at `url`.

    Its text is made here: the title block first, then the blocks in order, a blank line between
    two; within a block the page's own words, white space made single. Raises NotAnArticle,
    BehindAWall, PageTooLarge, and Unreadable for what crashes the parser or would stall it.
    """
    _refuse_hostile(html)
    html = html.replace("\0", "")
    with _parsing():
        tree = trafilatura.load_html(html)
    if tree is None:
        raise NotAnArticle
    if tree.xpath("count(//*)") > MAX_ELEMENTS:
        raise Unreadable(f"The page has more than {MAX_ELEMENTS:,} elements.")
    stated, layout = Stated.of(tree), layout_of(tree)
    page = Page.of(tree, stated.is_paid)
    found = _best(html, url)
    body = _body(layout, found, stated, page)
    about = found or _metadata(html, url)
    title = headline(about.title, page.h1s, about.sitename, url)
    pieces = [Piece(title, "title")] if title else []
    pieces += _without_title(body, title)
    why = reasons(pieces)
    _refuse_unless_article(pieces, why, page)
    return Article(
        text=BETWEEN_BLOCKS.join(piece.text for piece in pieces),
        blocks=tuple(_blocks(pieces, why)),
        language="en",
        obtained=obtained,
        url=url,
        title=(0, len(title)) if title else None,
        byline=_byline(stated, shown_under(title, layout), about),
        date=iso_date(about.date),
        site=about.sitename or about.hostname,
        links=tuple(_links(pieces, url)),
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


def _metadata(html: str, url: str) -> Document:
    with _parsing():
        return trafilatura.extract_metadata(html, default_url=url) or Document()


def _byline(stated: Stated, shown: Sequence[str], about: Document) -> tuple[str, ...]:
    """The authors as the page states them; else as it shows them; else as trafilatura guesses."""
    said = (stated.authors, shown, (about.author or "").split(";"))
    return next(filter(None, (byline(authors, about.sitename) for authors in said)), ())


def _body(layout: Layout, found: Document | None, stated: Stated, page: Page) -> tuple[Piece, ...]:
    """The article's blocks, in the page's own words wherever it shows them.

    What the page states as its text is the second way, taken when the first comes back with a
    fraction of it. Where scripts would put that text on the screen, it is all there is.
    """
    first = _pieces(layout, _witness(found)) if found else ()
    told = Witness.of(stated.paragraphs)
    if told.words < MIN_MORE * _words(first):
        return first
    second = _pieces(layout, told)
    if _words(second) < told.words / 2 and not page.is_walled:
        second = tuple(Piece(paragraph, "body") for paragraph in stated.paragraphs)
    return second if _words(second) > _words(first) else first


def _words(pieces: Sequence[Piece]) -> int:
    return sum(count_words(piece.text) for piece in pieces)


def _witness(found: Document) -> Witness:
    lines = [" ".join(element.itertext()) for element in found.body]
    parts = [" ".join(element.itertext()) for element in found.body.iter("item", "cell")]
    return Witness.of(lines, parts)


def _pieces(layout: Layout, witness: Witness) -> tuple[Piece, ...]:
    blocks = (layout.shown[at] for at in chosen(layout, witness))
    return tuple(
        Piece(block.text, block.role, block.linked, block.is_caption, block.links)
        for block in blocks
    )


def _without_title(pieces: Sequence[Piece], title: str) -> tuple[Piece, ...]:
    """The pieces after the headline, where the body holds it again near its beginning.

    What stands above a headline is a section, a date line or the words under a picture.
    """
    same, above = folded(title), 0
    for at, piece in enumerate(pieces):
        if folded(piece.text) == same:
            return _without_title(pieces[at + 1 :], title)
        above += len(piece.text.split())
        if above > MAX_WORDS_ABOVE:
            break
    return tuple(pieces)


def _refuse_unless_article(pieces: Sequence[Piece], why: Sequence[str | None], page: Page) -> None:
    """Raise if what was found is too little to be an article, or a page of links to articles."""
    if sum(len(piece.text) for piece in pieces) > MAX_ARTICLE_CHARS:
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


def _links(pieces: Sequence[Piece], url: str) -> Iterator[Span]:
    """Yield where words of the article link to another site, in order."""
    at = 0
    for piece in pieces:
        yield from ((at + start, at + end) for start, end in leading_away(piece.links, url))
        at += len(piece.text) + len(BETWEEN_BLOCKS)
