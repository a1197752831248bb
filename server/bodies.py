"""Request bodies: bounded, strictly JSON, and as the contract has them.

Laxer readers disagree about a name that stands twice, NaN and half a surrogate pair; here each is
a body that cannot be read.
"""

import json
import time
from typing import TypeVar

from flask import Response, request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from server.errors import InvalidRequest, MalformedRequest, TooLarge, UnsupportedMediaType

MAX_BODY_BYTES = 8_000_000
"""Room for MAX_HTML_CHARS of a mostly ASCII page, escaped; refused before it is read."""
MAX_DRAINED_BYTES = 4 * MAX_BODY_BYTES
MAX_DRAINING_S = 2.0
MAX_NAMED = 3
MAX_NAME_CHARS = 40

Model = TypeVar("Model", bound=BaseModel)


def body_as(model: type[Model]) -> Model:
    """Return the request's body as a model of the contract.

    Raises UnsupportedMediaType, TooLarge, MalformedRequest, InvalidRequest.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send the body as application/json.")
    raw = request.get_data(cache=False)
    if len(raw) > MAX_BODY_BYTES:  # sent in chunks, of which werkzeug cuts off what is too much
        raise TooLarge
    try:
        return model.model_validate(decoded(raw))
    except ValidationError as error:
        raise InvalidRequest(explained(error)) from error


def decoded(raw: bytes) -> object:
    """Return what a body says in JSON. Raises MalformedRequest."""
    try:
        value: object = json.loads(
            raw.decode(), object_pairs_hook=_names_once, parse_constant=_refused
        )
        if b"\\u" in raw:
            json.dumps(value, ensure_ascii=False).encode()  # fails on half a surrogate pair
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise MalformedRequest(f"The body is not JSON: {error.msg}, {where}.") from error
    except UnicodeError as error:
        raise MalformedRequest("The body is not Unicode text in UTF-8.") from error
    except ValueError as error:
        raise MalformedRequest("The body holds a number or a name JSON does not allow.") from error
    except RecursionError as error:
        raise MalformedRequest("The body is nested too deeply.") from error
    return value


def drain(response: Response) -> Response:
    """Return the response; if it refuses the request, after reading on what is still being sent.

    Many clients send all before they read: closing on them would lose them the answer. What is
    read here is thrown away, and there is an end to it.
    """
    if response.status_code >= 400 and request.environ.get("wsgi.input_terminated"):
        stream = request.environ["wsgi.input"]
        deadline = time.monotonic() + MAX_DRAINING_S
        left = MAX_DRAINED_BYTES
        while left > 0 and time.monotonic() < deadline and (read := stream.read(65_536)):
            left -= len(read)
    return response


def explained(error: ValidationError) -> str:
    """Return which fields are wrong and why, without what they hold."""
    wrong = error.errors(include_url=False, include_input=False)
    said = [_explained(detail) for detail in wrong[:MAX_NAMED]]
    if len(wrong) > MAX_NAMED:
        said.append(f"{len(wrong) - MAX_NAMED} more.")
    return " ".join(said)


def _explained(detail: ErrorDetails) -> str:
    name = ".".join(str(part) for part in detail["loc"])[:MAX_NAME_CHARS]
    why = detail["msg"].removeprefix("Value error, ")
    return f"`{name}`: {why}." if name else f"{why}."


def _names_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    named = dict(pairs)
    if len(named) < len(pairs):
        raise ValueError("a name stands twice")
    return named


def _refused(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")
