"""One job in a forked child: what it says on its way, or how it ended, as the parent hears it.

The child inherits what the parent has loaded, and nothing it does can hurt the parent: it speaks
through one pipe and holds no connection to the store.
"""

import logging
import os
import signal
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import NoReturn, cast

from server.backends.base import Job, Perform, Report, Unchanged, Validators
from server.contract import Stage
from server.errors import BY_CODE, Defect, OnrecordError, Unreadable

ORPHAN_GRACE_S = 2
"""A child whose parent was killed outlives the job's time by so much: its own alarm ends it."""

_log = logging.getLogger("onrecord.worker")


@dataclass(frozen=True, slots=True)
class Tick:
    """Nothing was said for a while; the child lives."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The job has come to this stage."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Performed:
    """The job is done; this is its result in JSON, and what its site gave with it."""

    body: bytes
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class Broke:
    """The job ended in a problem."""

    problem: OnrecordError


@dataclass(frozen=True, slots=True)
class Killed:
    """The child was killed from outside: that says nothing of the job."""


End = Performed | Unchanged | Broke
News = Tick | Reached | End | Killed


def performing(
    job: Job, perform: Perform, limit: Callable[[], None], timeout_s: float, tick_s: float
) -> Generator[News, None, None]:
    """Yield what comes from a child that performs a job, at least every `tick_s`.

    The last of it is an End or Killed. Closing the iterator early kills the child.
    """
    ours, theirs = Pipe(duplex=False)
    pid = os.fork()
    if pid == 0:
        _live(theirs, job, perform, limit, timeout_s)
    theirs.close()
    status = None
    try:
        yield from _heard(ours, time.monotonic() + timeout_s, tick_s)
    except EOFError:
        _, status = os.waitpid(pid, 0)
        verdict = verdict_of(status)
        yield Broke(verdict) if verdict else Killed()
    finally:
        if status is None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        ours.close()


def verdict_of(status: int) -> OnrecordError | None:
    """Return what a child's end, as wait(2) tells it, says of its job; None: nothing."""
    if not os.WIFSIGNALED(status):
        return None
    match os.WTERMSIG(status):
        case signal.SIGKILL:
            return None
        case signal.SIGALRM:
            return Unreadable("Reading it took too long.")
        case signal.SIGXCPU:
            return Unreadable("Reading it needed too much processor time.")
        case _:
            return Unreadable("Reading it broke off: it crashed.")


def _heard(pipe: Connection, deadline: float, tick_s: float) -> Generator[News, None, None]:
    """Yield what the child says. Raises EOFError when it has died over it."""
    while (left := deadline - time.monotonic()) > 0:
        if not pipe.poll(min(tick_s, left)):
            yield Tick()
            continue
        news = _decoded(pipe.recv_bytes())
        yield news
        if not isinstance(news, Reached):
            return
    yield Broke(Unreadable("Reading it took too long."))


def _decoded(message: bytes) -> News:
    tag, rest = message[:1], message[1:]
    if tag == b"r":
        validators, _, body = rest.partition(b"\n")
        return Performed(body, Validators.from_json(validators) if validators else None)
    if tag == b"u":
        return Unchanged()
    if tag == b"s":
        return Reached(cast(Stage, rest.decode()))
    code, retry_after_s, detail = rest.decode().split(" ", 2)
    return Broke(BY_CODE[code](detail, int(retry_after_s)))


def _live(
    pipe: Connection, job: Job, perform: Perform, limit: Callable[[], None], timeout_s: float
) -> NoReturn:
    """The whole life of the child. It never returns into the parent's code."""

    def report(stage: Stage) -> None:
        pipe.send_bytes(b"s" + stage.encode())

    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to hear
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, timeout_s + ORPHAN_GRACE_S)
        pipe.send_bytes(_encoded(outcome_of(job, perform, limit, report)))
    finally:
        os._exit(0)


def outcome_of(job: Job, perform: Perform, limit: Callable[[], None], report: Report) -> End:
    """Return how a job ended. The edge of a job: whatever is raised becomes a problem."""
    try:
        limit()
        done = perform(job, report)
        if isinstance(done, Unchanged):
            return done
        return Performed(done.analysis.model_dump_json().encode(), done.validators)
    except OnrecordError as problem:
        return Broke(problem)
    except (MemoryError, RecursionError):
        return Broke(Unreadable("It needs more memory than a job may use."))
    except Exception:
        _log.exception("job %s failed by a defect", job.id)
        return Broke(Defect())


def _encoded(end: End) -> bytes:
    if isinstance(end, Performed):
        validators = end.validators.to_json() if end.validators else ""
        return b"r" + validators.encode() + b"\n" + end.body
    if isinstance(end, Unchanged):
        return b"u"
    problem = end.problem
    return f"p{problem.code} {problem.retry_after_s or 0} {problem.detail}".encode()
