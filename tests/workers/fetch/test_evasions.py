"""The matrix of evasions: however an internal address is named, nothing is sent and nothing opened.

A listener stands on every address of this machine. Its port counts as one of the web's here, so
that only the judgement of addresses keeps the fetcher from it; and an audit hook sees every
connection and every look-up that this process begins, to this machine or to any other.
"""

import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from server.errors import AddressInvalid, AddressNotPublic, OnrecordError, SiteFailed
from tests.workers.fetch.evasions import ANSWERS, OTHER_SCHEMES, PORTS, WITH_CREDENTIALS, WRITTEN
from workers.fetch import guard
from workers.fetch.client import Resolver, fetch
from workers.fetch.guard import allowances

REFUSED = AddressNotPublic, AddressInvalid


@dataclass
class Watch:
    """What a process begins while it is watched: connections and look-ups."""

    on: bool = False
    connected: list[object] = field(default_factory=list)
    looked_up: list[object] = field(default_factory=list)


WATCH = Watch()


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if WATCH.on and event in ("socket.connect", "socket.sendto"):
        WATCH.connected.append(arguments[1])
    if WATCH.on and event == "socket.getaddrinfo":
        WATCH.looked_up.append(arguments[0])


sys.addaudithook(_hear)  # for good: a hook cannot be taken away again


@pytest.fixture
def watch() -> Iterator[Watch]:
    WATCH.connected.clear()
    WATCH.looked_up.clear()
    WATCH.on = True
    yield WATCH
    WATCH.on = False


class Listener:
    """Takes connections on every address of this machine, and counts them."""

    def __init__(self) -> None:
        has_ipv6 = socket.has_dualstack_ipv6()
        family = socket.AF_INET6 if has_ipv6 else socket.AF_INET
        address = ("", 0)
        self._socket = socket.create_server(address, family=family, dualstack_ipv6=has_ipv6)
        self.port: int = self._socket.getsockname()[1]
        self.count = 0
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.count += 1
            connection.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture(scope="module")
def open_listener() -> Iterator[Listener]:
    running = Listener()
    yield running
    running.close()


@pytest.fixture
def listener(open_listener: Listener, monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    """A listener at a port that counts as the web's. It must never be reached."""
    monkeypatch.setattr(guard, "PUBLIC_PORTS", frozenset({80, 443, open_listener.port}))
    before = open_listener.count
    yield open_listener
    assert open_listener.count == before


def answering(*ips: str) -> Resolver:
    return lambda host, port: ips


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", WRITTEN)
def test_an_internal_address_is_not_reached_however_it_is_written(
    listener: Listener, watch: Watch, scheme: str, host: str
) -> None:
    with pytest.raises(REFUSED):
        fetch(f"{scheme}://{host}:{listener.port}/", resolver=answering("127.0.0.1"))
    with pytest.raises(REFUSED):
        fetch(f"{scheme}://{host}/", resolver=answering("127.0.0.1"))
    assert (watch.connected, watch.looked_up) == ([], [])


@pytest.mark.parametrize("url", [*WITH_CREDENTIALS, *OTHER_SCHEMES])
def test_an_address_that_parsers_read_differently_is_not_reached(
    listener: Listener, watch: Watch, url: str
) -> None:
    with pytest.raises(REFUSED):
        fetch(url.format(port=listener.port), resolver=answering("127.0.0.1"))
    assert (watch.connected, watch.looked_up) == ([], [])


@pytest.mark.parametrize("port", PORTS)
def test_a_port_that_is_not_the_webs_is_not_reached(
    listener: Listener, watch: Watch, port: int
) -> None:
    with pytest.raises(REFUSED):
        fetch(f"http://news.example:{port}/", resolver=answering("1.1.1.1"))
    assert watch.connected == []


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("answers", ANSWERS)
def test_a_name_that_resolves_to_an_internal_address_is_not_reached(
    listener: Listener, watch: Watch, scheme: str, answers: tuple[str, ...]
) -> None:
    for port in ("", f":{listener.port}"):
        with pytest.raises(AddressNotPublic):
            fetch(f"{scheme}://news.example{port}/", resolver=answering(*answers))
    assert watch.connected == []


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost.", "ip6-localhost"])
def test_a_name_that_the_system_itself_resolves_to_loopback_is_not_reached(
    listener: Listener, watch: Watch, name: str
) -> None:
    with pytest.raises(OnrecordError) as refused:
        fetch(f"http://{name}:{listener.port}/")
    assert refused.value.code in ("address-not-public", "address-unknown")
    assert watch.connected == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "[::1]", "[::ffff:7f00:1]", "in.example"])
def test_a_redirect_to_an_internal_address_is_not_followed_whatever_its_kind(
    site, listener: Listener, watch: Watch, status: int, host: str
) -> None:
    location = f"http://{host}:{listener.port}/"
    site.serve("/a", status=status, headers={"Location": location})
    with pytest.raises(REFUSED):
        fetch(f"{site.url}/a", allowances(site.allow), answering("127.0.0.1"))
    assert watch.connected == [("127.0.0.1", site.port)]


def location_of(text: str) -> str:
    """A Location header as it goes over the wire: UTF-8, and no line break can be in it."""
    return text.encode().decode("latin-1").replace("\r", "").replace("\n", "")


@pytest.mark.parametrize("host", WRITTEN)
def test_a_redirect_is_judged_like_an_address(
    site, listener: Listener, watch: Watch, host: str
) -> None:
    for location in (f"http://{host}:{listener.port}/", f"//{host}:{listener.port}/"):
        site.serve("/a", status=302, headers={"Location": location_of(location)})
        with pytest.raises(REFUSED):
            fetch(f"{site.url}/a", allowances(site.allow), answering("127.0.0.1"))
    assert set(watch.connected) == {("127.0.0.1", site.port)}


@pytest.mark.parametrize("url", OTHER_SCHEMES)
def test_a_redirect_to_another_scheme_is_not_followed(
    site, listener: Listener, watch: Watch, url: str
) -> None:
    site.serve("/a", status=302, headers={"Location": url.format(port=listener.port)})
    with pytest.raises(REFUSED):
        fetch(f"{site.url}/a", allowances(site.allow), answering("127.0.0.1"))
    assert watch.connected == [("127.0.0.1", site.port)]


@pytest.mark.parametrize("answers", ANSWERS)
def test_a_redirect_to_a_name_is_judged_by_what_it_resolves_to(
    site, listener: Listener, watch: Watch, answers: tuple[str, ...]
) -> None:
    site.serve("/a", status=302, headers={"Location": f"http://in.example:{listener.port}/"})
    with pytest.raises(AddressNotPublic):
        fetch(
            f"{site.url}/a",
            allowances(site.allow),
            lambda host, port: answers if host == "in.example" else ["127.0.0.1"],
        )
    assert watch.connected == [("127.0.0.1", site.port)]


def test_a_name_that_changes_between_two_look_ups_is_asked_once(
    site, listener: Listener, watch: Watch
) -> None:
    """What was vetted is what is connected to; nobody looks the name up again behind our back."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    site.serve("/a", "<p>Yes")
    assert fetch(f"http://news.example:{site.port}/a", allowances(site.allow), rebinding).html
    assert asked == ["news.example"]
    assert watch.connected == [("127.0.0.1", site.port)]
    assert set(watch.looked_up) <= {"127.0.0.1"}


@pytest.mark.parametrize("answers", ANSWERS)
def test_a_name_that_changes_between_two_hops_is_judged_again(
    site, listener: Listener, watch: Watch, answers: tuple[str, ...]
) -> None:
    given = iter([["127.0.0.1"], list(answers)])
    site.serve("/a", status=302, headers={"Location": f"http://news.example:{listener.port}/b"})
    url = f"http://news.example:{site.port}/a"
    with pytest.raises(AddressNotPublic):
        fetch(url, allowances(site.allow), lambda host, port: next(given))
    assert watch.connected == [("127.0.0.1", site.port)]


def test_an_allowance_opens_its_own_port_and_no_other(
    site, listener: Listener, watch: Watch
) -> None:
    with pytest.raises(AddressNotPublic):
        fetch(f"http://127.0.0.1:{listener.port}/", allowances(site.allow))
    assert watch.connected == []


@pytest.fixture
def secure_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site) -> Iterator[int]:
    """The port of a site under TLS, for news.example, of an authority this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    return site.port


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "[::1]", "169.254.169.254", "in.example"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_redirect_from_a_site_under_tls_is_judged_too(
    site, secure_site: int, listener: Listener, watch: Watch, host: str, scheme: str
) -> None:
    site.serve("/a", status=302, headers={"Location": f"{scheme}://{host}:{listener.port}/"})
    with pytest.raises(AddressNotPublic):
        fetch(
            f"https://news.example:{secure_site}/a",
            allowances(site.allow),
            answering("127.0.0.1"),
        )
    assert site.asked == ["/a"]
    assert watch.connected == [("127.0.0.1", secure_site)]


def test_a_server_that_cannot_prove_its_name_is_sent_no_request(
    site, secure_site: int, watch: Watch
) -> None:
    """An internal server that a name is bound to has no certificate for that name."""
    with pytest.raises(SiteFailed):
        fetch(
            f"https://inside.example:{secure_site}/a",
            allowances(site.allow),
            answering("127.0.0.1"),
        )
    assert site.asked == []


def test_the_listener_and_the_watch_see_what_does_connect(
    open_listener: Listener, watch: Watch
) -> None:
    """Were the guard not there, the rows above would fail: this is what they would see."""
    before = open_listener.count
    allowed = allowances([f"127.0.0.1:{open_listener.port}"])
    with pytest.raises(SiteFailed):
        fetch(f"http://127.0.0.1:{open_listener.port}/", allowed)
    assert open_listener.count == before + 1
    assert watch.connected == [("127.0.0.1", open_listener.port)]
