"""The server as it is run: a web server process, sockets, and clients of several manners."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.bodies import MAX_BODY_BYTES

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def port(settings) -> Iterator[int]:
    """A running web server on the same store as `crew`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "server.wsgi:app"),
                *("--bind", f"fd://{listening.fileno()}", "--log-level", "warning"),
                *("--worker-class", "gthread", "--threads", str(settings.threads)),
            ],
            env={"PATH": os.environ["PATH"], "ONRECORD_BACKEND": settings.backend},
            pass_fds=[listening.fileno()],
        )
        yield listening.getsockname()[1]
        process.terminate()
        process.wait(20)


def ask(port: int, method: str, path: str, body: bytes | None = None, **headers: str):
    """Send all, then read, and close: what the plainest clients do."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body, {**JSON, "Connection": "close", **headers})
        answer = connection.getresponse()
        return answer.status, answer.headers, json.loads(answer.read() or b"null")
    finally:
        connection.close()


def say(port: int, raw: bytes) -> bytes:
    """Send bytes as they are; return the head of the answer."""
    with socket.create_connection(("127.0.0.1", port), 30) as wire:
        wire.sendall(raw)
        return wire.makefile("rb").read1(100_000)


def test_twenty_four_callers_over_sockets_share_one_job(port, crew):
    crew.hire()
    body = json.dumps({"url": "https://news.example/slow"}).encode()
    with ThreadPoolExecutor(24) as callers:
        answers = [*callers.map(lambda _: ask(port, "POST", "/api/v1/analyses", body), range(24))]
    assert {status for status, _, _ in answers} <= {200, 202}
    assert 200 in {status for status, _, _ in answers}
    [id] = {told["id"] for _, _, told in answers}
    assert len(crew.performing.children(id)) == 1


@pytest.mark.parametrize("bytes_sent", [MAX_BODY_BYTES + 1, 10_000_000, 30_000_000])
def test_who_sends_too_much_hears_so(port, bytes_sent):
    status, _, told = ask(port, "POST", "/api/v1/score", b" " * bytes_sent)
    assert (status, told["status"]) == (413, 413)


def test_who_sends_too_much_in_chunks_hears_so(port):
    chunk = b"186a0\r\n" + b" " * 100_000 + b"\r\n"
    head = b"POST /api/v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    sent = head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 100 + b"0\r\n\r\n"
    assert say(port, sent).startswith(b"HTTP/1.1 413")


def test_a_foreign_origin_hears_so_whatever_it_sends(port):
    status, _, told = ask(
        port, "POST", "/api/v1/score", b" " * 10_000_000, Origin="https://evil.example"
    )
    assert (status, told["title"]) == (403, "This origin may not call this server")


def test_two_host_headers_are_not_answered(port):
    raw = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"
    assert b" 200 " not in say(port, raw).splitlines()[0]


def test_a_request_without_host_is_refused(port):
    assert say(port, b"GET /healthz HTTP/1.0\r\n\r\n").split()[1] == b"403"


def test_the_way_of_an_answer_first_made_then_kept_then_304(port, crew):
    crew.hire()
    body = json.dumps({"url": "https://news.example/a"}).encode()
    first = ask(port, "POST", "/api/v1/analyses", body)
    second = ask(port, "POST", "/api/v1/analyses", body)
    assert first[0] == second[0] == 200
    assert first[2] == second[2]
    where = f"/api/v1/analyses/{first[2]['id']}"
    status, _, body = ask(port, "GET", where, **{"If-None-Match": first[1]["ETag"]})
    assert (status, body) == (304, None)
    assert len(crew.performing.children(first[2]["id"])) == 1
