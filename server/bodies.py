"""Request bodies: bounded, strictly JSON, and as the contract has them.

Laxer readers disagree about a name that stands twice, NaN and half a surrogate pair; here each is
a body that cannot be read.
"""

import json
from typing import TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from server.errors import InvalidRequest, MalformedRequest, UnsupportedMediaType

MAX_BODY_BYTES = 8_000_000
"""Room for MAX_HTML_CHARS of a mostly ASCII page, escaped; refused before it is read."""
MAX_FORM_BYTES = 5_000_000
"""The same for a form, whose reader holds all of it: MAX_TEXT_CHARS, percent-encoded."""
MAX_NAMED = 3
MAX_NAME_CHARS = 40

Model = TypeVar("Model", bound=BaseModel)


def body_as(model: type[Model]) -> Model:
    """Return the request's body as a model of the contract.

    Raises UnsupportedMediaType, MalformedRequest, InvalidRequest.
    """
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send the body as application/json.")
    try:
        return model.model_validate(decoded(request.get_data(cache=False)))
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
