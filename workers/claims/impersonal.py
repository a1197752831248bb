"""Whether a cue without a source names talk: "There are reports that", "it is believed that".

Used by `sources`: such an attribution is vague, any other without a source has none.
"""

from functools import cache

from workers.claims import lexicon
from workers.claims.nouns import closed, noun_at, singular
from workers.claims.stream import Stream

_JOINTS = frozenset({"about", "of", "for", "over", "that", "there", "on", "against"})
"""What follows or opens talk as a noun: "calls for", "there is talk"."""


def talk_in(words: Stream, start: int, end: int) -> str | None:
    """Return the word of talk or belief of a cue `tokens[start:end]`, or None."""
    for at in range(start, end):
        word = words.lower[at]
        found = noun_at(words.lower[at : at + 1], 1)
        loose = singular(word) in _loose() and singular(word) != word
        talk = loose or (found is not None and found.noun.sort == "talk")
        if talk and not (word in _verbs() and _JOINTS.isdisjoint(words.lower[start:end])):
            return word
        if word in closed("impersonal.tsv") and _has_dummy_subject(words, start, at):
            return word
    return None


@cache
def _verbs() -> frozenset[str]:
    """Words that may be verbs as well: "calls"."""
    return frozenset(
        row[0]
        for row in lexicon.rows("en", "word_classes.tsv")
        if any(field.startswith(("present", "base", "past")) for field in row[1:])
    )


def _has_dummy_subject(words: Stream, start: int, at: int) -> bool:
    """Whether "it" stands before a participle, at most three words away from the cue."""
    first = max(words.sentence_bounds(words.sentence[at])[0], start - 3)
    return "it" in words.lower[first:at]


@cache
def _loose() -> frozenset[str]:
    return frozenset(noun for noun, part in lexicon.rows("en", "talk.tsv") if part == "plural")
