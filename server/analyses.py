"""Analyses over HTTP: ask for one, read it, look an address up, forget it."""

from flask import Blueprint, Response, request

from server.answers import answer
from server.bodies import body_as
from server.contract import AnalysisRequest
from server.desk import desk, job_of, page_id
from server.errors import InvalidRequest, NotFound
from server.preferences import wait_s

ASK_WAIT_S = 5
"""Most pages are read in less, so a caller that says nothing gets its result in one call."""

blueprint = Blueprint("analyses", __name__, url_prefix="/api/v1/analyses")


@blueprint.post("")
def ask() -> Response:
    """Return the analysis of an address, a page or a text, or how far it is."""
    wanted = body_as(AnalysisRequest)
    job = job_of(wanted, desk().backend.secret())
    outcome = desk().ask(job, wait_s(ASK_WAIT_S))
    return answer(outcome)


@blueprint.get("/<id>")
def read(id: str) -> Response:
    """Return what is there under an id."""
    outcome = desk().look(id, wait_s(0))
    return answer(outcome)


@blueprint.get("")
def look_up() -> Response:
    """Return what is there for `?url=`; never starts work."""
    url = request.args.get("url")
    if url is None:
        raise InvalidRequest("`url` is missing in the query.")
    outcome = desk().look(page_id(url), wait_s(0))
    return answer(outcome)


@blueprint.delete("/<id>")
def forget(id: str) -> Response:
    """Return 204 when there is nothing under this id any more."""
    if not desk().backend.forget(id):
        raise NotFound("There is no analysis under this id.")
    return Response(status=204)
