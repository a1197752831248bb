"""Whether an address may be fetched. Pure: no look-up, no socket; the client asks it twice.

Once for the address as written (`vet_address`), once for what its host resolves to (`vet_answers`).
The standard library's `is_global` is not used: on Python 3.11 it takes 6to4, IPv4-compatible and
other translated forms for public.
"""

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from server.addresses import Address, parse
from server.errors import AddressNotPublic, AddressUnknown
from server.settings import SettingError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PUBLIC_PORTS = frozenset({80, 443})
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address


@dataclass(frozen=True, slots=True)
class Allowance:
    """A network that may be fetched at one port although it is not public; no port means any."""

    network: Network
    port: int | None


def allowances(pairs: Sequence[str]) -> tuple[Allowance, ...]:
    """Return what `fetch_allow` allows: `127.0.0.1/32:8000`, `[::1]:8000`, or `*` for any port.

    Raises SettingError on a pair that cannot be read.
    """
    return tuple(_allowance(pair) for pair in pairs)


def _allowance(pair: str) -> Allowance:
    network, _, port = pair.rpartition(":")
    try:
        return Allowance(
            ipaddress.ip_network(network.replace("[", "").replace("]", "")),
            None if port == "*" else int(port),
        )
    except ValueError as error:
        raise SettingError(f"fetch_allow: {pair!r} is not network:port") from error


def vet_address(url: str, allowed: Sequence[Allowance] = ()) -> Address:
    """Return the address of a URL that may be looked up.

    Raises AddressInvalid, and AddressNotPublic on a port or a literal IP address that is refused.
    """
    address = parse(url)
    if address.port not in PUBLIC_PORTS | {allowance.port for allowance in allowed} and not any(
        allowance.port is None for allowance in allowed
    ):
        raise AddressNotPublic(f"Port {address.port} is not one of the web's.")
    try:
        literal = ipaddress.ip_address(address.host)
    except ValueError:
        return address
    if not may_connect(literal, address.port, allowed):
        raise AddressNotPublic
    return address


def vet_answers(
    answers: Sequence[str], port: int, allowed: Sequence[Allowance] = ()
) -> tuple[IPAddress, ...]:
    """Return the IP addresses a host resolved to, in order, if every one may be connected to.

    One private answer among public ones refuses them all: which one a name shows first is up to
    whoever owns the name. Raises AddressUnknown on no answer, AddressNotPublic.
    """
    addresses = tuple(ipaddress.ip_address(answer) for answer in answers)
    if not addresses:
        raise AddressUnknown
    if not all(may_connect(address, port, allowed) for address in addresses):
        raise AddressNotPublic
    return addresses


def may_connect(ip: IPAddress, port: int, allowed: Sequence[Allowance] = ()) -> bool:
    """Whether a socket may be opened to an IP address and port."""
    if port in PUBLIC_PORTS and is_public(ip):
        return True
    return any(ip in allowance.network and allowance.port in (None, port) for allowance in allowed)


def is_public(ip: IPAddress) -> bool:
    """Whether an IP address belongs to the public internet."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:  # all that a host without IPv4 of its own has for most of the web
            return is_public(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        if ip not in _GLOBAL_UNICAST:
            return False
    return not any(ip in network for network in _special())


@cache
def _special() -> tuple[Network, ...]:
    text = files("workers.fetch").joinpath("special.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(ipaddress.ip_network(line.split("\t")[0]) for line in lines)
