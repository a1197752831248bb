"""How often the notes on the whole article are given: `python -m lab.notices [FOLDER] [--each]`.

Without a folder: precision and recall of `headline-stronger-than-body` on the headlines and
articles of tests/workers/claims/headlines.tsv. With the folder of the data sets: the share of the
benchmark's pages and of PolNeAR's development articles that get each note; `--each` prints every
one with the claims it names, so that it can be read.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from lab.extraction import pages_of
from server.contract import NoticeCode
from server.errors import PageError
from workers.article import plain, reader
from workers.article.model import Article
from workers.claims.engine import find
from workers.claims.model import Findings
from workers.language import language_of

PAIRS = Path(__file__).parent.parent / "tests" / "workers" / "claims" / "headlines.tsv"
HEADLINE: NoticeCode = "headline-stronger-than-body"


@dataclass(frozen=True, slots=True)
class Pair:
    """A headline, its article, and whether the headline says more than the article does."""

    part: str
    fires: bool
    why: str
    headline: str
    body: str
    rests_on: str

    def told(self) -> tuple[str, ...]:
        """Return the words of the claims that the note names; none if it is not given."""
        text = f"{self.headline}\n{self.body}"
        article = plain.read(text, self.headline, "en")
        return claims_of(article, find(article)).get(HEADLINE, ())


def pairs(path: Path = PAIRS) -> list[Pair]:
    """Return the rows of the table."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        Pair(part, fires == "yes", why, headline, body.replace("¶", "\n"), rests_on)
        for part, fires, why, headline, body, rests_on in rows
    ]


def claims_of(article: Article, findings: Findings) -> dict[NoticeCode, tuple[str, ...]]:
    """Return each note that is given with the words of the claims it names."""
    claims = {claim.id: article.text[claim.start : claim.end] for claim in findings.claims}
    return {note.code: tuple(claims[id] for id in note.claims) for note in findings.notices}


def pages(folder: Path) -> Iterator[Article]:
    """Yield the benchmark's pages that can be read."""
    for page in pages_of(folder / "data" / "pages" / "benchmark"):
        try:
            article = reader.read(page.html, page.url)
            language_of(article.text)
        except PageError as error:
            print(f"{page.name[:8]} not read: {error.code}")
        else:
            yield article


def articles(folder: Path) -> Iterator[Article]:
    """Yield PolNeAR's development articles; the first line of each is its headline."""
    path = folder / "data" / "attribution" / "polnear_dev.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        yield plain.read(text, text.split("\n", 1)[0], "en")


def print_rates(name: str, read: Iterator[Article], each: bool) -> None:
    """Print how many of some articles get each note, and with `each` every note that is given."""
    given: Counter[str] = Counter()
    total = 0
    for total, article in enumerate(read, 1):
        noted = claims_of(article, find(article))
        given.update(noted.keys())
        if each:
            _print_each(f"{name} {total}", article, noted)
    for code in get_args(NoticeCode):
        print(f"{name}: {code}: {given[code]} of {total} ({100 * given[code] / total:.1f} %)")


def _print_each(name: str, article: Article, noted: dict[NoticeCode, tuple[str, ...]]) -> None:
    headline = article.text_of(article.title) if article.title else "(no headline)"
    for code, claims in noted.items():
        print(f"\n{name} · {code} · {headline}")
        print(*(f"    {claim}" for claim in claims), sep="\n")


def print_pairs(each: bool) -> None:
    """Print precision and recall on each part of the table, and with `each` what went wrong."""
    for part in ("open", "aside", "later"):
        print_figures(part, [pair for pair in pairs() if pair.part == part], each)


def print_figures(part: str, some: Sequence[Pair], each: bool) -> None:
    """Print precision and recall on some pairs."""
    given = {id(pair) for pair in some if pair.told()}
    right = sum(pair.fires for pair in some if id(pair) in given)
    expected = sum(pair.fires for pair in some)
    print(
        f"{part}: {len(some)} pairs, precision {100 * right / max(len(given), 1):.1f} %"
        f" ({right} of {len(given)}), recall {100 * right / expected:.1f} % ({right} of {expected})"
    )
    for pair in some if each else ():
        if pair.fires != (id(pair) in given):
            print(f"    {'missed' if pair.fires else 'false'}: {pair.headline} ({pair.why})")


def main() -> None:
    """Print the figures on the pairs, or the rates on a folder's articles."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--each", action="store_true", help="print each note, or each wrong pair")
    options = parser.parse_args()
    if options.folder is None:
        print_pairs(options.each)
        return
    print_rates("page", pages(options.folder), options.each)
    print_rates("article", articles(options.folder), options.each)


if __name__ == "__main__":
    main()
