"""What operators and programs ask: does it live, can it work, what is it."""

from importlib.metadata import version

from server.about import Accuracy, measured
from server.contract import MAX_TEXT_CHARS, Engine


def test_the_server_lives_without_a_worker(client):
    assert client.get("/healthz").json == {"status": "ok"}


def test_it_is_ready_only_with_a_live_worker(client, crew, code):
    assert code(client.get("/readyz")) == "no-worker"
    assert int(client.get("/readyz").headers["Retry-After"]) > 0
    pid = crew.hire()
    assert client.get("/readyz").status_code == 200
    crew.end(pid)
    assert code(client.get("/readyz")) == "no-worker"


def test_a_store_that_does_not_answer_is_told(client, settings, backend, code):
    backend.close()
    for file in settings.sqlite_path.parent.iterdir():
        file.unlink()
    settings.sqlite_path.mkdir()
    assert code(client.get("/readyz")) == "store-down"
    assert code(client.get("/api/v1/analyses/an-1")) == "store-down"
    assert client.get("/healthz").status_code == 200


def test_meta_tells_version_engine_and_limits(client, crew):
    assert client.get("/api/v1/meta").json["engine"] is None
    crew.hire()
    meta = client.get("/api/v1/meta").json
    assert meta["version"] == version("onrecord")
    assert Engine.model_validate(meta["engine"]) == crew.engine
    assert meta["limits"]["text_chars"] == MAX_TEXT_CHARS


def test_meta_tells_how_often_it_is_right_and_of_which_engine(client, crew):
    assert client.get("/api/v1/meta").json["accuracy_is_of_this_engine"] is False
    crew.hire()
    meta = client.get("/api/v1/meta").json
    assert Accuracy.model_validate(meta["accuracy"]) == measured()
    assert meta["accuracy_is_of_this_engine"] is False
    crew.hire(measured().engine)
    assert client.get("/api/v1/meta").json["accuracy_is_of_this_engine"] is True
