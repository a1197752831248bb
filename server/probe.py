"""A health check from inside a container: `python -m server.probe` ends with 0 if it lives."""

import http.client
import sys

from server.settings import from_env

TIMEOUT_S = 3


def lives() -> bool:
    """Return whether the server on this machine answers /healthz."""
    settings = from_env()
    connection = http.client.HTTPConnection("127.0.0.1", settings.port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings.allowed_hosts[0]})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not lives())
