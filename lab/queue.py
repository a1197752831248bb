"""What the queue itself costs: time per job, and a worker's memory over many jobs.

    python -m lab.queue [JOBS]

Starts a Redis of its own and one worker whose jobs do nothing, and prints, for jobs one after the
other and for jobs that wait in a row, the milliseconds each took beyond its work; then the worker's
memory before and after. It needs redis-server.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from server.backends import open_backend
from server.backends.base import Backend, Finished, Job, Perform
from server.settings import Settings
from workers.analysis import engine
from workers.jobs import renew

JOBS = 1000
ONE_BY_ONE = 50
TEXT = (
    "The ferry will stop at night, the port authority said on Monday. Two officials confirmed it."
)


def main() -> None:
    """Print the table."""
    jobs = int(sys.argv[1]) if len(sys.argv) > 1 else JOBS
    with TemporaryDirectory(prefix="or-") as folder:
        redis = _redis(Path(folder))
        settings = Settings(backend=f"unix://{folder}/s", queue_limit=jobs + 1)
        try:
            _measure(settings, jobs)
        finally:
            redis.terminate()
            redis.wait()


def _measure(settings: Settings, jobs: int) -> None:
    made = renew(_job("made"), settings, lambda stage: None)
    pid = _worker(settings, lambda job, report: made)
    backend = open_backend(settings)
    try:
        while backend.engine() is None:
            time.sleep(0.05)
        alone = [_timed(backend, _job(f"alone-{n}")) for n in range(ONE_BY_ONE)]
        before = _memory(pid)
        in_row_s = _in_a_row(backend, jobs)
        after = _memory(pid)
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
        backend.close()
    print(f"one after the other   {median(alone) * 1000:6.1f} ms a job, asked to answered (median)")
    print(f"{jobs} in a row        {in_row_s / jobs * 1000:6.1f} ms a job")
    print(f"memory of the worker  {before[0]:6.0f} MB before, {after[0]:.0f} MB after {jobs} jobs")
    print(f"  of that its own     {before[1]:6.0f} MB before, {after[1]:.0f} MB after")


def _redis(folder: Path) -> subprocess.Popen[bytes]:
    options = ("--port", "0", "--unixsocket", f"{folder}/s", "--dir", str(folder), "--save", "")
    process = subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL)
    while not (folder / "s").exists():
        time.sleep(0.01)
    return process


def _worker(settings: Settings, performed: Perform) -> int:
    """Return the process of a worker that holds what a real one holds, and does nothing."""
    pid = os.fork()
    if pid == 0:
        try:
            open_backend(settings).work(performed, engine(), lambda: None)
        finally:
            os._exit(0)
    return pid


def _in_a_row(backend: Backend, jobs: int) -> float:
    began = time.monotonic()
    for number in range(jobs):
        backend.submit(_job(f"row-{number}"))
    for number in range(jobs):
        assert isinstance(backend.wait(f"tx-row-{number}", 600), Finished)
    return time.monotonic() - began


def _timed(backend: Backend, job: Job) -> float:
    began = time.monotonic()
    backend.submit(job)
    assert isinstance(backend.wait(job.id, 20), Finished)
    return time.monotonic() - began


def _job(name: str) -> Job:
    return Job(f"tx-{name}", "text", text=TEXT)


def _memory(pid: int) -> tuple[float, float]:
    """Return a process's resident and private memory in MB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    kb = {line.split()[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
    return kb["Rss:"] / 1024, (kb["Private_Dirty:"] + kb["Private_Clean:"]) / 1024


if __name__ == "__main__":
    main()
