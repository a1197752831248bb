"""A sentence as the constructions see it: words, their classes, and which stand in a quotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workers.article.model import Span
from workers.claims.model import Sentence, Token
from workers.claims.quotation import Quotation
from workers.claims.words import WordClass, classes

MAX_TOKENS = 150
"""A longer "sentence" is no prose; it is read in pieces so that the time stays linear."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a piece of one that is too long. All sequences are of the same length."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    """In lower case, apostrophes straight."""
    kinds: tuple[WordClass, ...]
    quoted: tuple[int, ...]
    """0 outside quotations, else the number of the quotation; its marks belong to it."""

    def __len__(self) -> int:
        """Return how many tokens it has."""
        return len(self.tokens)

    def word(self, at: int) -> str:
        """Return the word at an index, empty outside the line."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def kind(self, at: int) -> WordClass:
        """Return the class at an index; outside the line there is a mark."""
        return self.kinds[at] if 0 <= at < len(self.kinds) else "mark"

    def opens_quotation(self, at: int) -> bool:
        """Whether a quotation begins at an index."""
        return (
            0 <= at < len(self)
            and self.quoted[at] > 0
            and (at == 0 or self.quoted[at - 1] != self.quoted[at])
        )

    def quotation_end(self, at: int) -> int:
        """Return the index after the last token of the quotation that `at` stands in."""
        end = at
        while end < len(self) and self.quoted[end] == self.quoted[at]:
            end += 1
        return end

    def span(self, start: int, end: int) -> Span:
        """Return the code points from token `start` up to, not including, token `end`."""
        return self.tokens[start].start, self.tokens[end - 1].end


def lines(sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Iterator[Line]:
    """Return the lines of the sentences, in order."""
    spans = [
        (start, end, number)
        for number, quotation in enumerate(quotations, 1)
        for start, end in quotation.spans
    ]
    next_span = 0
    for sentence in sentences:
        while next_span < len(spans) and spans[next_span][1] <= sentence.start:
            next_span += 1
        for at in range(0, len(sentence.tokens), MAX_TOKENS):
            yield _line(sentence.tokens[at : at + MAX_TOKENS], spans, next_span)


def _line(tokens: tuple[Token, ...], spans: Sequence[tuple[int, int, int]], next_span: int) -> Line:
    return Line(
        tokens,
        tuple(token.text.lower().replace("’", "'") for token in tokens),
        classes(tokens),
        tuple(_quoted(tokens, spans, next_span)),
    )


def _quoted(
    tokens: tuple[Token, ...], spans: Sequence[tuple[int, int, int]], at: int
) -> Iterator[int]:
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        yield spans[at][2] if at < len(spans) and spans[at][0] <= token.start else 0
