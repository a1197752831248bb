"""How well articles are found in pages: `python -m lab.extraction BENCHMARK_FOLDER [--dropped]`.

Scores as the scrapinghub article extraction benchmark does: token 4-shingles as multisets, counts
normalised a page so that long articles weigh no more, then precision, recall and F1 over all. The
headline is left out, because the benchmark's article bodies have none.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from server.errors import PageError
from workers.article import reader
from workers.article.model import Article

Shares = tuple[float, float, float]
"""True positives, false positives and false negatives of a page, as shares of their sum."""

_TOKEN = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-shingles of a text with their counts; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def shares(true: str, found: str) -> Shares:
    """Return how a found text compares with the true one."""
    expected, got = shingles(true), shingles(found)
    right = (expected & got).total()
    counts = right, (got - expected).total(), (expected - got).total()
    return tuple(count / sum(counts) for count in counts)  # type: ignore[return-value]


def f1(pages: Iterable[Shares]) -> float:
    """Return F1 over some pages."""
    precision, recall = precision_recall(pages)
    return 2 * precision * recall / (precision + recall)


def precision_recall(pages: Iterable[Shares]) -> tuple[float, float]:
    """Return precision and recall over some pages."""
    right, wrong, missed = (sum(column) for column in zip(*pages, strict=True))
    return right / (right + wrong), right / (right + missed)


def body(article: Article, with_furniture: bool) -> str:
    """Return an article's text without its headline."""
    kept = (b for b in article.blocks if b.role != "title" and (with_furniture or b.is_read))
    return "\n".join(article.text_of(block) for block in kept)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the benchmark and the article that people found in it."""

    name: str
    url: str
    html: str
    true: str

    def shares(self, with_furniture: bool = False) -> Shares:
        """Return how the article we find compares; one that is not read at all is all missed."""
        try:
            found = body(reader.read(self.html, self.url), with_furniture)
        except PageError:
            found = ""
        return shares(self.true, found)


def pages_of(folder: Path) -> list[Page]:
    """Return the pages of a benchmark folder: ground-truth.json and html/NAME.html.gz."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(name, row["url"], _html(folder / "html" / f"{name}.html.gz"), row["articleBody"])
        for name, row in sorted(truth.items())
    ]


def _html(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def main() -> None:
    """Print the scores with and without the furniture filter, and what could not be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--dropped", action="store_true", help="print each block taken for furniture"
    )
    options = parser.parse_args()
    pages = pages_of(options.folder)
    for page in pages:
        try:
            article = reader.read(page.html, page.url)
        except PageError as error:
            print(f"{page.name[:8]} not read: {error.code} {page.url}")
        else:
            if options.dropped:
                _print_dropped(page.name, article, page.true)
    for label, with_furniture in (("without the filter", True), ("with the filter", False)):
        scores = [page.shares(with_furniture) for page in pages]
        precision, recall = precision_recall(scores)
        print(f"{label:19} precision {precision:.3f}  recall {recall:.3f}  F1 {f1(scores):.4f}")


def _print_dropped(name: str, article: Article, true: str) -> None:
    """One line a block; a block marked `!` is in the true article."""
    expected = " ".join(true.split())
    for block in article.blocks:
        if not block.is_read:
            text = article.text_of(block)
            print(f"{name[:8]} {'!' if text in expected else ' '} {block.furniture}: {text[:140]}")


if __name__ == "__main__":
    main()
