"""The one folding under which a quote and a page's text are compared.

    text ─ folded ─► Folded(text, spans) ─ found ─► spans in the original

It stands beside the reader because it says what the reader's text may differ in from what a browser
shows: the extension folds the live page by the same rules (`extension/content/fold.js`), and both
are held by `tests/fold.json`. Letters keep their case and their form.
"""

from dataclasses import dataclass

WHITE = frozenset("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
"""Unicode's White_Space property."""
DROPPED = frozenset("\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff") | frozenset(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
"""Soft hyphen, zero-width and direction marks: there, and seen by nobody."""
ASCII = (
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"\u2026": "..."}
)
"""Curly quotes, primes and accents typed for quotes, dashes, ellipsis."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the stretch of the original it stands for.

    `spans` count code points into the original, end exclusive.
    """

    text: str
    spans: tuple[tuple[int, int], ...]

    def find(self, quote: str, start: int = 0) -> tuple[int, int] | None:
        """Return where in the original a quote stands first, at or after folded offset `start`."""
        sought = folded(quote).text.strip()
        at = self.text.find(sought, start) if sought else -1
        return None if at < 0 else (self.spans[at][0], self.spans[at + len(sought) - 1][1])


def folded(text: str) -> Folded:
    """Return the text folded, with the way back. Linear in its length."""
    characters: list[str] = []
    spans: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if character in DROPPED:
            continue
        if character in WHITE:
            if characters and characters[-1] == " ":
                spans[-1] = (spans[-1][0], at + 1)
                continue
            character = " "
        for one in ASCII.get(character, character):
            characters.append(one)
            spans.append((at, at + 1))
    return Folded("".join(characters), tuple(spans))
