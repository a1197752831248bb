"""Reads several pages as a program should: as the sites' robots.txt asks, and with pauses between.

    address ─ what its site asks (once a day) ─ the site's turn ─ the page, if it is allowed

One page after another, in the order given. A single page is a person's request and does not come
through here. What is fetched and read is passed in: this module knows the order of things alone.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from server.addresses import Address, parse
from server.contract import Analysis
from server.errors import SiteBusy

RULES_TTL_S = 24 * 3_600
"""RFC 9309, 2.4: what a robots.txt said is not relied on for longer."""
PATIENCE_S = 60
"""A site that asks to be left alone for longer is passed over: its pages have this problem."""


class Rules(Protocol):
    """What a site asks of programs."""

    @property
    def pause_s(self) -> float:
        """Between two requests, in seconds."""


R = TypeVar("R", bound=Rules)


@dataclass(slots=True)
class Batch(Generic[R]):
    """The sites of one run: what each asks, and when it may be asked next.

    `ask` gives the rules of an address's site, `read` the analysis of an address by these rules;
    both raise OnrecordErrors. `pause_s` is between two pages of a site that asks for no more.
    """

    ask: Callable[[str], R]
    read: Callable[[str, R], Analysis]
    pause_s: float
    _rules: dict[str, tuple[R, float]] = field(default_factory=dict)
    _free_at: dict[str, float] = field(default_factory=dict)

    def analyse(self, address: str) -> Analysis:
        """Return the analysis of a page, when its site may be asked for it.

        Raises AddressInvalid, SiteBusy if that would take too long, what `ask` and `read` raise.
        """
        site = _site(parse(address))
        self._await_turn(site)
        rules = self._rules_of(site, address)
        pause_s = max(self.pause_s, rules.pause_s)
        try:
            return self.read(address, rules)
        except SiteBusy as busy:
            pause_s = busy.retry_after_s or pause_s
            raise
        finally:
            self._free_at[site] = time.monotonic() + pause_s

    def _await_turn(self, site: str) -> None:
        left_s = self._free_at.get(site, 0.0) - time.monotonic()
        if left_s > PATIENCE_S:
            raise SiteBusy(retry_after_s=round(left_s))
        if left_s > 0:
            time.sleep(left_s)

    def _rules_of(self, site: str, address: str) -> R:
        known, read_at = self._rules.get(site, (None, 0.0))
        if known is not None and time.monotonic() - read_at < RULES_TTL_S:
            return known
        rules = self.ask(address)
        self._rules[site] = rules, time.monotonic()
        return rules


def _site(address: Address) -> str:
    """What has one robots.txt: scheme, host and port."""
    return f"{address.scheme}://{address.host}:{address.port}"
