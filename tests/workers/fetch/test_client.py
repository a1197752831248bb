"""The fetcher against real servers on loopback; only the look-up of names is answered by tests."""

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import brotli
import pytest
import trustme

from server.errors import (
    AddressInvalid,
    AddressNotPublic,
    AddressUnknown,
    BehindAWall,
    NotAPage,
    OnrecordError,
    PageTooLarge,
    SiteBusy,
    SiteFailed,
    SiteTooSlow,
)
from workers.fetch.client import Limits, Page, Resolver, fetch
from workers.fetch.guard import allowances

USUAL = Limits()
QUICK = Limits(step_s=0.3, total_s=0.8)
"""Short enough to wait for in a test."""


def answering_with(*ips: str) -> Resolver:
    return lambda host, port: ips


LOOPBACK = answering_with("127.0.0.1")


def get(site, url: str, limits: Limits = USUAL, resolver: Resolver = LOOPBACK) -> Page:
    return fetch(url, allowances(site.allow), resolver, limits)


def test_a_page_is_fetched_and_says_where_it_was_found(site) -> None:
    site.serve("/a", "<p>Grüße</p>")
    assert get(site, f"{site.url}/b/../a#part") == Page(f"{site.url}/a", "<p>Grüße</p>")


def test_a_host_is_asked_by_its_name_at_the_address_that_was_vetted(site) -> None:
    hosts = []

    def behave(request: BaseHTTPRequestHandler) -> None:
        hosts.append(request.headers["Host"])
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes")

    site.behave("/a", behave)
    page = get(site, f"http://news.example:{site.port}/a")
    assert page == Page(f"http://news.example:{site.port}/a", "<p>Yes")
    assert hosts == [f"news.example:{site.port}"]


def test_a_name_is_looked_up_once(site) -> None:
    """A second look-up could answer differently from the one that was vetted."""
    asked = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.serve("/a", "<p>Yes")
    assert get(site, f"http://news.example:{site.port}/a", resolver=resolver).html == "<p>Yes"
    assert asked == ["news.example"]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/a",
        "http://2130706433:{port}/a",
        "http://0x7f000001:{port}/a",
        "http://017700000001:{port}/a",
        "http://127.1:{port}/a",
        "http://0:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
        "http://localhost:{port}/a",
        "http://news.example:{port}/a",
    ],
)
def test_loopback_is_never_reached_however_it_is_written(site, url: str) -> None:
    site.serve("/a", "<p>secret")
    with pytest.raises(AddressNotPublic):
        fetch(url.format(port=site.port), resolver=LOOPBACK)
    assert site.asked == []


@pytest.mark.parametrize(
    "answers",
    [
        ("10.0.0.1",),
        ("169.254.169.254",),
        ("1.1.1.1", "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1"),
        ("::1",),
        ("64:ff9b::a9fe:a9fe",),
        ("2002:7f00:1::",),
        ("fe80::1%2",),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(answers: tuple[str, ...]) -> None:
    with pytest.raises(AddressNotPublic):
        fetch("http://news.example/", resolver=answering_with(*answers))


@pytest.mark.parametrize(
    ("location", "error"),
    [
        ("http://127.0.0.2/", AddressNotPublic),
        ("http://169.254.169.254/latest/meta-data/", AddressNotPublic),
        ("http://[::1]/", AddressNotPublic),
        ("http://10.0.0.1:80/", AddressNotPublic),
        ("http://0x7f.2/", AddressNotPublic),
        ("//127.0.0.2/", AddressNotPublic),
        ("http://inside.example/", AddressNotPublic),
        ("file:///etc/passwd", AddressInvalid),
        ("gopher://127.0.0.1/", AddressInvalid),
        ("http://user@127.0.0.1/", AddressInvalid),
        ("http://news.example\\@127.0.0.1/", AddressInvalid),
    ],
)
def test_each_redirect_is_vetted_from_the_start(
    site, location: str, error: type[OnrecordError]
) -> None:
    site.serve("/a", status=302, headers={"Location": location})
    with pytest.raises(error):
        get(site, f"{site.url}/a")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_to_where_the_page_is(site, status: int) -> None:
    site.serve("/a", status=status, headers={"Location": "/b c?d=é".encode().decode("latin-1")})
    site.serve("/b%20c?d=%C3%A9", "<p>Here")
    assert get(site, f"{site.url}/a") == Page(f"{site.url}/b%20c?d=%C3%A9", "<p>Here")


def test_redirects_end_after_five(site) -> None:
    for at in range(8):
        site.serve(f"/{at}", status=302, headers={"Location": f"/{at + 1}"})
    with pytest.raises(SiteFailed):
        get(site, f"{site.url}/0")
    assert len(site.asked) == 6


@pytest.mark.parametrize("status", [204, 206, 300, 304, 400, 403, 404, 410, 500, 503])
def test_a_site_that_answers_with_an_error_has_failed_and_the_status_is_told(
    site, status: int
) -> None:
    site.serve("/a", status=status)
    with pytest.raises(SiteFailed, match=str(status)):
        get(site, f"{site.url}/a")


@pytest.mark.parametrize(("status", "told"), [(429, "7"), (503, "7")])
def test_a_site_that_asks_for_a_pause_is_busy_for_as_long(site, status: int, told: str) -> None:
    url = site.serve("/a", status=status, headers={"Retry-After": told})
    with pytest.raises(SiteBusy, match="7 seconds") as busy:
        get(site, url)
    assert busy.value.retry_after_s == 7


def test_a_site_that_is_asked_too_often_and_does_not_say_how_long_is_busy_too(site) -> None:
    with pytest.raises(SiteBusy) as busy:
        get(site, site.serve("/a", status=429))
    assert busy.value.retry_after_s == SiteBusy.retry_after_s


def test_a_site_that_asks_for_payment_is_a_wall(site) -> None:
    with pytest.raises(BehindAWall):
        get(site, site.serve("/a", status=402))


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "text/plain", "application/json", "", "text/htmlx"]
)
def test_what_is_not_html_is_not_a_page(site, kind: str) -> None:
    with pytest.raises(NotAPage):
        get(site, site.serve("/a", b"%PDF-1.7", content_type=kind))


@pytest.mark.parametrize("kind", ["text/html", "TEXT/HTML; charset=x", "application/xhtml+xml"])
def test_html_is_a_page_however_its_type_is_written(site, kind: str) -> None:
    assert get(site, site.serve("/a", "<p>Yes", content_type=kind)).html == "<p>Yes"


def test_a_page_that_announces_too_much_is_not_read(site) -> None:
    with pytest.raises(PageTooLarge):
        get(site, site.serve("/a", b"x" * 10_000_000))


def chunked(pieces: Callable[[], Iterator[bytes]], encoding: str = "identity"):
    """A behaviour that sends pieces without saying how many there will be."""

    def behave(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Encoding", encoding)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for piece in pieces():
            request.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        request.wfile.write(b"0\r\n\r\n")

    return behave


def test_a_page_that_never_ends_is_left(site) -> None:
    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" * 100_000

    with pytest.raises(PageTooLarge):
        get(site, site.behave("/a", chunked(pieces)))


PACKINGS = [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]


def bomb(compress: Callable[[bytes], bytes]) -> bytes:
    return compress(b"<p>" + b"0" * 200_000_000)


@pytest.mark.parametrize("is_chunked", [True, False])
@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_bomb_is_left_before_it_is_unpacked(site, encoding, compress, is_chunked: bool) -> None:
    """200 MB unpacked: refused in a fraction of the time and memory that unpacking takes."""
    packed = bomb(compress)
    url = (
        site.behave("/a", chunked(lambda: iter([packed]), encoding))
        if is_chunked
        else site.serve("/a", packed, headers={"Content-Encoding": encoding})
    )
    began = time.process_time()
    with pytest.raises(PageTooLarge):
        get(site, url)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_packed_page_is_unpacked(site, encoding: str, compress) -> None:
    url = site.serve("/a", compress(b"<p>Yes"), headers={"Content-Encoding": encoding})
    assert get(site, url).html == "<p>Yes"


@pytest.mark.parametrize(
    "encoding", ["zstd", "compress", "rot13", "gzip, gzip", "br, gzip", "gzip, br", "br,br"]
)
def test_an_encoding_that_was_not_asked_for_is_refused(site, encoding: str) -> None:
    """One that would unpack to a page, too: two layers are twice the ways to hide a bomb."""
    packed = b"<p>Yes"
    for each in encoding.split(","):
        packed = dict(PACKINGS).get(each.strip(), bytes)(packed)
    with pytest.raises(SiteFailed, match="not asked for"):
        get(site, site.serve("/a", packed, headers={"Content-Encoding": encoding}))


@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_broken_packing_is_the_sites_failure(site, encoding: str, compress) -> None:
    packed = compress(bytes(range(256)) * 400)
    for body in (b"\xfenot packed at all", packed[:100] + b"\xff" * 100 + packed[200:]):
        with pytest.raises(SiteFailed):
            get(site, site.serve("/a", body, headers={"Content-Encoding": encoding}))


@pytest.mark.parametrize(("encoding", "compress"), PACKINGS)
def test_a_packing_that_breaks_off_is_read_as_far_as_it_goes(site, encoding: str, compress) -> None:
    """As browsers do, and as a page is read that breaks off without being packed."""
    page = "".join(f"<p>{n} boats" for n in range(40_000))
    packed = compress(page.encode())
    url = site.serve("/a", packed[: len(packed) // 2], headers={"Content-Encoding": encoding})
    html = get(site, url).html
    assert 0 < len(html) < len(page)
    assert page.startswith(html)


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


def test_a_host_that_is_not_there_is_unknown() -> None:
    with pytest.raises(AddressUnknown):
        fetch("http://no-such-host.invalid/")


def test_a_site_that_refuses_or_breaks_off_has_failed(site) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(SiteFailed):
            fetch(f"http://127.0.0.1:{port}/", allowances(["127.0.0.1:*"]))
    for answer in (b"", b"SSH-2.0\r\n", b"HTTP/1.1 banana\r\n\r\n"):
        url = site.behave("/a", lambda request, answer=answer: request.wfile.write(answer))
        with pytest.raises(SiteFailed):
            get(site, url)


def test_a_body_that_ends_early_has_failed(site) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>half"
    with pytest.raises(SiteFailed):
        get(site, site.behave("/a", lambda request: request.wfile.write(head)))


def test_the_next_address_is_tried_when_the_first_does_not_answer(site) -> None:
    site.serve("/a", "<p>Yes")
    allowed = allowances([f"127.0.0.0/8:{site.port}"])
    resolver = answering_with("127.0.0.7", "127.0.0.1")
    assert fetch(f"http://news.example:{site.port}/a", allowed, resolver).html == "<p>Yes"


def test_proxies_of_the_environment_are_not_used(site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert get(site, site.serve("/a", "<p>Yes")).html == "<p>Yes"


def test_the_client_says_who_it_is(site) -> None:
    said = []

    def behave(request: BaseHTTPRequestHandler) -> None:
        said.append(dict(request.headers))
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")

    get(site, site.behave("/a", behave))
    assert said[0]["User-Agent"].startswith("Onrecord/")
    assert "Cookie" not in said[0]


@pytest.fixture
def secure_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate for news.example, of an authority that this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                accepted, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(accepted, server_side=True) as connection:
                    connection.recv(65_536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes")
            except OSError:
                continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_the_certificate_is_held_against_the_name_of_the_host(secure_port: int) -> None:
    allowed = allowances([f"127.0.0.1:{secure_port}"])
    assert fetch(f"https://news.example:{secure_port}/", allowed, LOOPBACK).html == "<p>Yes"
    for host in ("other.example", "127.0.0.1"):
        with pytest.raises(SiteFailed, match="certificate"):
            fetch(f"https://{host}:{secure_port}/", allowed, LOOPBACK)


def test_a_certificate_of_an_authority_nobody_trusts_is_refused(
    secure_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(SiteFailed, match="certificate"):
        fetch(
            f"https://news.example:{secure_port}/",
            allowances([f"127.0.0.1:{secure_port}"]),
            LOOPBACK,
        )


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
