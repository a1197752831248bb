"""For operators and programs: whether it lives, whether it can work, what it is."""

from importlib.metadata import version

from flask import Blueprint, Response

from server.about import Health, Limits, Meta, measured
from server.bodies import MAX_BODY_BYTES
from server.contract import MAX_ADDRESS_CHARS, MAX_HTML_CHARS, MAX_TEXT_CHARS, MAX_TITLE_CHARS
from server.desk import MAX_WAIT_S, desk
from server.errors import NoWorker

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def lives() -> Response:
    """Return 200 as long as the server answers at all."""
    return _answer(Health(status="ok"))


@blueprint.get("/readyz")
def is_ready() -> Response:
    """Return 200 if the store answers and a worker lives; else the problem."""
    desk().backend.ping()
    if desk().backend.engine() is None:
        raise NoWorker
    return _answer(Health(status="ok"))


@blueprint.get("/api/v1/meta")
def meta() -> Response:
    """Return what runs here, within which limits, and how often it is right."""
    engine = desk().backend.engine()
    return _answer(
        Meta(
            version=version("onrecord"),
            engine=engine,
            accuracy=measured(),
            accuracy_is_of_this_engine=engine == measured().engine,
            limits=Limits(
                address_chars=MAX_ADDRESS_CHARS,
                text_chars=MAX_TEXT_CHARS,
                html_chars=MAX_HTML_CHARS,
                title_chars=MAX_TITLE_CHARS,
                body_bytes=MAX_BODY_BYTES,
                wait_s=MAX_WAIT_S,
                result_ttl_s=desk().settings.result_ttl_s,
                result_fresh_s=desk().settings.result_fresh_s,
                text_ttl_s=desk().settings.text_ttl_s,
                failure_ttl_s=desk().settings.failure_ttl_s,
            ),
        )
    )


def _answer(model: Health | Meta) -> Response:
    response = Response(model.model_dump_json(), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
