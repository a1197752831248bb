"""Onrecord as it is run over Redis: web processes, two workers, and a site to read from."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "p" * 40


class Answer:
    """What the server answered."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Deployment:
    """Real processes of each kind, started and ended as an operator would."""

    def __init__(self, redis: Any, site: Any, folder: Path) -> None:
        self.redis = redis
        self.site = site
        self.password_file = folder / "password"
        self.password_file.write_text(PASSWORD + "\n")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.log = (folder / "log").open("ab")
        self.workers: list[subprocess.Popen[bytes]] = []
        self.start_redis()
        self.serve()
        self.hire()
        self.hire()
        self.until(lambda: self.live_workers() == 2, 60)

    def start_redis(self) -> None:
        script = ROOT / "deploy" / "redis.sh"
        self.redis.start("sh", str(script), REDIS_PASSWORD_FILE=str(self.password_file))

    def serve(self) -> None:
        self.web = self._started("gunicorn", "-c", "python:server.serving", "server.wsgi:app")

    def hire(self) -> None:
        self.workers.append(self._started("onrecord", "worker"))

    def live_workers(self) -> int:
        told = self.ask("GET", "/metrics").body.decode()
        found = [line for line in told.splitlines() if line.startswith("onrecord_workers ")]
        return int(float(found[0].split()[1])) if found else 0

    def close(self) -> None:
        for process in (self.web, *self.workers):
            process.send_signal(signal.SIGTERM)
        for process in (self.web, *self.workers):
            process.wait(60)
        self.redis.stop()
        self.site.close()
        self.log.close()

    def ask(self, method: str, path: str, told: object = None, **headers: str) -> Answer:
        """Return the answer; status 0 is no answer at all."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=40)
        body = None if told is None else json.dumps(told)
        try:
            sent = {"Content-Type": "application/json", "Connection": "close", **headers}
            connection.request(method, path, body, sent)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def analyse(self, url: str, wait: int = 20) -> Answer:
        return self.ask("POST", "/api/v1/analyses", {"url": url}, Prefer=f"wait={wait}")

    def in_the_end(self, url: str) -> Answer:
        """Ask as a client should: again when told to, until there is a result or a verdict."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            try:
                answer = self.analyse(url)
            except OSError:
                answer = None
            if answer and answer.status not in (202, 503):
                return answer
            time.sleep(min(1.0, float(answer.headers["Retry-After"])) if answer else 1.0)
        raise AssertionError("no result in 90 s")

    def article(self, name: str, slow_s: float = 0.0) -> str:
        """Serve an invented article. Returns its address."""
        page = PAGE.format(name=name).encode()

        def behave(request: Any) -> None:
            time.sleep(slow_s)
            request.send_response(200)
            request.send_header("Content-Type", "text/html; charset=utf-8")
            request.send_header("Content-Length", str(len(page)))
            request.end_headers()
            request.wfile.write(page)

        return self.site.behave(f"/{name}", behave)

    def fetched(self, name: str) -> int:
        return self.site.asked.count(f"/{name}")

    def horses(self) -> dict[int, subprocess.Popen[bytes]]:
        """The work-horses there are, each with its worker."""
        found = {}
        for worker in self.workers:
            listed = subprocess.run(
                ["ps", "-o", "pid=", "--ppid", str(worker.pid)], capture_output=True, text=True
            )
            found.update({int(pid): worker for pid in listed.stdout.split()})
        return found

    def until(self, is_so: Callable[[], object], seconds: float = 30) -> float:
        """Return the seconds until it was so; fail if it does not become so."""
        began = time.monotonic()
        while True:
            try:
                if is_so():
                    return time.monotonic() - began
            except OSError:
                pass
            assert time.monotonic() - began < seconds, "did not come about in time"
            time.sleep(0.05)

    def _started(self, *command: str) -> subprocess.Popen[bytes]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            stdout=self.log,
            stderr=self.log,
            env=kept
            | {
                "ONRECORD_BACKEND": f"unix://onrecord@{self.redis.socket}",
                "ONRECORD_REDIS_PASSWORD_FILE": str(self.password_file),
                "ONRECORD_PORT": str(self.port),
                "ONRECORD_FETCH_ALLOW": ",".join(self.site.allow),
                "ONRECORD_LOG_FORMAT": "json",
            },
        )


PAGE = """<!doctype html><html lang="en"><head><title>Ferry {name} to stop at night</title></head>
<body><article><h1>Ferry {name} to stop at night</h1>
<p>The last boat on line {name} will leave at ten from May, the port authority said on Monday. It
may stay that way for a year, two officials with knowledge of the plan said, on condition of
anonymity because it had not been made public.</p>
<p>“We have too few captains for the night,” said Ada Miller, who runs the authority. “Nobody here
wanted this.” A report that the council ordered found that one crossing in four had been late.</p>
<p>People who live on the island fear that they will have to move. The mayor, Tom Berg, told the
local paper that he had not been asked and that he would take the matter to court if he had to.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def deployment(new_redis: Any, new_site: Any) -> Iterator[Deployment]:
    """Shared by the tests of a module: each leaves it as it found it, with two workers."""
    with TemporaryDirectory(prefix="or-") as folder:
        running = Deployment(new_redis(Path(folder)), new_site(), Path(folder))
        yield running
        running.close()
