"""docs/api.md: every endpoint and every problem type is in it, and nothing that is not there."""

import re
from pathlib import Path

from server.errors import BY_CODE
from server.openapi import OPERATIONS

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_endpoint_is_documented_and_no_other():
    told = set(re.findall(r"^\| `(GET|POST|DELETE) ([^`?]+)[^`]*` \|", TEXT, re.M))
    assert told == {(operation.method.upper(), operation.path) for operation in OPERATIONS}


def test_every_problem_type_is_documented_with_its_status_and_no_other():
    told = dict(re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \|", TEXT, re.M))
    assert told == {code: str(kind.status) for code, kind in BY_CODE.items()}
