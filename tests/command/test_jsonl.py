import json
from typing import Any

import pytest

from command.jsonl import ScoreLine, score_lines
from onrecord import _line
from server.contract import Analysis
from server.settings import Settings


def score(line: ScoreLine) -> Analysis:
    return _line(line, Settings())


def answers(*lines: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in score_lines(lines, score)]


def row(**fields: Any) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def test_each_line_is_answered_in_order_under_the_callers_id() -> None:
    told = answers(row(id="b", text="It rained."), row(id="a", text="It snowed, she said."))
    assert [(t["id"], t["status"]) for t in told] == [("b", "done"), ("a", "done")]


def test_text_comes_back_as_it_was_sent() -> None:
    text = "One line.\u2028Still\u0085the same row.\r\n\tAnd \u00a0 more. \U0001f4f0 "
    assert answers(row(id="x", text=text))[0]["document"]["text"] == text


def test_a_title_is_marked_where_the_text_begins_with_it() -> None:
    (told,) = answers(row(id="x", title="Bridge shut", text="Bridge shut\n\nIt will open in May."))
    assert told["document"]["title"] == {"text": "Bridge shut", "start": 0, "end": 11}


def test_blank_lines_are_no_rows() -> None:
    assert answers(b"\n", b"  \r\n", row(id="x", text="It rained.")) != []
    assert answers(b"\n", b"  \r\n") == []


@pytest.mark.parametrize(
    ("line", "id", "code"),
    [
        (b"{", None, "malformed-request"),
        (b"\xff\n", None, "malformed-request"),
        (b"[" * 100_000, None, "malformed-request"),
        (b'{"id": NaN, "text": "a"}', None, "malformed-request"),
        (b"[1]", None, "invalid-request"),
        (b"null", None, "invalid-request"),
        (b'{"text": "a"}', None, "invalid-request"),
        (b'{"id": 7, "text": "a"}', 7, "invalid-request"),
        (b'{"id": "a"}', "a", "invalid-request"),
        (b'{"id": "a", "text": ""}', "a", "invalid-request"),
        (b'{"id": "a", "text": 5}', "a", "invalid-request"),
        (b'{"id": "a", "text": "\\ud800"}', "a", "invalid-request"),
        (b'{"id": "\\ud800", "text": "a"}', "\ud800", "invalid-request"),
        (b'{"id": "a", "text": "a", "language": "english"}', "a", "invalid-request"),
        (b'{"id": "a", "text": "a", "language": "es"}', "a", "language-not-read"),
        (b'{"id": "a", "text": "a", "colour": "red"}', "a", "invalid-request"),
        (b'{"id": "a", "text": " \\n "}', "a", "not-an-article"),
    ],
)
def test_a_line_that_cannot_be_scored_is_answered_and_the_stream_goes_on(
    line: bytes, id: str | None, code: str
) -> None:
    told, after = answers(line, row(id="next", text="It rained."))
    assert told["id"] == id
    assert told["problem"]["type"].endswith(f"/{code}")
    assert after["status"] == "done"


def test_a_defect_ends_its_line_and_not_the_stream() -> None:
    def broken(line: ScoreLine) -> Analysis:
        if line.id == "bad":
            raise ZeroDivisionError
        return score(line)

    rows = [row(id="bad", text="a"), row(id="good", text="It rained.")]
    bad, good = (json.loads(line) for line in score_lines(rows, broken))
    assert bad["problem"]["type"].endswith("/defect")
    assert good["status"] == "done"


def test_no_line_of_the_output_is_broken_by_what_a_text_holds() -> None:
    text = "She said:\n\n\u201cIt\u2028rained.\u201d\u0000\u001b[2J"
    (line,) = score_lines([row(id="x", text=text)], score)
    assert "\n" not in line
    assert json.loads(line)["document"]["text"] == text
