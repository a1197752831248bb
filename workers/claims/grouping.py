"""A Tagging as attributions on their way: one group for each cue, and back.

Between the taggers and `attribution`: what a network marks and what the constructions propose are
compared, mended and joined as groups.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from workers.claims.model import Link, TaggedSpan, Tagging


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
    """Return a group for each cue that has a content, in order of the cues."""
    parts: dict[int, list[TaggedSpan]] = {}
    for link in tagging.links:
        parts.setdefault(link.cue, []).append(tagging.spans[link.span])
    found = (
        Group(
            tagging.spans[cue],
            tuple(span for span in linked if span.role == "source"),
            tuple(span for span in linked if span.role == "content"),
        )
        for cue, linked in sorted(parts.items())
    )
    return tuple(group for group in found if group.content)


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
