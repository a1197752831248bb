"""What every backend must do, each against the real thing with real worker processes."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from server.backends import open_backend
from server.backends.base import Failed, Finished, Job, Underway, engine_tag
from server.contract import Analysis
from server.errors import Busy, Defect, LanguageNotRead, NoWorker, Unreadable
from workers import limits

pytestmark = pytest.mark.parametrize("settings", ["sqlite", "redis"], indirect=True)


def job(text: str, id: str = "") -> Job:
    return Job(id=id or f"tx-{text}", kind="text", text=text)


def page(name: str) -> Job:
    return Job(id=f"an-{name}", kind="page", url=f"https://news.example/{name}")


def test_a_job_submitted_is_performed_and_its_result_is_kept(backend, crew):
    crew.hire()
    assert isinstance(backend.submit(job("calm")), Underway)
    done = backend.wait("tx-calm", 10)
    assert isinstance(done, Finished)
    assert Analysis.model_validate_json(done.body).document.text == "calm"
    assert backend.look("tx-calm") == done
    assert backend.submit(job("calm")) == done
    assert len(crew.performing.children("tx-calm")) == 1


def test_all_of_a_job_reaches_the_worker(backend, crew):
    crew.hire()
    sent = Job("tx-1", "html", url="https://news.example/ü", html="<p>\U0001f600\0 “a”</p>")
    backend.submit(sent)
    done = backend.wait("tx-1", 10)
    assert isinstance(done, Finished)
    document = Analysis.model_validate_json(done.body).document
    assert (document.url, document.text, document.obtained) == (sent.url, sent.html, "html")


def test_without_a_worker_nothing_is_queued(backend):
    with pytest.raises(NoWorker):
        backend.submit(job("calm"))
    assert backend.look("tx-calm") is None


def test_a_result_is_served_while_no_worker_lives(backend, crew):
    pid = crew.hire()
    backend.submit(job("calm"))
    done = backend.wait("tx-calm", 10)
    crew.end(pid)
    assert backend.engine() is None
    assert backend.submit(job("calm")) == done


def test_twenty_four_simultaneous_submits_make_one_job(backend, crew):
    crew.hire()
    crew.hire()
    with ThreadPoolExecutor(24) as callers:
        standings = list(callers.map(backend.submit, [page("slow")] * 24))
    assert all(isinstance(standing, Underway) for standing in standings)
    assert isinstance(backend.wait("an-slow", 10), Finished)
    assert len(crew.performing.children("an-slow")) == 1


def test_waiting_wakes_when_the_job_ends_and_not_at_the_deadline(backend, crew):
    crew.hire()
    backend.submit(job("slow"))
    began = time.monotonic()
    assert isinstance(backend.wait("tx-slow", 20), Finished)
    assert time.monotonic() - began < 5


def test_waiting_ends_at_its_deadline_with_the_job_underway(backend, crew):
    crew.hire()
    backend.submit(job("slow"))
    began = time.monotonic()
    assert isinstance(backend.wait("tx-slow", 0.2), Underway)
    assert 0.2 <= time.monotonic() - began < 1


def test_waiting_for_what_is_unknown_returns_at_once(backend):
    assert backend.wait("tx-unknown", 20) is None


def test_waiting_uses_little_of_the_processor(backend, crew):
    crew.hire()
    backend.submit(job("hang"))
    before = time.process_time()
    backend.wait("tx-hang", 2)
    assert time.process_time() - before < 0.2


def test_progress_is_told_by_stage(backend, crew):
    crew.hire()
    backend.submit(job("slow"))
    crew.until(
        lambda: (seen := backend.look("tx-slow")) and getattr(seen, "stage", "") == "reading"
    )
    assert backend.look("tx-slow").status == "running"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("crash", Unreadable),
        ("hungry", Unreadable),
        ("defect", Defect),
        ("spanish", LanguageNotRead),
    ],
)
def test_a_job_that_breaks_has_its_problem_and_the_worker_goes_on(backend, crew, text, problem):
    crew.hire()
    backend.submit(job(text))
    failed = backend.wait(f"tx-{text}", 10)
    assert isinstance(failed, Failed)
    assert failed.code == problem.code
    assert "ZeroDivision" not in failed.detail
    backend.submit(job("calm"))
    assert isinstance(backend.wait("tx-calm", 10), Finished)


def kill_child(crew, id: str, attempt: int) -> None:
    crew.until(lambda: len(crew.performing.children(id)) == attempt)
    for pid in crew.performing.children(id):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_a_job_whose_child_was_killed_is_begun_again_at_once(backend, crew):
    crew.hire()
    backend.submit(job("slow"))
    kill_child(crew, "tx-slow", 1)
    began = time.monotonic()
    assert isinstance(backend.wait("tx-slow", 10), Finished)
    assert time.monotonic() - began < 5
    assert len(crew.performing.children("tx-slow")) == 2


def test_a_job_whose_child_is_killed_each_time_is_given_up_and_no_other(backend, crew):
    crew.hire()
    backend.submit(job("hang"))
    for attempt in (1, 2, 3):
        kill_child(crew, "tx-hang", attempt)
    assert backend.wait("tx-hang", 10).code == Unreadable.code
    backend.submit(job("calm"))
    assert isinstance(backend.wait("tx-calm", 10), Finished)
    assert len(crew.performing.children("tx-hang")) == 3


def test_a_job_past_its_time_is_ended(backend, crew):
    crew.hire(job_timeout_s=1)
    backend.submit(job("hang"))
    began = time.monotonic()
    assert backend.wait("tx-hang", 10).code == Unreadable.code
    assert time.monotonic() - began < 3
    [child] = crew.performing.children("tx-hang")
    crew.until(lambda: not Path(f"/proc/{child}").exists(), 2)


def test_limits_are_set_in_the_child_alone(backend, crew):
    def limit() -> None:
        (crew.performing.folder / f"limit.{os.getpid()}").touch()

    pid = crew.hire(limit=limit)
    backend.submit(job("calm"))
    backend.wait("tx-calm", 10)
    assert crew.performing.children("limit") == crew.performing.children("tx-calm") != [pid]


@pytest.mark.parametrize("text", ["spin", "eat"])
def test_a_job_past_what_it_may_use_of_the_machine_is_ended(backend, crew, text):
    crew.hire(limit=partial(limits.apply, 1, 500_000_000))
    backend.submit(job(text))
    assert backend.wait(f"tx-{text}", 10).code == Unreadable.code
    assert len(crew.performing.children(f"tx-{text}")) == 1


def test_a_job_whose_worker_was_killed_is_done_by_another_within_seconds(backend, crew):
    first = crew.hire()
    backend.submit(job("slow"))
    crew.until(lambda: crew.performing.children("tx-slow"))
    crew.end(first, signal.SIGKILL)
    os.kill(crew.performing.children("tx-slow")[0], signal.SIGKILL)
    began = time.monotonic()
    crew.hire()
    assert isinstance(backend.wait("tx-slow", 15), Finished)
    assert time.monotonic() - began < 10
    assert len(crew.performing.children("tx-slow")) == 2


def test_a_job_that_brings_down_every_worker_is_given_up(backend, crew):
    backend_job = job("hang")
    for attempt in range(1, 4):
        pid = crew.hire()
        backend.submit(backend_job)
        crew.until(lambda n=attempt: len(crew.performing.children("tx-hang")) == n)
        crew.end(pid, signal.SIGKILL)
    crew.hire()
    assert backend.wait("tx-hang", 15).code == Unreadable.code
    assert len(crew.performing.children("tx-hang")) == 3


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_finishes_its_job_and_is_not_announced_any_more(backend, crew, how):
    pid = crew.hire()
    backend.submit(job("slow"))
    crew.until(lambda: crew.performing.children("tx-slow"))
    crew.end(pid, how)
    assert isinstance(backend.look("tx-slow"), Finished)
    assert backend.engine() is None


def test_a_result_of_another_engine_is_made_anew_and_has_another_tag(backend, crew):
    pid = crew.hire()
    backend.submit(job("calm"))
    old = backend.wait("tx-calm", 10)
    crew.end(pid)
    newer = crew.engine.model_copy(update={"version": "2"})
    crew.hire(newer)
    assert backend.look("tx-calm") == old
    assert isinstance(backend.submit(job("calm")), Underway)
    new = backend.wait("tx-calm", 10)
    assert new.etag != old.etag
    assert new.etag.endswith(engine_tag(newer))


def test_the_engine_is_that_of_the_worker_announced_last(backend, crew):
    crew.hire()
    newer = crew.engine.model_copy(update={"version": "2"})
    pid = crew.hire(newer)
    assert backend.engine() == newer
    crew.end(pid)
    assert backend.engine() == crew.engine


def test_while_workers_of_two_versions_live_what_either_made_is_kept(backend, crew):
    crew.hire()
    backend.submit(job("calm"))
    old = backend.wait("tx-calm", 10)
    crew.hire(crew.engine.model_copy(update={"version": "2"}))
    assert backend.submit(job("calm")) == old
    assert len(crew.performing.children("tx-calm")) == 1


def test_a_failure_is_remembered_and_then_tried_again(backend, crew):
    crew.hire(failure_ttl_s=1)
    backend.submit(job("spanish"))
    failed = backend.wait("tx-spanish", 10)
    assert backend.submit(job("spanish")) == failed
    assert len(crew.performing.children("tx-spanish")) == 1
    crew.until(lambda: backend.look("tx-spanish") is None, 5)
    assert isinstance(backend.submit(job("spanish")), Underway)


def test_a_sent_text_expires_before_the_result_of_an_address(backend, crew):
    crew.hire(text_ttl_s=1)
    for sent in (job("calm"), page("calm")):
        backend.submit(sent)
        assert isinstance(backend.wait(sent.id, 10), Finished)
    crew.until(lambda: backend.look("tx-calm") is None, 5)
    assert isinstance(backend.look("an-calm"), Finished)


def test_what_is_forgotten_is_gone_and_starts_anew(backend, crew):
    crew.hire()
    backend.submit(job("calm"))
    backend.wait("tx-calm", 10)
    assert backend.forget("tx-calm")
    assert not backend.forget("tx-calm")
    assert backend.look("tx-calm") is None
    assert isinstance(backend.submit(job("calm")), Underway)


def test_a_job_forgotten_while_it_runs_leaves_nothing_and_frees_the_worker(backend, crew):
    crew.hire()
    backend.submit(job("hang"))
    crew.until(lambda: crew.performing.children("tx-hang"))
    assert backend.forget("tx-hang")
    backend.submit(job("calm"))
    assert isinstance(backend.wait("tx-calm", 4), Finished)
    assert backend.look("tx-hang") is None


def test_a_full_queue_says_busy_and_still_joins(settings, crew):
    crew.hire()
    backend = open_backend(replace(settings, queue_limit=1))
    backend.submit(job("hang"))
    crew.until(lambda: backend.look("tx-hang").status == "running")
    backend.submit(job("second"))
    with pytest.raises(Busy):
        backend.submit(job("third"))
    assert isinstance(backend.submit(job("second")), Underway)
    backend.close()


def test_the_secret_is_one_for_all_processes(settings, backend):
    other = open_backend(settings)
    assert other.secret() == backend.secret()
    assert len(backend.secret()) >= 32
    other.close()


def test_a_secret_that_is_set_is_used(settings):
    backend = open_backend(replace(settings, secret="s" * 40))
    assert backend.secret() == b"s" * 40
    backend.close()


def test_many_threads_and_two_workers_lose_nothing(backend, crew):
    crew.hire()
    crew.hire()
    jobs = [job(f"calm {number}", f"tx-{number}") for number in range(40)]
    with ThreadPoolExecutor(8) as callers:
        list(callers.map(backend.submit, jobs))
        ends = list(callers.map(lambda sent: backend.wait(sent.id, 30), jobs))
    assert all(isinstance(ended, Finished) for ended in ends)
    assert all(len(crew.performing.children(sent.id)) == 1 for sent in jobs)


def test_a_store_opened_many_times_at_once_is_made_once(settings):
    secrets: list[bytes] = []

    def open_one() -> None:
        backend = open_backend(settings)
        secrets.append(backend.secret())
        backend.close()

    threads = [Thread(target=open_one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(secrets) == 8
    assert len(set(secrets)) == 1
