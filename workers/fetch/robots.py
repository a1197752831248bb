"""What a site's robots.txt asks of programs (RFC 9309). Batches ask it; jobs never do.

    a page's address ─ read ─► Robots … kept by who runs the batch … ─ refuse_unless_allowed

It is fetched on the same guarded way as a page, and is as hostile: read and match it in a process
with limits. What RFC 9309 leaves open is settled as the large crawlers do.
"""

import http.client
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from protego import Protego

from server.addresses import Address, normalised
from server.errors import RefusedByRobots, SiteFailed, SiteTooSlow
from workers.fetch.client import Answer, Limits, Resolver, ask, beginning, resolve
from workers.fetch.guard import Allowance

TOKEN = "Onrecord"
"""Which lines are meant for us: the beginning of our User-Agent."""
MAX_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 KiB are read; what comes after is not."""
USUAL = Limits()
LONGEST_PAUSE_S = 30.0
"""Of a Crawl-delay, which the RFC does not know. Who asks for more is left alone by robots.txt."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks: its rules as it wrote them, or None if it could not say.

    `pause_s` is what it wants between two requests, 0 if it says nothing of it.
    """

    rules: str | None
    pause_s: float = 0.0


def read(
    url: str,
    allowed: Sequence[Allowance] = (),
    resolver: Resolver = resolve,
    limits: Limits = USUAL,
) -> Robots:
    """Return what the site of an address asks of programs.

    A site that has no robots.txt asks nothing; one that should say and fails to is taken to refuse
    (RFC 9309, 2.3.1). Raises AddressInvalid, AddressNotPublic, AddressUnknown.
    """
    try:
        return ask(urljoin(normalised(url), "/robots.txt"), _taken, allowed, resolver, limits)
    except (SiteFailed, SiteTooSlow):
        return Robots(None)


def refuse_unless_allowed(robots: Robots, url: str) -> None:
    """Raise RefusedByRobots if the site asks programs to leave this address alone."""
    if robots.rules is None:
        raise RefusedByRobots("The site's robots.txt could not be read, which is taken for a no.")
    if not Protego.parse(robots.rules).can_fetch(normalised(url), TOKEN):
        raise RefusedByRobots("The site's robots.txt asks programs to leave this page alone.")


def _taken(address: Address, response: Answer) -> Robots:
    """429 is no answer, although it begins with 4: the site may well have rules."""
    status = response.status
    if 400 <= status < 500 and status != http.client.TOO_MANY_REQUESTS:
        return Robots("")
    if status != http.client.OK:
        raise SiteFailed(f"Its robots.txt: status {status}.")
    rules = beginning(response, MAX_BYTES)[:MAX_BYTES].decode("utf-8-sig", "replace")
    delay_s = Protego.parse(rules).crawl_delay(TOKEN) or 0.0
    return Robots(rules, min(delay_s, LONGEST_PAUSE_S))
