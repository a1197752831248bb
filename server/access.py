"""One log line a request, tied by its id to all else that is logged of it.

The line holds the route and never the path or query: those hold what people read.
"""

import logging
import time
import uuid

from flask import Response, g, request

_log = logging.getLogger("onrecord.server")


def begin() -> None:
    """Give the request its id."""
    g.request_id = str(uuid.uuid4())
    g.began = time.perf_counter()


def end(response: Response) -> Response:
    """Return the response with the request's id, after logging one line."""
    response.headers["X-Request-Id"] = g.request_id
    _log.info(
        "request %s %s %s %d %s %.1f ms",
        g.request_id,
        request.method if request.method.isalpha() else "-",
        request.url_rule.rule if request.url_rule else "-",
        response.status_code,
        g.get("problem", "-"),
        (time.perf_counter() - g.began) * 1000,
    )
    return response
