"""Retry-After, as sites write it and as they should not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.fetch.pause import LONGEST_S, asked_for

NOON = datetime(2026, 11, 20, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 1),
        ("86400", LONGEST_S),
        ("9" * 400, LONGEST_S),
        ("Fri, 20 Nov 2026 12:02:00 GMT", 120),
        ("Friday, 20-Nov-26 12:02:00 GMT", 120),
        ("Fri Nov 20 12:02:00 2026", 120),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 1),
        ("Fri, 20 Nov 2099 12:00:00 GMT", LONGEST_S),
    ],
)
def test_a_site_is_left_alone_as_long_as_it_asks_within_an_hour(
    status: int, told: str, seconds: int
) -> None:
    assert asked_for(status, told, NOON) == seconds


@pytest.mark.parametrize("told", ["", "soon", "-5", "1.5", "٣", "Fri, 99 Nov 2026 12:00:00 GMT"])
def test_429_asks_for_a_pause_whatever_else_it_says_and_503_only_in_words(told: str) -> None:
    assert asked_for(429, told, NOON)
    assert asked_for(503, told, NOON) is None


@pytest.mark.parametrize("status", [200, 301, 403, 404, 500, 502])
def test_no_other_status_asks_for_a_pause(status: int) -> None:
    assert asked_for(status, "120", NOON) is None


@given(st.text(max_size=60))
def test_whatever_a_site_writes_the_pause_is_a_second_to_an_hour(told: str) -> None:
    assert 1 <= (asked_for(429, told, NOON) or 0) <= LONGEST_S
