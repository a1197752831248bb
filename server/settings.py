"""Every setting, frozen, read once from the environment (`ONRECORD_…`)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path


class SettingError(ValueError):
    """A setting in the environment cannot be understood. Says which one and why."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a self-hoster may change. Durations in seconds, sizes in bytes."""

    backend: str = "sqlite:var/onrecord.sqlite3"
    """Where jobs and results live: `sqlite:PATH`."""
    host: str = "127.0.0.1"
    """The address the server listens on."""
    port: int = 8470
    """The port the server listens on."""
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    """Host names this server answers for, without port."""
    threads: int = 8
    """Threads of the web server; waiting requests use half of them at most."""
    workers: int = 1
    """Worker processes that `serve` starts beside the server on the embedded backend."""
    fetch_allow: tuple[str, ...] = ()
    """`network:port` pairs that may be fetched although they are not public. For tests."""
    queue_limit: int = 200
    """Jobs that may wait before the server says it is busy."""
    job_timeout_s: int = 30
    """Wall-clock time of one job."""
    job_cpu_s: int = 20
    """Processor time of one job."""
    job_memory_bytes: int = 1_000_000_000
    """Memory of one job, beyond what the worker itself has mapped."""
    result_ttl_s: int = 30 * 24 * 3600
    """How long the result of an address is kept."""
    text_ttl_s: int = 3600
    """How long the result of a sent text or HTML is kept."""
    failure_ttl_s: int = 300
    """How long the failure of an address is remembered."""
    secret: str = ""
    """Mixed into the ids of sent texts. Empty: the backend makes one and keeps it."""

    @property
    def sqlite_path(self) -> Path:
        """Where the embedded backend keeps its file."""
        return Path(self.backend.removeprefix("sqlite:"))


def from_env(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that `ONRECORD_NAME` variables give; defaults for the rest.

    A list is separated by commas. Raises SettingError on a number that is none and on a name that
    no setting has, so that a misspelt one is not silently ignored.
    """
    known = {f"ONRECORD_{field.name.upper()}": field for field in fields(Settings)}
    given = {name: value for name, value in environ.items() if name.startswith("ONRECORD_")}
    if unknown := sorted(given.keys() - known.keys()):
        raise SettingError(f"unknown setting: {', '.join(unknown)}")
    values: dict[str, object] = {}
    for name, raw in given.items():
        field = known[name]
        values[field.name] = _parse(name, raw, type(field.default))
    return Settings(**values)  # type: ignore[arg-type]


def _parse(name: str, raw: str, kind: type) -> object:
    if kind is int:
        if not raw.strip().isdecimal():
            raise SettingError(f"{name} must be a whole number, not {raw!r}")
        return int(raw)
    if kind is tuple:
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    return raw
