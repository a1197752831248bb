"""The page as a reader without a script meets it, over the real app, store and worker."""

import re
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.contract import MAX_TEXT_CHARS, Certainty, Form, Holder, NoticeCode, Stage, Stance
from server.marks import LOOKS
from server.pages import EXAMPLE
from server.reading import GROUPS
from tests.server.pages.markup import Page, outlast


def test_the_front_page_offers_one_labelled_field_and_an_example(app: Flask) -> None:
    page = Page(app.test_client().get("/").text)
    (field,) = page.all("textarea")
    assert field["id"] in [label["for"] for label in page.all("label")]
    assert EXAMPLE in [hidden["value"] for hidden in page.all("input")]


def test_a_text_leads_to_its_article_by_303(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "hello there"})
    assert sent.status_code == 303
    assert re.fullmatch(r"/analyses/tx-\w+", sent.headers["Location"])
    assert Page(client.get(sent.headers["Location"]).text).all("article")


def test_the_page_and_the_api_give_a_text_the_same_id(client: FlaskClient) -> None:
    text = "hello there, all of you"
    sent = client.post("/", data={"article": text})
    told = client.post("/api/v1/analyses", json={"text": text}, headers={"Prefer": "wait=10"})
    assert told.json is not None
    assert sent.headers["Location"] == f"/analyses/{told.json['id']}"


def test_a_job_underway_shows_its_stage_and_looks_again_by_itself(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "wait for it"})
    assert sent.status_code == 303
    page = Page(client.get(sent.headers["Location"]).text)
    assert {"http-equiv": "refresh", "content": "2"} in page.all("meta")
    assert [step["data-stage"] for step in page.all("li") if "aria-current" in step]


def test_an_article_that_comes_late_has_the_same_address_as_one_at_once(
    client: FlaskClient,
) -> None:
    sent = client.post("/", data={"article": "https://news.example/late"})
    told = client.get(outlast(client, sent.headers["Location"]), follow_redirects=True)
    assert told.request.path.startswith("/analyses/an-")
    assert not told.request.query_string


@pytest.mark.parametrize(
    ("table", "labels"),
    [
        ("NOTICES", get_args(NoticeCode)),
        ("STAGES", get_args(Stage)),
        ("FORMS", get_args(Form)),
        ("STANCES", get_args(Stance)),
        ("CERTAINTIES", get_args(Certainty)),
        ("HOLDERS", get_args(Holder)),
        ("LOOKS", LOOKS),
        ("GROUPS", GROUPS),
    ],
)
def test_every_label_of_the_contract_has_words_for_a_reader(
    app: Flask, table: str, labels: tuple[str, ...]
) -> None:
    words = app.jinja_env.get_template("_words.html").module
    assert set(getattr(words, table)) == set(labels)


def test_the_longest_text_passes(client: FlaskClient) -> None:
    longest = "€" * (MAX_TEXT_CHARS - 2) + " €"
    assert client.post("/", data={"article": longest}).status_code == 303


def test_an_article_from_the_web_says_as_of_when(client: FlaskClient) -> None:
    before = datetime.now(UTC)
    told = client.post("/", data={"article": "https://news.example/hostile"}, follow_redirects=True)
    said = re.search(r'As of <time datetime="([^"]+)">', told.text)
    assert said
    read_at = datetime.fromisoformat(said[1])
    assert before - timedelta(minutes=1) <= read_at <= datetime.now(UTC)
    sent = client.post("/", data={"article": "hostile"}, follow_redirects=True)
    assert "As of" not in sent.text


def test_every_link_within_a_page_leads_somewhere(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "hello there"})
    page = Page(client.get(sent.headers["Location"]).text)
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    links = {(link.get("href") or "")[1:] for link in page.all("a")}
    assert len(ids) == len(set(ids))
    assert {link for link in links if re.match(r"(claim|mark)-", link)} <= set(ids)
    assert {mark["aria-describedby"] for mark in page.all("a", "mark")} <= set(ids)
