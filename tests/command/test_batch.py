"""Several addresses are a batch: `onrecord check` does as their sites ask, and spares them."""

import subprocess
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from command import batch
from command.batch import PATIENCE_S, Batch
from server.errors import AddressInvalid, OnrecordError, RefusedByRobots, SiteBusy, SiteFailed
from tests.command.test_command import onrecord

ARTICLE = (Path(__file__).parents[1] / "pages" / "broadsheet.html").read_bytes()
CLOSED = "User-agent: *\nDisallow: /closed\n"


def check(site, *paths: str, **settings: str) -> subprocess.CompletedProcess[str]:
    told = {"ONRECORD_FETCH_ALLOW": site.allow[0], "ONRECORD_SITE_PAUSE_S": "0"} | settings
    return onrecord("check", *(site.url + path for path in paths), **told)


@pytest.fixture
def times(site) -> list[float]:
    """When each page of /1 to /3 was asked for."""
    asked: list[float] = []

    def behave(request: BaseHTTPRequestHandler) -> None:
        asked.append(time.monotonic())
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + ARTICLE)

    for path in ("/1", "/2", "/3"):
        site.behave(path, behave)
    return asked


def test_a_batch_leaves_out_what_robots_txt_refuses_and_goes_on(site, times) -> None:
    site.serve("/robots.txt", CLOSED, content_type="text/plain")
    site.serve("/closed", ARTICLE)
    told = check(site, "/closed", "/1", "/2")
    assert told.returncode == 1
    assert RefusedByRobots.title in told.stderr
    assert told.stdout.count("The Northern Courier") == 2
    assert site.asked == ["/robots.txt", "/1", "/2"]


def test_one_page_is_a_persons_request_and_not_held_to_robots_txt(site) -> None:
    site.serve("/robots.txt", CLOSED, content_type="text/plain")
    site.serve("/closed", ARTICLE)
    told = check(site, "/closed")
    assert told.returncode == 0, told.stderr
    assert site.asked == ["/closed"]


def test_a_batch_reads_nothing_of_a_site_whose_rules_cannot_be_had(site, times) -> None:
    site.serve("/robots.txt", status=500)
    told = check(site, "/1", "/2")
    assert (told.returncode, told.stdout.count("Courier")) == (1, 0)
    assert told.stderr.count("robots.txt could not be read") == 2
    assert site.asked == ["/robots.txt"]


def test_a_batch_pauses_between_two_pages_of_a_site(site, times) -> None:
    check(site, "/1", "/2", "/3", ONRECORD_SITE_PAUSE_S="1")
    assert len(times) == 3
    assert min(later - sooner for sooner, later in pairwise(times)) >= 1


def test_a_batch_pauses_for_as_long_as_robots_txt_asks(site, times) -> None:
    site.serve("/robots.txt", "User-agent: onrecord\nCrawl-delay: 2\n")
    check(site, "/1", "/2")
    assert len(times) == 2
    assert times[1] - times[0] >= 2


@dataclass
class Rules:
    pause_s: float = 0.0


class Clock:
    """Stands still but for those who sleep."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(batch, "time", self)

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Reading:
    """Notes when each address was asked for its rules and read, and raises what it is told to."""

    def __init__(self, clock: Clock, problem: OnrecordError | None = None) -> None:
        self.clock, self.problem = clock, problem
        self.asked: list[str] = []
        self.read: list[tuple[str, float]] = []

    def batch(self, pause_s: float = 1.0, wanted_s: float = 0.0) -> Batch[Rules]:
        def ask(address: str) -> Rules:
            self.asked.append(address)
            return Rules(wanted_s)

        def read(address: str, rules: Rules) -> None:
            self.read.append((address, self.clock.now))
            if self.problem:
                raise self.problem

        return Batch(ask, read, pause_s)  # type: ignore[arg-type]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_the_first_page_of_each_site_is_read_at_once(clock) -> None:
    reading = Reading(clock)
    run = reading.batch()
    for url in ("https://a.example/1", "https://b.example/1", "https://A.example:443/2"):
        run.analyse(url)
    assert [at - 1_000 for _, at in reading.read] == [0, 0, 1]


def test_rules_are_asked_for_once_a_site_and_again_after_a_day(clock) -> None:
    reading = Reading(clock)
    run = reading.batch()
    for path in ("1", "2"):
        run.analyse(f"https://a.example/{path}")
    run.analyse("http://a.example/3")  # another site: another robots.txt
    clock.now += 24 * 3_600
    run.analyse("https://a.example/4")
    assert [url.rpartition("/")[2] for url in reading.asked] == ["1", "3", "4"]


@pytest.mark.parametrize(("ours", "theirs"), [(1.0, 5.0), (5.0, 1.0)])
def test_the_longer_of_both_pauses_counts(clock, ours: float, theirs: float) -> None:
    reading = Reading(clock)
    run = reading.batch(ours, theirs)
    for path in ("1", "2"):
        run.analyse(f"https://a.example/{path}")
    assert reading.read[1][1] - reading.read[0][1] == 5.0


def test_a_page_that_fails_counts_as_one(clock) -> None:
    reading = Reading(clock, SiteFailed())
    run = reading.batch()
    for path in ("1", "2"):
        with pytest.raises(SiteFailed):
            run.analyse(f"https://a.example/{path}")
    assert reading.read[1][1] - reading.read[0][1] == 1.0


def test_a_site_that_wants_a_pause_has_it(clock) -> None:
    reading = Reading(clock, SiteBusy(retry_after_s=PATIENCE_S))
    run = reading.batch()
    for path in ("1", "2"):
        with pytest.raises(SiteBusy):
            run.analyse(f"https://a.example/{path}")
    assert reading.read[1][1] - reading.read[0][1] == PATIENCE_S


def test_a_site_that_wants_too_long_a_pause_is_passed_over_and_others_are_read(clock) -> None:
    reading = Reading(clock, SiteBusy(retry_after_s=PATIENCE_S + 540))
    run = reading.batch()
    for _ in range(3):
        with pytest.raises(SiteBusy) as busy:
            run.analyse("https://a.example/1")
        assert busy.value.retry_after_s == PATIENCE_S + 540
    with pytest.raises(SiteBusy):
        run.analyse("https://b.example/1")
    assert [url for url, _ in reading.read] == ["https://a.example/1", "https://b.example/1"]
    assert clock.now == 1_000


def test_what_is_no_address_asks_nobody(clock) -> None:
    reading = Reading(clock)
    with pytest.raises(AddressInvalid):
        reading.batch().analyse("nowhere")
    assert (reading.asked, reading.read) == ([], [])
