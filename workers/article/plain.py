"""Plain text to Article: paragraphs become blocks, the text stays as it was sent.

Paragraphs are found from the line breaks alone. A blank line always ends one. A single line break
ends one too, unless the text is hard-wrapped, as mail and terminals wrap it (see `_is_wrapped`).
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from server.contract import BlockRole
from server.errors import NotAnArticle, Unreadable
from workers.article.furniture import Piece, reasons
from workers.article.model import Article, Block, Span

MAX_WRAP_COLUMNS = 100
"""No one wraps wider by hand or by mail client; 72 to 80 is usual."""
MIN_FULL = 0.8
"""Of the breaks of a wrapped text, this share comes where the next word would not have fitted."""
MIN_TORN = 0.2
"""And this share is followed by a small letter: 3 of 4 words of prose are, of paragraphs none."""

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BULLET = re.compile(r"\ufeff?[^\S\r\n]*[*•‣▪–-][^\S\r\n]+(?=\S)")
_INVISIBLE = "\ufeff\u200b\u2060"


def read(text: str, title: str | None = None, language: str | None = None) -> Article:
    """Return the article a sent text is; `Article.text` is exactly `text`.

    The first line is the title block if it equals `title`, both trimmed; without `title` none is
    guessed. The bullet of a list item stays outside its block. Raises NotAnArticle on a blank text,
    Unreadable on half a character (a surrogate alone), which no answer could hold.
    """
    if _SURROGATE.search(text):
        raise Unreadable("The text holds half a character.")
    lines = _lines(text)
    if not lines:
        raise NotAnArticle("The text is blank.")
    heads = _is_title(text, lines[0], title)
    paragraphs = [lines[0]] if heads else []
    paragraphs += _paragraphs(text, lines[1:] if heads else lines)
    placed = [_placed(text, span, heads and not at) for at, span in enumerate(paragraphs)]
    why = reasons([Piece(text[start:end], role) for start, end, role in placed])
    blocks = tuple(
        Block(start, end, "furniture" if reason else role, reason)
        for (start, end, role), reason in zip(placed, why, strict=True)
    )
    return Article(
        text=text,
        blocks=blocks,
        language=language or "en",
        obtained="text",
        title=lines[0] if heads else None,
    )


def _lines(text: str) -> list[Span]:
    """The lines that are not blank, without the white space around them."""
    return [
        span
        for match in _LINE.finditer(text)
        if (span := _trimmed(text, *match.span())) is not None
    ]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    line = text[start:end]
    if not line.strip().strip(_INVISIBLE).strip():
        return None
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _is_title(text: str, line: Span, title: str | None) -> bool:
    return title is not None and _bare(text[slice(*line)]) == _bare(title) != ""


def _bare(line: str) -> str:
    return line.strip().strip(_INVISIBLE).strip()


def _paragraphs(text: str, lines: list[Span]) -> Iterator[Span]:
    """Join the lines that belong to one paragraph."""
    width = max((end - start for start, end in lines), default=0)
    wrapped = _is_wrapped(text, lines, width)
    open_span: Span | None = None
    for line in lines:
        if open_span is None:
            open_span = line
        elif wrapped and _runs_on(text, open_span, line, width):
            open_span = (open_span[0], line[1])
        else:
            yield open_span
            open_span = line
    if open_span is not None:
        yield open_span


def _is_wrapped(text: str, lines: list[Span], width: int) -> bool:
    """Whether the line breaks come from a column limit.

    A greedy wrapper breaks where the next word would pass the limit, wherever the sentence stands.
    So nearly all single breaks are full and many tear a sentence; where each line is a paragraph,
    hardly one does either.
    """
    if width > MAX_WRAP_COLUMNS:
        return False
    single = [
        (before, after)
        for before, after in pairwise(lines)
        if _is_adjacent(text, before, after) and not _BULLET.match(text, after[0])
    ]
    if not single:
        return False
    full = _share(_is_full(text, *pair, width) for pair in single)
    torn = _share(text[after[0]].islower() for _, after in single)
    return full >= MIN_FULL and torn >= MIN_TORN


def _runs_on(text: str, before: Span, after: Span, width: int) -> bool:
    """Whether a line goes on with the paragraph: `before` is all of it so far."""
    last = (max(text.rfind("\n", *before), text.rfind("\r", *before), before[0] - 1) + 1, before[1])
    return (
        _is_adjacent(text, before, after)
        and _is_full(text, last, after, width)
        and not _BULLET.match(text, after[0])
    )


def _is_adjacent(text: str, before: Span, after: Span) -> bool:
    """Whether a single line break, no blank line, lies between two lines."""
    return len(_BREAK.findall(text, before[1], after[0])) == 1


def _is_full(text: str, before: Span, after: Span, width: int) -> bool:
    """Whether the first word of the line after would not have fitted on the line before."""
    first = text[slice(*after)].split(maxsplit=1)[0]
    return before[1] - before[0] + 1 + len(first) > width


def _share(facts: Iterable[bool]) -> float:
    counted = list(facts)
    return sum(counted) / len(counted)


def _placed(text: str, span: Span, is_title: bool) -> tuple[int, int, BlockRole]:
    """Where a block stands, without its bullet, and as what."""
    if is_title:
        return *span, "title"
    if bullet := _BULLET.match(text, *span):
        return bullet.end(), span[1], "list"
    return *span, "body"
