"""The tokens of an article in one row, as the ledger's modules read them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from workers.article.model import Span
from workers.claims.gazetteer import function_words, ordinary_words
from workers.claims.model import Sentence, Token


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of an article in a row; `sentence[i]` is the index of the sentence of token i,
    `starts[i]` the place of token i in the text.
    """

    tokens: tuple[Token, ...]
    lower: tuple[str, ...]
    sentence: tuple[int, ...]
    starts: tuple[int, ...]

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the range of the tokens that begin in a span."""
        return bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])

    def sentence_bounds(self, sentence: int) -> tuple[int, int]:
        """Return the range of the tokens of a sentence, empty where there is none."""
        return bisect_left(self.sentence, sentence), bisect_left(self.sentence, sentence + 1)

    def text(self, start: int, end: int, article: str) -> str:
        """Return the words of `tokens[start:end]` as the article would have them in mid-sentence.

        A function word that begins a sentence loses its capital: "the council".
        """
        return self._uncapped(start, end, article, function_words())

    def description(self, start: int, end: int, article: str) -> str:
        """Return the same for words that are no name: "friends close to the mayor"."""
        return self._uncapped(start, end, article, ordinary_words())

    def _uncapped(self, start: int, end: int, article: str, small: frozenset[str]) -> str:
        if start >= end:
            return ""
        said = " ".join(article[self.tokens[start].start : self.tokens[end - 1].end].split())
        opens = start == 0 or self.sentence[start] != self.sentence[start - 1]
        is_small = opens and self.lower[start] in small and not said[1:2].isupper()
        return said[0].lower() + said[1:] if is_small else said


def stream(sentences: Sequence[Sentence]) -> Stream:
    """Return the tokens of all sentences in a row."""
    tokens = tuple(chain.from_iterable(sentence.tokens for sentence in sentences))
    return Stream(
        tokens,
        tuple(token.text.lower().replace("’", "'") for token in tokens),
        tuple(n for n, sentence in enumerate(sentences) for _ in sentence.tokens),
        tuple(token.start for token in tokens),
    )
