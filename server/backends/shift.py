"""A worker's shift on the embedded backend: announce, claim, perform in a child, store, go on.

A claim is a lease that the worker renews while the child runs. If the worker is killed the lease
runs out and another takes the job. Only the holder of the claim may store, so a worker that was
frozen for a while spoils nothing when it wakes.
"""

import json
import logging
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from secrets import token_hex

from server.backends import sqlite_records as records
from server.backends import sqlite_turns as turns
from server.backends.base import MAX_RETRIES, Job, Perform, Unchanged, engine_tag
from server.backends.child import Broke, End, Killed, News, Performed, Reached, performing
from server.backends.sqlite_file import SqliteFile
from server.backends.sqlite_records import WORKER_TTL_S
from server.backends.standing import failure_ttl_s
from server.contract import Engine, Stage
from server.errors import SiteBusy, StoreDown, Unreadable
from server.settings import Settings

BEAT_S = 1.0
LEASE_S = 5.0
"""Five missed beats: a busy machine may hold a process back for a second or two."""
IDLE_PAUSE_S = 0.05
STORE_DOWN_PAUSE_S = 1.0

_log = logging.getLogger("onrecord.worker")


class Shift:
    """One worker process, from its announcement to its end."""

    def __init__(
        self,
        file: SqliteFile,
        settings: Settings,
        perform: Perform,
        engine: Engine,
        limit: Callable[[], None],
    ) -> None:
        self._file = file
        self._settings = settings
        self._perform = perform
        self._engine = engine
        self._limit = limit
        self._id = token_hex(8)
        self._announced_at = time.time()
        self._last_beat = 0.0
        self._over = False

    def run(self) -> None:
        """Return after SIGTERM or SIGINT, when the job in hand has ended."""
        with self._until_told():
            while not self._over:
                try:
                    self._beat()
                    if not self._one_job():
                        time.sleep(IDLE_PAUSE_S)
                except StoreDown:
                    _log.warning("the store does not answer; trying again")
                    time.sleep(STORE_DOWN_PAUSE_S)
            self._withdraw()

    @contextmanager
    def _until_told(self) -> Iterator[None]:
        def end(*_: object) -> None:
            self._over = True

        told = signal.SIGTERM, signal.SIGINT
        before = [signal.signal(number, end) for number in told]
        try:
            yield
        finally:
            for number, handler in zip(told, before, strict=True):
                signal.signal(number, handler)

    def _beat(self) -> None:
        """Say once a second that this worker lives, and drop what has expired."""
        if time.monotonic() - self._last_beat < BEAT_S:
            return
        self._last_beat = time.monotonic()
        now = time.time()
        with self._file.transaction() as db:
            db.execute(
                "INSERT INTO workers VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at",
                (
                    self._id,
                    self._engine.model_dump_json(),
                    engine_tag(self._engine),
                    self._announced_at,
                    now,
                ),
            )
            db.execute("DELETE FROM workers WHERE seen_at < ?", (now - WORKER_TTL_S,))
            for table in ("jobs", "results"):
                db.execute(f"DELETE FROM {table} WHERE expires_at <= ?", (now,))
            turns.drop_past(db, now)

    def _withdraw(self) -> None:
        with self._file.connection() as db:
            db.execute("DELETE FROM workers WHERE id = ?", (self._id,))

    def _one_job(self) -> bool:
        """Return whether there was one."""
        if not self._is_one_free():
            return False
        claim = token_hex(8)
        if (claimed := self._claim(claim)) is None:
            return False
        job, attempts, rest_s = claimed
        began = time.monotonic()
        if rest_s:
            self._end(job, claim, Broke(SiteBusy(retry_after_s=rest_s)))
        elif attempts > 1 + MAX_RETRIES:
            gave_up = Unreadable("Reading it brought the worker down more than once.")
            self._end(job, claim, Broke(gave_up))
        else:
            self._perform_claimed(job, claim)
        self._leave(job)
        _log.info("job %s (%s) ended after %.2f s", job.id, job.kind, time.monotonic() - began)
        return True

    def _is_one_free(self) -> bool:
        """A read, so that idle workers never take the write lock."""
        with self._file.connection() as db:
            return db.execute(f"SELECT 1 {_FREE}", (time.time(),)).fetchone() is not None

    def _claim(self, claim: str) -> tuple[Job, int, int] | None:
        """Return the oldest job that may begin, now ours, and which attempt at it this is.

        Last for how many seconds its site wants to be left alone, 0 if it has its turn.
        """
        now = time.time()
        with self._file.transaction() as db:
            row = db.execute(
                "UPDATE jobs SET state = 'running', claim = ?2, lease_until = ?3,"
                f" attempts = attempts + 1 WHERE id = (SELECT id {_FREE}) RETURNING job, attempts",
                (now, claim, now + LEASE_S),
            ).fetchone()
            if row is None:
                return None
            job = Job(**json.loads(row[0]))
            rest_s = turns.take(db, job, self._settings, now)
            return replace(job, known=records.known(db, job.id, self._engine)), row[1], rest_s

    def _leave(self, job: Job) -> None:
        if job.kind == "page":
            with self._file.connection() as db:
                turns.leave(db, job, self._settings, time.time())

    def _perform_claimed(self, job: Job, claim: str) -> None:
        """Follow the child until it ends, or until the job is not ours any more."""
        stage: Stage = "queued"
        timeout_s = self._settings.job_timeout_s
        heard = performing(job, self._perform, self._limit, timeout_s, BEAT_S)
        with closing(heard):
            for news in heard:
                stage = news.stage if isinstance(news, Reached) else stage
                if not self._goes_on(job, claim, news, stage):
                    return

    def _goes_on(self, job: Job, claim: str, news: News, stage: Stage) -> bool:
        """Store what the child said; return whether there is more to hear."""
        match news:
            case Performed() | Unchanged() | Broke():
                self._end(job, claim, news)
                return False
            case Killed():
                self._give_back(job, claim)
                return False
            case _:
                self._beat()
                return self._renew(job, claim, stage)

    def _renew(self, job: Job, claim: str, stage: Stage) -> bool:
        """Return whether the job is still ours: it may have been forgotten meanwhile."""
        with self._file.connection() as db:
            held = db.execute(
                "UPDATE jobs SET lease_until = ?, stage = ? WHERE id = ? AND claim = ?",
                (time.time() + LEASE_S, stage, job.id, claim),
            )
            return held.rowcount > 0

    def _give_back(self, job: Job, claim: str) -> None:
        """Let it be begun again, unless it has been too often."""
        _log.warning("job %s: beginning again", job.id)
        with self._file.connection() as db:
            db.execute(
                "UPDATE jobs SET lease_until = 0 WHERE id = ? AND claim = ?", (job.id, claim)
            )

    def _end(self, job: Job, claim: str, end: End) -> None:
        """Store an end, if the claim still holds. What was sent is not needed any more.

        A result that was found to be current and is gone meanwhile has to be made after all.
        """
        with self._file.transaction() as db:
            held = db.execute("SELECT 1 FROM jobs WHERE id = ? AND claim = ?", (job.id, claim))
            if held.fetchone() is None:
                return
            if (how := self._store(db, job, end)) is not None:
                db.execute("DELETE FROM jobs WHERE id = ?", (job.id,))
                db.execute(
                    "INSERT INTO totals VALUES (?, 1)"
                    " ON CONFLICT (outcome) DO UPDATE SET number = number + 1",
                    (how,),
                )
        if how is None:
            self._give_back(job, claim)

    def _store(self, db: sqlite3.Connection, job: Job, end: End) -> str | None:
        """Return how it ended, for the totals; None if there was nothing left to confirm."""
        match end:
            case Performed():
                records.finish(db, job, end, self._engine, self._settings)
                return "finished"
            case Unchanged():
                return "unchanged" if records.confirm(db, job) else None
            case Broke(problem):
                _log.info("job %s failed: %s", job.id, problem.code)
                ttl_s = failure_ttl_s(problem, self._settings)
                if isinstance(problem, SiteBusy):
                    turns.rest(db, job, ttl_s, time.time())
                records.fail(db, job, problem, self._engine, ttl_s)
                return problem.code


_FREE = (
    f"FROM jobs WHERE (state = 'queued' AND {turns.MAY_BEGIN})"
    " OR (state = 'running' AND lease_until < ?1)"
    " ORDER BY submitted_at LIMIT 1"
)
