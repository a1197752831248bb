"""Which Host headers this server answers for.

A page that rebinds its own name to this machine's address sends that name as Host; the list stops
it before anything is done.
"""

import re

from flask import request

from server.desk import desk
from server.errors import HostRefused

_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


def refuse_foreign() -> None:
    """Raise HostRefused unless the host, without port, is in `allowed_hosts`."""
    host = _HOST.fullmatch(request.environ.get("HTTP_HOST", ""))
    if host is None or host[1].lower() not in desk().settings.allowed_hosts:
        raise HostRefused
