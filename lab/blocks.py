"""A corpus text as an Article, for measuring: every line a block, nothing guessed."""

from workers.article.model import Article, Block


def paged(text: str) -> Article:
    """Return an article whose every line is a block."""
    at, blocks = 0, []
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(start, at + len(line.rstrip()), "body"))
        at += len(line) + 1
    return Article(text, tuple(blocks), "en", "text")
