"""What every backend must do with the result of an address that is getting old."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server.backends import open_backend
from server.backends.base import Failed, Finished, Job, Underway, engine_tag
from server.contract import Analysis

pytestmark = pytest.mark.parametrize("settings", ["sqlite", "redis"], indirect=True)

FRESH_S = 1
PAGE = Job("an-ferry", "page", url="https://news.example/ferry")
ID = PAGE.id


@pytest.fixture
def backend(settings):
    opened = open_backend(replace(settings, result_fresh_s=FRESH_S))
    yield opened
    opened.close()


def made(backend, crew, says: str = "one") -> Finished:
    """The result of a page, made just now."""
    crew.performing.says(ID, says)
    backend.submit(PAGE)
    done = backend.wait(ID, 10)
    assert isinstance(done, Finished)
    return done


def grown_old(backend, crew, says: str = "one") -> Finished:
    done = made(backend, crew, says)
    time.sleep(FRESH_S + 0.1)
    return done


def checked(backend, job: Job = PAGE) -> Finished:
    """The result once the check that a request begins has ended."""
    asked = backend.submit(job)
    assert isinstance(asked, Finished)
    assert asked.is_being_checked
    return backend.wait(job.id, 10)


def text_of(done) -> str:
    return Analysis.model_validate_json(done.body).document.text.rpartition("/")[2]


def times(crew) -> int:
    return len(crew.performing.children(ID))


def test_a_fresh_result_is_not_checked(backend, crew):
    crew.hire()
    done = made(backend, crew)
    assert time.time() - done.checked_at < 5
    crew.performing.says(ID, "two")
    assert backend.submit(PAGE) == done
    assert times(crew) == 1


def test_a_result_that_has_grown_old_is_given_at_once_and_checked_behind(backend, crew):
    crew.hire()
    done = grown_old(backend, crew)
    crew.performing.says(ID, "slow-two")
    began = time.monotonic()
    assert backend.submit(PAGE) == replace(done, is_being_checked=True)
    assert time.monotonic() - began < 0.5
    assert backend.look(ID) == replace(done, is_being_checked=True)
    new = backend.wait(ID, 10)
    assert text_of(new) == "slow-two"
    assert new.etag != done.etag
    assert not new.is_being_checked
    assert backend.submit(PAGE) == new


def test_only_a_request_begins_a_check(backend, crew):
    crew.hire()
    done = grown_old(backend, crew)
    assert backend.look(ID) == backend.wait(ID, 0.5) == done
    assert times(crew) == 1


def test_the_site_is_asked_by_what_it_gave_last(backend, crew):
    crew.hire()
    grown_old(backend, crew, "one")
    crew.performing.says(ID, "two")
    checked(backend)
    time.sleep(FRESH_S + 0.1)
    checked(backend)
    first, second, third = crew.performing.asked_by(ID)
    assert first == ""
    assert "one" in second
    assert "two" in third


def test_a_page_that_has_not_changed_keeps_its_bytes_and_is_fresh_again(backend, crew):
    crew.hire()
    done = grown_old(backend, crew)
    same = checked(backend)
    assert (same.body, same.etag) == (done.body, done.etag)
    assert same.checked_at >= done.checked_at + FRESH_S
    assert backend.submit(PAGE) == same
    assert times(crew) == 2
    assert backend.figures().ended == {"finished": 1, "unchanged": 1}


def test_a_page_sent_anew_with_the_same_article_keeps_its_tag(backend, crew):
    crew.hire()
    backend.submit(PAGE)  # a site that gives no validators
    done = backend.wait(ID, 10)
    time.sleep(FRESH_S + 0.1)
    same = checked(backend)
    assert (same.body, same.etag) == (done.body, done.etag)
    assert same.checked_at > done.checked_at
    assert crew.performing.asked_by(ID) == ["", ""]


def test_twenty_four_simultaneous_requests_make_one_check(backend, crew):
    crew.hire()
    crew.hire()
    done = grown_old(backend, crew)
    crew.performing.says(ID, "slow-two")
    with ThreadPoolExecutor(24) as callers:
        given = [*callers.map(backend.submit, [PAGE] * 24)]
    assert given == [replace(done, is_being_checked=True)] * 24
    assert text_of(backend.wait(ID, 10)) == "slow-two"
    assert times(crew) == 2


def test_what_fails_leaves_the_old_result_and_is_not_tried_again_at_once(backend, crew):
    crew.hire(failure_ttl_s=2)
    done = grown_old(backend, crew)
    crew.performing.says(ID, "down")
    assert checked(backend) == done
    assert backend.submit(PAGE) == done
    assert times(crew) == 2
    assert backend.figures().ended == {"finished": 1, "site-failed": 1}
    crew.performing.says(ID, "two")
    crew.until(lambda: backend.submit(PAGE).is_being_checked, 5)
    assert text_of(backend.wait(ID, 10)) == "two"


@pytest.mark.parametrize("says", ["crash", "defect", "spanish", "hungry"])
def test_whatever_goes_wrong_leaves_the_old_result(backend, crew, says):
    crew.hire()
    done = grown_old(backend, crew)
    crew.performing.says(ID, says)
    assert checked(backend) == done


def test_a_check_past_its_time_leaves_the_old_result(backend, crew):
    crew.hire(job_timeout_s=1)
    done = grown_old(backend, crew)
    crew.performing.says(ID, "hang")
    assert checked(backend) == done


def test_a_check_whose_child_was_killed_is_begun_again_behind_the_old_result(backend, crew):
    crew.hire()
    done = grown_old(backend, crew)
    [first] = crew.performing.children(ID)
    crew.performing.says(ID, "slow-two")
    backend.submit(PAGE)
    crew.until(lambda: times(crew) == 2)
    [second] = set(crew.performing.children(ID)) - {first}
    os.kill(second, signal.SIGKILL)
    assert backend.look(ID).etag == done.etag
    assert text_of(backend.wait(ID, 10)) == "slow-two"
    assert times(crew) == 3


@pytest.mark.parametrize("says", ["one", "down"])
def test_an_old_result_ends_with_its_time_whatever_its_page_says(backend, crew, says):
    """Nothing but reading the page again makes it last longer: a site may be wrong for ever."""
    crew.hire(result_ttl_s=4)
    made(backend, crew)
    gone_at = time.monotonic() + 4
    time.sleep(FRESH_S + 0.1)
    crew.performing.says(ID, says)
    checked(backend)
    crew.until(lambda: backend.look(ID) is None, 5)
    assert abs(time.monotonic() - gone_at) < 1.5
    crew.performing.says(ID, "two")
    assert isinstance(backend.submit(PAGE), Underway)


def test_a_result_whose_time_ends_as_its_page_is_found_unchanged_is_made_anew(backend, crew):
    crew.hire(result_ttl_s=2)
    done = grown_old(backend, crew, "slow-one")
    began = time.monotonic()
    new = checked(backend)
    assert time.monotonic() - began < 4
    assert isinstance(new, Finished)
    assert new.body == done.body
    assert crew.performing.asked_by(ID)[-1] == ""


def test_a_result_of_another_engine_is_made_anew_without_asking_by_its_validators(backend, crew):
    pid = crew.hire()
    old = made(backend, crew)
    crew.end(pid)
    newer = crew.engine.model_copy(update={"version": "2"})
    crew.hire(newer)
    assert isinstance(backend.submit(PAGE), Underway)
    new = backend.wait(ID, 10)
    assert new.etag != old.etag
    assert new.etag.endswith(engine_tag(newer))
    assert crew.performing.asked_by(ID) == ["", ""]


def test_of_two_engines_that_live_each_asks_only_by_what_it_was_given_itself(backend, crew):
    pid = crew.hire()
    grown_old(backend, crew)
    newer = crew.engine.model_copy(update={"version": "2"})
    crew.hire(newer)
    os.kill(pid, signal.SIGSTOP)  # alive, and not the one that works
    try:
        assert checked(backend).etag.endswith(engine_tag(newer))
    finally:
        os.kill(pid, signal.SIGCONT)
    assert crew.performing.asked_by(ID) == ["", ""]


def test_a_result_of_another_engine_stays_when_it_cannot_be_made_anew(backend, crew):
    pid = crew.hire()
    old = made(backend, crew)
    crew.end(pid)
    crew.hire(crew.engine.model_copy(update={"version": "2"}), failure_ttl_s=2)
    crew.performing.says(ID, "down")
    assert isinstance(backend.submit(PAGE), Underway)
    assert backend.wait(ID, 10) == old
    assert backend.submit(PAGE) == old
    crew.performing.says(ID, "two")
    crew.until(lambda: isinstance(backend.submit(PAGE), Underway), 5)
    assert text_of(backend.wait(ID, 10)) == "two"


def test_an_old_result_is_given_when_nobody_can_check_it(settings, backend, crew):
    pid = crew.hire()
    done = grown_old(backend, crew)
    full = open_backend(replace(settings, result_fresh_s=FRESH_S, queue_limit=1))
    for text in ("hang", "waits"):
        backend.submit(Job(f"tx-{text}", "text", text=text))
        crew.until(lambda: crew.performing.children("tx-hang"))
    assert full.submit(PAGE) == done
    full.close()
    crew.end(pid, signal.SIGKILL)
    crew.until(lambda: backend.engine() is None)
    assert backend.submit(PAGE) == done
    assert times(crew) == 1


def test_what_is_forgotten_while_it_is_checked_does_not_come_back(backend, crew):
    crew.hire()
    grown_old(backend, crew)
    crew.performing.says(ID, "hang")
    backend.submit(PAGE)
    crew.until(lambda: times(crew) == 2)
    assert backend.forget(ID)
    assert backend.look(ID) is None
    crew.performing.says("an-other", "other")
    backend.submit(replace(PAGE, id="an-other"))
    assert isinstance(backend.wait("an-other", 10), Finished)
    assert backend.look(ID) is None


def test_what_callers_sent_is_never_checked(backend, crew):
    crew.hire()
    sent = (
        Job("tx-1", "text", text="calm"),
        Job("tx-2", "html", url="https://news.example/calm", html="<p>calm"),
    )
    for job in sent:
        backend.submit(job)
        done = backend.wait(job.id, 10)
        assert done.checked_at is None
        time.sleep(FRESH_S + 0.1)
        assert backend.submit(job) == done


def test_a_failure_is_no_result_to_be_kept(backend, crew):
    crew.hire(failure_ttl_s=1)
    crew.performing.says(ID, "down")
    backend.submit(PAGE)
    assert isinstance(backend.wait(ID, 10), Failed)
    crew.until(lambda: backend.look(ID) is None, 5)
    assert text_of(made(backend, crew, "two")) == "two"


def test_waiting_wakes_when_the_check_ends(backend, crew):
    crew.hire()
    grown_old(backend, crew)
    crew.performing.says(ID, "slow-two")
    backend.submit(PAGE)
    began = time.monotonic()
    assert text_of(backend.wait(ID, 20)) == "slow-two"
    assert time.monotonic() - began < 5


def test_waiting_ends_at_its_deadline_with_the_old_result(backend, crew):
    crew.hire()
    done = grown_old(backend, crew)
    crew.performing.says(ID, "hang")
    backend.submit(PAGE)
    began = time.monotonic()
    assert backend.wait(ID, 0.2) == replace(done, is_being_checked=True)
    assert 0.2 <= time.monotonic() - began < 1


def test_the_validators_are_in_nothing_that_is_given(backend, crew):
    crew.hire()
    done = made(backend, crew)
    assert b'\\"https://news.example/one\\"' not in done.body
    assert "validators" not in repr(done)
