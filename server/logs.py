"""What a log line looks like: for people, or one JSON object a line for programs.

A line tells ids, routes, codes and times, never an address or a text. What a line is about beyond
its sentence travels in `extra={"about": {...}}` and becomes fields of the object.
"""

import json
import logging
import logging.config
from datetime import UTC, datetime
from typing import Any

from server.settings import Settings

_log = logging.getLogger("onrecord")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; a line break from outside is escaped by JSON itself."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "about", {}),
        }
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


def configuration(settings: Settings) -> dict[str, Any]:
    """Return what logging.config takes: everything to standard error in one format."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "human": {"format": "%(asctime)s %(name)s %(message)s"},
            "json": {"()": JsonFormatter},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": settings.log_format},
        },
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {
            "onrecord": {"level": "INFO"},
            "gunicorn.error": {"level": "WARNING", "propagate": True},
        },
    }


def begin(settings: Settings) -> None:
    """Set this process's logging up, and say aloud what is dangerous to have set."""
    logging.config.dictConfig(configuration(settings))
    warn(settings)


def warn(settings: Settings) -> None:
    """Say aloud what is dangerous to have set."""
    if settings.fetch_allow:
        _log.warning(
            "ONRECORD_FETCH_ALLOW is set: addresses that are not public will be fetched (%s)."
            " Never do this where others can ask",
            ", ".join(settings.fetch_allow),
        )
