"""Web addresses, pure: parsed strictly and written one way, so that one page has one id.

Both sides use it: the server for the id of a result, the worker's guard before it connects. What
two parsers may read differently (userinfo, backslashes, control characters) is refused, not mended.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

from server.contract import MAX_ADDRESS_CHARS
from server.errors import AddressInvalid

DEFAULT_PORTS = {"http": 80, "https": 443}

_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\u3000\ufeff]|[\u2000-\u200f]")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_KEPT = "!#$%&'()*+,/:;=?@[]^`{|}~"  # what a browser leaves as it is in a path or query


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed address. `host` is ASCII, lower case, without brackets; `target` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address in its one normal form."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def normalised(url: str) -> str:
    """Return the one way to write an address: two that differ only in writing give the same.

    Raises AddressInvalid. Applied twice it changes nothing more.
    """
    return parse(url).url


def parse(url: str) -> Address:
    """Return the parts of an http(s) address; white space around it and the fragment are dropped.

    Raises AddressInvalid on anything a browser and a library could read differently.
    """
    url = url.strip()
    if len(url) > MAX_ADDRESS_CHARS:
        raise AddressInvalid(f"The address is longer than {MAX_ADDRESS_CHARS} characters.")
    if _NEVER.search(url):
        raise AddressInvalid("The address holds a space, a backslash or a control character.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressInvalid from error
    if parts.scheme not in DEFAULT_PORTS or not parts.netloc:
        raise AddressInvalid("The address must begin with http:// or https:// and name a host.")
    if "@" in parts.netloc:
        raise AddressInvalid("The address holds a user name or a password.")
    if port == 0:
        raise AddressInvalid
    host = _host(parts.hostname or "", is_bracketed="[" in parts.netloc)
    return Address(
        parts.scheme, host, port or DEFAULT_PORTS[parts.scheme], _target(parts.path, parts.query)
    )


def _target(path: str, query: str) -> str:
    """Path without `.` and `..`, and the query, both percent-encoded."""
    path = quote(_without_dots(path), safe=_KEPT)
    return f"{path}?{quote(query, safe=_KEPT)}" if query else path


def _without_dots(path: str) -> str:
    """A path as a browser resolves it (WHATWG URL, path state); empty segments stay."""
    kept: list[str] = []
    for segment in path.removeprefix("/").split("/"):
        dots = segment.lower().replace("%2e", ".")
        if dots == "..":
            kept = kept[:-1]
        elif dots != ".":
            kept.append(segment)
    if dots in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _host(host: str, is_bracketed: bool) -> str:
    """The host as ASCII. Raises AddressInvalid."""
    try:
        if is_bracketed:
            return str(ipaddress.IPv6Address(host if "%" not in host else "zone"))
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (ValueError, idna.IDNAError) as error:
        raise AddressInvalid("The host name is not valid.") from error
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels)
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressInvalid("The host name is not valid.")
    return name


def _ipv4(labels: list[str]) -> str:
    """Dotted decimal of a host that ends in a number, read as a browser reads it.

    `127.1`, `0x7f000001` and `017700000001` are all 127.0.0.1 (WHATWG URL, IPv4 parser): 0x is hex,
    a leading 0 octal, and the last part fills the bytes that are left.
    """
    try:
        *front, last = [_number(label) for label in labels]
        if len(front) > 3 or any(part > 255 for part in front) or last >= 256 ** (4 - len(front)):
            raise ValueError
    except ValueError as error:
        raise AddressInvalid("The host is not a valid IPv4 address.") from error
    value = last + sum(part << (24 - 8 * at) for at, part in enumerate(front))
    return str(ipaddress.IPv4Address(value))


def _number(label: str) -> int:
    if not _NUMBER.fullmatch(label):
        raise ValueError(label)
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") else 10)
