"""The whole way through the claims folder, where no one room can say it alone."""

import pytest

from workers.article import plain
from workers.claims.engine import find


@pytest.mark.parametrize(
    "text",
    [
        "It is believed that the vote will be held in March.",
        "The hall was full. It is believed that the vote will be held in March.",
        "It is said the mill will shut.",
        "It was reported on Monday that the mill would shut.",
        "There are rumours that the mill will shut.",
    ],
)
def test_what_plainly_rests_on_no_one_is_sure_enough_to_be_shown(text: str) -> None:
    article = plain.read(text)
    found = [claim for claim in find(article).claims if claim.attribution]
    assert [(claim.hint_code, claim.shown) for claim in found] == [("vague", True)]


def test_a_quotation_that_ends_in_a_sentence_of_one_mark_is_read() -> None:
    find(
        plain.read(
            'according to ! " " the bridge is closed told on condition of anonymity ﬁ ) … ” • y'
        )
    )
