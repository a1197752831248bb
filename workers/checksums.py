"""Fingerprints of the data that results depend on: what, besides code, makes a result stale."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def of_data(package: str, folder: str = "") -> str:
    """Return the first 12 hex digits of the SHA-256 over the data files of a package's folder.

    Names count as well as bytes; modules and what lies deeper do not.
    """
    digest = hashlib.sha256()
    for file in sorted(files(package).joinpath(folder).iterdir(), key=lambda entry: entry.name):
        if file.is_file() and not file.name.endswith((".py", ".pyc")):
            digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def of_file(path: Path) -> str:
    """Return the first 12 hex digits of the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:12]


def of_values(values: Mapping[str, object]) -> str:
    """Return the first 12 hex digits of the SHA-256 over some values, whatever their order."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]
