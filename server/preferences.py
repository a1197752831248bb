"""How long a caller wants to wait: the `Prefer` header (RFC 7240)."""

import re

from flask import request

from server.desk import MAX_WAIT_S

_WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?([0-9]{1,6})\"?\s*(?=$|[,;])", re.IGNORECASE)
_ASYNC = re.compile(r"(?:^|[,;])\s*respond-async\s*(?=$|[,;])", re.IGNORECASE)


def wait_s(default_s: int) -> int:
    """Return the seconds this request may wait, at most MAX_WAIT_S.

    `wait=N` says it, `respond-async` alone means not at all; anything else is ignored, as the RFC
    asks of preferences that are not understood.
    """
    prefer = ",".join(request.headers.getlist("Prefer"))
    if told := _WAIT.search(prefer):
        return min(int(told[1]), MAX_WAIT_S)
    return 0 if _ASYNC.search(prefer) else default_s
