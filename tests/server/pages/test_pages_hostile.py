"""Whatever the outside world sends, a page runs none of it."""

from flask.testing import FlaskClient

from tests.server.pages.hostile import HOSTILE
from tests.server.pages.markup import Page


def test_hostile_text_stays_text(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "hostile words"})
    page = Page(client.get(sent.headers["Location"]).text)
    assert page.text.count(HOSTILE) >= 8
    assert all("src" in script for script in page.all("script"))
    assert not page.all("img")
    assert not [link for link in page.all("a") if "javascript" in (link.get("href") or "")]


def test_hostile_input_stays_text_beside_a_problem(client: FlaskClient) -> None:
    told = client.get("/analyses/none", query_string={"asked": f"</textarea>{HOSTILE}"})
    page = Page(told.text)
    assert f"</textarea>{HOSTILE}" in page.text
    assert not page.all("img")


def test_pages_hold_nothing_inline_and_are_kept_by_no_cache(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "hello there"})
    for path in ("/", sent.headers["Location"]):
        answer = client.get(path)
        page = Page(answer.text)
        assert not [tag for tag, attrs in page.elements if "style" in attrs or tag == "style"]
        assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
