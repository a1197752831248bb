"""Whose certificate the fetcher believes."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from server.errors import SiteFailed
from tests.workers.fetch.asking import LOOPBACK
from workers.fetch.client import fetch
from workers.fetch.guard import allowances


@pytest.fixture
def secure_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate for news.example, of an authority that this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("news.example").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                accepted, _ = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(accepted, server_side=True) as connection:
                    connection.recv(65_536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Yes")
            except OSError:
                continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_the_certificate_is_held_against_the_name_of_the_host(secure_port: int) -> None:
    allowed = allowances([f"127.0.0.1:{secure_port}"])
    assert fetch(f"https://news.example:{secure_port}/", allowed, LOOPBACK).html == "<p>Yes"
    for host in ("other.example", "127.0.0.1"):
        with pytest.raises(SiteFailed, match="certificate"):
            fetch(f"https://{host}:{secure_port}/", allowed, LOOPBACK)


def test_a_certificate_of_an_authority_nobody_trusts_is_refused(
    secure_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(SiteFailed, match="certificate"):
        fetch(
            f"https://news.example:{secure_port}/",
            allowances([f"127.0.0.1:{secure_port}"]),
            LOOPBACK,
        )
