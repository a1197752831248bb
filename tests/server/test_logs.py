"""Log lines: for people or for programs, and one record is always one line."""

import json
import logging
from logging.config import dictConfig

import pytest

from server import logs
from server.settings import Settings


@pytest.fixture
def written(capsys):
    """Log through the real configuration, then put back what was there."""
    root = logging.getLogger()
    before = root.level, [*root.handlers]

    def write(settings: Settings, message: str, **about: object) -> str:
        dictConfig(logs.configuration(settings))
        logging.getLogger("onrecord.server").info(message, extra={"about": about})
        return capsys.readouterr().err

    yield write
    root.setLevel(before[0])
    root.handlers = before[1]


def test_for_programs_a_line_is_an_object_with_what_it_is_about(written):
    line = written(Settings(log_format="json"), "request done", request_id="r1", job_id="an-1")
    told = json.loads(line)
    assert (told["request_id"], told["job_id"], told["level"]) == ("r1", "an-1", "info")


def test_a_line_break_from_outside_makes_no_second_line(written):
    line = written(Settings(log_format="json"), "one\ntwo")
    assert len(line.splitlines()) == 1


def test_for_people_a_line_is_a_sentence(written):
    assert "request done" in written(Settings(), "request done")


def test_a_way_past_the_guard_is_said_aloud(caplog):
    logs.warn(Settings())
    assert not caplog.records
    logs.warn(Settings(fetch_allow=("10.0.0.0/8:80",)))
    assert "10.0.0.0/8:80" in caplog.text
    assert caplog.records[0].levelno == logging.WARNING
