"""Figures: of requests, of jobs, of workers, of the store."""

import re

import pytest


@pytest.fixture
def figure(client):
    def read(name: str) -> float:
        told = client.get("/metrics").get_data(as_text=True)
        found = re.search(rf"^{re.escape(name)} (\S+)$", told, re.M)
        return float(found[1]) if found else 0.0

    return read


def test_each_request_is_counted_by_route_and_status(client, figure):
    name = 'onrecord_http_requests_total{method="GET",route="/healthz",status="200"}'
    before = figure(name)
    client.get("/healthz")
    client.get("/healthz")
    assert figure(name) == before + 2


def test_no_path_a_caller_makes_up_becomes_a_label(client):
    client.get("/secret")
    client.open("/healthz", method="SECRET")
    assert "secret" not in client.get("/metrics").get_data(as_text=True).lower()


@pytest.mark.parametrize("settings", ["sqlite", "redis"], indirect=True)
def test_jobs_and_workers_are_told_from_the_store(client, crew, figure):
    assert (figure("onrecord_store_up"), figure("onrecord_workers")) == (1, 0)
    crew.hire()
    assert figure("onrecord_workers") == 1
    for text in ("calm one", "calm two", "spanish"):
        client.post("/api/v1/score", json={"text": text})
    assert figure('onrecord_jobs_ended_total{outcome="finished"}') == 2
    assert figure('onrecord_jobs_ended_total{outcome="language-not-read"}') == 1
    assert figure("onrecord_jobs_queued") == 0


def test_figures_are_told_while_the_store_is_down(client, settings, backend, figure):
    backend.close()
    for file in settings.sqlite_path.parent.iterdir():
        file.unlink()
    settings.sqlite_path.mkdir()
    assert figure("onrecord_store_up") == 0
    assert client.get("/metrics").status_code == 200
