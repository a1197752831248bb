"""Whether a claim says that something is not so: what gives `factuality` its sign."""

import re
from collections.abc import Sequence
from functools import cache

from workers.article.model import Article, Span
from workers.claims import patterns, text, words
from workers.claims.model import Attribution, Hedge, Segment
from workers.claims.place import groups


def is_denied(
    article: Article, segment: Segment, chain: Sequence[Attribution], cues: Sequence[Hedge]
) -> bool:
    """Whether a segment is said not to be so: by an odd number of denials."""
    denials = [_is_negated(article.text, segment)]
    denials += [_has_any(article, ((cue.start, cue.end),), "contrary") for cue in cues]
    denials += [is_denial(article, attribution) for attribution in chain]
    return sum(denials) % 2 == 1


def is_denial(article: Article, attribution: Attribution) -> bool:
    """Whether an attribution says that its content is not so: "denies", not "did not deny"."""
    return _has_any(article, attribution.cue, "denial") and not _has_any(
        article, attribution.cue, "negator"
    )


def _has_any(article: Article, spans: Sequence[Span], group: str) -> bool:
    said = " ".join(article.text_of(span) for span in spans).lower().replace("’", "'")
    found = set(said.replace("n't", " n't").split())
    return not found.isdisjoint(groups()[group])


def _is_negated(said: str, segment: Segment) -> bool:
    """Whether the first finite verb of a piece is negated, or nobody is its subject.

    That someone cannot do a thing is itself a fact, and no denial.
    """
    if not _negation().search(said[segment.start : segment.end].lower().replace("’", "'")):
        return False
    tokens = tuple(text.tokens(said, segment.start, segment.end))
    folded = patterns.folded(tokens)
    kinds = words.classes(tokens)
    listed = groups()
    verb = next((at for at, token in enumerate(tokens) if words.is_finite(token, kinds[at])), None)
    if verb is None:
        return False
    if any(word in listed["nobody"] for word in folded[:verb]) or "no one" in " ".join(
        folded[:verb]
    ):
        return True
    if _is_inverted(folded[:verb]):
        return True
    if folded[verb] in listed["inability"] or "".join(folded[verb : verb + 2]) == "cannot":
        return False
    near = [*folded[max(0, verb - 1) : verb], *_clause(folded[verb : verb + 3])]
    return any(
        (word in listed["negator"] - {"no"} or word.endswith("n't"))
        and not (near[at + 1 : at + 2] and near[at + 1] in listed["no_negation"])
        for at, word in enumerate(near)
    )


def _clause(words: Sequence[str]) -> Sequence[str]:
    """Return the words up to a comma: what is behind it ("doesn't it") denies nothing."""
    return words[: words.index(",")] if "," in words else words


def _is_inverted(opening: Sequence[str]) -> bool:
    """Whether a verb stands right behind "at no time", "under no circumstances"."""
    preposition, *no = opening[-3:] if len(opening) > 2 else ("", "")
    return preposition in groups()["inverted"] and no[0] == "no"


@cache
def _negation() -> re.Pattern[str]:
    """What tells that a piece may be negated at all; most are not, and word classes take time."""
    words = sorted(groups()["negator"] | groups()["nobody"])
    return re.compile(rf"(?:\b|(?=n't))(?:{'|'.join(map(re.escape, words))})\b")
