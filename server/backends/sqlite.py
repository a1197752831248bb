"""The embedded backend: one SQLite file for server and workers on one machine.

A row is a job and then its result. Callers that wait look at the row in growing pauses, a worker
without work looks every 50 ms: both are reads, which in WAL mode hinder nobody.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict

from server.backends.base import Backend, Failed, Figures, Finished, Job, Outcome, Perform, Underway
from server.backends.shift import WORKER_TTL_S, Shift
from server.backends.sqlite_file import SqliteFile
from server.contract import Engine
from server.errors import Busy, NoWorker
from server.settings import Settings

FIRST_PAUSE_S = 0.005
LONGEST_PAUSE_S = 0.1


class SqliteBackend(Backend):
    """See `Backend`; every process opens its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._file = SqliteFile(settings.sqlite_path)
        self._secret = settings.secret.encode() or self._kept_secret()

    def submit(self, job: Job) -> Outcome:
        """Look without a lock first: most answers are there already."""
        with self._file.connection() as db:
            if standing := _standing(db, job.id):
                return standing
        with self._file.transaction() as db:
            return _standing(db, job.id) or self._queue(db, job)

    def look(self, id: str) -> Outcome | None:
        """Read one row."""
        with self._file.connection() as db:
            row = db.execute(f"{_OUTCOME} WHERE id = ? AND expires_at > ?", (id, time.time()))
            return _outcome(row.fetchone())

    def wait(self, id: str, seconds: float) -> Outcome | None:
        """Look in pauses that grow from 5 to 100 ms."""
        deadline = time.monotonic() + seconds
        pause = FIRST_PAUSE_S
        while isinstance(outcome := self.look(id), Underway):
            if (left := deadline - time.monotonic()) <= 0:
                break
            time.sleep(min(pause, left))
            pause = min(pause * 1.5, LONGEST_PAUSE_S)
        return outcome

    def forget(self, id: str) -> bool:
        """A worker that has it in hand finds its claim gone within a second and stops."""
        with self._file.connection() as db:
            return db.execute("DELETE FROM jobs WHERE id = ?", (id,)).rowcount > 0

    def engine(self) -> Engine | None:
        """Read the latest announcement that still beats."""
        with self._file.connection() as db:
            row = db.execute(f"SELECT engine FROM {_LATEST}", (_alive_since(),)).fetchone()
        return Engine.model_validate_json(row[0]) if row else None

    def secret(self) -> bytes:
        """The setting, or what the first process made and the file keeps."""
        return self._secret

    def ping(self) -> None:
        """Read one row, if there is one."""
        with self._file.connection() as db:
            db.execute("SELECT id FROM jobs LIMIT 1").fetchone()

    def figures(self) -> Figures:
        """Count rows, and read the totals."""
        with self._file.connection() as db:
            jobs = dict(db.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())
            workers = db.execute(
                "SELECT count(*) FROM workers WHERE seen_at > ?", (_alive_since(),)
            ).fetchone()[0]
            ended = dict(db.execute("SELECT outcome, number FROM totals").fetchall())
        return Figures(jobs.get("queued", 0), jobs.get("running", 0), workers, ended)

    def work(self, perform: Perform, engine: Engine, limit: Callable[[], None]) -> None:
        """Work one shift."""
        Shift(self._file, self._settings, perform, engine, limit).run()

    def close(self) -> None:
        """Close the pool."""
        self._file.close()

    def _queue(self, db: sqlite3.Connection, job: Job) -> Underway:
        """Put a job in the queue, in place of whatever stale row has its id."""
        if db.execute(f"SELECT 1 FROM {_LATEST}", (_alive_since(),)).fetchone() is None:
            raise NoWorker
        now = time.time()
        db.execute("DELETE FROM jobs WHERE expires_at <= ?", (now,))
        waiting = db.execute("SELECT count(*) FROM jobs WHERE state = 'queued'").fetchone()[0]
        if waiting >= self._settings.queue_limit:
            raise Busy
        ttl_s = self._settings.result_ttl_s if job.kind == "page" else self._settings.text_ttl_s
        db.execute(
            "INSERT OR REPLACE INTO jobs (id, state, kind, stage, submitted_at, expires_at, job)"
            " VALUES (?, 'queued', ?, 'queued', ?, ?, ?)",
            (job.id, job.kind, now, now + ttl_s, json.dumps(asdict(job))),
        )
        return Underway(job.id, "queued", "queued", now)

    def _kept_secret(self) -> bytes:
        with self._file.transaction() as db:
            db.execute("INSERT OR IGNORE INTO secrets VALUES ('ids', ?)", (secrets.token_hex(32),))
            row = db.execute("SELECT value FROM secrets WHERE name = 'ids'").fetchone()
        return bytes.fromhex(row[0])


_OUTCOME = "SELECT id, state, stage, submitted_at, body, etag, code, detail FROM jobs"
_LATEST = "workers WHERE seen_at > ? ORDER BY announced_at DESC LIMIT 1"
_CURRENT = (
    f"{_OUTCOME} WHERE id = ?1 AND expires_at > ?2 AND (state IN ('queued', 'running')"
    " OR engine IN (SELECT tag FROM workers WHERE seen_at > ?3)"
    " OR NOT EXISTS (SELECT 1 FROM workers WHERE seen_at > ?3))"
)


def _standing(db: sqlite3.Connection, id: str) -> Outcome | None:
    """Return what a new caller may be given or may join; None if the work is to be done anew."""
    row = db.execute(_CURRENT, (id, time.time(), _alive_since()))
    return _outcome(row.fetchone())


def _alive_since() -> float:
    return time.time() - WORKER_TTL_S


def _outcome(row: tuple[str, str, str, float, bytes, str, str, str] | None) -> Outcome | None:
    match row:
        case None:
            return None
        case (id, "finished", _, _, body, etag, _, _):
            return Finished(id, body, etag)
        case (id, "failed", _, _, _, _, code, detail):
            return Failed(id, code, detail)
        case (id, "running", stage, submitted_at, *_):
            return Underway(id, "running", stage, submitted_at)  # type: ignore[arg-type]
        case (id, _, stage, submitted_at, *_):
            return Underway(id, "queued", stage, submitted_at)  # type: ignore[arg-type]
