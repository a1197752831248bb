"""The backend for more than one machine: Redis keeps queue and results, RQ's workers do the work.

A job is underway as long as RQ has it queued or started; how it ended is a record of ours, which RQ
knows nothing of. So no result depends on how long RQ keeps what.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic, sleep
from typing import cast

from rq.command import send_command
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import JobStatus
from rq.utils import utcparse

from server.backends.base import Backend, Figures, Job, Outcome, Perform, Underway
from server.backends.redis_bell import Bell
from server.backends.redis_store import (
    ENDED,
    SECRET,
    TOTALS,
    WORKERS,
    Records,
    answering,
    connected,
    engine_key,
    kept,
    live_tags,
    result_key,
    seconds,
    stage_key,
)
from server.backends.redis_turns import LINED
from server.backends.rq_job import UNDERWAY, AnalysisJob, enqueue, queue_on
from server.backends.rq_shift import RqShift
from server.backends.standing import Seen, is_awaited, outcome, work_due
from server.contract import Engine, Stage
from server.errors import Busy
from server.settings import Settings

TRIES = 5
"""A job may end, expire or be forgotten between two looks at it; not five times in a row."""

TIDY_S, TIDY_PAUSE_S = 1.0, 0.005
"""How long RQ may take to put a job away after its result is there; 20 ms are usual."""


class RedisBackend(Backend):
    """See `Backend`; every process opens its own. Opening it needs no Redis yet."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = connected(settings)
        self._queue = queue_on(self._client)
        self._records = Records(self._client, settings)
        self._bell = Bell(connected(settings))
        self._secret = settings.secret.encode()

    def submit(self, job: Job) -> Outcome:
        """Most answers are there already: one round trip."""
        with answering():
            for _ in range(TRIES):
                standing = self._seen(job.id)
                if not (work := work_due(standing, self._settings)):
                    return cast(Outcome, outcome(standing))
                if standing.kept and not self._records.mark(job.id, standing.kept, work):
                    continue
                with suppress(DuplicateJobError):
                    enqueue(self._queue, job, self._settings)
                    underway = Underway(job.id, "queued", "queued", standing.now)
                    return cast(Outcome, outcome(replace(standing, underway=underway, work=work)))
                self._drop_ended(job.id)
        raise Busy

    def look(self, id: str) -> Outcome | None:
        """One round trip: RQ's part of it, then ours."""
        with answering():
            return outcome(self._seen(id))

    def wait(self, id: str, seconds: float) -> Outcome | None:
        """Sleep until the bell rings for this id."""
        deadline = monotonic() + seconds
        with self._bell.heard(id) as rung:
            while is_awaited(found := self.look(id)):
                if not rung.wait(deadline - monotonic()):
                    return self.look(id)
                rung.clear()
        return found

    def forget(self, id: str) -> bool:
        """A work-horse that has just stored its result is left to end: stopped, it is begun again.

        One that does not end within TIDY_S is stopped like any other.
        """
        with answering():
            was_there = bool(self._client.delete(result_key(id)))
            deadline = monotonic() + TIDY_S if was_there else 0.0
            while monotonic() < deadline and self._client.exists(AnalysisJob.key_for(id)):
                sleep(TIDY_PAUSE_S)
            was_there = self._drop_underway(id) or was_there
            self._client.delete(result_key(id), stage_key(id))  # it may have ended meanwhile
            self._client.publish(ENDED, id)
        return was_there

    def _drop_underway(self, id: str) -> bool:
        """Who runs it is told to stop; a work-horse that is just starting finds it gone."""
        with suppress(NoSuchJobError):
            job = AnalysisJob.fetch(id, self._client, self._queue.serializer)
            with suppress(ValueError):  # RQ tidies up its execution while we look at it
                job.delete()
            if job.worker_name:
                send_command(self._client, job.worker_name, "stop-job", job_id=id)
            return True
        return False

    def engine(self) -> Engine | None:
        """Read the latest announcement that still beats."""
        with answering():
            if not (tags := self._live_tags()):
                return None
            told = cast(bytes | None, self._client.get(engine_key(tags[0])))
        return Engine.model_validate_json(told) if told else None

    def secret(self) -> bytes:
        """The setting, or what the first process made and Redis keeps without an expiry."""
        if not self._secret:
            with answering():
                self._client.set(SECRET, secrets.token_hex(32), nx=True)
                self._secret = bytes.fromhex(cast(bytes, self._client.get(SECRET)).decode())
        return self._secret

    def ping(self) -> None:
        """Ask for a sign of life."""
        with answering():
            self._client.ping()

    def figures(self) -> Figures:
        """Read RQ's lists and our totals."""
        with answering(), self._client.pipeline(transaction=False) as pipe:
            pipe.llen(self._queue.key)
            pipe.scard(LINED)
            pipe.zcard(self._queue.started_job_registry.key)
            pipe.hgetall(WORKERS)
            pipe.time()
            pipe.hgetall(TOTALS)
            queued, lined, running, workers, time, totals = pipe.execute()
        return Figures(
            queued=queued + lined,
            running=running,
            workers=len(live_tags(workers, seconds(time))),
            ended={how.decode(): int(number) for how, number in totals.items()},
        )

    def work(self, perform: Perform, engine: Engine, limit: Callable[[], None]) -> None:
        """Work one shift."""
        RqShift(self._settings, perform, engine, limit).run()

    def close(self) -> None:
        """Close both clients."""
        self._bell.close()
        self._client.close()

    def _seen(self, id: str) -> Seen:
        with self._client.pipeline(transaction=True) as pipe:
            pipe.hmget(AnalysisJob.key_for(id), "status", "created_at")
            pipe.get(stage_key(id))
            pipe.hgetall(result_key(id))
            pipe.hgetall(WORKERS)
            pipe.time()
            pipe.llen(self._queue.key)
            pipe.scard(LINED)
            rq, stage, fields, workers, time, waiting, lined = pipe.execute()
        now = seconds(time)
        return Seen(
            kept=kept(id, fields),
            underway=_underway(id, rq[0], rq[1], stage),
            work=fields[b"work"].decode() if b"work" in fields else None,
            live=tuple(live_tags(workers, now)),
            waiting=waiting + lined,
            now=now,
        )

    def _drop_ended(self, id: str) -> None:
        """Clear away what RQ still has under an id and will not perform any more."""
        rq_key = AnalysisJob.key_for(id)
        status, created_at = cast(
            list[bytes | None], self._client.hmget(rq_key, "status", "created_at")
        )
        if not _is_underway(status, created_at):
            self._client.delete(rq_key)

    def _live_tags(self) -> list[str]:
        with self._client.pipeline(transaction=False) as pipe:
            pipe.hgetall(WORKERS)
            pipe.time()
            workers, time = pipe.execute()
        return live_tags(workers, seconds(time))


def _underway(
    id: str, status: bytes | None, created_at: bytes | None, stage: bytes | None
) -> Underway | None:
    """Return what RQ says of a job that has not ended, as far as it knows."""
    if status is None or created_at is None or not _is_underway(status, created_at):
        return None
    runs = status.decode() == JobStatus.STARTED
    return Underway(
        id,
        "running" if runs else "queued",
        cast(Stage, stage.decode()) if stage and runs else "queued",
        utcparse(created_at.decode()).timestamp(),
    )


def _is_underway(status: bytes | None, created_at: bytes | None) -> bool:
    """Return whether RQ has it queued or started; a hash cut short is neither."""
    return created_at is not None and status is not None and status.decode() in UNDERWAY
