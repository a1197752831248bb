"""Each attribution shown beside its ledger entry, to be read: `python -m lab.ledger ../shared`.

Draws some of PolNeAR's development articles by a seed and prints each: its paragraphs, under each
what it attributes (source, cue, first words of the content, entry), and at the end the entries.
Whether an entry is the right source no script can tell: who reads this judges. At the end come the
counts that the judgements are held against.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.scoring import analysis
from server.contract import Analysis, Attribution, Source, Span

CONTENT_CHARS = 60


def drawn(folder: Path, seed: int, count: int) -> list[str]:
    """Return the texts of `count` articles in the order of the file; a seed draws the same ones."""
    path = folder / "data" / "attribution" / "polnear_dev.jsonl"
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [texts[at] for at in sorted(random.Random(seed).sample(range(len(texts)), count))]


def shown(told: Analysis) -> list[Attribution]:
    """Return the attributions of claims that a reader sees unasked, with their outer ones."""
    by_id = {one.id: one for one in told.attributions}
    kept: set[str] = set()
    for claim in told.claims:
        at = claim.attribution if claim.shown else None
        while at and at not in kept:
            kept.add(at)
            at = by_id[at].via
    return [one for one in told.attributions if one.id in kept]


def lines(told: Analysis, some: Sequence[Attribution]) -> Iterator[str]:
    """Yield an article's paragraphs, what each attributes, and the ledger's entries."""
    text = told.document.text
    for block in told.document.blocks:
        yield text[block.start : block.end]
        yield from (
            _attribution(text, one) for one in some if block.start <= _start(one) < block.end
        )
    rested_on = {one.source_id for one in some}
    yield from (_entry(source) for source in told.sources if source.id in rested_on)


def _start(one: Attribution) -> int:
    return (one.source or one.cue or one.content)[0][0]


def _attribution(text: str, one: Attribution) -> str:
    content = _words(text, one.content)[:CONTENT_CHARS]
    through = f" via {one.via}" if one.via else ""
    source, cue = _words(text, one.source), _words(text, one.cue)
    return f"    {one.id} {one.source_id}{through} | {source} | {cue} | {content}"


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans)


def _entry(source: Source) -> str:
    told = {
        "name": source.name,
        "role": source.role,
        "described as": source.described_as,
        "number": source.number,
        "reason": source.reason,
    }
    known = "; ".join(f"{what}: {value}" for what, value in told.items() if value is not None)
    return f"  {source.id} {source.kind}{' official' if source.official else ''}; {known}"


def main() -> None:
    """Print the articles drawn, and how many attributions and entries there are to judge."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--articles", type=int, default=40)
    options = parser.parse_args()
    judged = entries = 0
    for number, text in enumerate(drawn(options.folder, options.seed, options.articles), 1):
        told = analysis(text)
        some = shown(told)
        judged, entries = judged + len(some), entries + len({one.source_id for one in some})
        print(f"\n===== {number}", *lines(told, some), sep="\n")
    print(f"\n{options.articles} articles, {judged} attributions shown, {entries} entries")


if __name__ == "__main__":
    main()
