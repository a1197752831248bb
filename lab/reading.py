"""Whether the words of saved pages are kept, and what reading costs.

`python -m lab.reading BENCHMARK_FOLDER [--pages 1000]`. Three figures: the share of returned
sentences that stand in the page's own text after the fold; the time to read a page of 100 KB; the
memory after each hundred of many pages, read one after the other in this one process.
"""

import argparse
import contextlib
import re
import resource
import statistics
import time
from itertools import cycle, islice
from pathlib import Path

import lxml.html

from lab.extraction import Page, pages_of
from server.errors import PageError
from workers.article import reader
from workers.article.fold import folded
from workers.article.model import Article
from workers.claims.text import sentences

BYTES = range(80_000, 120_001)
"""What counts as a page of 100 KB."""
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_SCRIPTS = "//script | //style | //noscript | //template | //comment()"


def own_text(html: str) -> str:
    """Return the text of a page, folded, by another way than the reader's: no box, no choice."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    tree = lxml.html.document_fromstring(_BREAK.sub(" <br", html).encode(), parser=parser)
    for element in tree.xpath(_SCRIPTS):
        element.drop_tree()
    return " ".join(folded(str(tree.text_content())).text.split())


def strays(article: Article, text: str) -> list[str]:
    """Return the sentences of an article that its page's text does not hold."""
    quotes = (article.text_of((s.start, s.end)) for s in sentences(article))
    return [quote for quote in quotes if " ".join(folded(quote).text.split()) not in text]


def print_kept(pages: list[Page]) -> None:
    """Print how many sentences stand in their pages, and those that do not."""
    total = missing = 0
    for page in pages:
        with contextlib.suppress(PageError):
            article = reader.read(page.html, page.url)
            stray = strays(article, own_text(page.html))
            total, missing = total + len(sentences(article)), missing + len(stray)
            for quote in stray:
                print(f"  {page.name[:8]} not found: {quote[:100]}")
    kept = 100 * (total - missing) / total
    print(f"sentences found in the page's own text: {total - missing} of {total} ({kept:.2f} %)")


def print_times(pages: list[Page]) -> None:
    """Print the median and the longest processor time of a page of about 100 KB."""
    near = [page for page in pages if len(page.html.encode()) in BYTES]
    times = sorted(1000 * _seconds(page) for page in near for _ in range(3))
    middle = statistics.median(times)
    print(f"{len(near)} pages of 80 to 120 KB: median {middle:.0f} ms, longest {times[-1]:.0f} ms")


def _seconds(page: Page) -> float:
    began = time.process_time()
    with contextlib.suppress(PageError):
        reader.read(page.html, page.url)
    return time.process_time() - began


def print_memory(pages: list[Page], count: int) -> None:
    """Print how much memory is in use after each hundred pages."""
    for at, page in enumerate(islice(cycle(pages), count), 1):
        with contextlib.suppress(PageError):
            reader.read(page.html, page.url)
        if at % 100 == 0:
            print(f"after {at:5} pages {_resident_mb():6.0f} MB")


def _resident_mb() -> float:
    resident = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return resident * resource.getpagesize() / 1e6


def main() -> None:
    """Print the three figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000, help="how many to read for the memory")
    options = parser.parse_args()
    pages = pages_of(options.folder)
    print_kept(pages)
    print_times(pages)
    print_memory(pages, options.pages)


if __name__ == "__main__":
    main()
