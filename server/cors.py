"""Which web origins may call: this server's own pages and browser extensions.

A program sends no Origin and may call. Any other origin is refused before any work is done, also
for requests that browsers send without asking first.
"""

import re

from flask import Flask, request
from flask_cors import CORS

from server.errors import OriginRefused

EXTENSIONS = (
    r"chrome-extension://[a-p]{32}\Z",
    r"moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z",
)
"""Anchored: flask-cors matches from the start, and takes what follows the pattern."""
PREFLIGHT_S = 600

_EXTENSION = re.compile("|".join(EXTENSIONS))


def register(app: Flask) -> None:
    """Tell browsers that extensions may call the API, without credentials."""
    CORS(
        app,
        resources=r"/api/.*",
        origins=[re.compile(pattern) for pattern in EXTENSIONS],
        methods=["GET", "HEAD", "POST", "DELETE"],
        allow_headers=["Authorization", "Content-Type", "If-None-Match", "Prefer"],
        expose_headers=["Age", "ETag", "Location", "Retry-After", "X-Request-Id"],
        max_age=PREFLIGHT_S,
    )


def refuse_foreign() -> None:
    """Raise OriginRefused if there is an Origin and it may not call."""
    origin = request.headers.get("Origin")
    if origin is not None and not is_allowed(origin, request.host):
        raise OriginRefused


def is_allowed(origin: str, host: str) -> bool:
    """Return whether an origin is the server's own, as its Host header names it, or an extension.

    The scheme of the own origin is left open: behind a proxy that ends TLS it is not the one the
    server sees.
    """
    own = origin in (f"http://{host}", f"https://{host}")
    return own or _EXTENSION.match(origin) is not None
