"""A page taken apart, and waited for."""

import time
from html.parser import HTMLParser

from flask.testing import FlaskClient


class Page(HTMLParser):
    """The elements of a page and the text outside of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        """The attributes of each element of a tag (and a class)."""
        return [
            attrs
            for found, attrs in self.elements
            if found == tag and (not name or name in (attrs.get("class") or "").split())
        ]


def outlast(client: FlaskClient, path: str) -> str:
    """The path once its page no longer waits."""
    deadline = time.monotonic() + 20
    while "refresh" in client.get(path).text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return path
