"""One log line a request, with its id and its job's, tied by them to all else that is logged.

The line holds the route and never the path or query: those hold what people read.
"""

import logging
import time
import uuid

from flask import Response, g, request

from server import metrics

METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS", "PUT", "PATCH")
"""Any other word a caller makes up is not logged or counted."""

_log = logging.getLogger("onrecord.server")


def begin() -> None:
    """Give the request its id."""
    g.request_id = str(uuid.uuid4())
    g.began = time.perf_counter()


def end(response: Response) -> Response:
    """Return the response with the request's id, after logging one line."""
    response.headers["X-Request-Id"] = g.request_id
    seconds = time.perf_counter() - g.began
    about = {
        "request_id": g.request_id,
        "method": request.method if request.method in METHODS else "-",
        "route": request.url_rule.rule if request.url_rule else "-",
        "status": response.status_code,
        "problem": g.get("problem", "-"),
        "job_id": g.get("job_id", "-"),
        "ms": round(seconds * 1000, 1),
    }
    _log.info("request %s", " ".join(map(str, about.values())), extra={"about": about})
    metrics.count(about["method"], about["route"], response.status_code, seconds)
    return response
