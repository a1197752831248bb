"""JSON lines in, JSON lines out: one analysis or one problem a line, in order, as they come."""

import json
from collections.abc import Callable, Iterable, Iterator

from pydantic import Field, ValidationError

from server.contract import Analysis, ScoreRequest
from server.errors import InvalidRequest, MalformedRequest, OnrecordError, problem


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
        told = {"id": _id(row), "problem": problem(error).model_dump(exclude_none=True)}
        return json.dumps(told, ensure_ascii=False)


def _parsed(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise MalformedRequest("The line is not JSON in UTF-8.") from error


def _checked(row: object) -> ScoreLine:
    try:
        return ScoreLine.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "line"
        raise InvalidRequest(f"{where}: {first['msg']}.") from error


def _id(row: object) -> str | None:
    found = row.get("id") if isinstance(row, dict) else None
    return found if isinstance(found, str) else None
