"""What went wrong, as a reader without a script is told it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.contract import MAX_TEXT_CHARS
from server.errors import BY_CODE
from tests.server.pages.markup import Page, outlast


@pytest.mark.parametrize("code", ["not-an-article", "site-failed", "behind-a-wall", "unreadable"])
def test_a_problem_is_told_beside_the_form_with_its_status_and_the_input(
    client: FlaskClient, code: str
) -> None:
    told = client.post("/", data={"article": f"https://news.example/{code}"})
    page = Page(told.text)
    assert told.status_code == BY_CODE[code].status
    assert BY_CODE[code].title in page.text
    assert f"https://news.example/{code}" in page.text
    assert page.all("form", "ask")


def test_an_address_that_fails_while_the_page_waits_is_kept_in_the_form(
    client: FlaskClient,
) -> None:
    sent = client.post("/", data={"article": "https://news.example/fail-late"})
    assert sent.status_code == 303
    told = client.get(outlast(client, sent.headers["Location"]))
    assert told.status_code == 422
    assert "https://news.example/fail-late" in Page(told.text).text


def test_every_problem_a_reader_can_meet_comes_with_advice(app: Flask) -> None:
    advice = app.jinja_env.get_template("_problem.html").module.ADVICE  # type: ignore[attr-defined]
    for_programs = {
        "malformed-request",
        "unauthorised",
        "forbidden",
        "origin-refused",
        "host-refused",
        "method-not-allowed",
        "not-acceptable",
        "unsupported-media-type",
    }
    assert set(BY_CODE) - for_programs == set(advice)


def test_a_title_of_the_readers_own_belongs_to_a_problem_with_advice(app: Flask) -> None:
    words = app.jinja_env.get_template("_problem.html").module
    assert set(words.TITLES) <= set(words.ADVICE)  # type: ignore[attr-defined]


def test_without_a_worker_the_page_says_so_and_keeps_the_text(app: Flask) -> None:
    told = app.test_client().post("/", data={"article": "a text to keep"})
    assert told.status_code == 503
    assert told.headers["Retry-After"]
    assert "a text to keep" in told.text


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/analyses/tx-unknown", None, 404),
        ("/", {"article": "   "}, 422),
        ("/", {}, 422),
        ("/", {"article": "ftp://news.example/a"}, 422),
        ("/", {"article": "x " * MAX_TEXT_CHARS}, 413),
        ("/", {"article": "é " * (5 * MAX_TEXT_CHARS)}, 413),
        ("/", {"article": "https://news.example/" + "a" * 3000}, 422),
    ],
)
def test_what_cannot_be_read_is_answered_with_the_form(
    client: FlaskClient, path: str, data: dict[str, str] | None, status: int
) -> None:
    told = client.get(path) if data is None else client.post(path, data=data)
    assert told.status_code == status
    assert Page(told.text).all("form", "ask")


def test_an_address_that_leads_nowhere_shows_a_browser_the_form(app: Flask) -> None:
    accept = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    told = app.test_client().get("/nowhere", headers=accept)
    assert told.status_code == 404
    assert Page(told.text).all("form", "ask")


@pytest.mark.parametrize("accept", [None, "*/*", "application/json"])
def test_an_address_that_leads_nowhere_tells_a_program_its_problem(
    app: Flask, accept: str | None
) -> None:
    told = app.test_client().get("/nowhere", headers={"Accept": accept} if accept else {})
    assert (told.status_code, told.mimetype) == (404, "application/problem+json")
