"""The shape and the sense of a result, held by one worked example.

contract-example.json is written to be read: what a careful reader expects of its text, in the
contract's terms. How sure the engine is, and which engine it is, are left open there.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from server.backends.base import Job
from server.contract import Analysis
from server.settings import Settings
from workers.jobs import perform

HERE = Path(__file__).resolve().parent
EXAMPLE = json.loads((HERE / "contract-example.json").read_text(encoding="utf-8"))
NORMATIVE = HERE.parents[1] / "shared" / "contract-example.json"
LEFT_OPEN = {"confidence", "engine"}


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    text, title = EXAMPLE["document"]["text"], EXAMPLE["document"]["title"]["text"]
    job = Job(EXAMPLE["id"], "text", text=text, title=title)
    made = perform(job, Settings(), lambda _: None)
    return json.loads(made.model_dump_json())  # type: ignore[no-any-return]


def closed(value: Any) -> Any:
    """What the example says, without what it leaves open."""
    if isinstance(value, dict):
        return {key: closed(v) for key, v in value.items() if key not in LEFT_OPEN}
    return [closed(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("part", [key for key in EXAMPLE if key not in LEFT_OPEN])
def test_the_example_is_read_as_a_careful_reader_would(told: dict[str, Any], part: str) -> None:
    assert closed(told[part]) == closed(EXAMPLE[part])


def test_an_answer_has_the_keys_of_the_example_in_their_order(told: dict[str, Any]) -> None:
    def keys(value: Any) -> Any:
        if isinstance(value, dict):
            return [(key, keys(v)) for key, v in value.items() if key != "lexicons"]
        return [keys(v) for v in value] if isinstance(value, list) else None

    assert keys(told) == keys(EXAMPLE)


def test_the_models_take_the_example_and_give_it_back() -> None:
    again = Analysis.model_validate_json(json.dumps(EXAMPLE)).model_dump_json()
    assert json.loads(again) == EXAMPLE


@pytest.mark.skipif(not NORMATIVE.exists(), reason="the design's own example is not beside us")
def test_the_models_take_the_designs_own_example() -> None:
    normative = json.loads(NORMATIVE.read_text(encoding="utf-8"))
    again = Analysis.model_validate_json(json.dumps(normative)).model_dump_json()
    assert json.loads(again) == normative
