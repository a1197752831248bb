"""Turns at sites, in the file of the embedded backend (see turns.py).

`turns` has a row for each job that is at a site or was until a moment ago, `rests` one for each
site that wants to be left alone. Functions on a connection; who calls holds the transaction.
"""

import math
import sqlite3

from server.backends.base import Job
from server.backends.turns import AT_ONCE, site_of, turn_s
from server.settings import Settings

MAY_BEGIN = (
    "(site IS NULL OR site IN (SELECT site FROM rests WHERE until > ?1)"
    " OR (SELECT count(*) FROM turns WHERE turns.site = jobs.site AND turns.until > ?1)"
    f" < {AT_ONCE})"
)
"""Of a row of `jobs`, at the time ?1: its site has a turn free, or rests, which is soon told."""


def take(db: sqlite3.Connection, job: Job, settings: Settings, now: float) -> int:
    """Take a turn for a job: 0. Or return the seconds for which its site wants to be left alone."""
    site = site_of(job)
    rest = db.execute(
        "SELECT until FROM rests WHERE site = ? AND until > ?", (site, now)
    ).fetchone()
    if rest is not None:
        until: float = rest[0]
        return math.ceil(until - now)
    if site is not None:
        turn = (job.id, site, now + turn_s(settings))
        db.execute("INSERT OR REPLACE INTO turns VALUES (?, ?, ?)", turn)
    return 0


def leave(db: sqlite3.Connection, job: Job, settings: Settings, now: float) -> None:
    """Give a job's turn back; it is free when the site has rested."""
    db.execute("UPDATE turns SET until = ? WHERE id = ?", (now + settings.site_pause_s, job.id))


def rest(db: sqlite3.Connection, job: Job, seconds: float, now: float) -> None:
    """Leave a job's site alone for so long, if it does not rest already."""
    db.execute(
        "INSERT INTO rests VALUES (?1, ?2) ON CONFLICT (site) DO UPDATE SET until = ?2"
        " WHERE until <= ?3",
        (site_of(job), now + seconds, now),
    )


def drop_past(db: sqlite3.Connection, now: float) -> None:
    """Forget turns and rests that are over: they name sites."""
    for table in ("turns", "rests"):
        db.execute(f"DELETE FROM {table} WHERE until <= ?", (now,))
