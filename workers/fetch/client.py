"""The only socket: an address to a page, within limits, from the public web and nowhere else.

Each hop is vetted twice (see `guard`): the address as written, then every IP address its host
resolves to. The socket is opened to one of those same addresses, so no second look-up can answer
differently, while TLS verifies the name. Redirects are followed by hand, each hop from the start.
Proxies of the environment are not used: they would resolve the name again.
"""

import contextlib
import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import TypeVar
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, TimeoutError
from urllib3.response import BaseHTTPResponse

from server.addresses import Address
from server.backends.base import Validators
from server.errors import (
    AddressInvalid,
    AddressUnknown,
    BehindAWall,
    NotAPage,
    PageTooLarge,
    SiteBusy,
    SiteFailed,
    SiteTooSlow,
)
from workers.fetch.charset import decode
from workers.fetch.guard import Allowance, IPAddress, vet_address, vet_answers
from workers.fetch.pause import asked_for
from workers.fetch.validators import conditions, given
from workers.fetch.watchdog import Watchdog

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port to IP addresses as text. Raises AddressUnknown."""

T = TypeVar("T")
Answer = BaseHTTPResponse
Take = Callable[[Address, Answer], T]
"""Makes something of the answer of an address."""

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WALLS = frozenset({401, 402})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate", "br"})
"""One layer at most: what is packed twice nobody asked for."""
_CHUNK_BYTES = 65_536
_HEADERS = {
    "User-Agent": f"Onrecord/{version('onrecord')} (fetches a page when someone asks for it)",
    "Accept": "text/html, application/xhtml+xml",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost. `total_s` holds over all hops and look-ups."""

    max_bytes: int = 3_000_000
    """Of the body, after decompression."""
    step_s: float = 5
    """Of one connect or one read."""
    total_s: float = 10
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: the address it was found at after redirects, normalised, and its HTML."""

    url: str
    html: str
    validators: Validators | None = None


class NotModified(Exception):
    """The site was asked by validators, and says that its page is still the one they came with."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the IP addresses of a host, as the system resolves it. Raises AddressUnknown."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressUnknown from error
    return tuple(str(sockaddr[0]) for *_, sockaddr in found)


def fetch(
    url: str,
    allowed: Sequence[Allowance] = (),
    resolver: Resolver = resolve,
    limits: Limits = Limits(),
    known: Validators | None = None,
) -> Page:
    """Return the page at an address.

    With `known` the site is asked whether its page has changed since it gave them; only then
    NotModified may be raised. Raises AddressInvalid, AddressNotPublic, AddressUnknown, SiteFailed,
    SiteTooSlow, SiteBusy, PageTooLarge, NotAPage or BehindAWall; nothing else.
    """
    asking = partial(conditions, known)
    return ask(url, partial(_page, limits, asking), allowed, resolver, limits, asking)


def ask(
    url: str,
    take: Take[T],
    allowed: Sequence[Allowance],
    resolver: Resolver,
    limits: Limits,
    asking: Callable[[str], Mapping[str, str]] = lambda _: {},
) -> T:
    """Return what `take` makes of the answer at an address, each hop on the way to it vetted.

    `asking` gives the headers to ask an address with, beside those that all are asked with. Raises
    AddressInvalid, AddressNotPublic, AddressUnknown, SiteFailed, SiteTooSlow, what `take` raises.
    """
    with Watchdog(limits.total_s) as watchdog:
        for _ in range(limits.redirects + 1):
            address = vet_address(url, allowed)
            answers = watchdog.wait_for(partial(resolver, address.host, address.port))
            ips = vet_answers(answers, address.port, allowed)
            found = _hop(address, ips, take, asking(address.url), limits, watchdog)
            if not isinstance(found, _Elsewhere):
                return found
            url = found.url
    raise SiteFailed(f"The site redirected more than {limits.redirects} times.")


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """Where an address redirects to, as the site wrote it."""

    url: str


def _hop(
    address: Address,
    ips: Sequence[IPAddress],
    take: Take[T],
    asked: Mapping[str, str],
    limits: Limits,
    watchdog: Watchdog,
) -> T | _Elsewhere:
    connection = _connection(address, ips, limits, watchdog)
    try:
        connection.request(
            "GET", address.target, headers={**_HEADERS, **asked}, preload_content=False
        )
        response = connection.getresponse()
        watchdog.check()  # a header that was cut off can look whole
        if response.status in _REDIRECTS and (location := response.headers.get("Location")):
            return _Elsewhere(_next(address.url, location))
        taken = take(address, response)
        watchdog.check()
        return taken
    except (HTTPError, http.client.HTTPException, OSError) as error:
        watchdog.check()
        if isinstance(error, (TimeoutError, socket.timeout)):
            raise SiteTooSlow from error
        raise SiteFailed(_reason(error)) from error
    finally:
        connection.close()


def _next(url: str, location: str) -> str:
    """Where a Location header leads from an address. Raises AddressInvalid.

    Headers are read as Latin-1; who sends more than ASCII means UTF-8.
    """
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, location.strip().replace(" ", "%20"))
    except ValueError as error:
        raise AddressInvalid("The site redirected to what is no address.") from error


def _page(
    limits: Limits,
    asking: Callable[[str], Mapping[str, str]],
    address: Address,
    response: Answer,
) -> Page:
    if response.status == http.client.NOT_MODIFIED and asking(address.url):
        raise NotModified
    _refuse_unless_page(response, limits)
    body = beginning(response, limits.max_bytes)
    if len(body) > limits.max_bytes:
        raise PageTooLarge
    html = decode(body, response.headers.get("Content-Type", ""))
    return Page(address.url, html, given(address.url, response.headers))


def _refuse_unless_page(response: Answer, limits: Limits) -> None:
    if response.status in _WALLS:
        raise BehindAWall(f"The site answered with status {response.status}.")
    if pause_s := asked_for(response.status, response.headers.get("Retry-After", "")):
        raise SiteBusy(f"The site asks to be left alone for {pause_s} seconds.", pause_s)
    if response.status != http.client.OK:
        raise SiteFailed(f"The site answered with status {response.status}.")
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in PAGE_TYPES:
        raise NotAPage
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > limits.max_bytes:
        raise PageTooLarge


def beginning(response: Answer, max_bytes: int) -> bytes:
    """Return the unpacked body, or a little more than `max_bytes` of one that is longer.

    Raises SiteFailed on a packing that was not asked for.
    """
    if response.headers.get("Content-Encoding", "").strip().lower() not in _ENCODINGS:
        raise SiteFailed("The site sent an encoding that was not asked for.")
    body = bytearray()
    for piece in response.stream(_CHUNK_BYTES, decode_content=True):
        body += piece
        if len(body) > max_bytes:
            break
    return bytes(body)


def _reason(error: Exception) -> str | None:
    """What a person can be told; the library's own words name addresses and objects."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "The site's certificate or encryption is not valid."
        cause = cause.__cause__ or next((a for a in cause.args if isinstance(a, Exception)), None)
    return "The connection to the site failed." if isinstance(error, OSError) else None


def _connection(
    address: Address, ips: Sequence[IPAddress], limits: Limits, watchdog: Watchdog
) -> HTTPConnection:
    def connect() -> socket.socket:
        return _connected(ips, address.port, limits.step_s, watchdog)

    kind = _VettedHTTPSConnection if address.scheme == "https" else _VettedHTTPConnection
    connection = kind(address.host, address.port, timeout=limits.step_s)
    connection.open_socket = connect
    return connection


class _Vetted:
    """Opens its socket to addresses that were vetted, and looks nothing up."""

    open_socket: Callable[[], socket.socket]

    def _new_conn(self) -> socket.socket:
        return self.open_socket()


class _VettedHTTPConnection(_Vetted, HTTPConnection):
    """Plain HTTP."""


class _VettedHTTPSConnection(_Vetted, HTTPSConnection):
    """HTTP under TLS, which verifies the name of the host, not its number."""


def _connected(
    ips: Sequence[IPAddress], port: int, step_s: float, watchdog: Watchdog
) -> socket.socket:
    """A socket to the first of the addresses that answers. Raises OSError of the last."""
    for at, ip in enumerate(ips, 1):
        watchdog.check()
        try:
            return watchdog.watched(socket.create_connection((str(ip), port), step_s))
        except OSError:
            if at == len(ips):
                raise
    raise AddressUnknown
