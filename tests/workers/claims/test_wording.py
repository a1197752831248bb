import pytest

from workers.claims.wording import wording

SAME = [
    ("agreed", "agrees"),
    ("stopped", "stop"),
    ("offer", "offered"),
    ("Norlanders", "Norland's"),
    ("quit", "stepping down"),
    ("steal", "stole"),
    ("the bonuses", "a bonus"),
    ("20,000", "20000"),
    ("four", "4"),
    ("half-built", "half built"),
]
OTHER = [("soldier", "sold"), ("ban", "bank"), ("twelve", "20"), ("rival", "river")]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_forms_and_headline_words_of_one_word_compare_as_one(one: str, two: str) -> None:
    assert wording(one).stems == wording(two).stems != frozenset()


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_words_that_only_look_alike_stay_apart(one: str, two: str) -> None:
    assert wording(one).stems.isdisjoint(wording(two).stems)


def test_words_without_content_are_not_compared() -> None:
    assert wording("and she would have been there with them").stems == frozenset()


@pytest.mark.parametrize(
    ("one", "two", "fits"),
    [
        ("The mayor will resign", "The mayor resigned", True),
        ("The mayor will not resign", "The mayor resigned", False),
        ("The mayor hasn’t resigned", "The mayor resigned", False),
        ("Police rule out arson", "It was arson", False),
        ("Blast kills four", "The blast killed eleven", False),
        ("Blast kills four", "The blast killed 4 people at 7 in the morning", True),
        ("Blast kills four", "The blast killed people", True),
    ],
)
def test_a_denial_or_other_numbers_keep_statements_apart(one: str, two: str, fits: bool) -> None:
    assert wording(one).fits(wording(two)) is fits
