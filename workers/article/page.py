"""What the whole page shows around its article: headings, walls, teasers. For the reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from lxml.html import HtmlElement

from server.errors import BehindAWall, NotAnArticle, PageError
from workers.article.metadata import folded
from workers.language import count_words

MIN_WORDS = 30
"""Of running text. Shorter than any news brief, longer than most teasers."""
MAX_TEASER_WORDS = 80
MAX_HEADINGS = 500
"""A page of more is looked at no further: each costs a walk through its box."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the whole page shows, read before the parser's tree is taken apart."""

    h1s: tuple[str, ...]
    is_walled: bool
    """It says that there is more to read for those who pay or sign in."""
    may_be_walled: bool
    """It holds words that walls use, and other pages too."""
    has_scripts: bool
    words: int
    teasers: tuple[str, ...]
    """What stands with a linked heading in a small box of its own, folded."""

    @classmethod
    def of(cls, tree: HtmlElement, is_paid: bool) -> "Page":
        """Return what a parsed page shows; the tree stays as it is. `is_paid`: it says so."""
        visible = " ".join(
            " ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")).split()
        ).casefold()
        return cls(
            h1s=tuple(" ".join(h1.text_content().split()) for h1 in tree.iter("h1")),
            is_walled=is_paid or _holds(visible, "strong"),
            may_be_walled=_holds(visible, "weak"),
            has_scripts=next(tree.iter("script"), None) is not None,
            words=count_words(visible),
            teasers=tuple(_teasers(tree)),
        )

    def is_teaser(self, text: str) -> bool:
        """Whether a text belongs to the link to another page."""
        return any(folded(text) in teaser for teaser in self.teasers)

    def why_not_read(self) -> PageError:
        """The reason to give when there is no article in a page."""
        without_scripts = self.has_scripts and self.words < MIN_WORDS
        if self.is_walled or self.may_be_walled or without_scripts:
            return BehindAWall()
        return NotAnArticle()


def _teasers(tree: HtmlElement) -> Iterator[str]:
    boxes = dict.fromkeys(
        _box(heading)
        for heading in islice(tree.iter("h2", "h3", "h4"), MAX_HEADINGS)
        if heading.find(".//a") is not None or heading.xpath("boolean(ancestor::a)")
    )
    for box in boxes:
        if count_words(text := box.text_content()) <= MAX_TEASER_WORDS:
            yield folded(text)


def _box(heading: HtmlElement) -> HtmlElement:
    """The smallest element that holds more than a heading."""
    box, own = heading, folded(heading.text_content())
    while box.getparent() is not None and folded(box.text_content()) == own:
        box = box.getparent()
    return box


def _holds(visible: str, strength: str) -> bool:
    return any(phrase in visible for kind, phrase in _wall_phrases() if kind == strength)


@cache
def _wall_phrases() -> tuple[tuple[str, ...], ...]:
    text = files("workers.article").joinpath("walls.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(tuple(line.split("\t")) for line in lines)
