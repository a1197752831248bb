"""Whose caution a hedge is, the writer's or that of a source: used by `hedging`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from server.contract import HedgeKind, Holder
from workers.article.model import Article, Span
from workers.claims.model import Attribution, Sentence
from workers.claims.place import groups
from workers.claims.quotation import quotations
from workers.claims.runon import merged


@dataclass(frozen=True, slots=True)
class Voices:
    """Where someone other than the writer speaks or thinks: disjoint spans in order."""

    told: Sequence[Span]
    """What others say, in whichever words."""
    quoted: Sequence[Span]
    """What stands between quotation marks."""
    cues: Sequence[Span]
    """The words that say that they say or think it."""

    def holder(self, start: int, end: int, kind: HedgeKind, words: str) -> Holder:
        """Return whose caution a hedge is.

        A belief is that of whoever has it ("Reyes believes"). Words of hearsay in what somebody
        says are the writer's, who does not vouch for it, unless they are quoted.
        """
        is_hearsay = words.lower() in groups()["hearsay"]
        if kind == "belief" and _is_covered(start, end, self.cues):
            return "source"
        if is_hearsay and not _is_covered(start, end, self.quoted):
            return "author"
        return "source" if _is_covered(start, end, self.told) else "author"


def voices(
    article: Article, sentences: Sequence[Sentence], attributions: Sequence[Attribution]
) -> Voices:
    """Return where others than the writer speak."""
    others = [found for found in attributions if _has_other_source(article, found)]
    return Voices(
        told=merged([span for found in others for span in found.content]),
        quoted=merged([span for found in quotations(sentences) for span in found.spans]),
        cues=merged([span for found in others for span in found.cue]),
    )


def _has_other_source(article: Article, attribution: Attribution) -> bool:
    """Whether someone else speaks. "I" and "we" are the publication, outside of others' words."""
    spoken = " ".join(article.text_of(span).lower() for span in attribution.source)
    is_own = attribution.via is None and spoken in groups()["publication"]
    return bool(spoken) and not is_own


def _is_covered(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Whether one of some disjoint spans in order holds `start` to `end`."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and end <= spans[at][1]
