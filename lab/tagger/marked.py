"""The corpus of our own: news texts written and marked for Onrecord, in lab/corpus/*.txt.

lab/corpus/README.md tells how they are marked: `{1 source} <1 cue> [1 content]`, the number being
the attribution's, `~hedge~` and `^weasel^`; a span of two attributions has both numbers, `{1+2
source}`. A line `===== name` stands before each article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "corpus"
HELD_OUT = 5
"""Every so manieth article of a file is kept for measuring."""
LABELS = "labels.tsv"
_MARK = re.compile(r"([{<\[])(\d+(?:\+\d+)*) |([}>\]])|([~^])")
_ROLES = {"{": "source", "<": "cue", "[": "content"}
_CLOSING = {"}": "{", ">": "<", "]": "["}


class Unbalanced(ValueError):
    """A mark that closes nothing, or is never closed."""


@dataclass(frozen=True, slots=True)
class Label:
    """What labels.tsv says of an attribution and its source, in the words of the contract."""

    kind: str
    official: bool
    stance: str
    who: str
    """The source's name, or words that stand for it in its article; "-" if it is no one."""


def taught(folder: Path = FOLDER) -> list[dict]:
    """Return the articles to learn from, as rows of a corpus (data.py), each with its labels."""
    return [row for at, row in _all(folder) if at % HELD_OUT]


def held_out(folder: Path = FOLDER) -> list[dict]:
    """Return the articles that nothing was trained with."""
    return [row for at, row in _all(folder) if at % HELD_OUT == 0]


def _all(folder: Path) -> Iterator[tuple[int, dict]]:
    """Yield every article with its number in its file."""
    known = _labels(folder / LABELS)
    for path in sorted(folder.glob("*.txt")):
        parts = path.read_text(encoding="utf-8").split("\n=====")
        for at, part in enumerate(parts):
            title, _, body = part.removeprefix("=====").strip().partition("\n")
            name = f"{path.stem}/{title.strip()}"
            yield at, {**row(name, body.strip()), "labels": known.get(name, [])}


def _labels(path: Path) -> dict[str, list[Label]]:
    """Return the labels of each article's attributions, in their order."""
    found: dict[str, dict[int, Label]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, number, kind, official, stance, who = line.split("\t")
            one = Label(kind, official == "true", stance, who)
            found.setdefault(name, {})[int(number)] = one
    return {name: [row[at] for at in sorted(row)] for name, row in found.items()}


def row(name: str, marked: str) -> dict:
    """Return a marked text as a row: {"id", "text", "attributions", "hedges", "weasels"}.

    Spans are code points into the text without its marks. Raises Unbalanced.
    """
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    found: dict[str, dict[str, list[list[int]]]] = {}
    words: dict[str, list[list[int]]] = {"~": [], "^": []}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        opening, numbers, closing, word = mark.groups()
        if opening:
            opened.append((opening, numbers, len(text)))
        elif closing:
            if not opened or opened[-1][0] != _CLOSING[closing]:
                raise Unbalanced(f"{name}: {marked[:at][-40:]!r}")
            role, numbers, start = opened.pop()
            for one in numbers.split("+"):
                spans = found.setdefault(one, {"source": [], "cue": [], "content": []})
                spans[_ROLES[role]].append([start, len(text)])
        elif words[word] and words[word][-1][1] < 0:
            words[word][-1][1] = len(text)
        else:
            words[word].append([len(text), -1])
    if opened or any(spans and spans[-1][1] < 0 for spans in words.values()):
        raise Unbalanced(f"{name}: something is left open")
    return {
        "id": name,
        "text": text + marked[at:],
        "attributions": [found[number] for number in sorted(found, key=int)],
        "hedges": words["~"],
        "weasels": words["^"],
    }
