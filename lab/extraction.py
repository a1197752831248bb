"""How well articles are found in pages: `python lab/extraction.py BENCHMARK_FOLDER [--dropped]`.

Scores as the scrapinghub article extraction benchmark does: token 4-shingles as multisets, counts
normalised a page so that long articles weigh no more, then precision, recall and F1 over all. The
headline is left out, because the benchmark's article bodies have none.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from pathlib import Path

from server.errors import PageError
from workers.article import reader
from workers.article.model import Article

_TOKEN = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the 4-shingles of a text with their counts; a shorter text is one shingle."""
    tokens = _TOKEN.findall(text)
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def shares(true: str, found: str) -> tuple[float, float, float]:
    """Return true positives, false positives and false negatives as shares of their sum."""
    expected, got = shingles(true), shingles(found)
    right = (expected & got).total()
    counts = right, (got - expected).total(), (expected - got).total()
    return tuple(count / sum(counts) for count in counts)  # type: ignore[return-value]


def f1(pages: list[tuple[float, float, float]]) -> str:
    """Return precision, recall and F1 over all pages, as a line of text."""
    right, wrong, missed = (sum(column) for column in zip(*pages, strict=True))
    precision, recall = right / (right + wrong), right / (right + missed)
    f = 2 * precision * recall / (precision + recall)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f:.4f}"


def body(article: Article, with_furniture: bool) -> str:
    """Return an article's text without its headline."""
    kept = (b for b in article.blocks if b.role != "title" and (with_furniture or b.is_read))
    return "\n".join(article.text_of(block) for block in kept)


def main() -> None:
    """Print the scores with and without the furniture filter, and what could not be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--dropped", action="store_true", help="print each block taken for furniture"
    )
    options = parser.parse_args()
    truth = json.loads((options.folder / "ground-truth.json").read_text(encoding="utf-8"))
    filtered, unfiltered = [], []
    for name, row in truth.items():
        html = gzip.decompress((options.folder / "html" / f"{name}.html.gz").read_bytes())
        true = row["articleBody"]
        try:
            article = reader.read(html.decode("utf-8", "replace"), row["url"])
        except PageError as error:
            print(f"{name[:8]} not read: {error.code} {row['url']}")
            filtered.append(shares(true, ""))
            unfiltered.append(shares(true, ""))
            continue
        filtered.append(shares(true, body(article, with_furniture=False)))
        unfiltered.append(shares(true, body(article, with_furniture=True)))
        if options.dropped:
            _print_dropped(name, article, true)
    print("without the filter ", f1(unfiltered))
    print("with the filter    ", f1(filtered))


def _print_dropped(name: str, article: Article, true: str) -> None:
    """One line a block; a block marked `!` is in the true article."""
    expected = " ".join(true.split())
    for block in article.blocks:
        if not block.is_read:
            text = article.text_of(block)
            print(f"{name[:8]} {'!' if text in expected else ' '} {block.furniture}: {text[:140]}")


if __name__ == "__main__":
    main()
