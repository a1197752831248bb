"""A text scored in one call, for programs."""

from flask import Blueprint, Response

from server.answers import answer
from server.bodies import body_as
from server.contract import ScoreRequest
from server.desk import MAX_WAIT_S, desk, job_of
from server.preferences import wait_s

blueprint = Blueprint("scoring", __name__, url_prefix="/api/v1/score")


@blueprint.post("")
def score() -> Response:
    """Return the analysis of a text; only after MAX_WAIT_S without one, how far it is."""
    wanted = body_as(ScoreRequest)
    job = job_of(wanted, desk().backend.secret())
    outcome = desk().ask(job, wait_s(MAX_WAIT_S))
    return answer(outcome)
