"""Real backends and real worker processes for the server's tests."""

import faulthandler
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.backends import open_backend
from server.backends.base import Backend, Job, Made, Unchanged, Validators
from server.contract import Analysis, Coverage, Document, Engine, Problem, Summary
from server.errors import BY_CODE, PROBLEM_BASE, LanguageNotRead, SiteFailed
from server.settings import Settings

ENGINE = Engine(version="1", model="rules", lexicons={"en": "a"})


def analysis_of(job: Job) -> Analysis:
    """A small valid analysis that repeats what the job holds."""
    text = job.text or job.html or job.url or ""
    return Analysis(
        id=job.id,
        document=Document(
            url=job.url,
            title=None,
            byline=(),
            date=None,
            site=None,
            language="en",
            text=text,
            blocks=(),
            obtained=job.kind,
        ),
        sources=(),
        attributions=(),
        claims=(),
        hedges=(),
        notices=(),
        summary=Summary(
            claims=0,
            by_kind={},
            hedged=0,
            resting_on_unnamed_or_vague=0,
            coverage=Coverage(sentences=0, scored=0, skipped={}),
        ),
        engine=ENGINE,
    )


class Performing:
    """Performs a job by what its text says, and leaves a file for each time it began one.

    What `says` was told of a page is what its site holds, validators and all.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._site = folder.parent / "site"

    def says(self, id: str, text: str) -> None:
        """From now on a page reads so, until told otherwise."""
        self._site.mkdir(exist_ok=True)
        (self._site / f"{id}.new").write_text(text)
        (self._site / f"{id}.new").replace(self._site / id)

    def __call__(self, job: Job, report: Callable[[str], None]) -> Made | Unchanged:
        began = self.folder / f"{job.id}.{os.getpid()}"
        began.write_text(job.known.to_json() if job.known else "")
        held = self._site / job.id
        if not held.exists():
            return Made(self._performed(job, report))
        page = replace(job, url=f"https://news.example/{held.read_text()}")
        validators = Validators(page.url or "", f'"{page.url}"', None)
        analysis = self._performed(page, report)
        return Unchanged() if job.known == validators else Made(analysis, validators)

    def _performed(self, job: Job, report: Callable[[str], None]) -> Analysis:
        report("reading")
        what = (job.text or job.url or "").removeprefix("https://news.example/")
        if what == "crash":
            os.abort()
        if what == "defect":
            raise ZeroDivisionError
        if what == "hungry":
            raise MemoryError
        if what == "spanish":
            raise LanguageNotRead("It is in Spanish.")
        if what == "down":
            raise SiteFailed
        if what == "spin":
            while True:
                pass
        if what == "eat":
            bytearray(10_000_000_000)
        if what == "hang":
            time.sleep(60)
        if what.startswith("slow"):
            time.sleep(1)
        report("scoring")
        return analysis_of(job)

    def asked_by(self, id: str) -> list[str]:
        """The validators that each time brought along, in JSON, the first time first."""
        begun = sorted(self.folder.glob(f"{id}.*"), key=lambda path: path.stat().st_mtime_ns)
        return [path.read_text() for path in begun]

    def children(self, id: str) -> list[int]:
        """The process of each time the job was begun."""
        return [int(path.suffix[1:]) for path in self.folder.glob(f"{id}.*")]


class Crew:
    """Worker processes, real ones, and the means to end them."""

    engine = ENGINE

    def __init__(self, settings: Settings, backend: Backend, performing: Performing) -> None:
        self.settings = settings
        self.backend = backend
        self.performing = performing
        self.hired: list[int] = []

    def hire(
        self, engine: Engine = ENGINE, limit: Callable[[], None] = lambda: None, **settings: Any
    ) -> int:
        """Start a worker; it has announced itself when this returns its process id."""
        pid = os.fork()
        if pid == 0:
            self._work(replace(self.settings, **settings), engine, limit)
        self.hired.append(pid)
        self.until(lambda: self.backend.engine() == engine)
        return pid

    def _work(self, settings: Settings, engine: Engine, limit: Callable[[], None]) -> None:
        faulthandler.disable()  # a crash that is meant needs no trace
        try:
            open_backend(settings).work(self.performing, engine, limit)
        finally:
            os._exit(0)

    def end(self, pid: int, how: signal.Signals = signal.SIGTERM) -> None:
        """Return when this worker is gone."""
        self.hired.remove(pid)
        os.kill(pid, how)
        os.waitpid(pid, 0)

    def until(self, is_so: Callable[[], object], seconds: float = 20) -> None:
        """Return when it is so; fail if it does not become so."""
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, "did not come about in time"
            time.sleep(0.01)


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings with the embedded backend, or over Redis where a test's parameter says `redis`."""
    if getattr(request, "param", "sqlite") == "redis":
        backend = request.getfixturevalue("redis_server").address
    else:
        backend = f"sqlite:{tmp_path}/var/jobs.sqlite3"
    return Settings(backend=backend, job_timeout_s=5)


@pytest.fixture
def backend(settings: Settings) -> Iterator[Backend]:
    backend = open_backend(settings)
    yield backend
    backend.close()


@pytest.fixture
def crew(settings: Settings, backend: Backend, tmp_path: Path) -> Iterator[Crew]:
    (tmp_path / "begun").mkdir()
    crew = Crew(settings, backend, Performing(tmp_path / "begun"))
    yield crew
    for pid in [*crew.hired]:
        crew.end(pid, signal.SIGKILL)


@pytest.fixture
def app(settings: Settings, backend: Backend) -> Flask:
    return create_app(settings, backend)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A caller without a worker behind the server; ask for `crew` and hire one."""
    return app.test_client()


def _code(response: TestResponse) -> str:
    assert response.mimetype == "application/problem+json", response.get_data(as_text=True)[:200]
    problem = Problem.model_validate_json(response.get_data())
    assert problem.status == response.status_code
    code = problem.type.removeprefix(PROBLEM_BASE)
    assert BY_CODE[code].status == problem.status
    return code


@pytest.fixture
def code() -> Callable[[TestResponse], str]:
    """Give the problem type of an answer, which must be a whole problem document."""
    return _code
