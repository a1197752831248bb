"""What reading a page or a text gives: a text in blocks, and what the page says of itself."""

from dataclasses import dataclass

from server.contract import BlockRole, Obtained

Span = tuple[int, int]
"""`(start, end)` in code points into `Article.text`, end exclusive."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or piece of page furniture. Blocks never overlap."""

    start: int
    end: int
    role: BlockRole
    furniture: str | None = None
    """Why it is furniture, a code of the furniture data file (`read-more`, `source-line` …)."""

    @property
    def is_read(self) -> bool:
        """Whether claims are looked for in it."""
        return self.role != "furniture"


@dataclass(frozen=True, slots=True)
class Article:
    """A text and its blocks, in order; between two lie only white space and a list's bullets."""

    text: str
    blocks: tuple[Block, ...]
    language: str
    obtained: Obtained
    url: str | None = None
    title: Span | None = None
    byline: tuple[str, ...] = ()
    date: str | None = None
    site: str | None = None
    links: tuple[Span, ...] = ()
    """Where words link to another site, in order and disjoint."""

    def text_of(self, span: Span | Block) -> str:
        """The words at a span or of a block."""
        start, end = (span.start, span.end) if isinstance(span, Block) else span
        return self.text[start:end]
