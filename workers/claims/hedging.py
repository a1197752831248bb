"""Hedge cues, certainty, and whose hedge it is: after attributions, before claims are scored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from server.contract import Certainty, HedgeKind, Holder
from workers.article.model import Article, Span
from workers.claims import epistemic, lexicon, patterns
from workers.claims.chains import chain_of
from workers.claims.holder import voices
from workers.claims.model import Attribution, Hedge, Hedging, Segment, Sentence
from workers.claims.place import Place, groups
from workers.claims.polarity import is_denied
from workers.claims.question import is_question

RANK: Mapping[Certainty, int] = {"certain": 0, "probable": 1, "possible": 2, "unknown": 3}
"""The less sure, the higher."""

LEAD_CHARS = 40
"""How far in front of a cue a hedge still bears on it, over a source of a few words."""

FACTUALITY: Mapping[Certainty, float] = {
    "certain": 3.0,
    "probable": 2.0,
    "possible": 1.0,
    "unknown": 0.0,
}
"""On the scale of FactBank and UW (Lee et al., EMNLP 2015), +3 happened to -3 did not."""

VAGUE = -2.0
"""Log-odds from which it says that a word is a weasel: between what is best on our own corpus and
on CoNLL-2010's Wikipedia."""

DOUBTED = -3.0
"""Log-odds below which it says that "may" or "could" is permission or ability and no hedge."""

_OPENING_CHARS = 3
_OPENINGS = '.!?\n"“”'


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of hedges.tsv; `kind` is None for a double, which is no hedge."""

    kind: HedgeKind | None
    certainty: Certainty
    test: str | None


_WEASEL = Cue("weasel", "certain", None)


def hedges(
    article: Article,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    evidence: Mapping[int, float] | None = None,
) -> tuple[Hedge, ...]:
    """Return every hedge cue, ids `h1`, `h2` … in reading order.

    With a network's evidence (see `Tagging`), weasels are those it bears out and those that it
    alone sees, and a modal that it surely doubts is no hedge.
    """
    found = [
        (sentence.tokens[first].start, sentence.tokens[last - 1].end, cue)
        for sentence in sentences
        for first, last, cue in _judged(sentence, evidence)
    ]
    heard = voices(article, sentences, attributions)
    return tuple(
        Hedge(
            id=f"h{number}",
            start=start,
            end=end,
            kind=cue.kind,
            holder=heard.holder(start, end, cue.kind, article.text[start:end]),
            certainty=cue.certainty,
        )
        for number, (start, end, cue) in enumerate(found, 1)
        if cue.kind
    )


def _longest(sentence: Sentence, words: Sequence[str]) -> list[patterns.Match[Cue]]:
    """Return the rows that a sentence matches, in order: of overlapping ones the longest.

    Doubles are among them.
    """
    found = [
        match for match in patterns.matches(words, _patterns()) if _holds(sentence, words, match)
    ]
    found.sort(
        key=lambda match: (match.first - match.last, match.row.kind is not None, match.first)
    )
    taken: set[int] = set()
    kept = []
    for match in found:
        tokens = range(match.first, match.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _judged(sentence: Sentence, evidence: Mapping[int, float] | None) -> list[tuple[int, int, Cue]]:
    """Return the cues of a sentence as tokens `[first, last)`, in order."""
    words = patterns.folded(sentence.tokens)
    aside = _set_aside(words)
    matched = _longest(sentence, words)
    cues = [
        (match.first, match.last, match.row)
        for match in matched
        if match.row.kind == "belief" or (match.row.kind and match.first not in aside)
    ]
    if evidence is None:
        return cues
    telling = {
        at: evidence[token.start]
        for at, token in enumerate(sentence.tokens)
        if token.text.lower() in _vague() and token.start in evidence
    }
    kept = [cue for cue in cues if _is_borne_out(sentence, cue, telling)]
    taken = {at for first, last, _ in kept for at in range(first, last)}
    taken |= {at for one in matched if not one.row.kind for at in range(one.first, one.last)}
    alone = [
        (at, at + 1, _WEASEL)
        for at, score in telling.items()
        if score >= VAGUE and at not in taken and _sort(sentence, at) == "weasel"
    ]
    return sorted([*kept, *alone], key=lambda cue: cue[0])


def _is_borne_out(
    sentence: Sentence, cue: tuple[int, int, Cue], telling: Mapping[int, float]
) -> bool:
    """Whether a cue of the list stands, where the network was asked of a word of it.

    A weasel does if the network agrees, a modal alone unless the network surely doubts it.
    """
    first, last, row = cue
    known = [telling[at] for at in range(first, last) if at in telling]
    if row.kind == "weasel":
        return not known or max(known) >= VAGUE
    is_asked = last - first == 1 and known and _sort(sentence, first) == "hedge"
    return not is_asked or known[0] >= DOUBTED


def _sort(sentence: Sentence, at: int) -> str:
    """Return what the network's word makes of a token: weasel, hedge or neither, "-"."""
    return _vague()[sentence.tokens[at].text.lower()]


@cache
def _vague() -> Mapping[str, str]:
    """Return the words that a network can find telling, and what that makes each."""
    return {row[0]: row[1] for row in lexicon.rows("en", "vague.tsv")}


def _holds(sentence: Sentence, words: Sequence[str], match: patterns.Match[Cue]) -> bool:
    test = match.row.test
    place = Place(words, sentence.tokens, match.first, match.last)
    return test is None or epistemic.TESTS[test](place)


def _set_aside(words: Sequence[str]) -> set[int]:
    """Return the places inside a condition or a parenthesis: they do not carry the news."""
    aside: set[int] = set()
    closes: str | None = None
    for at, word in enumerate(words):
        if closes is None and word == "if" and (at == 0 or words[at - 1] != "as"):
            closes = ","
        elif closes is None and word == "(":
            closes = ")"
        elif closes is not None:
            if word == closes or (
                closes == "," and word in ("then", ";", "-", "–", "—", "--", ":")
            ):
                closes = None
            else:
                aside.add(at)
    return aside


@cache
def _patterns() -> dict[str, list[tuple[tuple[patterns.Element, ...], Cue]]]:
    rows = lexicon.rows("en", "hedges.tsv")
    return patterns.index([(row[0], _cue(row)) for row in rows], groups())


def _cue(row: Sequence[str]) -> Cue:
    """Return the cue of a row; a kind, certainty or test that nobody knows is a ValueError."""
    _, kind, certainty, test = (*row, "", "")[:4]
    if kind == "none":
        return Cue(None, "certain", test or None)
    if kind not in get_args(HedgeKind) or certainty not in RANK:
        raise ValueError(f"hedges.tsv: {row}")
    if test and test not in epistemic.TESTS:
        raise ValueError(f"hedges.tsv: no test {test!r}")
    return Cue(cast(HedgeKind, kind), cast(Certainty, certainty), test or None)


def hedging(
    article: Article,
    segment: Segment,
    attributions: Sequence[Attribution],
    hedges: Sequence[Hedge],
) -> Hedging:
    """Return how sure one segment is said to be, by the cues in it and those of its attributions.

    The weakest cue decides, so one more cue never makes a claim surer. A question is `unknown`.
    """
    chain = chain_of(segment.attribution, {found.id: found for found in attributions})
    cues = tuple(
        hedge
        for hedge in hedges
        if hedge.kind != "weasel"
        and (_is_within(hedge, (segment.start, segment.end)) or _hedges_any(article, hedge, chain))
    )
    certainty = "unknown" if is_question(article, segment) else _weakest(cues)
    sign = -1.0 if is_denied(article, segment, chain, cues) else 1.0
    return Hedging(
        certainty=certainty,
        factuality=sign * FACTUALITY[certainty] or 0.0,
        cues=tuple(cue.id for cue in cues),
        holder=_holder(cues),
    )


def _weakest(cues: Sequence[Hedge]) -> Certainty:
    said: list[Certainty] = ["certain", *(cue.certainty for cue in cues)]
    return max(said, key=lambda certainty: RANK[certainty])


def _holder(cues: Sequence[Hedge]) -> Holder | None:
    """Return whose caution decides: that of the weakest cue, the first of equals."""
    weakest = max(cues, key=lambda cue: RANK[cue.certainty], default=None)
    return weakest.holder if weakest else None


def _is_within(hedge: Hedge, span: Span) -> bool:
    return span[0] <= hedge.start and hedge.end <= span[1]


def _hedges_any(article: Article, hedge: Hedge, chain: Sequence[Attribution]) -> bool:
    return any(_hedges_cue(article, hedge, attribution) for attribution in chain)


def _hedges_cue(article: Article, hedge: Hedge, attribution: Attribution) -> bool:
    """Whether a hedge bears on an attribution's cue: it lies in it, holds it, or leads up to it.

    A hedge inside a named source's description ("Reyes, who may retire, said") bears on nothing
    but that; a source that is itself a hedge ("Reports indicate") does.
    """
    if any(hedge.start < end and start < hedge.end for start, end in attribution.cue):
        return True
    if any((hedge.start, hedge.end) == span for span in attribution.source):
        return True
    spans = (*attribution.source, *attribution.content)
    leads = any(_leads_to(article, hedge, cue) for cue in attribution.cue)
    return leads and not any(hedge.start < end and start < hedge.end for start, end in spans)


def _leads_to(article: Article, hedge: Hedge, cue: Span) -> bool:
    """Whether only a few words, and no mark, stand between a hedge and the cue behind it.

    One comma may follow a hedge that opens its sentence: "Reportedly, Reyes said".
    """
    between = article.text[hedge.end : cue[0]]
    before = article.text[max(0, hedge.start - _OPENING_CHARS) : hedge.start].rstrip(" ")
    if between.startswith(",") and (not before or before[-1] in _OPENINGS):
        between = between[1:]
    return 0 <= cue[0] - hedge.end <= LEAD_CHARS and all(
        c.isalnum() or c in " '’-" for c in between
    )
