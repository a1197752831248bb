"""The API described in OpenAPI 3.1, built from the contract: `/openapi.json`.

The table of operations is written by hand, the schemas come from the pydantic models. A test holds
that every route of the API is in the table.
"""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import Any, Literal

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server import errors
from server.about import Health, Meta
from server.contract import Analysis, AnalysisRequest, Problem, Progress, ScoreRequest
from server.desk import MAX_WAIT_S

REFERENCE = "#/components/schemas/{model}"

blueprint = Blueprint("openapi", __name__)

Parameter = Literal["id", "code", "url", "prefer", "if_none_match"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path: what it takes, what it answers with, what may go wrong."""

    method: Literal["get", "post", "delete"]
    path: str
    name: str
    summary: str
    answers: dict[int, type[BaseModel] | None]
    parameters: tuple[Parameter, ...] = ()
    body: type[BaseModel] | None = None
    problems: tuple[type[errors.OnrecordError], ...] = ()


ALWAYS = (
    errors.HostRefused,
    errors.OriginRefused,
    errors.MethodNotAllowed,
    errors.Defect,
)
STORE = (errors.StoreDown, errors.NoWorker)
BODY = (
    errors.MalformedRequest,
    errors.TooLarge,
    errors.UnsupportedMediaType,
    errors.InvalidRequest,
)
TEXT = (errors.NotAnArticle, errors.LanguageNotRead, errors.Unreadable)
PAGE = (
    *TEXT,
    errors.AddressInvalid,
    errors.AddressNotPublic,
    errors.AddressUnknown,
    errors.SiteFailed,
    errors.SiteTooSlow,
    errors.SiteBusy,
    errors.PageTooLarge,
    errors.NotAPage,
    errors.BehindAWall,
)
ENDED_OR_NOT: dict[int, type[BaseModel] | None] = {200: Analysis, 202: Progress}

OPERATIONS = (
    Operation(
        "post",
        "/api/v1/analyses",
        "ask",
        "Analyse an address, the HTML a browser holds of it, or a text",
        ENDED_OR_NOT,
        ("prefer",),
        AnalysisRequest,
        (*BODY, *PAGE, *STORE, errors.Busy),
    ),
    Operation(
        "get",
        "/api/v1/analyses",
        "lookUp",
        "Look up what is there for an address; never starts work",
        {**ENDED_OR_NOT, 304: None},
        ("url", "prefer", "if_none_match"),
        problems=(errors.NotFound, errors.InvalidRequest, *PAGE, *STORE),
    ),
    Operation(
        "get",
        "/api/v1/analyses/{id}",
        "read",
        "Read an analysis, or how far it is, or why it failed",
        {**ENDED_OR_NOT, 304: None},
        ("id", "prefer", "if_none_match"),
        problems=(errors.NotFound, *PAGE, *STORE),
    ),
    Operation(
        "delete",
        "/api/v1/analyses/{id}",
        "forget",
        "Forget an analysis",
        {204: None},
        ("id",),
        problems=(errors.NotFound, errors.StoreDown),
    ),
    Operation(
        "post",
        "/api/v1/score",
        "score",
        "Score a text in one call",
        ENDED_OR_NOT,
        ("prefer",),
        ScoreRequest,
        (*BODY, *TEXT, *STORE, errors.Busy),
    ),
    Operation(
        "get",
        "/api/v1/meta",
        "meta",
        "What runs here, within which limits, and how often it is right",
        {200: Meta},
        problems=(errors.StoreDown,),
    ),
    Operation("get", "/healthz", "lives", "Whether the server answers", {200: Health}),
    Operation(
        "get",
        "/readyz",
        "isReady",
        "Whether the store answers and a worker lives",
        {200: Health},
        problems=STORE,
    ),
    Operation("get", "/metrics", "metrics", "Figures in Prometheus's text format", {200: None}),
    Operation(
        "get",
        "/problems/{code}",
        "problemType",
        "What a type of problem means, as a page for people",
        {200: None},
        ("code",),
        problems=(errors.NotFound,),
    ),
    Operation("get", "/openapi.json", "openapi", "This description", {200: None}),
)

PARAMETERS: dict[Parameter, dict[str, Any]] = {
    "id": {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
    "code": {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}},
    "url": {
        "name": "url",
        "in": "query",
        "required": True,
        "description": "The address, in any spelling.",
        "schema": {"type": "string"},
    },
    "prefer": {
        "name": "Prefer",
        "in": "header",
        "description": f"RFC 7240: `wait=N`, at most {MAX_WAIT_S}, or `respond-async`.",
        "schema": {"type": "string"},
    },
    "if_none_match": {
        "name": "If-None-Match",
        "in": "header",
        "description": "The ETag of the result the caller has.",
        "schema": {"type": "string"},
    },
}
HEADERS: dict[int, dict[str, Any]] = {
    200: {
        "ETag": {"schema": {"type": "string"}},
        "Age": {
            "description": "Of an address: seconds since its page was last fetched or checked.",
            "schema": {"type": "integer"},
        },
    },
    202: {
        "Location": {"schema": {"type": "string"}},
        "Retry-After": {"schema": {"type": "integer"}},
    },
}
PHRASES = {
    200: "Done",
    202: "Underway: ask at `Location` after `Retry-After` seconds",
    204: "Forgotten",
    304: "The caller has the current result",
}


@blueprint.get("/openapi.json")
def serve() -> ResponseReturnValue:
    """Return the description."""
    return jsonify(described())


@cache
def described() -> dict[str, Any]:
    """Return the API as an OpenAPI 3.1 document."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Onrecord",
            "version": version("onrecord"),
            "summary": "Who stands behind each claim of an article, and how sure they say they are",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": {
            **{str(status): _answer(status, model) for status, model in operation.answers.items()},
            **_problems((*operation.problems, *ALWAYS)),
        },
    }
    if operation.parameters:
        described["parameters"] = [PARAMETERS[name] for name in operation.parameters]
    if operation.body:
        described["requestBody"] = {"required": True, "content": _content(operation.body)}
    return described


def _answer(status: int, model: type[BaseModel] | None) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": PHRASES[status]}
    if model:
        answer["content"] = _content(model)
    if model in (Analysis, Progress):
        answer["headers"] = HEADERS[status]
    return answer


def _problems(kinds: tuple[type[errors.OnrecordError], ...]) -> dict[str, Any]:
    """One answer a status, naming the problem types that have it."""
    codes: dict[int, list[str]] = {}
    for kind in kinds:
        codes.setdefault(kind.status, []).append(f"`{kind.code}`")
    content = _content(Problem, "application/problem+json")
    return {
        str(status): {"description": ", ".join(named), "content": content}
        for status, named in sorted(codes.items())
    }


def _content(model: type[BaseModel], media_type: str = "application/json") -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": REFERENCE.format(model=model.__name__)}}}


def _schemas() -> dict[str, Any]:
    models = (Analysis, Progress, Problem, Health, Meta)
    _, schemas = models_json_schema(
        [
            *((model, "serialization") for model in models),
            (AnalysisRequest, "validation"),
            (ScoreRequest, "validation"),
        ],
        ref_template=REFERENCE,
    )
    return dict(schemas["$defs"])
