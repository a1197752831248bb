"""Bad input over HTTP: each has a problem of the closed list, never a 5xx of ours and never a hang.

The job of a page that cannot be read is the workers' own subject; here a small real one stands in.
"""

import json
import logging
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from server.bodies import MAX_BODY_BYTES
from server.contract import MAX_ADDRESS_CHARS, MAX_TEXT_CHARS, MAX_TITLE_CHARS

ANALYSES = "/api/v1/analyses"
SCORE = "/api/v1/score"
JSON = "application/json"

MALFORMED = [
    b"",
    b"{",
    b"not json",
    b'{"text": "a"} {"text": "b"}',
    b"{'text': 'a'}",
    b'{"text": "a",}',
    b'{"text": NaN}',
    b'{"text": Infinity}',
    b'{"text": "a", "text": "b"}',
    b'{"text": {"a": 1, "a": 2}}',
    rb'{"text": "\ud800"}',
    rb'{"text": "\udc00\ud800"}',
    rb'{"\ud800": "a"}',
    b'{"text": "\xff\xfe"}',
    b'{"text": "\xed\xa0\x80"}',
    '{"text": "a"}'.encode("utf-16"),
    b'\xef\xbb\xbf{"text": "a"}',
    b'{"text": "a\x00"}',
    b'{"text": "a\nb"}',
    b'{"text": ' + b"9" * 5000 + b"}",
    b"[" * 200_000,
    b'{"text":' * 100_000 + b"1" + b"}" * 100_000,
]
INVALID = [
    {},
    [],
    None,
    "text",
    7,
    {"text": None},
    {"text": ""},
    {"text": 7},
    {"text": ["a"]},
    {"text": {"text": "a"}},
    {"text": True},
    {"text": "a", "title": 7},
    {"text": "a", "title": "t" * (MAX_TITLE_CHARS + 1)},
    {"text": "a", "language": "english"},
    {"text": "a", "language": "EN"},
    {"text": "a", "language": "en\n"},
    {"text": "a", "extra": 1},
    {"text": "a" * (MAX_TEXT_CHARS + 1)},
]
INVALID_ANALYSES = [
    {"url": ""},
    {"url": 7},
    {"url": "https://news.example/" + "a" * MAX_ADDRESS_CHARS},
    {"url": "https://news.example/", "text": "a"},
    {"url": "https://news.example/", "html": ""},
    {"url": "https://news.example/", "title": "t"},
    {"html": "<p>a</p>"},
    {"html": "<p>a</p>", "text": "a"},
]
NO_ADDRESSES = [
    "news",
    "/etc/passwd",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "gopher://news.example/",
    "http://",
    "http:///path",
    "http://user:pass@news.example/",
    "http://news.example:99999/",
    "http://news.example\\@evil.example/",
    "http://news example/",
    "http://[::1/",
    "http://news.example/\r\nHost: evil.example",
    "\x00",
    "http://" + "a" * 300 + ".example/",
]


@pytest.fixture
def busy(client, crew):
    """A caller with a live worker behind the server, so that NoWorker hides nothing."""
    crew.hire()
    return client


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
@pytest.mark.parametrize("path", [ANALYSES, SCORE])
def test_what_is_not_json_is_malformed(client, code, path, body):
    answer = client.post(path, data=body, content_type=JSON)
    assert code(answer) == "malformed-request"
    assert len(answer.data) < 1000


@pytest.mark.parametrize("body", INVALID, ids=range(len(INVALID)))
@pytest.mark.parametrize("path", [ANALYSES, SCORE])
def test_what_breaks_the_contract_is_invalid(client, code, path, body):
    answer = client.post(path, data=json.dumps(body), content_type=JSON)
    assert code(answer) == "invalid-request"
    assert len(answer.data) < 1000


@pytest.mark.parametrize("body", INVALID_ANALYSES, ids=range(len(INVALID_ANALYSES)))
def test_what_asks_for_nothing_or_for_two_things_is_invalid(client, code, body):
    assert code(client.post(ANALYSES, json=body)) == "invalid-request"


def test_the_field_that_is_wrong_is_named_and_not_what_it_holds(client):
    answer = client.post(SCORE, json={"text": "a", "title": ["secret" * 1000], "x" * 5000: "y"})
    assert "`title`" in answer.json["detail"]
    assert "secret" not in answer.json["detail"]
    assert len(answer.data) < 1000


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_told_at_once(client, code, address):
    assert code(client.post(ANALYSES, json={"url": address})) == "address-invalid"
    assert code(client.get(ANALYSES, query_string={"url": address})) == "address-invalid"


def test_a_look_up_of_nothing_is_invalid(client, code):
    assert code(client.get(ANALYSES)) == "invalid-request"


@pytest.mark.parametrize("path", [ANALYSES, SCORE])
@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "text/json",
        "\xff/\xff",
    ],
)
def test_another_type_of_body_is_not_taken(client, code, path, kind):
    answer = client.post(path, data=b'{"text": "a"}', content_type=kind)
    assert code(answer) == "unsupported-media-type"


def test_a_body_too_large_is_refused(client, code):
    body = b'{"text": "' + b"a" * MAX_BODY_BYTES + b'"}'
    assert code(client.post(SCORE, data=body, content_type=JSON)) == "too-large"


@pytest.mark.parametrize(
    "id",
    ["an-1", "tx-1", "x", "an-" + "0" * 32, "a" * 5000, "%00", "%FF", "'; DROP TABLE jobs --"],
)
def test_an_unknown_id_is_not_found(client, code, id):
    assert code(client.get(f"{ANALYSES}/{id}")) == "not-found"
    assert code(client.delete(f"{ANALYSES}/{id}")) == "not-found"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/score", "/api/v1/analyses/a/b"])
def test_an_unknown_path_is_not_found(client, code, path):
    assert code(client.get(path)) == "not-found"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", SCORE, {"POST", "OPTIONS"}),
        ("PUT", ANALYSES, {"GET", "HEAD", "POST", "OPTIONS"}),
        ("POST", f"{ANALYSES}/an-1", {"GET", "HEAD", "DELETE", "OPTIONS"}),
        ("DELETE", "/healthz", {"GET", "HEAD", "OPTIONS"}),
        ("BREW", "/api/v1/meta", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_a_method_that_is_not_offered_says_which_are(client, code, method, path, allowed):
    answer = client.open(path, method=method)
    assert code(answer) == "method-not-allowed"
    assert {name.strip() for name in answer.headers["Allow"].split(",")} == allowed


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://news.example/crash", "unreadable"),
        ("https://news.example/hungry", "unreadable"),
        ("https://news.example/spanish", "language-not-read"),
        ("https://news.example/defect", "defect"),
    ],
)
def test_a_page_that_cannot_be_read_has_its_problem(busy, code, address, problem):
    answer = busy.post(ANALYSES, json={"url": address}, headers={"Prefer": "wait=10"})
    assert code(answer) == problem
    assert busy.post(SCORE, json={"text": "calm"}).status_code == 200


def test_without_a_worker_that_is_said_at_once(client, code):
    answer = client.post(SCORE, json={"text": "a"})
    assert code(answer) == "no-worker"
    assert int(answer.headers["Retry-After"]) > 0


def test_a_defect_is_logged_and_tells_nothing_of_itself(app, code, caplog):
    @app.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("the secret ingredient")

    answer = app.test_client().get("/broken")
    assert code(answer) == "defect"
    assert "ingredient" not in answer.get_data(as_text=True)
    [record] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert answer.headers["X-Request-Id"] in record.getMessage()
    assert answer.json["instance"] == f"urn:uuid:{answer.headers['X-Request-Id']}"
    assert record.exc_info


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["url", "text", "html"]), inner)
    ),
    max_leaves=10,
)
ANY_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "url": ANY_JSON | st.text() | st.from_regex(r"https?://\S{0,20}"),
        "html": ANY_JSON,
        "text": ANY_JSON | st.text(min_size=1),
        "title": ANY_JSON,
        "language": ANY_JSON,
    },
)


@pytest.mark.parametrize("path", [ANALYSES, SCORE])
@given(body=st.binary() | (ANY_JSON | ANY_FIELDS).map(lambda value: json.dumps(value).encode()))
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_body_there_is_a_clear_answer(client, code, path, body):
    answer = client.post(path, data=body, content_type=JSON)
    assert code(answer) in {
        "malformed-request",
        "invalid-request",
        "address-invalid",
        "no-worker",
    }


@given(path=st.text(), query=st.text(), header=st.text(st.characters(codec="latin-1")))
@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_path_and_headers_there_is_no_defect(client, path, query, header):
    clean = header.replace("\r", "").replace("\n", "")
    headers = {"Prefer": clean, "If-None-Match": clean, "Accept": clean, "Content-Type": clean}
    where = f"/api/v1/analyses/{quote(path)}"
    answer = client.get(where, query_string={"url": query}, headers=headers)
    assert answer.status_code < 500
    origin = client.get("/healthz", headers={"Origin": clean})
    assert origin.status_code in (200, 403)
