"""The embedded backend: one SQLite file for server and workers on one machine.

Callers that wait look at a job's row in growing pauses, a worker without work looks every 50 ms:
both are reads, which in WAL mode hinder nobody.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import cast

from server.backends.base import Backend, Figures, Job, Outcome, Perform, Underway
from server.backends.shift import Shift
from server.backends.sqlite_file import SqliteFile
from server.backends.sqlite_records import alive_since, seen
from server.backends.standing import Work, is_awaited, outcome, work_due
from server.backends.turns import site_of
from server.contract import Engine
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
            standing = seen(db, job.id)
        if work_due(standing, self._settings):
            with self._file.transaction() as db:
                standing = seen(db, job.id)
                if work := work_due(standing, self._settings):
                    underway = self._queue(db, job, work)
                    standing = replace(standing, underway=underway, work=work)
        return cast(Outcome, outcome(standing))

    def look(self, id: str) -> Outcome | None:
        """Read one row."""
        with self._file.connection() as db:
            return outcome(seen(db, id))

    def wait(self, id: str, seconds: float) -> Outcome | None:
        """Look in pauses that grow from 5 to 100 ms."""
        deadline = time.monotonic() + seconds
        pause = FIRST_PAUSE_S
        while is_awaited(found := self.look(id)):
            if (left := deadline - time.monotonic()) <= 0:
                break
            time.sleep(min(pause, left))
            pause = min(pause * 1.5, LONGEST_PAUSE_S)
        return found

    def forget(self, id: str) -> bool:
        """A worker that has it in hand finds its claim gone within a second and stops."""
        with self._file.transaction() as db:
            gone = [
                db.execute(f"DELETE FROM {table} WHERE id = ?", (id,)).rowcount
                for table in ("jobs", "results")
            ]
        return any(gone)

    def engine(self) -> Engine | None:
        """Read the latest announcement that still beats."""
        with self._file.connection() as db:
            row = db.execute(
                f"SELECT engine FROM {_LATEST}", (alive_since(time.time()),)
            ).fetchone()
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
                "SELECT count(*) FROM workers WHERE seen_at > ?", (alive_since(time.time()),)
            ).fetchone()[0]
            ended = dict(db.execute("SELECT outcome, number FROM totals").fetchall())
        return Figures(jobs.get("queued", 0), jobs.get("running", 0), workers, ended)

    def work(self, perform: Perform, engine: Engine, limit: Callable[[], None]) -> None:
        """Work one shift."""
        Shift(self._file, self._settings, perform, engine, limit).run()

    def close(self) -> None:
        """Close the pool."""
        self._file.close()

    def _queue(self, db: sqlite3.Connection, job: Job, work: Work) -> Underway:
        now = time.time()
        for table in ("jobs", "results"):
            db.execute(f"DELETE FROM {table} WHERE expires_at <= ?", (now,))
        ttl_s = self._settings.result_ttl_s if job.kind == "page" else self._settings.text_ttl_s
        db.execute(
            "INSERT INTO jobs (id, state, work, stage, submitted_at, expires_at, job, site)"
            " VALUES (?, 'queued', ?, 'queued', ?, ?, ?, ?)",
            (job.id, work, now, now + ttl_s, json.dumps(asdict(job)), site_of(job)),
        )
        return Underway(job.id, "queued", "queued", now)

    def _kept_secret(self) -> bytes:
        with self._file.transaction() as db:
            db.execute("INSERT OR IGNORE INTO secrets VALUES ('ids', ?)", (secrets.token_hex(32),))
            row = db.execute("SELECT value FROM secrets WHERE name = 'ids'").fetchone()
        return bytes.fromhex(row[0])


_LATEST = "workers WHERE seen_at > ? ORDER BY announced_at DESC LIMIT 1"
