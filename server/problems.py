"""Exceptions to problem documents (RFC 9457): the one place where an error becomes an answer.

A problem's type is an address of this server, which tells people what the type means.
"""

import logging

from flask import Blueprint, Flask, Response, g, render_template
from werkzeug.exceptions import HTTPException

from server import errors
from server.errors import (
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

blueprint = Blueprint("problems", __name__)


def register(app: Flask) -> None:
    """Answer every exception of the app with a problem document."""
    app.register_error_handler(Exception, answered)


@blueprint.get("/problems/<code>")
def tell(code: str) -> str:
    """Return a page about one type of problem. Raises NotFound if there is none of this code."""
    if code not in errors.BY_CODE:
        raise NotFound("There is no problem of this type.")
    return render_template("problem_type.html", kind=errors.BY_CODE[code])


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
    told = errors.problem(problem, f"urn:uuid:{g.request_id}" if "request_id" in g else None)
    response = Response(
        told.model_dump_json(exclude_none=True),
        status=problem.status,
        mimetype="application/problem+json",
    )
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after_s is not None:
        response.headers["Retry-After"] = str(problem.retry_after_s)
    return response


def answered(error: Exception) -> Response | HTTPException:
    """Return the answer to an exception, with what HTTP asks for beside it: `Allow` with a 405."""
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return error
    problem = problem_of(error)
    g.problem = problem.code
    response = document(problem)
    if isinstance(error, HTTPException):
        kept = [(name, value) for name, value in error.get_headers() if name.lower() not in _OURS]
        response.headers.extend(kept)
    return response
