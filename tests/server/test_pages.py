"""The page as a reader without a script meets it, over the real app, store and worker."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any, get_args

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.app import create_app
from server.backends.base import Backend, Job, Made
from server.contract import (
    MAX_TEXT_CHARS,
    Analysis,
    Attribution,
    Block,
    Certainty,
    Claim,
    Coverage,
    Document,
    Engine,
    Form,
    Hedging,
    Hint,
    Holder,
    NoticeCode,
    Source,
    Stage,
    Stance,
    Summary,
    TextPositionSelector,
    TextQuoteSelector,
    Title,
)
from server.errors import BY_CODE
from server.marks import LOOKS
from server.pages import EXAMPLE, asked, headline
from server.reading import GROUPS
from server.settings import Settings

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


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


def hostile_analysis(id: str) -> Analysis:
    """Markup wherever the outside world may put text."""
    text = f"{HOSTILE}\n\nx{HOSTILE} said it."
    start = len(HOSTILE) + 2
    end = start + len(HOSTILE) + 1
    return Analysis(
        id=id,
        document=Document(
            url="javascript:alert(1)",
            title=Title(text=HOSTILE, start=0, end=len(HOSTILE)),
            byline=(HOSTILE,),
            date=HOSTILE,
            site=HOSTILE,
            language="en",
            text=text,
            blocks=(
                Block(start=0, end=len(HOSTILE), role="title"),
                Block(start=start, end=len(text), role="body"),
            ),
            obtained="page",
        ),
        sources=(
            Source(
                id="s1",
                kind="unnamed",
                official=True,
                name=None,
                role=HOSTILE,
                described_as=HOSTILE,
                number=2,
                reason=HOSTILE,
                mentions=((start, end),),
                claims=("c1",),
            ),
        ),
        attributions=(
            Attribution(
                id="a1",
                source=((start, end),),
                cue=((start, end),),
                content=((start, end),),
                form="direct",
                stance="doubt",
                source_id="s1",
                via=None,
                confidence=1,
            ),
        ),
        claims=(
            Claim(
                id="c1",
                start=start,
                end=end,
                selector=(
                    TextQuoteSelector(exact=text[start:end], prefix="", suffix=""),
                    TextPositionSelector(start=start, end=end),
                ),
                attribution="a1",
                hedging=Hedging(certainty="unknown", factuality=0, cues=(), holder="source"),
                traceability=0.3,
                hint=Hint(code="unnamed", text=HOSTILE),
                rules=(),
                shown=True,
            ),
        ),
        hedges=(),
        notices=(),
        summary=Summary(
            claims=1,
            by_kind={},
            hedged=1,
            resting_on_unnamed_or_vague=1,
            coverage=Coverage(sentences=2, scored=1, skipped={HOSTILE: 1}),
        ),
        engine=Engine(version="1", model="rules", lexicons={}),
    )


def perform(job: Job, report: Callable[[str], None]) -> Made:
    """Whatever a text asks for by its first word."""
    word = (job.text or job.url or "").split()[0].rsplit("/", 1)[-1]
    report("reading")
    if word in BY_CODE:
        raise BY_CODE[word]()
    if word == "wait":
        time.sleep(60)
    if word == "fail-late":
        time.sleep(1)
        raise BY_CODE["not-an-article"]()
    if word == "late":
        time.sleep(1)
    return Made(hostile_analysis(job.id))


@pytest.fixture
def app(settings: Settings, backend: Backend, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr("server.pages.WAIT_S", 0.5)
    return create_app(settings, backend)


@pytest.fixture
def client(app: Flask, crew: Any) -> Iterator[FlaskClient]:
    crew.performing = perform
    crew.hire()
    with app.test_client() as client:
        yield client


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


def outlast(client: FlaskClient, path: str) -> str:
    """The path once its page no longer waits."""
    deadline = time.monotonic() + 20
    while "refresh" in client.get(path).text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return path


def test_an_address_that_fails_while_the_page_waits_is_kept_in_the_form(
    client: FlaskClient,
) -> None:
    sent = client.post("/", data={"article": "https://news.example/fail-late"})
    assert sent.status_code == 303
    told = client.get(outlast(client, sent.headers["Location"]))
    assert told.status_code == 422
    assert "https://news.example/fail-late" in Page(told.text).text


def test_an_article_that_comes_late_has_the_same_address_as_one_at_once(
    client: FlaskClient,
) -> None:
    sent = client.post("/", data={"article": "https://news.example/late"})
    told = client.get(outlast(client, sent.headers["Location"]), follow_redirects=True)
    assert told.request.path.startswith("/analyses/an-")
    assert not told.request.query_string


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


def test_every_link_within_a_page_leads_somewhere(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "hello there"})
    page = Page(client.get(sent.headers["Location"]).text)
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    links = {(link.get("href") or "")[1:] for link in page.all("a")}
    assert len(ids) == len(set(ids))
    assert {link for link in links if re.match(r"(claim|mark)-", link)} <= set(ids)
    assert {mark["aria-describedby"] for mark in page.all("a", "mark")} <= set(ids)


def test_pages_hold_nothing_inline_and_are_kept_by_no_cache(client: FlaskClient) -> None:
    sent = client.post("/", data={"article": "hello there"})
    for path in ("/", sent.headers["Location"]):
        answer = client.get(path)
        page = Page(answer.text)
        assert not [tag for tag, attrs in page.elements if "style" in attrs or tag == "style"]
        assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("https://news.example/a?b=1", "https://news.example/a?b=1"),
        (" http://news.example \r\n", "http://news.example"),
        ("news.example/2026/bridge", "https://news.example/2026/bridge"),
        ("news.example:8080/x", "https://news.example:8080/x"),
        ("ftp://news.example", "ftp://news.example"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
        ("Closed.", None),
        ("mail@news.example", None),
        ("See https://news.example", None),
        ("The bridge is closed. Nobody said why.", None),
    ],
)
def test_one_word_that_looks_like_an_address_is_one(given: str, url: str | None) -> None:
    asks = asked({"article": given})
    assert asks.url == url
    assert (asks.text is None) == (url is not None)


def test_line_ends_of_a_form_are_those_of_the_text() -> None:
    assert asked({"article": "One line\r\n\r\nand more."}).text == "One line\n\nand more."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferry stays in port\n\nIt is worn out.", "Ferry stays in port"),
        ("Will it sail?\n\nNobody knows.", "Will it sail?"),
        ("It is worn out, she said.\n\nIt is.", None),
        ("First line of\na wrapped text.", None),
        ("One line only", None),
        ("word " * 60 + "\n\nmore.", None),
    ],
)
def test_a_short_first_line_on_its_own_is_the_headline(text: str, expected: str | None) -> None:
    assert headline(text) == expected
