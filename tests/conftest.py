"""What tests of several rooms share: saved pages, and a real web site on loopback."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

PAGES = Path(__file__).parent / "pages"

Behaviour = Callable[[BaseHTTPRequestHandler], None]
"""Writes the whole answer to a request."""


class Site:
    """A web site at 127.0.0.1 that answers as told and counts what it was asked for.

    `allow` is what `Settings.fetch_allow` needs so that it may be fetched.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        """The paths of all requests, in order."""
        self.heard: list[Message] = []
        """The headers of all requests, in order."""
        self._behaviours: dict[str, Behaviour] = {}
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.heard.append(self.headers)
                self.close_connection = True
                site._behaviours.get(self.path, answering(b"", status=404))(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                pass  # a client that hangs up in the middle is part of many tests

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port: int = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        self.allow = (f"127.0.0.1/32:{self.port}",)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def serve(
        self,
        path: str,
        body: bytes | str = b"",
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
    ) -> str:
        """Answer a path with a body. Returns the address."""
        content = body.encode() if isinstance(body, str) else body
        return self.behave(path, answering(content, status, content_type, headers))

    def tagged(self, path: str, body: bytes | str, etag: str) -> str:
        """Answer a path with a body, and with 304 who has it by its tag. Returns the address."""
        whole = answering(body.encode() if isinstance(body, str) else body, headers={"ETag": etag})
        unchanged = answering(b"", status=304, headers={"ETag": etag})

        def behave(request: BaseHTTPRequestHandler) -> None:
            (unchanged if request.headers["If-None-Match"] == etag else whole)(request)

        return self.behave(path, behave)

    def page(self, name: str) -> str:
        """Serve a page of tests/pages at `/NAME`. Returns the address."""
        return self.serve(f"/{name}", (PAGES / name).read_bytes())

    def behave(self, path: str, behaviour: Behaviour) -> str:
        """Answer a path by a function. Returns the address."""
        self._behaviours[path] = behaviour
        return self.url + path

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def answering(
    body: bytes,
    status: int = 200,
    content_type: str = "text/html; charset=utf-8",
    headers: Mapping[str, str] | None = None,
) -> Behaviour:
    """Return a behaviour that sends one whole answer."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        fields = {"Content-Type": content_type, "Content-Length": str(len(body))}
        for name, value in (fields | dict(headers or {})).items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return behave


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site of the test's own."""
    running = Site()
    yield running
    running.close()


@pytest.fixture(scope="module")
def shared_site() -> Iterator[Site]:
    """One web site for all tests of a file."""
    running = Site()
    yield running
    running.close()


@pytest.fixture
def saved_page() -> Callable[[str], str]:
    """The HTML of a page of tests/pages, by name."""
    return lambda name: (PAGES / name).read_text(encoding="utf-8")


PLAIN_REDIS = ("redis-server", "--save", "", "--appendonly", "no")


class RedisServer:
    """A Redis of the test's own, on a socket in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "s"
        self.address = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *command: str, **environment: str) -> None:
        """Return when it answers. A command other than redis-server must take its options."""
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.folder),
            "--logfile": "redis.log",
        }
        self._process = subprocess.Popen(
            [*(command or PLAIN_REDIS), *(part for option in options.items() for part in option)],
            env={**os.environ, **environment},
        )
        deadline = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < deadline, "redis-server did not start"
            time.sleep(0.01)

    def stop(self) -> None:
        """Return when it is gone, having kept what its options keep."""
        if self._process:
            self._process.terminate()
            self._process.wait(10)
            self._process = None

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as wire:
            try:
                wire.connect(str(self.socket))
                wire.sendall(b"PING\r\n")
                return wire.recv(100).startswith((b"+PONG", b"-NOAUTH"))
            except OSError:
                return False


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """A Redis that keeps nothing on disk. Its folder's name is short: sockets' names must be."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    with TemporaryDirectory(prefix="or-") as folder:
        server = RedisServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def new_site() -> type[Site]:
    """For sites that live longer than one test."""
    return Site


@pytest.fixture(scope="session")
def new_redis() -> type[RedisServer]:
    """For servers that live longer than one test, or are stopped within it."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    return RedisServer
