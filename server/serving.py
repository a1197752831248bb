"""How gunicorn runs the server: `gunicorn -c python:server.serving server.wsgi:app`.

The master process reads this before it forks; names are gunicorn's settings and hooks.
"""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from server import logs
from server.desk import MAX_WAIT_S
from server.settings import from_env

_settings = from_env()

bind = (
    f"[{_settings.host}]:{_settings.port}"
    if ":" in _settings.host
    else (f"{_settings.host}:{_settings.port}")
)
workers = _settings.web_processes
worker_class = "gthread"
threads = _settings.threads
graceful_timeout = MAX_WAIT_S + 5
"""Seconds: whoever waits for a result gets an answer before the process goes."""
logconfig_dict = logs.configuration(_settings)
if Path("/dev/shm").is_dir():
    worker_tmp_dir = "/dev/shm"  # gunicorn's sign of life is a file; a busy disk would stall it

_counts = mkdtemp(prefix="onrecord-metrics-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _counts
"""Where the web processes keep their counts, so that any of them can tell the sum."""


def on_starting(server: Any) -> None:
    """Said once, not once a process."""
    logs.warn(_settings)


def child_exit(server: Any, worker: Any) -> None:
    """What a process counted stays; what it alone was goes."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    shutil.rmtree(_counts, ignore_errors=True)
