"""The Prefer header, read as RFC 7240 has it."""

import pytest

from server.desk import MAX_WAIT_S
from server.preferences import wait_s

DEFAULT = 7


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, DEFAULT),
        ("", DEFAULT),
        ("wait=3", 3),
        ("WAIT = 3", 3),
        ('wait="3"', 3),
        ("wait=0", 0),
        ("return=minimal, wait=3", 3),
        ("wait=3; foo=bar", 3),
        ("respond-async", 0),
        ("respond-async, wait=3", 3),
        ("wait=86400", MAX_WAIT_S),
        ("wait=-1", DEFAULT),
        ("wait=soon", DEFAULT),
        ("wait=3.5", DEFAULT),
        ("wait=٣", DEFAULT),
        ("await=3", DEFAULT),
        ("wait=99999999999999999999", DEFAULT),
    ],
)
def test_the_wait_that_is_preferred(app, prefer, seconds):
    headers = {} if prefer is None else {"Prefer": prefer}
    with app.test_request_context(headers=headers):
        assert wait_s(DEFAULT) == seconds
