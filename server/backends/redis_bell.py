"""Wakes those who wait for a job: one subscription a process, shared by its threads.

A thread of its own reads the channel; who waits sleeps until its id is called, and looks again.
When the connection breaks, and when it is there again, everybody is woken: what was said meanwhile
is lost, and what is kept is not.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from server.backends.redis_store import ENDED

READ_S = 5.0
"""How long one blocking read lasts; it returns at once when there is something."""
PAUSE_S = 0.5


class Bell:
    """Rings for an id when its job has ended. The thread starts with the first who waits."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._waiting: dict[str, set[threading.Event]] = defaultdict(set)
        self._thread: threading.Thread | None = None
        self._closed = False

    @contextmanager
    def heard(self, id: str) -> Iterator[threading.Event]:
        """Lend an event that is set when there may be something new under an id."""
        event = threading.Event()
        with self._lock:
            self._waiting[id].add(event)
            if self._thread is None:
                self._thread = threading.Thread(target=self._listen, name="bell", daemon=True)
                self._thread.start()
        try:
            yield event
        finally:
            with self._lock:
                self._waiting[id].discard(event)
                if not self._waiting[id]:
                    del self._waiting[id]

    def close(self) -> None:
        """Return at once; the thread ends with its next read."""
        self._closed = True
        self._client.close()

    def _listen(self) -> None:
        while not self._closed:
            try:
                self._read_on()
            except (redis.RedisError, OSError, ValueError):  # ValueError: closed in the middle
                self._wake(None)
                time.sleep(PAUSE_S)

    def _read_on(self) -> None:
        with self._client.pubsub() as channel:
            channel.subscribe(ENDED)
            while not self._closed:
                message = channel.get_message(timeout=READ_S)
                if message is None:
                    channel.ping()  # else a connection that died silently is never noticed
                elif message["type"] == "subscribe":
                    self._wake(None)
                elif message["type"] == "message":
                    self._wake(message["data"].decode())

    def _wake(self, id: str | None) -> None:
        with self._lock:
            ids = [*self._waiting] if id is None else [id] if id in self._waiting else []
            for each in ids:
                for event in self._waiting[each]:
                    event.set()
