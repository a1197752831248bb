"""A result that has grown old, over HTTP: what a reader is given, how old it says it is."""

import time
from dataclasses import replace

import pytest

from server.app import create_app
from server.desk import CHECK_WAIT_S

ANALYSES = "/api/v1/analyses"
NOW = {"Prefer": "wait=0"}
PATIENT = {"Prefer": "wait=20"}
FERRY = {"url": "https://news.example/ferry"}
FRESH_S = 2


@pytest.fixture
def settings(settings):
    return replace(settings, result_fresh_s=FRESH_S)


@pytest.fixture
def old(client, crew):
    """The first answer for an address, by now too old to be given unchecked."""
    crew.hire()
    answer = client.post(ANALYSES, json=FERRY, headers=PATIENT)
    time.sleep(FRESH_S + 0.1)
    return answer


def where(answer) -> str:
    return f"{ANALYSES}/{answer.json['id']}"


def test_a_result_says_how_long_ago_its_page_was_fetched(client, crew):
    crew.hire()
    answer = client.post(ANALYSES, json=FERRY, headers=PATIENT)
    assert 0 <= int(answer.headers["Age"]) <= 1
    time.sleep(1.1)
    again = client.get(where(answer))
    assert again.data == answer.data
    assert int(again.headers["Age"]) > int(answer.headers["Age"])


def test_what_was_sent_has_no_age(client, crew):
    crew.hire()
    for body in ({"text": "calm"}, {**FERRY, "html": "<p>calm"}):
        assert "Age" not in client.post(ANALYSES, json=body, headers=PATIENT).headers


def test_who_waits_gets_what_the_page_says_now(client, crew, old):
    crew.performing.says(old.json["id"], "new")
    answer = client.post(ANALYSES, json=FERRY, headers=PATIENT)
    assert answer.status_code == 200
    assert answer.json["document"]["text"].endswith("/new")
    assert int(answer.headers["Age"]) <= 1


def test_who_does_not_wait_gets_the_old_result_and_its_true_age(client, crew, old):
    crew.performing.says(old.json["id"], "slow-new")
    answer = client.post(ANALYSES, json=FERRY, headers=NOW)
    assert (answer.status_code, answer.data) == (200, old.data)
    assert int(answer.headers["Age"]) >= FRESH_S
    crew.until(lambda: client.get(where(old)).headers["ETag"] != old.headers["ETag"])


def test_a_slow_site_keeps_nobody_waiting_for_long(client, crew, old):
    crew.performing.says(old.json["id"], "hang")
    began = time.monotonic()
    answer = client.post(ANALYSES, json=FERRY, headers=PATIENT)
    assert CHECK_WAIT_S <= time.monotonic() - began < CHECK_WAIT_S + 2
    assert (answer.status_code, answer.data) == (200, old.data)
    assert int(answer.headers["Age"]) >= FRESH_S + CHECK_WAIT_S


def test_a_site_that_is_down_costs_nobody_the_old_result(client, crew, old):
    crew.performing.says(old.json["id"], "down")
    for method, at in ((client.post, ANALYSES), (client.get, where(old))):
        answer = method(at, json=FERRY, headers=PATIENT)
        assert (answer.status_code, answer.data) == (200, old.data)
        assert int(answer.headers["Age"]) >= FRESH_S


def test_looking_never_begins_a_check(client, crew, old):
    for at in (where(old), f"{ANALYSES}?url={FERRY['url']}", f"/analyses/{old.json['id']}"):
        assert client.get(at, headers=PATIENT).status_code == 200
    assert len(crew.performing.children(old.json["id"])) == 1


def test_the_tag_outlives_a_check_that_finds_nothing_new_and_no_other(client, crew, old):
    tag = old.headers["ETag"]
    client.post(ANALYSES, json=FERRY, headers=PATIENT)
    assert len(crew.performing.children(old.json["id"])) == 2
    has_it = client.get(where(old), headers={"If-None-Match": tag})
    assert (has_it.status_code, has_it.headers["ETag"]) == (304, tag)
    assert int(has_it.headers["Age"]) <= 1
    assert has_it.headers["Cache-Control"] == "private, no-cache"
    crew.performing.says(old.json["id"], "new")
    time.sleep(FRESH_S + 0.1)
    client.post(ANALYSES, json=FERRY, headers=PATIENT)
    assert client.get(where(old), headers={"If-None-Match": tag}).status_code == 200


def test_an_old_result_is_given_without_a_slot_to_wait_in(settings, backend, crew, old):
    crew.performing.says(old.json["id"], "hang")
    with create_app(replace(settings, threads=1), backend).test_client() as busy:
        began = time.monotonic()
        answer = busy.post(ANALYSES, json=FERRY, headers=PATIENT)
        assert time.monotonic() - began < 1
        assert answer.data == old.data


def test_an_extension_may_read_the_age(client, crew, old):
    origin = {"Origin": "chrome-extension://" + "a" * 32}
    answer = client.get(where(old), headers=origin)
    assert "Age" in answer.headers["Access-Control-Expose-Headers"]
