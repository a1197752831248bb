"""How long a site asks to be left alone, from its answer. Pure; the client asks it.

429 (RFC 6585) means this and nothing else; 503 says it only with Retry-After (RFC 9110, 10.2.3).
"""

import http.client
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from server.errors import SiteBusy

LONGEST_S = 3_600
"""Whatever a site asks for: a slip of its must not close it to readers for days."""


def asked_for(status: int, retry_after: str, now: datetime | None = None) -> int | None:
    """Return the seconds an answer asks for, from 1 to an hour; None if it asks for no pause.

    `retry_after` is the header as it came: seconds or a date; one that is neither counts as none.
    """
    if status not in (http.client.TOO_MANY_REQUESTS, http.client.SERVICE_UNAVAILABLE):
        return None
    pause_s = _seconds(retry_after.strip(), now or datetime.now(UTC))
    if pause_s is None and status == http.client.TOO_MANY_REQUESTS:
        pause_s = SiteBusy.retry_after_s
    return None if pause_s is None else min(max(pause_s, 1), LONGEST_S)


def _seconds(told: str, now: datetime) -> int | None:
    if told.isascii() and told.isdecimal():
        return int(told[:9])
    try:
        until = parsedate_to_datetime(told)
    except (ValueError, OverflowError):
        return None
    return round(((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
