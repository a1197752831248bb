"""How often the engine is right beyond politics: `python -m lab.beyond [--write]`.

Reads the sentences of `tests/workers/claims/beyond_politics.tsv`, written for this project with the
attributions they hold, and judges what the engine makes of each. Prints the rows that are not right
and the shares by field. With `--write`, puts the verdicts into the file, for
`tests/workers/claims/test_beyond_politics.py` to hold the engine to.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from lab.scoring import analysis
from server.contract import Analysis, Attribution, Span

TABLE = Path(__file__).parents[1] / "tests/workers/claims/beyond_politics.tsv"
MIN_SHARED = 0.5
"""Of all the words in either span, so many must be in both: the rule of `relation` on PolNeAR."""

Verdict = Literal["right", "missed", "spurious", "kind"]

_TAG = re.compile(r"<(/?)([sct])(\d)>")
_WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Expected:
    """An attribution a careful reader finds; spans in code points into the row's text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: str | None
    """None where it is not clear."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    verdict: Verdict
    field: str
    english: str
    text: str
    expected: tuple[Expected, ...]


def rows(table: Path = TABLE) -> tuple[Row, ...]:
    """Return the rows of the table, in its order."""
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple(_row(line) for line in lines if not line.startswith("#"))


def _row(line: str) -> Row:
    verdict, field, english, kinds, marked = line.split("\t")
    assert verdict in get_args(Verdict), line
    text, spans = _parsed(marked.replace("¶", "\n\n"))
    numbers = sorted({number for _, number in spans})
    expected = (
        Expected(
            source=tuple(spans.get(("s", number), ())),
            cue=tuple(spans.get(("c", number), ())),
            content=tuple(spans.get(("t", number), ())),
            kind=None if kind == "-" else kind,
        )
        for number, kind in zip(numbers, kinds.split(), strict=True)
    )
    return Row(verdict, field, english, text, tuple(expected))  # type: ignore[arg-type]


def _parsed(marked: str) -> tuple[str, dict[tuple[str, str], list[Span]]]:
    """Return the bare text, and the spans by role (`s`, `c`, `t`) and number."""
    bare, at = "", 0
    opened: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], list[Span]] = {}
    for tag in _TAG.finditer(marked):
        bare += marked[at : tag.start()]
        at = tag.end()
        key = (tag[2], tag[3])
        if tag[1]:
            found.setdefault(key, []).append((opened.pop(key), len(bare)))
        else:
            opened[key] = len(bare)
    assert not opened, marked
    return bare + marked[at:], found


def verdict(row: Row, told: Analysis) -> Verdict:
    """Return what an analysis of the row's text is: the first of these that holds.

    `missed`: an expected attribution is not found with its source, cue and content. `spurious`: an
    outermost one is found besides those expected. `kind`: a source is of another kind.
    """
    found = matched(row, told)
    if None in found:
        return "missed"
    if any(one not in found for one in _outermost(told.attributions)):
        return "spurious"
    return "right" if all(kinds_right(row, told)) else "kind"


def matched(row: Row, told: Analysis) -> tuple[Attribution | None, ...]:
    """Return for each expected attribution the one found, each found one at most once."""
    used: list[Attribution | None] = []
    for expected in row.expected:
        fitting = (one for one in told.attributions if one not in used)
        used.append(next((one for one in fitting if _fits(row.text, expected, one)), None))
    return tuple(used)


def kinds_right(row: Row, told: Analysis) -> Iterator[bool]:
    """Yield for each source that was found and whose kind is clear whether the kind is right."""
    kind_of = {source.id: source.kind for source in told.sources}
    for expected, found in zip(row.expected, matched(row, told), strict=True):
        if found and expected.kind:
            yield kind_of[found.source_id] == expected.kind


def _fits(text: str, expected: Expected, found: Attribution) -> bool:
    return (
        _alike(text, expected.source, found.source)
        and _alike(text, expected.content, found.content)
        and bool(_words(text, expected.cue) & _words(text, found.cue))
    )


def _alike(text: str, expected: Sequence[Span], found: Sequence[Span]) -> bool:
    left, right = _words(text, expected), _words(text, found)
    return left == right or len(left & right) >= MIN_SHARED * len(left | right)


def _words(text: str, spans: Iterable[Span]) -> set[int]:
    """The places of the words that spans touch; a mark at the edge makes no difference."""
    return {
        word.start()
        for word in _WORD.finditer(text)
        if any(word.start() < end and start < word.end() for start, end in spans)
    }


def _outermost(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Those that do not lie wholly in the content of another: all that the corpora annotate."""
    by_id = {one.id: one for one in found}
    for one in found:
        around = by_id[one.via].content if one.via else ()
        spans = (*one.source, *one.cue, *one.content)
        if not all(any(s <= a and b <= e for s, e in around) for a, b in spans):
            yield one


def written(table: str, verdicts: Iterable[Verdict]) -> str:
    """Return the table with other verdicts in its first column."""
    left = iter(verdicts)
    lines = (
        line if line.startswith("#") else "\t".join([next(left), *line.split("\t")[1:]])
        for line in table.splitlines()
    )
    return "\n".join([*lines, ""])


def main() -> None:
    """Print what is not right, then the shares; with `--write`, keep the verdicts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the verdicts into the table")
    said = parser.parse_args()
    judged = [(row, analysis(row.text)) for row in rows()]
    verdicts = [verdict(row, told) for row, told in judged]
    _print_rows(judged, verdicts)
    _print_shares(judged, verdicts)
    if said.write:
        table = TABLE.read_text(encoding="utf-8")
        TABLE.write_text(written(table, verdicts), encoding="utf-8")


def _print_rows(judged: Sequence[tuple[Row, Analysis]], verdicts: Sequence[Verdict]) -> None:
    for (row, told), said in zip(judged, verdicts, strict=True):
        if said == "right":
            continue
        print(f"{said:8} {row.text}".replace("\n\n", "¶"))
        for one in told.attributions:
            roles = (one.source, one.cue, one.content)
            pieces = [" … ".join(row.text[s:e] for s, e in role) or "–" for role in roles]
            print("         found:", " | ".join(pieces))


def _print_shares(judged: Sequence[tuple[Row, Analysis]], verdicts: Sequence[Verdict]) -> None:
    fields = Counter(row.field for row, _ in judged)
    right = Counter(
        row.field for (row, _), said in zip(judged, verdicts, strict=True) if said == "right"
    )
    for field in fields:
        print(f"{field:16} {right[field]:3} of {fields[field]:3} rows right")
    found = [one is not None for row, told in judged for one in matched(row, told)]
    kinds = [is_right for row, told in judged for is_right in kinds_right(row, told)]
    print(f"all              {_share([said == 'right' for said in verdicts])} rows right")
    print(f"attributions     {_share(found)} found with source, cue and content")
    print(f"kinds            {_share(kinds)} right, of those found")
    print("verdicts        ", dict(Counter(verdicts)))


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right)} of {len(right)} ({sum(right) / max(1, len(right)):.1%})"


if __name__ == "__main__":
    main()
