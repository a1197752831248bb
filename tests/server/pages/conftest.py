"""The pages over the real app, store and worker."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.backends.base import Backend, Job, Made
from server.errors import BY_CODE
from server.settings import Settings
from tests.server.pages.hostile import hostile_analysis


def perform(job: Job, report: Callable[[str], None]) -> Made:
    """Whatever a text asks for by its first word."""
    word = (job.text or job.url or "").split()[0].rsplit("/", 1)[-1]
    report("reading")
    if word in BY_CODE:
        raise BY_CODE[word]()
    if word == "wait":
        time.sleep(60)
    if word == "fail-late":
        time.sleep(1)
        raise BY_CODE["not-an-article"]()
    if word == "late":
        time.sleep(1)
    return Made(hostile_analysis(job.id))


@pytest.fixture
def app(settings: Settings, backend: Backend, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("server.pages.WAIT_S", 0.5)
    return create_app(settings, backend)


@pytest.fixture
def client(app: Flask, crew: Any) -> Iterator[FlaskClient]:
    crew.performing = perform
    crew.hire()
    with app.test_client() as client:
        yield client
