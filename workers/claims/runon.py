"""Quotations that are longer than the words a tagger tied to a cue.

Pure functions on spans, used by `attribution`: a content that cuts into a quotation gets all of it,
over paragraphs too, and a quotation that opens a later sentence of the paragraph goes to the
attribution before it ("…," he said. "More.").
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from workers.article.model import Span
from workers.claims.model import Sentence
from workers.claims.quotation import Quotation

_STOPS = frozenset({".", "!", "?", "…", "..."})


def whole(
    content: Sequence[Span], fixed: Sequence[Span], quoted: Sequence[Quotation]
) -> tuple[Span, ...]:
    """Return a content with every quotation it touches, unless that holds a `fixed` span.

    `fixed` is the source and cue: what they stand in is not their own content.
    """
    spans = list(content)
    for quotation in quoted:
        touched = any(_overlap(c, q) for c in content for q in quotation.spans)
        if touched and not any(_overlap(f, q) for f in fixed for q in quotation.spans):
            spans.extend(quotation.spans)
    return merged(spans)


def own(
    content: Sequence[Span],
    fixed: Sequence[Span],
    quoted: Sequence[Quotation],
    sentences: Sequence[Sentence],
) -> tuple[Span, ...]:
    """Return a content less what is in it of the publication's own sentences.

    `quoted` is what the content touches. A content that opens with a quotation ends with the last
    one if a sentence ends there, but for sentences in which the source or cue (`fixed`) stand
    again: "Orr said: “It fell.” It had rained all week." Unquoted words of another block than the
    cue's are no content where there is content in the cue's.
    """
    marks = [span for quotation in quoted for span in quotation.spans]
    around = _between(sentences, content[0][0], content[-1][1])
    after = [
        (s.start, s.end)
        for s in around
        if s.start >= _closed(content, quoted, around)
        and not any(_overlap(span, (s.start, s.end)) for span in fixed)
    ]
    kept = tuple(without(content, after))
    blocks = _blocks(fixed, sentences)
    beside = [not blocks.isdisjoint(_blocks([span], sentences)) for span in kept]
    return tuple(
        span
        for span, is_beside in zip(kept, beside, strict=True)
        if is_beside or not any(beside) or any(_overlap(span, mark) for mark in marks)
    )


def _closed(
    content: Sequence[Span], quoted: Sequence[Quotation], sentences: Sequence[Sentence]
) -> int:
    """Return where the last quotation ends of a content that opens with one and ends a sentence."""
    end = content[-1][1]
    quoted = [q for q in quoted if any(_overlap(c, s) for c in content for s in q.spans)]
    if not quoted or quoted[0].spans[0][0] != content[0][0] or not quoted[-1].is_closed:
        return end
    closed = quoted[-1].spans[-1][1]
    is_end = any(s.end == closed and _is_stopped(s) for s in sentences)
    return closed if is_end else end


def _is_stopped(sentence: Sentence) -> bool:
    """Whether a full stop or its like stands before a sentence's last mark."""
    return any(token.text in _STOPS for token in sentence.tokens[-2:-1])


def _blocks(spans: Sequence[Span], sentences: Sequence[Sentence]) -> set[int]:
    return {sentence.block for span in spans for sentence in _between(sentences, *span)}


def _between(sentences: Sequence[Sentence], start: int, end: int) -> Sequence[Sentence]:
    first = bisect_right(sentences, start, key=lambda sentence: sentence.end)
    return sentences[first : bisect_left(sentences, end, key=lambda sentence: sentence.start)]


def near(quoted: Sequence[Quotation], spans: Sequence[Span]) -> Sequence[Quotation]:
    """Return the quotations that may touch the spans; `quoted` is sorted and disjoint."""
    first = bisect_left(quoted, min(spans)[0], key=lambda q: q.spans[-1][1])
    last = bisect_right(quoted, max(spans)[1], key=lambda q: q.spans[0][0])
    return quoted[first:last]


def followers(
    owned: Sequence[Sequence[Span]], sentences: Sequence[Sentence], quoted: Sequence[Quotation]
) -> Mapping[int, tuple[Span, ...]]:
    """Return the further content of each attribution, by its index into `owned` (all its spans).

    Of several attributions in the sentence before, the one with a quotation goes on. An empty entry
    of `owned` owns nothing and parts nothing.
    """
    taken = sorted((span, index) for index, spans in enumerate(owned) for span in spans)
    starts = [quotation.spans[0][0] for quotation in quoted]
    opening = {quotation.spans[0][0]: quotation for quotation in quoted}
    more: dict[int, tuple[Span, ...]] = {}
    owner, block, at = -1, -1, 0
    for sentence in sentences:
        if sentence.block != block:
            owner, block = -1, sentence.block
        latest, latest_quotes = -1, False
        while at < len(taken) and taken[at][0][0] < sentence.end:
            (start, end), index = taken[at]
            quotes = bisect_left(starts, start) < bisect_left(starts, end)
            if quotes or not latest_quotes:
                latest, latest_quotes = index, quotes
            at += 1
        if latest >= 0:
            owner = latest
        elif owner >= 0 and sentence.start in opening:
            more[owner] = (*more.get(owner, ()), *opening[sentence.start].spans)
    return more


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the spans sorted, those that overlap joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(spans: Sequence[Span], holes: Sequence[Span]) -> Iterator[Span]:
    """Return the spans less the holes."""
    for start, end in spans:
        for hole_start, hole_end in sorted(holes):
            if start < hole_end and hole_start < end:
                if start < hole_start:
                    yield start, hole_start
                start = hole_end
        if start < end:
            yield start, end


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
