"""Every setting, frozen, read once from the environment (`ONRECORD_…`)."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

MIN_SECRET_CHARS = 32
LOG_FORMATS = ("human", "json")
RANGES: dict[str, tuple[int, int | None]] = {
    "ONRECORD_PORT": (0, 65_535),
    "ONRECORD_WORKERS": (0, None),
    "ONRECORD_SITE_PAUSE_S": (0, None),
}
"""Least and most of a number; of all others at least 1."""


class SettingError(ValueError):
    """A setting in the environment cannot be understood. Says which one and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a self-hoster may change. Durations in seconds, sizes in bytes."""

    backend: str = "sqlite:var/onrecord.sqlite3"
    """Where jobs and results live: `sqlite:PATH`, or `redis://[USER@]HOST:PORT/DB` (`rediss:`)."""
    redis_password_file: str = ""
    """A file that holds the password for Redis, so that no address needs to."""
    host: str = "127.0.0.1"
    """The address the server listens on."""
    port: int = 8470
    """The port the server listens on."""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Host names this server answers for, without port."""
    web_processes: int = 2
    """Processes of the web server."""
    threads: int = 8
    """Threads of each web process; waiting requests use half of them at most."""
    workers: int = 1
    """Worker processes that `serve` starts beside the server."""
    fetch_allow: tuple[str, ...] = ()
    """`network:port` pairs that may be fetched although they are not public. For tests."""
    site_pause_s: int = 1
    """How long a site rests after a page of it; it is asked for two at a time."""
    queue_limit: int = 200
    """Jobs that may wait before the server says it is busy."""
    job_timeout_s: int = 14
    """Wall-clock time of one job."""
    job_cpu_s: int = 10
    """Processor time of one job."""
    job_memory_bytes: int = 600_000_000
    """Memory of one job, beyond what the worker itself has mapped."""
    result_ttl_s: int = 30 * 24 * 3600
    """How long the result of an address is kept."""
    result_fresh_s: int = 900
    """How old the result of an address may be before its page is checked again."""
    text_ttl_s: int = 3600
    """How long the result of a sent text or HTML is kept."""
    failure_ttl_s: int = 300
    """How long the failure of an address is remembered."""
    secret: str = field(default="", repr=False)
    """Mixed into the ids of sent texts. Empty: the backend makes one and keeps it."""
    secret_file: str = ""
    """A file that holds the secret, in place of `ONRECORD_SECRET`."""
    traceability_file: str = ""
    """A table that workers use in place of the published one. Empty: the published one."""
    log_format: str = "human"
    """How log lines are written: `human` or `json`."""

    @property
    def sqlite_path(self) -> Path:
        """Where the embedded backend keeps its file."""
        return Path(self.backend.removeprefix("sqlite:"))


def from_env(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that `ONRECORD_NAME` variables give; defaults for the rest.

    A list is separated by commas. Raises SettingError on a value that cannot be meant and on a name
    that no setting has, so that a misspelt one is not silently ignored.
    """
    known = {f"ONRECORD_{setting.name.upper()}": setting for setting in fields(Settings)}
    given = {name: value for name, value in environ.items() if name.startswith("ONRECORD_")}
    if unknown := sorted(given.keys() - known.keys()):
        raise SettingError(f"unknown setting: {', '.join(unknown)}")
    values = {
        known[name].name: _parse(name, raw, type(known[name].default))
        for name, raw in given.items()
    }
    if path := values.get("secret_file"):
        values["secret"] = _parse("ONRECORD_SECRET", _held("ONRECORD_SECRET_FILE", str(path)), str)
    if path := values.get("redis_password_file"):
        _held("ONRECORD_REDIS_PASSWORD_FILE", str(path))
    return Settings(**values)  # type: ignore[arg-type]


def _held(name: str, path: str) -> str:
    """Return what a secret's file holds, without the line's end."""
    try:
        held = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name} cannot be read: {path}") from error
    if not held:
        raise SettingError(f"{name} names an empty file: {path}")
    return held


def _parse(name: str, raw: str, kind: type) -> object:
    if kind is int:
        return _number(name, raw.strip())
    if kind is tuple:
        listed = tuple(part.strip().lower() for part in raw.split(",") if part.strip())
        if name == "ONRECORD_ALLOWED_HOSTS" and not listed:
            raise SettingError(f"{name} is empty: the server would answer nobody")
        return listed
    if name == "ONRECORD_LOG_FORMAT" and raw not in LOG_FORMATS:
        raise SettingError(f"{name} must be one of {', '.join(LOG_FORMATS)}, not {raw!r}")
    if name == "ONRECORD_SECRET" and 0 < len(raw) < MIN_SECRET_CHARS:
        raise SettingError(f"{name} must have at least {MIN_SECRET_CHARS} characters")
    return raw


def _number(name: str, raw: str) -> int:
    least, most = RANGES.get(name, (1, None))
    if not re.fullmatch("[0-9]+", raw):
        raise SettingError(f"{name} must be a whole number, not {raw!r}")
    if int(raw) < least or (most is not None and int(raw) > most):
        above = f" and at most {most}" if most else ""
        raise SettingError(f"{name} must be at least {least}{above}, not {raw}")
    return int(raw)
