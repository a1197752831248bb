"""What is logged of a request, and what never is."""

import logging

import pytest


@pytest.fixture
def logged(caplog):
    caplog.set_level(logging.INFO, logger="onrecord")
    return lambda: [record.getMessage() for record in caplog.records]


def test_each_request_is_one_line_with_its_id(client, logged):
    answer = client.get("/healthz")
    [line] = logged()
    assert answer.headers["X-Request-Id"] in line
    assert "/healthz" in line
    assert "200" in line


def test_two_requests_have_two_ids(client):
    ids = {client.get("/healthz").headers["X-Request-Id"] for _ in range(2)}
    assert len(ids) == 2


def test_no_address_text_or_id_is_logged(client, crew, logged):
    crew.hire()
    client.post("/api/v1/analyses", json={"url": "https://news.example/secret"})
    client.get("/api/v1/analyses?url=https://news.example/secret")
    client.get("/secret")
    client.get("/api/v1/analyses/secret")
    client.post("/api/v1/score", json={"text": "secret", "secret": 1})
    assert len(logged()) == 5
    assert not [line for line in logged() if "secret" in line or "news.example" in line]


def test_a_problem_is_named(client, logged):
    client.get("/api/v1/nothing")
    assert "not-found" in logged()[0]


@pytest.mark.parametrize("path", ["/a\nb", "/a%0Ab", "/api/v1/analyses/a%0D%0Ab"])
def test_no_line_can_be_forged_from_outside(client, logged, path):
    client.get(path, headers={"X-Request-Id": "forged", "User-Agent": "forged"})
    client.open("/healthz", method="GET\nforged")
    assert not [line for line in logged() if "\n" in line or "forged" in line]
