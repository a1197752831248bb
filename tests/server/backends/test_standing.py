"""What a caller is given and what that begins, as a table: both backends decide by it."""

from dataclasses import replace

import pytest

from server.backends.base import Failed, Finished, Underway
from server.backends.standing import (
    Kept,
    Seen,
    failure_ttl_s,
    is_awaited,
    outcome,
    work_due,
)
from server.errors import Busy, Defect, NoWorker, SiteFailed
from server.settings import Settings

SETTINGS = Settings(result_fresh_s=100, queue_limit=10, failure_ttl_s=300)
NOW = 10_000.0
MINE, OTHER = "mine", "other"

FRESH = Finished("an-1", b"{}", "tag", checked_at=NOW - 99)
OLD = replace(FRESH, checked_at=NOW - 100)
SENT = replace(FRESH, checked_at=None)
FAILED = Failed("an-1", "site-failed", "It did.")
RUNNING = Underway("an-1", "running", "fetching", NOW - 1)


def seen(kept: Kept | None = None, **other) -> Seen:
    return replace(Seen(kept, None, None, live=(MINE,), waiting=0, now=NOW), **other)


@pytest.mark.parametrize(
    ("what", "begins"),
    [
        (seen(), "make"),
        (seen(Kept(FRESH, MINE)), None),
        (seen(Kept(OLD, MINE)), "check"),
        (seen(Kept(SENT, MINE)), None),
        (seen(Kept(FAILED, MINE)), None),
        # made by another engine
        (seen(Kept(FRESH, OTHER)), "make"),
        (seen(Kept(OLD, OTHER)), "make"),
        (seen(Kept(SENT, OTHER)), "make"),
        (seen(Kept(FAILED, OTHER)), "make"),
        (seen(Kept(OLD, OTHER), live=(MINE, OTHER)), "check"),
        (seen(Kept(FRESH, OTHER), live=(MINE, OTHER)), None),
        # something just failed
        (seen(Kept(OLD, MINE, retry_at=NOW + 1)), None),
        (seen(Kept(OLD, MINE, retry_at=NOW)), "check"),
        (seen(Kept(FRESH, OTHER, retry_at=NOW + 1)), None),
        # underway
        (seen(None, underway=RUNNING, work="make"), None),
        (seen(Kept(OLD, MINE), underway=RUNNING, work="check"), None),
        (seen(Kept(OLD, OTHER), underway=RUNNING, work="make"), None),
        # nobody to do it, or too many before
        (seen(Kept(OLD, MINE), live=()), None),
        (seen(Kept(FRESH, OTHER), live=()), None),
        (seen(Kept(OLD, MINE), waiting=10), None),
        (seen(Kept(FRESH, MINE), waiting=10), None),
    ],
)
def test_what_a_request_begins(what: Seen, begins: str | None) -> None:
    assert work_due(what, SETTINGS) == begins


@pytest.mark.parametrize(
    ("what", "problem"),
    [
        (seen(live=()), NoWorker),
        (seen(live=(), waiting=10), NoWorker),
        (seen(waiting=10), Busy),
        (seen(Kept(FRESH, OTHER), waiting=10), Busy),
    ],
)
def test_who_can_be_given_nothing_is_told_why(what: Seen, problem: type[Exception]) -> None:
    with pytest.raises(problem):
        work_due(what, SETTINGS)


@pytest.mark.parametrize(
    ("what", "given"),
    [
        (seen(), None),
        (seen(None, underway=RUNNING), RUNNING),
        (seen(None, underway=RUNNING, work="check"), RUNNING),
        (seen(Kept(OLD, MINE)), OLD),
        (seen(Kept(FAILED, MINE)), FAILED),
        (
            seen(Kept(OLD, MINE), underway=RUNNING, work="check"),
            replace(OLD, is_being_checked=True),
        ),
        (seen(Kept(OLD, OTHER), underway=RUNNING, work="make"), RUNNING),
        (seen(Kept(FAILED, OTHER), underway=RUNNING, work="make"), RUNNING),
        # RQ still tidies up a job whose end is kept already
        (seen(Kept(FRESH, MINE), underway=RUNNING), FRESH),
        # what was begun is gone without an end
        (seen(Kept(OLD, MINE), work="check"), OLD),
        (seen(Kept(OLD, OTHER), work="make"), OLD),
    ],
)
def test_what_a_caller_is_given(what: Seen, given: object) -> None:
    assert outcome(what) == given


def test_only_what_may_soon_be_newer_is_waited_for() -> None:
    awaited = [RUNNING, replace(OLD, is_being_checked=True)]
    assert [is_awaited(each) for each in (*awaited, OLD, FAILED, None)] == [1, 1, 0, 0, 0]


def test_a_failure_of_ours_holds_no_longer_than_callers_are_told_to_stay_away() -> None:
    assert failure_ttl_s(SiteFailed(), SETTINGS) == SETTINGS.failure_ttl_s
    assert failure_ttl_s(Defect(), SETTINGS) == Defect.retry_after_s
    assert failure_ttl_s(Defect(), replace(SETTINGS, failure_ttl_s=5)) == 5
