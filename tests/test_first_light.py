"""The whole way, through real processes: an address or a text in, an annotated article out."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parent.parent
ANALYSES = "/api/v1/analyses"


class Onrecord:
    """`onrecord serve` as a process of its own, and requests to it."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onrecord", "serve"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env=kept
            | {
                "ONRECORD_PORT": str(self.port),
                "ONRECORD_BACKEND": f"sqlite:{folder}/onrecord.sqlite3",
                "ONRECORD_FETCH_ALLOW": "127.0.0.1/32:*",
            },
        )
        assert self.process.stdout
        assert "Onrecord is at" in self.process.stdout.readline()

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | dict[str, Any] | None = None,
        **headers: str,
    ) -> tuple[int, dict[str, str], Any]:
        """Return status, headers in lower case, and the body: parsed if it is JSON."""
        if isinstance(body, dict):
            body = json.dumps(body)
        sent = {"Content-Type": "application/json"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        told = {name.lower(): value for name, value in answer.getheaders()}
        is_json = "json" in told.get("content-type", "")
        return answer.status, told, json.loads(content) if is_json else content

    def analysis(self, **wanted: str) -> dict[str, Any]:
        status, _, told = self.ask("POST", ANALYSES, dict(wanted), Prefer="wait=20")
        assert status == 200, told
        return told  # type: ignore[no-any-return]

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=30)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Onrecord]:
    onrecord = Onrecord(tmp_path_factory.mktemp("first-light"))
    yield onrecord
    onrecord.stop()


def text_of(told: dict[str, Any], spans: list[list[int]]) -> str:
    return " … ".join(told["document"]["text"][start:end] for start, end in spans)


def claim_with(told: dict[str, Any], words: str) -> dict[str, Any]:
    (found,) = [c for c in told["claims"] if words in c["selector"][0]["exact"]]
    return found  # type: ignore[no-any-return]


def source_of(told: dict[str, Any], claim: dict[str, Any]) -> dict[str, Any]:
    (attribution,) = [a for a in told["attributions"] if a["id"] == claim["attribution"]]
    (source,) = [s for s in told["sources"] if s["id"] == attribution["source_id"]]
    return source  # type: ignore[no-any-return]


def test_an_address_is_read_once_kept_and_not_sent_again_when_unchanged(running, site) -> None:
    url = site.page("broadsheet.html")
    first = running.analysis(url=url)
    assert (first["document"]["obtained"], first["document"]["url"]) == ("page", url)
    assert first["claims"]

    status, headers, again = running.ask("POST", ANALYSES, {"url": url})
    assert (status, again) == (200, first)
    assert site.asked == ["/broadsheet.html"]

    status, _, _ = running.ask("GET", f"{ANALYSES}/{first['id']}", If_None_Match=headers["etag"])
    assert status == 304
    status, _, found = running.ask("GET", f"{ANALYSES}?url={quote(url, safe='')}")
    assert (status, found) == (200, first)


def test_twenty_four_simultaneous_requests_for_a_new_address_make_one_fetch(running, site) -> None:
    url = site.page("blog.html")
    with ThreadPoolExecutor(24) as readers:
        answers = list(
            readers.map(lambda _: running.ask("POST", ANALYSES, {"url": url}), range(24))
        )
    assert {status for status, _, _ in answers} <= {200, 202}
    told = running.analysis(url=url)
    assert {answer["id"] for _, _, answer in answers} == {told["id"]}
    assert site.asked == ["/blog.html"]


def test_spelling_an_address_otherwise_finds_the_same_result(running, site) -> None:
    url = site.page("broadsheet.html")
    running.analysis(url=url)
    other = url.replace("http://", "HTTP://") + "#comments"
    assert running.analysis(url=other) == running.analysis(url=url)
    assert len(site.asked) == 1


def test_a_sent_text_never_answers_for_an_address(running, site) -> None:
    url = site.page("tabloid.html")
    html = "<html><body><article>" + "<p>It rained in Harl all day, she said.</p>" * 30
    sent = running.analysis(url=url, html=html)
    assert sent["document"]["obtained"] == "html"
    status, _, told = running.ask("GET", f"{ANALYSES}?url={quote(url, safe='')}")
    assert (status, told["type"].rpartition("/")[2]) == (404, "not-found")
    assert running.analysis(url=url)["id"] != sent["id"]


def test_what_is_forgotten_is_gone(running) -> None:
    told = running.analysis(text="The ferry will stop in June, the port authority said.")
    assert running.ask("DELETE", f"{ANALYSES}/{told['id']}")[0] == 204
    assert running.ask("GET", f"{ANALYSES}/{told['id']}")[0] == 404


def slow_for(seconds: float) -> Callable[[Any], None]:
    def behave(request: Any) -> None:
        time.sleep(seconds)

    return behave


BAD_PAGES: list[tuple[str, dict[str, Any], str]] = [
    ("missing", {"body": "gone", "status": 404}, "site-failed"),
    ("broken", {"body": "oops", "status": 500}, "site-failed"),
    ("report.pdf", {"body": b"%PDF-1.7 ...", "content_type": "application/pdf"}, "not-a-page"),
    ("nothing", {"body": b""}, "not-an-article"),
    ("few-words", {"body": "<html><body><p>Hello.</p></body></html>"}, "not-an-article"),
    ("large", {"body": b"<p>word " * 1_500_000}, "page-too-large"),
    (
        "wide-tag",
        {"body": b"<html><body " + b"a=1 " * 30_000 + b">"},
        "unreadable",
    ),
]


@pytest.mark.parametrize(("name", "page", "problem"), BAD_PAGES, ids=[row[0] for row in BAD_PAGES])
def test_a_page_that_cannot_be_read_has_its_own_problem(running, site, name, page, problem) -> None:
    url = site.serve(f"/{name}", **page)
    status, headers, told = running.ask("POST", ANALYSES, {"url": url}, Prefer="wait=20")
    assert headers["content-type"] == "application/problem+json"
    assert told["type"].rpartition("/")[2] == problem
    assert status == told["status"]
    assert running.analysis(text="It works after that, she said.")["claims"]


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("listing.html", "not-an-article"),
        ("paywall.html", "behind-a-wall"),
        ("spanish.html", "language-not-read"),
    ],
)
def test_a_saved_page_that_is_no_english_article_is_said_to_be_so(
    running, site, name, problem
) -> None:
    _, _, told = running.ask("POST", ANALYSES, {"url": site.page(name)}, Prefer="wait=20")
    assert told["type"].rpartition("/")[2] == problem


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "problem"),
    [
        ("POST", ANALYSES, "{", {}, 400, "malformed-request"),
        ("POST", ANALYSES, {}, {}, 422, "invalid-request"),
        ("POST", ANALYSES, {"url": 5}, {}, 422, "invalid-request"),
        ("POST", ANALYSES, {"url": "not a url"}, {}, 422, "address-invalid"),
        ("POST", ANALYSES, {"url": "ftp://example.org/"}, {}, 422, "address-invalid"),
        ("POST", ANALYSES, {"url": "http://10.0.0.1/"}, {}, 422, "address-not-public"),
        ("POST", ANALYSES, {"url": "http://[::ffff:10.0.0.1]/"}, {}, 422, "address-not-public"),
        ("POST", ANALYSES, "text=a", {"Content_Type": "text/plain"}, 415, "unsupported-media-type"),
        ("POST", "/api/v1/score", {"text": "Hola. " * 60, "language": "es"}, {}, 422, None),
        ("GET", f"{ANALYSES}/an-unknown", None, {}, 404, "not-found"),
        ("GET", "/no/such/place", None, {}, 404, "not-found"),
        ("PUT", ANALYSES, {}, {}, 405, "method-not-allowed"),
        ("POST", ANALYSES, {"text": "a"}, {"Origin": "https://evil.example"}, 403, None),
        ("POST", ANALYSES, {"text": "a"}, {"Origin": "null"}, 403, "origin-refused"),
        ("GET", "/api/v1/meta", None, {"Host": "evil.example"}, 403, "host-refused"),
    ],
)
def test_a_bad_request_has_its_own_problem(
    running, method, path, body, headers, status, problem
) -> None:
    got, told_headers, told = running.ask(method, path, body, **({"Prefer": "wait=20"} | headers))
    assert told_headers["content-type"] == "application/problem+json"
    assert (got, told["status"]) == (status, status)
    assert problem is None or told["type"].rpartition("/")[2] == problem


def test_a_site_that_never_answers_is_given_up_in_time(running, site) -> None:
    url = site.behave("/slow", slow_for(15))
    began = time.monotonic()
    status, _, told = running.ask("POST", ANALYSES, {"url": url}, Prefer="wait=20")
    assert (status, told["type"].rpartition("/")[2]) == (504, "site-too-slow")
    assert time.monotonic() - began < 14


def test_without_a_worker_a_new_text_is_refused_and_a_known_one_still_answered(
    tmp_path: Path,
) -> None:
    alone = Onrecord(tmp_path)
    try:
        known = alone.analysis(text="The ferry will stop in June, the port authority said.")
        children = subprocess.run(
            ["ps", "-o", "pid=,args=", "--ppid", str(alone.process.pid)],
            capture_output=True,
            text=True,
        ).stdout.splitlines()
        (worker,) = [int(line.split()[0]) for line in children if line.endswith("onrecord worker")]
        os.kill(worker, signal.SIGSTOP)  # alive, and so not replaced, but it says nothing any more
        deadline = time.monotonic() + 30
        while (answer := alone.ask("GET", "/readyz"))[0] != 503:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        assert answer[2]["type"].rpartition("/")[2] == "no-worker"
        status, headers, told = alone.ask("POST", ANALYSES, {"text": "Something new, he said."})
        assert (status, told["type"].rpartition("/")[2]) == (503, "no-worker")
        assert headers["retry-after"]
        assert alone.ask("GET", f"{ANALYSES}/{known['id']}")[2] == known
        os.kill(worker, signal.SIGCONT)
    finally:
        alone.stop()
