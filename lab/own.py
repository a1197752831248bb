"""How often the engine is right on news of other fields than politics: `python -m lab.own`.

Reads the articles of lab/corpus that are kept for measuring; nothing else is needed. `--taught`
reads those that were learnt from instead, where errors may be looked for; `--each` shows what is
wrong.

A marked attribution is found if the cue of one that the engine gives shares a character with its
cue; what the engine says inside another attribution is left out, as the corpus marks the outermost.
It is right if source and content each share half or more of their characters with the marked ones
(intersection over union). Kind, office, stance and name are judged among those found.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from lab import method
from lab.scoring import analysis
from lab.tagger import marked
from lab.tagger.marked import Label
from server.about import Accuracy, ByClass, Figure, MeasuredSet, Ratio
from server.contract import Analysis, Attribution, Source
from workers.analysis import engine

NAME = "other_fields"
MISSED = "missed"
ALIKE = 0.5
"""The least share that two spans have in common, of all that either has, to count as the same."""
_NAMED = ("person", "organisation", "document", "outlet")
_ARTICLES = frozenset({"the", "a", "an"})
_AROUND = 60
"""Characters shown on both sides of a mark."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """A marked attribution beside the one that the engine gives for it, if it gives one."""

    article: str
    label: Label
    said: Attribution | None
    source: Source | None
    is_right: bool


@dataclass(frozen=True, slots=True)
class Read:
    """An article: its marked attributions, how many the engine gives and how many of those are
    marked, and its hedges and weasels, found, missed and wrong.
    """

    row: dict
    judged: Sequence[Judged]
    given: int
    borne_out: int
    marks: dict[str, "Compared"]


@dataclass(frozen=True, slots=True)
class Compared:
    """The marks of one sort in one text: found, missed, and those that should not be there."""

    found: Sequence[Span]
    missed: Sequence[Span]
    wrong: Sequence[Span]


def measured(rows: Sequence[dict]) -> MeasuredSet:
    """Return the figures of some articles of the corpus."""
    return figures([read(row) for row in rows])


def read(row: dict) -> Read:
    """Return what the engine makes of an article of the corpus."""
    said = analysis(row["text"])
    given = outermost(said)
    gold = list(zip(row["attributions"], row["labels"], strict=True))
    cues = [span for one, _ in gold for span in one["cue"]]
    return Read(
        row=row,
        judged=[_judged(row["id"], one, label, given, said) for one, label in gold],
        given=len(given),
        borne_out=sum(_meets(span, cues) for one in given for span in one.cue[:1]),
        marks={
            "hedges": compared(row["hedges"], _spans(said, is_weasel=False)),
            "weasels": compared(row["weasels"], _spans(said, is_weasel=True)),
        },
    )


def outermost(said: Analysis) -> list[Attribution]:
    """Return the attributions that do not lie wholly in the content of the one they are told in."""
    by_id = {one.id: one for one in said.attributions}

    def is_inside(one: Attribution) -> bool:
        outer = by_id.get(one.via or "")
        spans = (*one.source, *one.cue, *one.content)
        return outer is not None and all(
            any(start <= a and b <= end for start, end in outer.content) for a, b in spans
        )

    return [one for one in said.attributions if not is_inside(one)]


def _judged(
    article: str, gold: dict, label: Label, given: Sequence[Attribution], said: Analysis
) -> Judged:
    meeting = [one for one in given if any(_meets(span, gold["cue"]) for span in one.cue)]
    best = max(meeting, key=lambda one: _alikeness(one, gold), default=None)
    sources = {source.id: source for source in said.sources}
    return Judged(
        article,
        label,
        best,
        sources[best.source_id] if best else None,
        best is not None and _alikeness(best, gold) >= ALIKE,
    )


def _alikeness(one: Attribution, gold: dict) -> float:
    """Return how much source and content have in common, whichever has less."""
    return min(alike(one.source, gold["source"]), alike(one.content, gold["content"]))


def alike(one: Sequence[Span], other: Sequence[Sequence[int]]) -> float:
    """Return the share of characters in both of those in either; 1 if there are none."""
    ours, theirs = ({at for a, b in spans for at in range(a, b)} for spans in (one, other))
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 1.0


def _spans(said: Analysis, *, is_weasel: bool) -> list[Span]:
    return [(h.start, h.end) for h in said.hedges if (h.kind == "weasel") == is_weasel]


def compared(gold: Sequence[Sequence[int]], said: Sequence[Span]) -> Compared:
    """Return which marks meet one of the other side."""
    marks = [(start, end) for start, end in gold]
    return Compared(
        found=[one for one in marks if _meets(one, said)],
        missed=[one for one in marks if not _meets(one, said)],
        wrong=[one for one in said if not _meets(one, marks)],
    )


def _meets(one: Span, others: Sequence[Sequence[int]]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in others)


def figures(texts: Sequence[Read]) -> MeasuredSet:
    """Return the figures of some articles that were read."""
    judged = [one for text in texts for one in text.judged]
    found = [one for one in judged if one.said]
    given = sum(text.given for text in texts)
    named = [one for one in found if one.label.kind in _NAMED]
    told = (
        _ratio_figure(
            "attributions found",
            _ratio(_of(sum(text.borne_out for text in texts), given), _of(len(found), len(judged))),
        ),
        _ratio_figure(
            "source and content both right",
            _ratio(*(_of(sum(one.is_right for one in judged), n) for n in (given, len(judged)))),
        ),
        _share("kind of source right, of those found", [_has_kind(one) for one in found]),
        _share("official or not right, of those found", [_is_official(one) for one in found]),
        _share("stance right, of those found", [_has_stance(one) for one in found]),
        _ratio_figure("unnamed or vague, and said to be", _not_named(judged)),
        _share("named sources under their own name", [_is_named(one) for one in named]),
        _ratio_figure("attributions of one source held to be of one", _of_one(texts)),
        *(_ratio_figure(f"{sort} found", _of_marks(texts, sort)) for sort in ("hedges", "weasels")),
    )
    return MeasuredSet(name=NAME, rows=len(judged), figures=told, by_class=(_by_kind(judged),))


def _has_kind(one: Judged) -> bool:
    return one.source is not None and one.source.kind == one.label.kind


def _is_official(one: Judged) -> bool:
    return one.source is not None and one.source.official == one.label.official


def _has_stance(one: Judged) -> bool:
    return one.said is not None and one.said.stance == one.label.stance


def _is_named(one: Judged) -> bool:
    """Whether the ledger's name is the marked one, or one is all words of a part of the other."""
    ours, theirs = _words(one.source.name if one.source else None), _words(one.label.who)
    return bool(ours) and (ours <= theirs or theirs <= ours)


def _words(name: str | None) -> set[str]:
    words = (name or "").casefold().replace("’", "'").split()
    return {word.strip(".,'\"“”") for word in words} - _ARTICLES


def _not_named(judged: Sequence[Judged]) -> Ratio:
    dark = [one.label.kind in ("unnamed", "vague") for one in judged]
    said = [one.source is not None and one.source.kind in ("unnamed", "vague") for one in judged]
    both = sum(a and b for a, b in zip(dark, said, strict=True))
    return _ratio(_of(both, sum(said)), _of(both, sum(dark)))


def _of_one(texts: Sequence[Read]) -> Ratio:
    """Return how well pairs of attributions of one article are held to be of one source."""
    gold = said = both = 0
    for text in texts:
        known = [one for one in text.judged if one.source and one.label.who != "-"]
        for one, other in combinations(known, 2):
            same = one.label.who == other.label.who
            held = one.source is other.source
            gold, said, both = gold + same, said + held, both + (same and held)
    return _ratio(_of(both, said), _of(both, gold))


def _of_marks(texts: Sequence[Read], sort: str) -> Ratio:
    found, missed, wrong = (
        sum(len(getattr(text.marks[sort], part)) for text in texts)
        for part in ("found", "missed", "wrong")
    )
    return _ratio(_of(found, found + wrong), _of(found, found + missed))


def _by_kind(judged: Sequence[Judged]) -> ByClass:
    counts: dict[str, Counter[str]] = {}
    for one in judged:
        said = one.source.kind if one.source else MISSED
        counts.setdefault(one.label.kind, Counter())[said] += 1
    given = sum(counts.values(), Counter[str]())
    return ByClass(
        what="kind of source",
        counts={kind: dict(row) for kind, row in sorted(counts.items())},
        classes={
            kind: _ratio(_of(row[kind], given[kind]), _of(row[kind], row.total()))
            for kind, row in sorted(counts.items())
        },
    )


def _of(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _ratio(precision: float, recall: float) -> Ratio:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Ratio(
        precision=round(100 * precision, 2), recall=round(100 * recall, 2), f1=round(100 * f1, 2)
    )


def _ratio_figure(what: str, ratio: Ratio) -> Figure:
    return Figure(what=what, value=ratio.f1, unit="F1", ratio=ratio)


def _share(what: str, right: Sequence[bool]) -> Figure:
    return Figure(
        what=what, value=round(100 * _of(sum(right), len(right)), 2), unit="%", ratio=None
    )


def wrong(text: Read) -> Iterator[str]:
    """Yield a line for everything in an article that is not as it is marked."""
    whole = text.row["text"]
    for gold, one in zip(text.row["attributions"], text.judged, strict=True):
        said = f"{_shown(whole, gold['source'])} | {_shown(whole, gold['cue'])}"
        if one.said is None:
            yield f"{MISSED}: {said} | {_shown(whole, gold['content'])}"
            continue
        for what, is_so in (
            ("kind", _has_kind(one)),
            ("official", _is_official(one)),
            ("stance", _has_stance(one)),
            ("name", one.label.kind not in _NAMED or _is_named(one)),
        ):
            if not is_so:
                yield f"{what}: {said} | {one.label} | {one.source} {one.said.stance}"
    for sort, marks in text.marks.items():
        for part in (MISSED, "wrong"):
            for start, end in getattr(marks, part):
                before, after = whole[max(0, start - _AROUND) : start], whole[end:][:_AROUND]
                yield f"{sort} {part}: {before}«{whole[start:end]}»{after}".replace("\n", " ")


def _shown(whole: str, spans: Sequence[Sequence[int]]) -> str:
    return " … ".join(whole[start:end] for start, end in spans)


def main() -> None:
    """Print the figures, and what is wrong if asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--taught", action="store_true")
    parser.add_argument("--each", action="store_true")
    said = parser.parse_args()
    texts = [read(row) for row in (marked.taught() if said.taught else marked.held_out())]
    print(method.accuracy(Accuracy(engine=engine(), sets=(figures(texts),))))
    if said.each:
        for text in texts:
            print(f"\n{text.row['id']}", *wrong(text), sep="\n    ")


if __name__ == "__main__":
    main()
