"""Runs the server and its workers as one program: what `onrecord serve` does on one machine.

With a store that other machines reach, an init system or a container engine does this instead.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

Command = list[str]

POLL_S = 0.2
GRACE_S = 15  # a worker ends the job in hand first; a job is meant to take a second or two
PAUSE_S = 1.0  # between two starts of a worker that dies at once


def supervise(web: Command, worker: Command, workers: int) -> int:
    """Run one web process and its workers until SIGINT, SIGTERM or the web process ends.

    Return the exit status: 0 after a signal, else that of the web process. A worker that dies is
    started again.
    """
    with _stop_on_signal() as stopping:
        server = subprocess.Popen(web)
        crew = [subprocess.Popen(worker) for _ in range(workers)]
        started = time.monotonic()
        while server.poll() is None and not stopping():
            time.sleep(POLL_S)
            if time.monotonic() - started > PAUSE_S and any(w.poll() is not None for w in crew):
                crew = [w if w.poll() is None else _again(w, worker) for w in crew]
                started = time.monotonic()
        asked = stopping()
        _end([server, *crew])
    return 0 if asked else server.returncode


@contextmanager
def _stop_on_signal() -> Iterator:
    """Give a function that says whether a signal to stop has come."""
    caught: list[int] = []
    before = {
        number: signal.signal(number, lambda got, _: caught.append(got))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield lambda: bool(caught)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _again(ended: subprocess.Popen[bytes], worker: Command) -> subprocess.Popen[bytes]:
    print(f"A worker ended with status {ended.returncode}; starting it again.", file=sys.stderr)
    return subprocess.Popen(worker)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end, and kill those that have not within the time of grace."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + GRACE_S
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
