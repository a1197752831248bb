"""One worker, with its real limits, against pages and servers that mean it harm.

All of this file shares a worker: whatever it was given, the next page is read right. The last test
ends it and looks how much memory its jobs have used at most.
"""

import gzip
import os
import resource
import signal
import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli
import pytest

from server.backends import open_backend
from server.backends.base import Backend, Failed, Finished, Job, Outcome
from server.contract import Analysis
from server.settings import Settings
from tests.workers.hostile_pages import PAGES, READ
from workers import limits
from workers.analysis import engine
from workers.jobs import renew

MAX_S = 15
MAX_BYTES = 1_000_000_000


def head(*lines: str, kind: str = "text/html") -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {kind}", *lines, "", ""]).encode()


def sending(*pieces: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    def behave(request: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            request.wfile.write(piece)

    return behave


def repeating(
    first: bytes, piece: bytes, pause_s: float
) -> Callable[[BaseHTTPRequestHandler], None]:
    """For ever, or until the other side has enough."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(first)
        while True:
            time.sleep(pause_s)
            request.wfile.write(piece)

    return behave


def bomb(compress: Callable[[bytes], bytes]) -> bytes:
    return compress(b"<p>" + b"0" * 100_000_000)


# A brotli stream that unpacks to nothing for ever: a header of one bit, then empty metadata blocks.
NOTHING = b"\x0c" + b"\x06" * 65_535

SERVERS: dict[str, tuple[Callable[[BaseHTTPRequestHandler], None], str]] = {
    "gzip bomb": (
        sending(head("Content-Encoding: gzip"), bomb(gzip.compress)),
        "page-too-large",
    ),
    "deflate bomb": (
        sending(head("Content-Encoding: deflate"), bomb(zlib.compress)),
        "page-too-large",
    ),
    "brotli bomb": (
        sending(head("Content-Encoding: br"), bomb(brotli.compress)),
        "page-too-large",
    ),
    "no brotli": (sending(head("Content-Encoding: br"), b"\xff" * 1_000), "site-failed"),
    "brotli of nothing without end": (
        repeating(head("Content-Encoding: br") + NOTHING, NOTHING[1:], 0),
        "site-too-slow unreadable",  # the fetch's time or the job's: whichever is over first
    ),
    "brotli in gzip": (
        sending(head("Content-Encoding: br, gzip"), gzip.compress(bomb(brotli.compress))),
        "site-failed",
    ),
    "gzip in gzip": (sending(head("Content-Encoding: gzip, gzip"), b"x"), "site-failed"),
    "drip header": (repeating(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.2), "site-too-slow"),
    "drip body": (repeating(head(), b"x", 0.2), "site-too-slow"),
    "silence": (lambda request: time.sleep(8), "site-too-slow"),
    "endless chunks": (
        repeating(head("Transfer-Encoding: chunked"), b"4000\r\n" + b"x" * 0x4000 + b"\r\n", 0),
        "page-too-large",
    ),
    "endless body": (repeating(head(), b"x" * 65_536, 0), "page-too-large"),
    "endless interim answers": (
        repeating(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000, 0.05),
        "site-too-slow",
    ),
    "endless header": (repeating(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 1_000, 0), "site-failed"),
    "a header of 10 MB": (
        sending(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 10_000_000 + b"\r\n\r\n"),
        "site-failed",
    ),
    "length too long": (sending(head("Content-Length: 100000"), b"<p>half"), "site-failed"),
    "length a lie": (sending(head("Content-Length: -1"), b"<p>So"), "not-an-article"),
    "length of 20 digits": (sending(head(f"Content-Length: {'9' * 20}"), b"<p>"), "site-failed"),
    "two lengths": (
        sending(head("Content-Length: 5", "Content-Length: 7"), b"<p>So</p"),
        "site-failed",
    ),
    "broken chunks": (sending(head("Transfer-Encoding: chunked"), b"zz\r\n<p>"), "site-failed"),
    "a redirect to itself": (
        sending(b"HTTP/1.1 302 Found\r\nLocation: ?\r\nContent-Length: 0\r\n\r\n"),
        "site-failed",
    ),
    "a redirect to no address": (
        sending(b"HTTP/1.1 302 Found\r\nLocation: http://[x]/\r\nContent-Length: 0\r\n\r\n"),
        "address-invalid",
    ),
    "a redirect inside": (
        sending(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n"),
        "address-not-public",
    ),
    "another protocol": (sending(b"SSH-2.0-OpenSSH_9.2\r\n"), "site-failed"),
    "nothing at all": (sending(), "site-failed"),
    "a document": (sending(head(kind="application/pdf"), b"%PDF-1.7"), "not-a-page"),
}


class Worker:
    """A process that performs jobs as `onrecord worker` does, and tells its peak when it ends."""

    def __init__(self, folder: Path, allow: tuple[str, ...]) -> None:
        self.settings = Settings(
            backend=f"sqlite:{folder}/jobs.sqlite3", fetch_allow=allow, site_pause_s=0
        )
        self._peak = folder / "peak"
        self.backend: Backend = open_backend(self.settings)
        self.pid = os.fork()
        if self.pid == 0:
            self._work()
        deadline = time.monotonic() + 20
        while self.backend.engine() is None:
            assert time.monotonic() < deadline, "the worker did not announce itself"
            time.sleep(0.02)

    def _work(self) -> None:
        """The whole life of the worker's process."""
        try:
            settings = self.settings
            limit = partial(limits.apply, settings.job_cpu_s, settings.job_memory_bytes)
            open_backend(settings).work(
                lambda job, stage: renew(job, settings, stage), engine(), limit
            )
            kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            self._peak.write_text(str(kilobytes * 1024), encoding="ascii")
        finally:
            os._exit(0)

    def outcome(self, url: str) -> Outcome | None:
        """Return what came of a page after so long as any may take."""
        self.backend.submit(Job(url, "page", url=url))
        return self.backend.wait(url, MAX_S)

    def end(self) -> int:
        """Return the most memory that one of its jobs has used, in bytes."""
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)
        return int(self._peak.read_text(encoding="ascii"))


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory, shared_site) -> Iterator[Worker]:
    running = Worker(tmp_path_factory.mktemp("hostile"), shared_site.allow)
    yield running
    running.backend.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read_or_has_its_problem_in_time(worker, shared_site, name: str) -> None:
    body, expected = PAGES[name]
    url = shared_site.serve("/p" + str(list(PAGES).index(name)), body, content_type="text/html")
    outcome = worker.outcome(url)
    assert isinstance(outcome, Finished | Failed), "it did not end in time"
    assert (outcome.code if isinstance(outcome, Failed) else READ) == expected


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_that_misbehaves_has_its_problem_in_time(worker, shared_site, name: str) -> None:
    behave, expected = SERVERS[name]
    outcome = worker.outcome(shared_site.behave("/s" + str(list(SERVERS).index(name)), behave))
    assert isinstance(outcome, Failed), "it did not fail in time"
    assert outcome.code in expected.split()


def test_after_all_of_them_the_same_worker_reads_an_article_within_its_memory(
    worker, shared_site
) -> None:
    outcome = worker.outcome(shared_site.page("broadsheet.html"))
    assert isinstance(outcome, Finished)
    analysis = Analysis.model_validate_json(outcome.body)
    assert analysis.document.site == "The Northern Courier"
    assert analysis.claims
    assert worker.end() < MAX_BYTES
