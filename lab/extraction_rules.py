"""What each rule of the reader is worth: `python -m lab.extraction_rules BENCHMARK_FOLDER`.

The pages are dealt into five folds. A line a rule: what F1 gains by it, over all pages and in each
fold, in points of a hundred. Then the choice is tried on pages it was not made on: for each fold a
rule is kept if it does not harm the other four, and the fold is scored with what was kept.
"""

import argparse
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from lab.extraction import Page, Shares, f1, pages_of
from workers.article import furniture, reader, witness

FOLDS = 5

Off = Callable[[ExitStack], None]
Scores = Mapping[str, Shares]


def _replaced(module: object, name: str, by: object) -> Off:
    return lambda stack: stack.enter_context(patch.object(module, name, by))


def _without_reason(reason: str) -> Off:
    """Without the phrases of one reason, whatever was switched off before."""

    def off(stack: ExitStack) -> None:
        kept = tuple(phrase for phrase in furniture._phrases() if phrase.reason != reason)
        stack.enter_context(patch.object(furniture, "_phrases", lambda: kept))

    return off


RULES: dict[str, Off] = {
    "run again less careful": _replaced(
        reader, "_best", lambda html, url: reader._extracted(html, url, favor_precision=True)
    ),
    "text stated in JSON-LD": _replaced(reader, "MIN_MORE", float("inf")),
    "paragraphs of one sort": _replaced(witness, "_same_sort", lambda *_: ()),
    "between, in one box": _replaced(witness, "_between", lambda *_: ()),
    "nothing above headline": _replaced(reader, "MAX_WORDS_ABOVE", -1),
    "captions by mark": _replaced(furniture, "_by_mark", lambda _: None),
    "lines that are links": _replaced(furniture, "_by_link", lambda _: None),
    "story lists": _replaced(furniture, "_story_lists", lambda *_: ()),
    "links after the end": _replaced(furniture, "_with_last_links", lambda _, found: found),
    "headings of nothing": _replaced(furniture, "_without_last_headings", lambda _, found: found),
} | {
    f"phrases: {reason}": _without_reason(reason)
    for reason in dict.fromkeys(phrase.reason for phrase in furniture._phrases())
}


@contextmanager
def without(rules: Collection[str]) -> Iterator[None]:
    """Switch some rules off."""
    with ExitStack() as stack:
        for rule in rules:
            RULES[rule](stack)
        yield


def scored(pages: Collection[Page], off: Collection[str]) -> Scores:
    """Return how pages are read with some rules off."""
    with without(off):
        return {page.name: page.shares() for page in pages}


def f1_of(scores: Scores, pages: Collection[Page]) -> float:
    """Return F1 over some of the pages that were scored."""
    return f1(scores[page.name] for page in pages)


def main() -> None:
    """Print the table and the score on held-out folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    pages = pages_of(parser.parse_args().folder)
    folds = [pages[at::FOLDS] for at in range(FOLDS)]
    with patch.object(reader, "_extracted", cache(reader._extracted)):  # what takes the time
        full = scored(pages, ())
        lacking = {rule: scored(pages, [rule]) for rule in RULES}
        for rule, scores in lacking.items():
            gains = [100 * (f1_of(full, part) - f1_of(scores, part)) for part in (pages, *folds)]
            print(
                f"{rule:24} {gains[0]:+6.2f}  |" + "".join(f" {gain:+6.2f}" for gain in gains[1:])
            )
        print(f"F1 with all rules {f1_of(full, pages):.4f}")
        print(f"F1 on held-out folds {_held_out(folds, full, lacking):.4f}")


def _held_out(folds: list[list[Page]], full: Scores, lacking: Mapping[str, Scores]) -> float:
    """Return F1 over all pages, each scored with rules that were chosen on the other folds."""
    scores: dict[str, Shares] = {}
    for fold in folds:
        others = [page for other in folds if other is not fold for page in other]
        harmful = [rule for rule in RULES if f1_of(lacking[rule], others) > f1_of(full, others)]
        print(f"  left out for this fold: {', '.join(harmful) or 'none'}")
        scores |= scored(fold, harmful)
    return f1(scores.values())


if __name__ == "__main__":
    main()
