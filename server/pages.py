"""The page at `/`, for people: an address or a text in, the annotated article out.

    POST / ─ asked ─► AnalysisRequest ─ desk ─► 303 /analyses/{id} ─► progress … article

It works without a script. A problem is shown beside the form, in words and with its own status.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from server.backends.base import Finished, Underway
from server.contract import MAX_ADDRESS_CHARS, MAX_TEXT_CHARS, Analysis, AnalysisRequest
from server.desk import desk, job_of
from server.errors import AddressInvalid, InvalidRequest, OnrecordError, TooLarge
from server.problems import answered, problem_of
from server.reading import read

WAIT_S = 2.0
"""What a reader waits before the progress page: most texts and many pages are done by then."""
MAX_FORM_BYTES = 12 * MAX_TEXT_CHARS
"""A character is up to four bytes, and a form writes a byte as three."""
MAX_HEADLINE_CHARS = 160
EXAMPLE = (Path(__file__).parent / "templates" / "example.txt").read_text(encoding="utf-8")

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:/\S*|[^\s/@]+\.[^\s./@]{2,}(?:[/?#:]\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/", re.IGNORECASE)

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def front() -> str:
    """Return the form."""
    return _front()


@blueprint.post("/")
def ask() -> AnyResponse:
    """Return the way to the result, once it is there or after a moment's wait."""
    request.max_form_memory_size = MAX_FORM_BYTES
    asks = asked(request.form)
    outcome = desk().ask(job_of(asks, desk().backend.secret()), WAIT_S)
    kept = asks.url if isinstance(outcome, Underway) else None
    return redirect(url_for(".article", id=outcome.id, asked=kept), 303)


@blueprint.get("/analyses/<id>")
def article(id: str) -> str | AnyResponse:
    """Return the annotated article, or how far it is."""
    outcome = desk().look(id)
    if isinstance(outcome, Underway):
        return render_template("progress.html", underway=outcome, result=f"/api/v1/analyses/{id}")
    if "asked" in request.args:
        return redirect(url_for(".article", id=id), 303)
    return _article(outcome)


@blueprint.errorhandler(Exception)
def problem_page(error: Exception) -> Response:
    """Return the form with the problem above it and what was asked for still in it."""
    problem = problem_of(error)
    g.problem = problem.code
    answer = Response(_front(_given(), problem), problem.status)
    if problem.retry_after_s is not None:
        answer.headers["Retry-After"] = str(problem.retry_after_s)
    return answer


@blueprint.app_errorhandler(404)
def lost(error: HTTPException) -> Response | HTTPException:
    """Return the form for an address that leads nowhere to a browser, a problem to a program."""
    offered = ("application/problem+json", "text/html")
    is_page_wanted = request.accept_mimetypes.best_match(offered) == "text/html"
    return problem_page(error) if is_page_wanted else answered(error)


@blueprint.after_request
def forget(answer: Response) -> Response:
    """Return the answer as one that no cache keeps: it may hold a text that someone pasted."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def asked(form: Mapping[str, str]) -> AnalysisRequest:
    """Return what a form asks for: an address if it is one word that looks like one, else a text.

    A browser sends line ends as CR LF; offsets and ids want them as they were typed. Raises
    InvalidRequest on an empty form, AddressInvalid and TooLarge.
    """
    given = form.get("article", "").replace("\r\n", "\n").strip()
    if not given:
        raise InvalidRequest("There was nothing to read.")
    if _ADDRESS.fullmatch(given):
        if len(given) > MAX_ADDRESS_CHARS - len("https://"):
            raise AddressInvalid("This address is too long.")
        return AnalysisRequest(url=given if _SCHEME.match(given) else f"https://{given}")
    if len(given) > MAX_TEXT_CHARS:
        raise _too_long()
    return AnalysisRequest(text=given, title=headline(given))


def headline(text: str) -> str | None:
    """Return a pasted text's first line if it looks like a headline: short, alone, no full stop."""
    first, _, rest = text.partition("\n")
    looks_like_one = len(first) <= MAX_HEADLINE_CHARS and not first.rstrip().endswith(
        (".", ":", ",", ";", '."', ".”")
    )
    return first if looks_like_one and rest.startswith("\n") else None


def _given() -> str:
    """What was asked for, unless reading the form is what failed."""
    try:
        return request.form.get("article", "") or request.args.get("asked", "")
    except HTTPException:
        return ""


def _too_long() -> TooLarge:
    return TooLarge(f"At most {MAX_TEXT_CHARS:,} characters are read at once.")


def _front(given: str = "", problem: OnrecordError | None = None) -> str:
    return render_template("front.html", given=given, problem=problem, example=EXAMPLE)


def _article(result: Finished) -> str:
    analysis = Analysis.model_validate_json(result.body)
    return render_template(
        "article.html",
        page=read(analysis, everything=request.args.get("marks") == "all"),
        read_at=result.checked_at and datetime.fromtimestamp(result.checked_at, UTC),
    )
