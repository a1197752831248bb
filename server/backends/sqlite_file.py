"""The file of the embedded backend: its schema, its permissions, and connections to it.

A connection is used by one thread at a time and returned to a pool, so that a server with many
short-lived threads does not pile them up. WAL: readers never wait for the writer. A writer waits at
most BUSY_TIMEOUT_S for another; all transactions here are a few rows long.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from server.errors import StoreDown

BUSY_TIMEOUT_S = 5
_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running')),
    work TEXT NOT NULL CHECK (work IN ('make', 'check')),
    stage TEXT NOT NULL,
    submitted_at REAL NOT NULL,
    expires_at REAL NOT NULL,
    job TEXT NOT NULL,                     -- what to do
    site TEXT,                             -- which site it asks, if any
    attempts INTEGER NOT NULL DEFAULT 0,
    claim TEXT, lease_until REAL           -- while running: whose it is, and until when
);
CREATE TABLE IF NOT EXISTS results (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('finished', 'failed')),
    engine TEXT NOT NULL,                  -- the tag of what made it
    expires_at REAL NOT NULL,
    body BLOB, etag TEXT,                  -- if finished
    checked_at REAL, validators TEXT,      -- if finished and of an address
    retry_at REAL NOT NULL DEFAULT 0,      -- until when no new try is made
    code TEXT, detail TEXT                 -- if failed
);
CREATE INDEX IF NOT EXISTS jobs_queue ON jobs (state, submitted_at);
CREATE INDEX IF NOT EXISTS jobs_expiry ON jobs (expires_at);
CREATE INDEX IF NOT EXISTS results_expiry ON results (expires_at);
CREATE TABLE IF NOT EXISTS workers (
    id TEXT PRIMARY KEY, engine TEXT NOT NULL, tag TEXT NOT NULL,
    announced_at REAL NOT NULL, seen_at REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS turns (
    id TEXT PRIMARY KEY, site TEXT NOT NULL, until REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS turns_site ON turns (site);
CREATE TABLE IF NOT EXISTS rests (site TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS totals (outcome TEXT PRIMARY KEY, number INTEGER NOT NULL);
"""
SCHEMA_VERSION = 4
"""Raised with every change of the schema: an older file is a cache of another make, and rebuilt."""
_REBUILT = ("jobs", "results", "workers", "turns", "rests", "totals")
"""The secret stays, so that ids of sent texts do not change."""


class SqliteFile:
    """One database file, readable by its owner only, and its pool of connections."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        with self._alone():
            self._create()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection in autocommit mode. Any sqlite3.Error inside becomes StoreDown."""
        try:
            db = self._take()
            try:
                yield db
            except sqlite3.Error:
                db.close()
                raise
            except BaseException:
                db.rollback()
                self._idle.put(db)
                raise
            self._idle.put(db)
        except sqlite3.Error as error:
            raise StoreDown from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that holds the write lock; commit at the end, roll back on a raise."""
        with self.connection() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")

    def close(self) -> None:
        """Return after closing what lies in the pool."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA secure_delete = ON")  # what is forgotten leaves no text in free pages
        return db

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two processes that turn a new file to WAL at once would lock each other out.

        The lock is on the folder: closing any descriptor of the file itself would drop the locks
        SQLite holds on it.
        """
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = os.open(self._path.parent, os.O_RDONLY)
        except OSError as error:
            raise StoreDown from error
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _create(self) -> None:
        try:
            if not self._path.exists():
                os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise StoreDown from error
        with self.connection() as db:
            db.execute("PRAGMA journal_mode = WAL")
            if db.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                for table in _REBUILT:
                    db.execute(f"DROP TABLE IF EXISTS {table}")
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            db.executescript(_SCHEMA)
