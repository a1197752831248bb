"""Turns at sites, on both backends with real workers: what a site is asked for, and who waits."""

import os
import signal
import time
from dataclasses import replace
from typing import Any

import pytest

from server.backends.base import Failed, Finished, Job, Underway
from server.backends.turns import AT_ONCE, MARGIN_S
from server.errors import SiteBusy
from tests.server.conftest import Crew, Performing

pytestmark = pytest.mark.parametrize("settings", ["sqlite", "redis"], indirect=True)

PAUSE_S = 7
ROUNDING_S = 0.05  # of the times that files have


class AtSites(Performing):
    """A site that is asked for `/busy` wants to be left alone."""

    def _performed(self, job: Job, report: Any) -> Any:
        if job.url and job.url.endswith("/busy"):
            raise SiteBusy("It is busy.", PAUSE_S)
        return super()._performed(job, report)

    def begun(self) -> list[tuple[str, float]]:
        """Each job that was begun and when, the first first."""
        files = [(path.stem, path.stat().st_ctime) for path in self.folder.iterdir()]
        return sorted(files, key=lambda each: each[1])


@pytest.fixture
def crew(settings, backend, tmp_path):
    (tmp_path / "begun").mkdir()
    crew = Crew(settings, backend, AtSites(tmp_path / "begun"))
    yield crew
    for pid in [*crew.hired]:
        crew.end(pid, signal.SIGKILL)


def page(path: str, site: str = "news.example") -> Job:
    return Job(id=f"an-{site}-{path}".replace(".", "_"), kind="page", url=f"https://{site}/{path}")


def ended(backend, *jobs: Job, seconds: float = 20) -> list[object]:
    return [backend.wait(job.id, seconds) for job in jobs]


def is_done(outcome: object) -> bool:
    return isinstance(outcome, Finished)


def begun(backend, crew, name: str, count: int) -> list[float]:
    """Return when the jobs of so many pages of one site began, all of them done."""
    pages = [page(f"{name}{n}") for n in range(count)]
    for each in pages:
        backend.submit(each)
    assert all(is_done(end) for end in ended(backend, *pages))
    return [at for _, at in crew.performing.begun()]


def test_two_pages_of_a_site_begin_at_once_and_each_further_one_after_a_rest(backend, crew):
    for _ in range(3):
        crew.hire(site_pause_s=1)
    times = begun(backend, crew, "calm", 6)
    assert times[1] - times[0] < 0.9
    assert all(times[n + AT_ONCE] - times[n] >= 1 - ROUNDING_S for n in range(4))


def test_a_slow_site_holds_two_workers_and_no_more(backend, crew):
    for _ in range(4):
        crew.hire(site_pause_s=0)
    times = begun(backend, crew, "slow", 5)
    assert all(times[n + AT_ONCE] - times[n] >= 1 - ROUNDING_S for n in range(3))


def test_what_waits_for_its_turn_is_overtaken_and_holds_no_worker(backend, crew):
    crew.hire(site_pause_s=30)
    pages = [page(f"calm{n}") for n in range(5)]
    for each in pages:
        backend.submit(each)
    others = [page("calm", "other.example"), Job("tx-calm", "text", text="calm")]
    for each in others:
        backend.submit(each)
    began = time.monotonic()
    assert all(is_done(end) for end in ended(backend, *others))
    assert time.monotonic() - began < 5
    assert [is_done(backend.look(each.id)) for each in pages] == [True, True, False, False, False]
    assert all(backend.look(each.id).status == "queued" for each in pages[2:])
    assert backend.figures().queued == 3
    assert isinstance(backend.submit(pages[4]), Underway)
    assert backend.figures().queued == 3


def test_who_came_first_is_read_first(backend, crew):
    crew.hire(site_pause_s=1)
    pages = [page(f"calm{n}") for n in range(6)]
    for each in pages:
        backend.submit(each)
    assert all(is_done(end) for end in ended(backend, *pages))
    assert [id for id, _ in crew.performing.begun()] == [each.id for each in pages]


def test_a_page_whose_turn_comes_begins_soon_although_the_worker_was_idle(backend, crew):
    crew.hire(site_pause_s=1)
    pages = [page(f"calm{n}") for n in range(3)]
    for each in pages:
        backend.submit(each)
    ended(backend, *pages)
    times = [at for _, at in crew.performing.begun()]
    assert times[2] - times[0] < 1.8


def test_sites_do_not_wait_for_each_other(backend, crew):
    crew.hire(site_pause_s=30)
    pages = [page("calm", f"{n}.example") for n in range(6)]
    for each in pages:
        backend.submit(each)
    began = time.monotonic()
    assert all(is_done(end) for end in ended(backend, *pages))
    assert time.monotonic() - began < 10


def test_a_site_that_wants_to_be_left_alone_is_and_who_asks_is_told_at_once(backend, crew):
    crew.hire(site_pause_s=1)
    pages = [page(path) for path in ("calm0", "busy", "calm1", "calm2", "calm3")]
    for each in pages:
        backend.submit(each)
    first, *others = ended(backend, *pages)
    assert is_done(first)
    now = time.time()
    for told in others:
        assert isinstance(told, Failed)
        assert told.code == "site-busy"
        assert PAUSE_S - 4 < told.retry_at - now <= PAUSE_S + 1
    assert [id for id, _ in crew.performing.begun()] == [pages[0].id, pages[1].id]

    elsewhere = page("calm", "other.example")
    backend.submit(elsewhere)
    assert is_done(backend.wait(elsewhere.id, 5))

    crew.until(lambda: isinstance(backend.submit(pages[4]), Underway), PAUSE_S + 2)
    assert is_done(backend.wait(pages[4].id, 5))
    assert time.time() - now > PAUSE_S - 4


def test_a_job_forgotten_while_it_waits_is_not_read_and_the_next_is(backend, crew):
    crew.hire(site_pause_s=2)
    pages = [page(f"calm{n}") for n in range(4)]
    for each in pages:
        backend.submit(each)
    ended(backend, *pages[:2])
    assert backend.forget(pages[2].id)
    assert is_done(backend.wait(pages[3].id, 10))
    assert backend.look(pages[2].id) is None
    assert pages[2].id not in [id for id, _ in crew.performing.begun()]
    assert backend.figures().queued == 0


def test_a_job_asked_for_anew_while_it_waited_is_read_once(backend, crew):
    crew.hire(site_pause_s=2)
    pages = [page(f"calm{n}") for n in range(3)]
    for each in pages:
        backend.submit(each)
    ended(backend, *pages[:2])
    backend.forget(pages[2].id)
    backend.submit(pages[2])
    assert is_done(backend.wait(pages[2].id, 10))
    assert len(crew.performing.children(pages[2].id)) == 1


def test_the_turns_of_a_killed_worker_are_free_again_in_time(backend, crew):
    """Its jobs are forgotten meanwhile, so that nobody gives their turns back."""
    doomed = [crew.hire(job_timeout_s=1), crew.hire(job_timeout_s=1)]
    hanging = [replace(page("hang"), id=f"an-hanging-{n}") for n in range(2)]
    for each in hanging:
        backend.submit(each)
    crew.until(lambda: len(crew.performing.begun()) == 2)
    for pid in doomed:
        crew.end(pid, signal.SIGKILL)
    for each in hanging:
        backend.forget(each.id)
        for pid in crew.performing.children(each.id):
            os.kill(pid, signal.SIGKILL)
    crew.hire(job_timeout_s=1)
    backend.submit(page("calm"))
    began = time.monotonic()
    assert is_done(backend.wait(page("calm").id, 1 + MARGIN_S + 5))
    assert time.monotonic() - began < 1 + MARGIN_S + 3


def test_a_caller_is_told_when_to_ask_again(client, crew):
    crew.hire()
    sent = {"json": {"url": "https://news.example/busy"}, "headers": {"Prefer": "wait=10"}}
    for path in ("busy", "calm"):
        sent["json"]["url"] = f"https://news.example/{path}"
        answer = client.post("/api/v1/analyses", **sent)
        assert answer.status_code == 503
        assert answer.json["type"].endswith("/site-busy")
        assert PAUSE_S - 3 < int(answer.headers["Retry-After"]) <= PAUSE_S
