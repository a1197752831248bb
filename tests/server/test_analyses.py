"""Asking for analyses, reading, looking up and forgetting them, with a real worker."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from server.app import create_app
from server.contract import Analysis, Progress

ANALYSES = "/api/v1/analyses"
NOW = {"Prefer": "wait=0"}
PATIENT = {"Prefer": "wait=20"}


def test_a_text_is_analysed_in_one_call(client, crew):
    crew.hire()
    answer = client.post(ANALYSES, json={"text": "calm"}, headers=PATIENT)
    assert answer.status_code == 200
    assert Analysis.model_validate_json(answer.data).document.text == "calm"


def test_who_does_not_wait_is_told_where_to_ask(client, crew):
    crew.hire()
    answer = client.post(ANALYSES, json={"text": "slow"}, headers=NOW)
    assert answer.status_code == 202
    progress = Progress.model_validate_json(answer.data)
    assert answer.headers["Location"] == f"{ANALYSES}/{progress.id}"
    assert int(answer.headers["Retry-After"]) > 0
    read = client.get(answer.headers["Location"], headers=PATIENT)
    assert read.status_code == 200
    assert read.json["id"] == progress.id


def test_waiting_ends_when_the_result_is_there(client, crew):
    crew.hire()
    began = time.monotonic()
    assert client.post(ANALYSES, json={"text": "slow"}, headers=PATIENT).status_code == 200
    assert time.monotonic() - began < 5


def test_all_spellings_of_an_address_have_one_analysis(client, crew):
    crew.hire()
    first = client.post(ANALYSES, json={"url": "https://news.example/a"}, headers=PATIENT)
    second = client.post(ANALYSES, json={"url": "HTTPS://News.Example:443/a#top"})
    assert first.json["id"] == second.json["id"]
    assert first.json["id"].startswith("an-")
    assert len(crew.performing.children(first.json["id"])) == 1


def test_simultaneous_callers_for_an_address_share_one_job(app, crew):
    crew.hire()

    def ask(_: int) -> str:
        with app.test_client() as client:
            return client.post(
                ANALYSES, json={"url": "https://news.example/slow"}, headers=NOW
            ).json["id"]

    with ThreadPoolExecutor(24) as callers:
        ids = set(callers.map(ask, range(24)))
    assert len(ids) == 1
    crew.until(lambda: app.test_client().get(f"{ANALYSES}/{ids.copy().pop()}").status_code == 200)
    assert len(crew.performing.children(ids.pop())) == 1


def test_looking_up_finds_what_is_there_and_starts_nothing(client, crew, code):
    crew.hire()
    where = f"{ANALYSES}?url=https://news.example/a"
    assert code(client.get(where)) == "not-found"
    asked = client.post(ANALYSES, json={"url": "https://news.example/a"}, headers=PATIENT)
    assert client.get(where).data == asked.data
    assert len(crew.performing.children(asked.json["id"])) == 1


def test_html_that_was_sent_is_never_given_for_its_address(client, crew, code):
    crew.hire()
    address = "https://news.example/a"
    sent = client.post(ANALYSES, json={"url": address, "html": "<p>mine</p>"}, headers=PATIENT)
    assert sent.json["document"]["text"] == "<p>mine</p>"
    assert code(client.get(f"{ANALYSES}?url={address}")) == "not-found"
    asked = client.post(ANALYSES, json={"url": address}, headers=PATIENT)
    assert asked.json["id"] != sent.json["id"]
    assert asked.json["document"]["text"] == address


def test_ids_of_sent_texts_differ_between_servers(settings, backend, client, crew):
    crew.hire()
    other = create_app(settings, backend).test_client()
    mine = client.post(ANALYSES, json={"text": "calm"}, headers=PATIENT).json["id"]
    assert other.post(ANALYSES, json={"text": "calm"}).json["id"] == mine
    elsewhere = replace(settings, secret="another" * 8)
    stranger = create_app(elsewhere).test_client()
    assert stranger.post(ANALYSES, json={"text": "calm"}, headers=NOW).json["id"] != mine


@pytest.mark.parametrize(
    "body",
    [
        {"text": "calm", "title": "calm"},
        {"text": "calm", "language": "en"},
        {"text": "calm "},
        {"url": "https://news.example/", "html": "calm"},
    ],
)
def test_all_that_was_sent_is_in_the_id(client, crew, body):
    crew.hire()
    plain = client.post(ANALYSES, json={"text": "calm"}, headers=NOW).json["id"]
    other = client.post(ANALYSES, json=body, headers=NOW).json["id"]
    assert plain != other
    assert plain[:3] == other[:3] == "tx-"


def test_a_caller_that_has_the_result_gets_304_and_no_body(client, crew):
    crew.hire()
    asked = client.post(ANALYSES, json={"url": "https://news.example/a"}, headers=PATIENT)
    tag = asked.headers["ETag"]
    for where in (f"{ANALYSES}/{asked.json['id']}", f"{ANALYSES}?url=https://news.example/a"):
        again = client.get(where, headers={"If-None-Match": tag})
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
        assert client.get(where, headers={"If-None-Match": '"another"'}).data == asked.data


def test_a_new_engine_has_a_new_tag(client, crew):
    pid = crew.hire()
    old = client.post(ANALYSES, json={"text": "calm"}, headers=PATIENT)
    crew.end(pid)
    crew.hire(crew.engine.model_copy(update={"model": "better"}))
    new = client.post(ANALYSES, json={"text": "calm"}, headers=PATIENT)
    assert new.json["id"] == old.json["id"]
    where = f"{ANALYSES}/{old.json['id']}"
    assert client.get(where, headers={"If-None-Match": old.headers["ETag"]}).status_code == 200
    assert client.get(where, headers={"If-None-Match": new.headers["ETag"]}).status_code == 304


def test_what_is_forgotten_is_not_found(client, crew, code):
    crew.hire()
    asked = client.post(ANALYSES, json={"text": "calm"}, headers=PATIENT)
    where = f"{ANALYSES}/{asked.json['id']}"
    gone = client.delete(where)
    assert (gone.status_code, gone.data) == (204, b"")
    assert code(client.get(where)) == "not-found"
    assert code(client.delete(where)) == "not-found"


@pytest.mark.parametrize(
    ("text", "problem"),
    [("crash", "unreadable"), ("spanish", "language-not-read"), ("defect", "defect")],
)
def test_a_failure_is_told_again_until_it_is_forgotten(client, crew, code, text, problem):
    crew.hire()
    assert code(client.post(ANALYSES, json={"text": text}, headers=PATIENT)) == problem
    began = len(list(crew.performing.folder.iterdir()))
    assert code(client.post(ANALYSES, json={"text": text})) == problem
    assert len(list(crew.performing.folder.iterdir())) == began


def test_waiting_leaves_half_of_the_threads_free(settings, backend, crew):
    crew.hire()
    app = create_app(replace(settings, threads=4), backend)

    def ask(number: int) -> float:
        began = time.monotonic()
        with app.test_client() as client:
            client.post(ANALYSES, json={"text": "hang"}, headers={"Prefer": "wait=2"})
        return time.monotonic() - began

    with ThreadPoolExecutor(4) as callers:
        waited = sorted(callers.map(ask, range(4)))
    assert [seconds > 1.5 for seconds in waited] == [False, False, True, True]


def test_without_a_worker_nobody_waits_for_what_cannot_come(client, crew, code):
    pid = crew.hire()
    crew.hire()
    client.post(ANALYSES, json={"text": "hang"}, headers=NOW)
    answer = client.post(ANALYSES, json={"text": "second"}, headers=NOW)
    for worker in (pid, crew.hired[-1]):
        crew.end(worker, 9)
    crew.until(lambda: crew.backend.engine() is None)
    assert code(client.get(f"{ANALYSES}/{answer.json['id']}")) == "no-worker"
    assert code(client.post(ANALYSES, json={"text": "third"})) == "no-worker"
