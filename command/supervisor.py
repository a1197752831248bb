"""Runs the server and its workers as one program: what `onrecord serve` does on one machine.

With a store that other machines reach, an init system or a container engine does this instead.
"""

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from server.settings import Settings


class PortTaken(Exception):
    """The server cannot listen where its settings say."""


Process = subprocess.Popen[bytes]

WEB = [sys.executable, "-m", "gunicorn", "-c", "python:server.serving", "server.wsgi:app"]
POLL_S = 0.2
GRACE_S = 30  # a web process answers who waits, a worker ends the job in hand
PAUSE_S = 1.0  # between two starts of a worker that dies at once


def serve_until_stopped(settings: Settings) -> int:
    """Run one web server and its workers until SIGINT, SIGTERM or the web server ends.

    Return the exit status: 0 after a signal, else that of the web server. A worker that dies is
    started again. Raises PortTaken.
    """
    _refuse_taken_port(settings)
    threading.Thread(target=_say_when_ready, args=(settings,), daemon=True).start()
    with _stop_on_signal() as stopping:
        web = subprocess.Popen(WEB)
        crew = [_start_worker() for _ in range(settings.workers)]
        looked = time.monotonic()
        while web.poll() is None and not stopping():
            time.sleep(POLL_S)
            if time.monotonic() - looked > PAUSE_S:
                crew = [_kept_alive(worker) for worker in crew]
                looked = time.monotonic()
        asked = stopping()
        _end([web, *crew])
    return 0 if asked else web.returncode


def _refuse_taken_port(settings: Settings) -> None:
    """Say it before anything starts; the web server itself would try again for a while."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(f"Port {settings.port} of {settings.host}: {error.strerror}") from error


def _start_worker() -> Process:
    return subprocess.Popen([sys.executable, "-m", "onrecord", "worker"])


def _kept_alive(worker: Process) -> Process:
    if worker.poll() is None:
        return worker
    print(f"A worker ended with status {worker.returncode}; starting another.", file=sys.stderr)
    return _start_worker()


def _say_when_ready(settings: Settings) -> None:
    """Print the address once the server says that it and a worker are ready."""
    while not _is_ready(settings):
        time.sleep(POLL_S)
    print(f"Onrecord is at http://{settings.host}:{settings.port}  (Ctrl-C stops it)", flush=True)


def _is_ready(settings: Settings) -> bool:
    connection = http.client.HTTPConnection(settings.host, settings.port, timeout=2)
    try:
        connection.request("GET", "/readyz", headers={"Host": settings.allowed_hosts[0]})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def _stop_on_signal() -> Iterator[Callable[[], bool]]:
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


def _end(children: list[Process]) -> None:
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
