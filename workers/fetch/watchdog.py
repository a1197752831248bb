"""The time limit over a whole fetch, for the client: it ends what no read timeout ends."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Sequence

from server.errors import AddressUnknown, SiteTooSlow


class Watchdog:
    """Ends all sockets it watches when the time is up, whatever a thread is doing with them.

    A time limit for each read does not end a body that drips; this does. It holds duplicates of
    the descriptors, because TLS takes the original over.
    """

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self._timer = threading.Timer(seconds, self._bite)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> "Watchdog":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for held in self._sockets:
                held.close()
            self._sockets.clear()

    def watched(self, opened: socket.socket) -> socket.socket:
        """Return the socket, from now on watched."""
        with self._lock:
            self._sockets.append(opened.dup())
        self.check()
        return opened

    def wait_for(self, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
        """Return what a look-up gives. It has no time limit of its own and cannot be broken off."""
        outcome: list[Sequence[str] | Exception] = []

        def run() -> None:
            try:
                outcome.append(look_up())
            except AddressUnknown as error:
                outcome.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(max(0.0, self._deadline - time.monotonic()))
        if not outcome:
            raise SiteTooSlow
        if isinstance(outcome[0], Exception):
            raise outcome[0]
        return outcome[0]

    def check(self) -> None:
        """Raise SiteTooSlow if the time is up."""
        if time.monotonic() >= self._deadline:
            raise SiteTooSlow

    def _bite(self) -> None:
        with self._lock:
            for held in self._sockets:
                with contextlib.suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)
