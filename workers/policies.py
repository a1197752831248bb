"""The policy on traceability that a worker goes by: the published one, or a self-hoster's file."""

from functools import cache
from pathlib import Path

from server.settings import SettingError, Settings
from workers.claims.policy import PUBLISHED, Policy, PolicyError, parsed


def policy_of(settings: Settings) -> Policy:
    """Return the policy that settings name.

    The file is read once a process: what a worker announced is what its jobs go by, however the
    file changes meanwhile. Raises SettingError on a file that cannot be read or is no policy.
    """
    return _of_file(settings.traceability_file) if settings.traceability_file else PUBLISHED


@cache
def _of_file(path: str) -> Policy:
    try:
        return parsed(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"ONRECORD_TRACEABILITY_FILE cannot be read: {path}") from error
    except PolicyError as error:
        raise SettingError(f"ONRECORD_TRACEABILITY_FILE, {path}: {error}") from error
