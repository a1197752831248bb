"""How long the fetcher waits for a site, whatever the site is slow at."""

import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler

import pytest

from server.errors import SiteTooSlow
from tests.workers.fetch.asking import LOOPBACK, get
from workers.fetch.client import Limits, fetch
from workers.fetch.guard import allowances

QUICK = Limits(step_s=0.3, total_s=0.8)
"""Short enough to wait for in a test."""


def dripping(head: bytes, drop: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """A behaviour that sends a little again and again, always within a read's time limit."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        while True:
            time.sleep(0.05)
            request.wfile.write(drop)

    return behave


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 999999\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Long: ", b"x"),
        (b"HTTP/1.1 200 ", b"O"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["body", "body of a stated length", "header", "status line", "interim answers"],
)
def test_a_site_that_drips_is_cut_off_when_the_time_is_up(site, head: bytes, drop: bytes) -> None:
    url = site.behave("/a", dripping(head, drop))
    began = time.monotonic()
    with pytest.raises(SiteTooSlow):
        get(site, url, QUICK)
    assert time.monotonic() - began < QUICK.total_s + 0.5


def test_a_site_that_says_nothing_is_too_slow(site) -> None:
    began = time.monotonic()
    with pytest.raises(SiteTooSlow):
        get(site, site.behave("/a", lambda request: time.sleep(1.5)), QUICK)
    assert time.monotonic() - began < QUICK.total_s


def test_redirects_share_one_time_limit(site) -> None:
    def behave(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.25)
        request.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n")

    with pytest.raises(SiteTooSlow):
        get(site, site.behave("/a", behave), QUICK)


def test_a_look_up_that_hangs_is_too_slow() -> None:
    def resolver(host: str, port: int) -> list[str]:
        time.sleep(1.5)
        return ["1.1.1.1"]

    began = time.monotonic()
    with pytest.raises(SiteTooSlow):
        fetch("http://news.example/", resolver=resolver, limits=QUICK)
    assert time.monotonic() - began < QUICK.total_s + 0.5


def test_a_handshake_that_never_ends_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        began = time.monotonic()
        with pytest.raises(SiteTooSlow):
            fetch(
                f"https://news.example:{port}/",
                allowances([f"127.0.0.1:{port}"]),
                LOOPBACK,
                Limits(step_s=5, total_s=0.5),
            )
        assert time.monotonic() - began < 1.5
