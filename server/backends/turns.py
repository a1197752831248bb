"""Turns at a site: how much of the work that waits one site is asked for at a time. Pure.

    a job for a page ─ site_of ─► its site: the job is begun when the site has a turn free, and
    gives the turn back when it has ended and the site has rested. Other jobs overtake it.

The server's readers and whatever sends it a list of addresses share these turns, over all workers
of a store (docs/adr/0016-two-turns-a-site-and-a-rest-after-each.md).
"""

from server.addresses import parse
from server.backends.base import Job
from server.errors import AddressInvalid
from server.settings import Settings

AT_ONCE = 2
"""Turns a site has. A browser opens six connections to one; a crawler is expected to use one."""
MARGIN_S = 5
"""A turn whose worker was killed is free again so long after its job should have ended."""


def site_of(job: Job) -> str | None:
    """Return the host that a job asks for a page, without `www.`; None if it asks nobody."""
    if job.kind != "page":
        return None
    try:
        return parse(job.url or "").host.removeprefix("www.")
    except AddressInvalid:
        return None


def turn_s(settings: Settings) -> int:
    """Return how long a turn is kept for a job that is not heard of any more."""
    return settings.job_timeout_s + MARGIN_S
