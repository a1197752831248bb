"""What browsers are told about every answer."""

import pytest

EVERY = ["/", "/healthz", "/api/v1/meta", "/api/v1/analyses/an-1", "/nothing", "/openapi.json"]


@pytest.mark.parametrize("path", EVERY)
def test_every_answer_is_bound_to_its_type_and_to_this_site(client, path):
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_a_page_may_load_this_servers_files_and_nothing_else(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_an_answer_of_the_api_runs_nothing_when_opened_as_a_page(client):
    policy = client.get("/api/v1/meta").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy


def test_pages_still_send_their_origin_with_their_own_form(client):
    assert client.get("/").headers["Referrer-Policy"] == "same-origin"


def test_results_are_kept_by_nobody_but_the_caller(client, crew):
    crew.hire()
    answer = client.post("/api/v1/score", json={"text": "calm"})
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert client.get("/nothing").headers["Cache-Control"] == "no-store"
