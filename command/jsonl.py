"""JSON lines in, JSON lines out: one analysis or one problem a line, in order, as they come."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator

from pydantic import Field, ValidationError

from server.contract import Analysis, ScoreRequest
from server.errors import Defect, InvalidRequest, MalformedRequest, OnrecordError, problem

log = logging.getLogger(__name__)


class ScoreLine(ScoreRequest):
    """A text with the caller's own id."""

    id: str = Field(max_length=1_000)


Score = Callable[[ScoreLine], Analysis]


def score_lines(lines: Iterable[bytes], score: Score) -> Iterator[str]:
    """Yield one line of JSON, without its line end, for every line that is not blank.

    A line that cannot be scored gives `{"id", "problem"}`, with a null id where none can be read,
    and the stream goes on. Lines end with `\\n` only: U+2028 and its like are text.
    """
    for line in lines:
        if line.strip():
            yield _answer(line, score)


def _answer(line: bytes, score: Score) -> str:
    row: object = None
    try:
        row = _parsed(line)
        return score(_checked(row)).model_dump_json()
    except OnrecordError as error:
        return _refusal(row, error)
    except Exception:  # the edge of a job: one bad line must not end the stream
        log.exception("line %s", _id(row))
        return _refusal(row, Defect())


def _refusal(row: object, error: OnrecordError) -> str:
    """In ASCII, so that an id which is no valid Unicode comes back as it was sent."""
    told = problem(error).model_dump(exclude_none=True)
    return json.dumps({"id": _id(row), "problem": told})


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("The line is not JSON in UTF-8.") from error


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are Python's, not JSON's."""
    raise ValueError(name)


def _checked(row: object) -> ScoreLine:
    if not isinstance(row, dict):
        raise InvalidRequest("The line is not a JSON object.")
    try:
        return ScoreLine.model_validate(row)
    except ValidationError as error:
        raise InvalidRequest(_told(error)) from error


def _told(error: ValidationError) -> str:
    """Name every field that is wrong, and never repeat what was sent."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found) + "."


def _id(row: object) -> str | int | float | None:
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str | int | float) else None
