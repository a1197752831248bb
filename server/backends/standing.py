"""What a caller is given under an id, and which work that begins: one policy for every backend.

    what a backend sees ─► Seen ─ outcome ──► what `look` answers
                                ─ work_due ─► None, or the work that `submit` begins

Pure. A result is stale when its page was last checked too long ago, or when no live worker has the
engine that made it. The first is served while it is checked behind (RFC 5861, stale-while-
revalidate); the second is waited for, and stays if making it anew fails
(docs/adr/0015-a-stale-result-is-served-while-its-page-is-asked.md).
"""

from dataclasses import dataclass, replace
from typing import Literal

from server.backends.base import Failed, Finished, Outcome, Underway
from server.errors import Busy, NoWorker, OnrecordError
from server.settings import Settings

Work = Literal["make", "check"]
"""`make`: who asks waits for it. `check`: done behind a result, which is served meanwhile."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How a job ended. `engine` is the tag of what made it; no new try is made before `retry_at`.

    All times in seconds since the epoch, by the store's clock.
    """

    end: Finished | Failed
    engine: str
    retry_at: float = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a backend sees under an id at one moment.

    `work` is what was begun beside or in place of what is kept; None if nothing was. `live` are
    the engine tags of live workers, `waiting` the jobs in the queue.
    """

    kept: Kept | None
    underway: Underway | None
    work: Work | None
    live: tuple[str, ...]
    waiting: int
    now: float


def outcome(seen: Seen) -> Outcome | None:
    """Return where a job stands; None if nothing is there.

    Work of which a result knows nothing has just ended: the result is newer than the sight of it.
    """
    if seen.kept is None:
        return seen.underway
    if seen.underway is None or seen.work is None:
        return seen.kept.end
    if seen.work == "check" and isinstance(seen.kept.end, Finished):
        return replace(seen.kept.end, is_being_checked=True)
    return seen.underway


def work_due(seen: Seen, settings: Settings) -> Work | None:
    """Return what must be begun before a caller may be given the outcome.

    Raises NoWorker or Busy if there is nothing to give meanwhile.
    """
    if is_awaited(outcome(seen)):
        return None
    work = _due(seen, settings.result_fresh_s)
    is_full = seen.waiting >= settings.queue_limit
    if work == "make" and not seen.live:
        raise NoWorker
    if work == "make" and is_full:
        raise Busy
    return None if is_full else work


def failure_ttl_s(problem: OnrecordError, settings: Settings) -> float:
    """Return how long a failure holds: one of ours no longer than callers are told to stay away."""
    return min(problem.retry_after_s or settings.failure_ttl_s, settings.failure_ttl_s)


def is_awaited(found: Outcome | None) -> bool:
    """Return whether there may soon be something newer."""
    return isinstance(found, Underway) or (isinstance(found, Finished) and found.is_being_checked)


def _due(seen: Seen, fresh_s: int) -> Work | None:
    """What is kept counts as current while nobody lives to do better, or has just failed to."""
    kept = seen.kept
    if kept is None:
        return "make"
    if not seen.live or kept.retry_at > seen.now:
        return None
    if kept.engine not in seen.live:
        return "make"
    checked_at = kept.end.checked_at if isinstance(kept.end, Finished) else None
    return "check" if checked_at is not None and seen.now - checked_at >= fresh_s else None
