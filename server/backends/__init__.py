"""Where jobs wait and results are kept: one interface (base), one module an implementation."""

from server.backends.base import Backend
from server.settings import SettingError, Settings

REDIS_SCHEMES = ("redis", "rediss", "unix")


def open_backend(settings: Settings) -> Backend:
    """Return the backend that `settings.backend` names. Raises SettingError if none does."""
    scheme = settings.backend.partition(":")[0]
    if scheme == "sqlite":
        from server.backends.sqlite import SqliteBackend

        return SqliteBackend(settings)
    if scheme in REDIS_SCHEMES:
        from server.backends.redis import RedisBackend

        return RedisBackend(settings)
    raise SettingError(f"no such backend: {scheme!r}")
