"""Who may call from a browser, and under which name the server answers."""

import pytest

from server.cors import is_allowed

EXTENSION = "chrome-extension://" + "abcdefghijklmnop" * 2
FIREFOX = "moz-extension://01234567-89ab-cdef-0123-456789abcdef"
ALLOWED = [EXTENSION, FIREFOX, "http://localhost", "https://localhost"]
REFUSED = [
    "null",
    "",
    "*",
    "https://evil.example",
    "http://localhost.evil.example",
    "http://localhost:81",
    "http://evil.example#localhost",
    "http://user@localhost",
    "https://localhost/",
    "ftp://localhost",
    "HTTP://LOCALHOST.",
    f"{EXTENSION}.evil.example",
    f"{EXTENSION}/",
    f"{EXTENSION}a",
    f"{EXTENSION[:-1]}",
    f"{EXTENSION[:-1]}q",
    f"{EXTENSION[:-1]}1",
    EXTENSION.upper(),
    f"https://evil.example/{EXTENSION}",
    f"https://evil.example, {EXTENSION}",
    f"{EXTENSION} https://evil.example",
    f"{FIREFOX}0",
    f"{FIREFOX}.evil.example",
    "moz-extension://evil",
    f"{FIREFOX[:-1]}g",
]
PAGES = ["/", "/healthz", "/api/v1/meta", "/api/v1/analyses?url=https://news.example/", "/nothing"]


@pytest.mark.parametrize("origin", ALLOWED)
@pytest.mark.parametrize("path", ["/healthz", "/api/v1/meta"])
def test_own_pages_extensions_and_programs_may_call(client, origin, path):
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"Origin": origin}).status_code == 200


@pytest.mark.parametrize("origin", REFUSED)
def test_any_other_origin_is_refused(client, code, origin):
    answer = client.get("/api/v1/meta", headers={"Origin": origin})
    assert code(answer) == "origin-refused"
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("origin", [f"{EXTENSION}\n", f"{FIREFOX}\n", f"{EXTENSION}\r\nX: y"])
def test_the_patterns_end_where_the_origin_ends(origin):
    assert not is_allowed(origin, "localhost")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "options", "head"])
def test_a_foreign_origin_is_refused_whatever_it_asks_for(client, path, method):
    answer = client.open(path, method=method, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403


def test_a_foreign_simple_request_starts_no_work(client, crew, code):
    crew.hire()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json"):
        answer = client.post(
            "/api/v1/analyses",
            data='{"text": "calm"}',
            content_type=kind,
            headers={"Origin": "https://evil.example"},
        )
        assert code(answer) == "origin-refused"
    assert not [*crew.performing.folder.iterdir()]


def test_an_extension_is_told_by_preflight_what_it_may_send(client):
    answer = client.options(
        "/api/v1/analyses",
        headers={
            "Origin": EXTENSION,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, prefer",
        },
    )
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert answer.headers["Access-Control-Allow-Headers"].lower() == "content-type, prefer"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_an_extension_may_read_problems_and_tags_too(client):
    answer = client.get("/api/v1/analyses/an-1", headers={"Origin": EXTENSION})
    assert answer.status_code == 404
    assert answer.headers["Access-Control-Allow-Origin"] == EXTENSION
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
    assert "Origin" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8470", "127.0.0.1:1", "[::1]", "[::1]:80", "LOCALHOST"]
)
def test_a_host_on_the_list_is_answered_for(client, host):
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8470",
        "localhost.evil.example",
        "localhost.",
        "evil.example#localhost",
        "localhost@evil.example",
        "localhost:8470@evil.example",
        "localhost:",
        "localhost:80:80",
        "localhost, evil.example",
        "127.0.0.2",
        "127.1",
        "[::1",
        "::1",
        "",
        "\xff",
        "a" * 300,
    ],
)
def test_any_other_host_is_refused(client, code, host):
    assert client.get("/", headers={"Host": host}).status_code == 403
    for path in ("/healthz", "/api/v1/meta", "/nothing"):
        assert code(client.get(path, headers={"Host": host})) == "host-refused"


def test_a_rebound_name_is_refused_although_it_is_its_own_origin(client, code):
    headers = {"Host": "evil.example", "Origin": "http://evil.example"}
    assert code(client.post("/api/v1/score", json={"text": "a"}, headers=headers)) == "host-refused"
