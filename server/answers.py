"""Outcomes to HTTP answers: a result with its entity tag, or how far it is."""

import time

from flask import Response, request, url_for

from server.backends.base import Finished, Underway
from server.contract import Progress

RETRY_AFTER_S = 1
"""An article takes about a second once its turn has come; a caller that waits asks less often."""


def answer(outcome: Finished | Underway) -> Response:
    """Return 200 (or 304, if the caller has it) for a result, 202 for what is underway."""
    return _result(outcome) if isinstance(outcome, Finished) else _progress(outcome)


def _result(done: Finished) -> Response:
    """The stored bytes as they are: a cached answer is neither parsed nor written anew.

    `Age` says how long ago the site sent the page or said that it has not changed (RFC 9111). It
    stands beside the bytes and not in them, so an unchanged page keeps its entity tag.
    """
    response = Response(done.body, mimetype="application/json")
    response.set_etag(done.etag)
    if done.checked_at is not None:
        response.headers["Age"] = str(max(0, int(time.time() - done.checked_at)))
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def _progress(underway: Underway) -> Response:
    progress = Progress(
        id=underway.id,
        status=underway.status,
        stage=underway.stage,
        submitted_at=round(underway.submitted_at, 3),
    )
    response = Response(progress.model_dump_json(), status=202, mimetype="application/json")
    response.headers["Location"] = url_for("analyses.read", id=underway.id)
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    response.headers["Cache-Control"] = "no-store"
    return response
