"""Exceptions to problem documents (RFC 9457): the one place where an error becomes an answer."""

import logging

from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from server.contract import Problem
from server.errors import (
    PROBLEM_BASE,
    Defect,
    MalformedRequest,
    MethodNotAllowed,
    NotFound,
    OnrecordError,
    TooLarge,
    UnsupportedMediaType,
)

_BY_STATUS: dict[int, type[OnrecordError]] = {
    kind.status: kind for kind in (NotFound, MethodNotAllowed, TooLarge, UnsupportedMediaType)
}
_OURS = ("content-type", "content-length")

_log = logging.getLogger("onrecord.server")


def register(app: Flask) -> None:
    """Answer every exception of the app with a problem document."""
    app.register_error_handler(Exception, _answered)


def problem_of(error: Exception) -> OnrecordError:
    """Return an exception as one of the closed list; what is unexpected is a Defect and logged."""
    if isinstance(error, OnrecordError):
        return error
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        return _BY_STATUS.get(error.code, MalformedRequest)()
    _log.error("request %s failed by a defect", g.get("request_id"), exc_info=error)
    return Defect()


def document(problem: OnrecordError) -> Response:
    """Return the answer that tells a problem."""
    told = Problem(
        type=PROBLEM_BASE + problem.code,
        title=problem.title,
        status=problem.status,
        detail=problem.detail,
        instance=f"urn:uuid:{g.request_id}" if "request_id" in g else None,
    )
    response = Response(
        told.model_dump_json(exclude_none=True),
        status=problem.status,
        mimetype="application/problem+json",
    )
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after_s is not None:
        response.headers["Retry-After"] = str(problem.retry_after_s)
    return response


def _answered(error: Exception) -> Response | HTTPException:
    """Keep what HTTP asks for beside the body, such as `Allow` with a 405."""
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error
    problem = problem_of(error)
    g.problem = problem.code
    response = document(problem)
    if isinstance(error, HTTPException):
        kept = [(name, value) for name, value in error.get_headers() if name.lower() not in _OURS]
        response.headers.extend(kept)
    return response
