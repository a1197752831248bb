"""A Tagging as attributions on their way: one group for each cue, and back.

Between the taggers and `attribution`: what a network marks and what the constructions propose are
compared, mended and joined as groups.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from workers.claims.model import Link, TaggedSpan, Tagging

LEAST_LINK = 0.3
"""A further content that is less surely of its cue is right in one case of ten on PolNeAR dev."""


@dataclass(frozen=True, slots=True)
class Group:
    """A cue, and the sources and contents that belong to it."""

    cue: TaggedSpan
    source: tuple[TaggedSpan, ...]
    content: tuple[TaggedSpan, ...]

    @property
    def confidence(self) -> float:
        """How likely all of it is right: the product over its spans."""
        return prod(span.confidence for span in (self.cue, *self.source, *self.content))


def groups(tagging: Tagging) -> tuple[Group, ...]:
    """Return a group for each cue that has a content, in order of the cues.

    A content that most likely belongs to another cue, or to none, is left out if a surer one stays.
    """
    links: dict[int, list[Link]] = {}
    for link in tagging.links:
        links.setdefault(link.cue, []).append(link)
    found = (_group(tagging.spans, cue, linked) for cue, linked in sorted(links.items()))
    return tuple(group for group in found if group.content)


def _group(spans: Sequence[TaggedSpan], cue: int, linked: Sequence[Link]) -> Group:
    contents = [link for link in linked if spans[link.span].role == "content"]
    sure = [link for link in contents if link.score >= LEAST_LINK] or contents
    return Group(
        spans[cue],
        tuple(spans[link.span] for link in linked if spans[link.span].role == "source"),
        tuple(spans[link.span] for link in sure),
    )


def tagging(found: Iterable[Group]) -> Tagging:
    """Return groups in the form a tagger gives: spans in order of start, and links."""
    kept = tuple(found)
    spans = sorted(
        {span for one in kept for span in (one.cue, *one.source, *one.content)},
        key=lambda span: (span.start, span.end, span.role, span.confidence),
    )
    index = {span: number for number, span in enumerate(spans)}
    links = tuple(
        Link(index[span], index[one.cue], span.confidence)
        for one in kept
        for span in (*one.source, *one.content)
    )
    return Tagging(tuple(spans), links)
