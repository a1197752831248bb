"""A worker's shift on the embedded backend: announce, claim, perform in a child, store, go on.

A claim is a lease that the worker renews while the child runs. If the worker is killed the lease
runs out and another takes the job. Only the holder of the claim may store, so a worker that was
frozen for a while spoils nothing when it wakes.
"""

import json
import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from secrets import token_hex

from server.backends.base import MAX_RETRIES, Job, Perform, engine_tag, entity_tag
from server.backends.child import Broke, Killed, News, Performed, Reached, performing
from server.backends.sqlite_file import SqliteFile
from server.contract import Engine, Stage
from server.errors import OnrecordError, StoreDown, Unreadable
from server.settings import Settings

BEAT_S = 1.0
LEASE_S = 5.0
"""Five missed beats: a busy machine may hold a process back for a second or two."""
WORKER_TTL_S = 10.0
"""How long after its last beat a worker counts as live."""
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
            db.execute("DELETE FROM jobs WHERE expires_at <= ?", (now,))

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
        job, attempts = claimed
        began = time.monotonic()
        if attempts > 1 + MAX_RETRIES:
            gave_up = Unreadable("Reading it brought the worker down more than once.")
            self._store_failure(job, claim, gave_up)
        else:
            self._perform_claimed(job, claim)
        _log.info("job %s (%s) ended after %.2f s", job.id, job.kind, time.monotonic() - began)
        return True

    def _is_one_free(self) -> bool:
        """A read, so that idle workers never take the write lock."""
        with self._file.connection() as db:
            return db.execute(f"SELECT 1 {_FREE}", (time.time(),)).fetchone() is not None

    def _claim(self, claim: str) -> tuple[Job, int] | None:
        """Return the oldest free job, now ours, and which attempt at it this is."""
        now = time.time()
        with self._file.transaction() as db:
            row = db.execute(
                "UPDATE jobs SET state = 'running', claim = ?, lease_until = ?,"
                f" attempts = attempts + 1 WHERE id = (SELECT id {_FREE}) RETURNING job, attempts",
                (claim, now + LEASE_S, now),
            ).fetchone()
        return (Job(**json.loads(row[0])), row[1]) if row else None

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
            case Performed(body):
                self._store_result(job, claim, body)
                return False
            case Broke(problem):
                self._store_failure(job, claim, problem)
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
        _log.warning("job %s: its child was killed; beginning again", job.id)
        with self._file.connection() as db:
            db.execute(
                "UPDATE jobs SET lease_until = 0 WHERE id = ? AND claim = ?", (job.id, claim)
            )

    def _store_result(self, job: Job, claim: str, body: bytes) -> None:
        is_page = job.kind == "page"
        ttl_s = self._settings.result_ttl_s if is_page else self._settings.text_ttl_s
        self._end(
            "finished",
            "state = 'finished', body = ?, etag = ?",
            (body, entity_tag(body, self._engine)),
            ttl_s,
            job,
            claim,
        )

    def _store_failure(self, job: Job, claim: str, problem: OnrecordError) -> None:
        """A failure of ours is forgotten as soon as callers are told to try again."""
        ttl_s = problem.retry_after_s or self._settings.failure_ttl_s
        _log.info("job %s failed: %s", job.id, problem.code)
        self._end(
            problem.code,
            "state = 'failed', code = ?, detail = ?",
            (problem.code, problem.detail),
            min(ttl_s, self._settings.failure_ttl_s),
            job,
            claim,
        )

    def _end(
        self, how: str, change: str, values: tuple[object, ...], ttl_s: float, job: Job, claim: str
    ) -> None:
        """Store an end, if the claim still holds. What was sent is not needed any more."""
        with self._file.transaction() as db:
            stored = db.execute(
                f"UPDATE jobs SET {change}, job = NULL, claim = NULL, engine = ?, expires_at = ?"
                " WHERE id = ? AND claim = ?",
                (*values, engine_tag(self._engine), time.time() + ttl_s, job.id, claim),
            )
            if stored.rowcount:
                db.execute(
                    "INSERT INTO totals VALUES (?, 1)"
                    " ON CONFLICT (outcome) DO UPDATE SET number = number + 1",
                    (how,),
                )


_FREE = (
    "FROM jobs WHERE state = 'queued' OR (state = 'running' AND lease_until < ?)"
    " ORDER BY submitted_at LIMIT 1"
)
