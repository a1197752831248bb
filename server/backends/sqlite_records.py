"""What the file of the embedded backend says of an id, and how the end of a job is written there.

`jobs` holds what waits or runs, `results` how jobs ended; an id may be in both, while a result is
checked or made anew. Functions on a connection; who calls holds the transaction.
"""

import sqlite3
import time

from server.backends.base import (
    Failed,
    Finished,
    Job,
    Underway,
    Validators,
    engine_tag,
    entity_tag,
)
from server.backends.child import Performed
from server.backends.standing import Kept, Seen
from server.contract import Engine
from server.errors import OnrecordError
from server.settings import Settings

WORKER_TTL_S = 10.0
"""How long after its last beat a worker counts as live."""

_SEEN = """
SELECT r.state, r.engine, r.body, r.etag, r.checked_at, r.code, r.detail, r.retry_at,
    j.state, j.stage, j.submitted_at, j.work,
    (SELECT group_concat(tag) FROM workers WHERE seen_at > ?3),
    (SELECT count(*) FROM jobs WHERE state = 'queued')
FROM (SELECT ?1 AS id) AS asked
LEFT JOIN results r ON r.id = asked.id AND r.expires_at > ?2
LEFT JOIN jobs j ON j.id = asked.id AND j.expires_at > ?2
"""


def seen(db: sqlite3.Connection, id: str) -> Seen:
    """Return all that decides what a caller is given: one read."""
    now = time.time()
    told = db.execute(_SEEN, (id, now, alive_since(now))).fetchone()
    *result, state, stage, submitted_at, work, tags, waiting = told
    return Seen(
        kept=_kept(id, *result) if result[0] else None,
        underway=Underway(id, state, stage, submitted_at) if state else None,
        work=work,
        live=tuple(tags.split(",")) if tags else (),
        waiting=waiting,
        now=now,
    )


def alive_since(now: float) -> float:
    """Return before when a worker's last beat must not lie."""
    return now - WORKER_TTL_S


def known(db: sqlite3.Connection, id: str, engine: Engine) -> Validators | None:
    """Return what to ask the site by: only if the same engine would make the same of the page."""
    told = db.execute(
        "SELECT validators FROM results WHERE id = ? AND engine = ? AND expires_at > ?"
        " AND validators IS NOT NULL",
        (id, engine_tag(engine), time.time()),
    ).fetchone()
    return Validators.from_json(told[0]) if told else None


def finish(
    db: sqlite3.Connection, job: Job, made: Performed, engine: Engine, settings: Settings
) -> None:
    """Keep a result in place of what was there."""
    now = time.time()
    is_page = job.kind == "page"
    db.execute(
        "INSERT OR REPLACE INTO results"
        " (id, state, engine, expires_at, body, etag, checked_at, validators)"
        " VALUES (?, 'finished', ?, ?, ?, ?, ?, ?)",
        (
            job.id,
            engine_tag(engine),
            now + (settings.result_ttl_s if is_page else settings.text_ttl_s),
            made.body,
            entity_tag(made.body, engine),
            now if is_page else None,
            made.validators.to_json() if made.validators else None,
        ),
    )


def confirm(db: sqlite3.Connection, job: Job) -> bool:
    """Return whether the result that the job's validators came with is there; it is fresh now."""
    confirmed = db.execute(
        "UPDATE results SET checked_at = ?1 WHERE id = ?2 AND validators = ?3 AND expires_at > ?1",
        (time.time(), job.id, job.known.to_json() if job.known else None),
    )
    return confirmed.rowcount > 0


def fail(
    db: sqlite3.Connection, job: Job, problem: OnrecordError, engine: Engine, ttl_s: float
) -> None:
    """Remember a failure; an older result stays, and is not tried again for as long."""
    now = time.time()
    kept = db.execute(
        "UPDATE results SET retry_at = ? WHERE id = ? AND state = 'finished' AND expires_at > ?",
        (now + ttl_s, job.id, now),
    )
    if not kept.rowcount:
        db.execute(
            "INSERT OR REPLACE INTO results"
            " (id, state, engine, expires_at, retry_at, code, detail)"
            " VALUES (?1, 'failed', ?2, ?3, ?3, ?4, ?5)",
            (job.id, engine_tag(engine), now + ttl_s, problem.code, problem.detail),
        )


def _kept(
    id: str,
    state: str,
    engine: str,
    body: bytes,
    etag: str,
    checked_at: float | None,
    code: str,
    detail: str,
    retry_at: float,
) -> Kept:
    if state == "failed":
        return Kept(Failed(id, code, detail, retry_at), engine, retry_at)
    return Kept(Finished(id, body, etag, checked_at), engine, retry_at)
