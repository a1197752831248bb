"""What a cue does: act and stance of its words, in forms and spellings that no list has."""

import pytest

from workers.claims.cues import sense


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rejects", ("attitude", "attitude")),
        ("regrets", ("attitude", "attitude")),
        ("apologised for", ("attitude", "attitude")),
        ("favours", ("attitude", "attitude")),
        ("denies", ("speech", "doubt")),
        ("denying", ("speech", "doubt")),
        ("confirms", ("speech", "assert")),
        ("blamed", ("speech", "neutral")),
        ("has not confirmed", ("speech", "neutral")),
        ("murmured", ("speech", "neutral")),
    ],
)
def test_a_form_is_read_as_its_verb(words: str, expected: tuple[str, str]) -> None:
    assert sense(words.split(" ")) == expected
