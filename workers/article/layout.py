"""The page's own blocks: what stands in one box on the screen, in the page's own words.

The reader asks `trafilatura` which of them are the article (`witness`) and takes the words from
here, because an extractor drops, glues and moves words that a quotation must be found by.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from server.contract import BlockRole
from workers.article.links import Anchor, anchors

# fmt: off
BOXES = frozenset([
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu",
    "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
])
"""Elements that begin a line of their own (HTML, 15.3, `display`); unknown ones do not."""
UNSEEN = frozenset([
    "audio", "button", "canvas", "dialog", "head", "iframe", "map", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "video",
])
# fmt: on
CAPTION_WITHIN = 3
"""Boxes around a stretch of text in which a caption says that it is one."""
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_ROLES: dict[str, BlockRole] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(["dd", "dt", "li"], "list"),
    "blockquote": "quote",
}
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAPTION = re.compile(r"\b(?:photo|image|video|media|wp|img)?[-_]*(?:caption|credit)", re.I)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Box:
    """An element that begins a line of its own. `parent` is the place of the box around it."""

    tag: str
    kind: str
    """Its tag and classes, numbers taken out: what paragraphs of one sort share."""
    parent: int
    is_caption: bool
    """Whether the page has marked it as the words under a picture."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of text that no box and no empty line divides, white space made single.

    `box` is the place of its box in `Layout.boxes`, `linked` the share of its letters in links.
    """

    text: str
    role: BlockRole
    linked: float
    box: int
    is_caption: bool
    links: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A page as boxes and the stretches of text in them, in the page's order."""

    boxes: tuple[Box, ...]
    shown: tuple[Shown, ...]

    def around(self, box: int) -> Iterator[int]:
        """The boxes a box stands in, itself first, outermost last."""
        while box >= 0:
            yield box
            box = self.boxes[box].parent

    def sort(self, box: int) -> tuple[str, ...]:
        """What a box shares with others of its sort: its own kind and those of two around it."""
        return tuple(self.boxes[at].kind for at, _ in zip(self.around(box), range(3), strict=False))


def layout_of(tree: HtmlElement) -> Layout:
    """Return the boxes and the text of a parsed page; the tree stays as it is. Linear."""
    walk = _Walk()
    events = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if not walk.enter(element):
                events.skip_subtree()
        elif event == "end":
            walk.leave(element)
        if event != "start":
            walk.say(element.tail)
    walk.cut()
    return Layout(tuple(walk.boxes), tuple(walk.shown))


class _Walk:
    """Where a walk through the page stands: the open boxes, and the text since the last cut."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.shown: list[Shown] = []
        self._open: list[tuple[HtmlElement, int]] = []
        self._said: list[tuple[str, str | None]] = []
        self._links: list[str] = []
        self._breaks = 0
        self._unseen: HtmlElement | None = None

    def enter(self, element: HtmlElement) -> bool:
        """Return whether what is in an element is to be seen."""
        if _is_unseen(element):
            self._unseen = element
            return False
        if element.tag == "a":
            self._links.append(element.get("href", ""))
        elif element.tag == "br":
            self._break()
        elif element.tag in BOXES or not self._open:
            self.cut()
            self.boxes.append(_box(element, self._open[-1][1] if self._open else -1))
            self._open.append((element, len(self.boxes) - 1))
        self.say(element.text)
        return True

    def leave(self, element: HtmlElement) -> None:
        if element is self._unseen:
            self._unseen = None
        elif element.tag == "a":
            self._links.pop()
        elif self._open[-1][0] is element:
            self.cut()
            self._open.pop()

    def say(self, text: str | None) -> None:
        if text:
            self._said.append((text, self._links[-1] if self._links else None))
            if text.strip():
                self._breaks = 0

    def cut(self) -> None:
        """End a stretch of text."""
        text = " ".join("".join(part for part, _ in self._said).split())
        if any(map(str.isalnum, text)):
            around = [self.boxes[box] for _, box in reversed(self._open)]
            roles = [_ROLES[box.tag] for box in around if box.tag in _ROLES]
            is_caption = any(box.is_caption for box in around[:CAPTION_WITHIN])
            self.shown.append(
                Shown(
                    text=text,
                    role=roles[0] if roles else "body",
                    linked=_share_linked(self._said),
                    box=self._open[-1][1],
                    is_caption=is_caption,
                    links=tuple(anchors(self._said)),
                )
            )
        self._said.clear()
        self._breaks = 0

    def _break(self) -> None:
        """Two line breaks with nothing between them are how older pages divide paragraphs."""
        self._breaks += 1
        if self._breaks > 1:
            self.cut()
        self._said.append((" ", None))


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in UNSEEN
        or element.get("hidden") is not None
        or ((style := element.get("style")) is not None and bool(_HIDING.search(style)))
    )


def _box(element: HtmlElement, parent: int) -> Box:
    classes = element.get("class", "")
    kind = " ".join(sorted(_NUMBER.sub("", classes).split())) if classes else ""
    is_caption = element.tag == "figcaption" or bool(classes and _CAPTION.search(classes))
    return Box(element.tag, f"{element.tag}.{kind}", parent, is_caption)


def _share_linked(said: list[tuple[str, str | None]]) -> float:
    letters = [(sum(map(str.isalnum, text)), href is not None) for text, href in said]
    return sum(n for n, in_link in letters if in_link) / sum(n for n, _ in letters)
