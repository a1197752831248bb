"""What only the backend over Redis promises: about its keys, its jobs, its absence, its doors."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis
from rq import Callback, Queue
from rq.serializers import JSONSerializer

from server.backends import open_backend
from server.backends.base import Finished, Job, Underway
from server.errors import StoreDown
from server.settings import Settings

pytestmark = pytest.mark.parametrize("settings", ["redis"], indirect=True)

ROOT = Path(__file__).resolve().parents[3]
FOR_EVER = {"onrecord:secret", "onrecord:totals", "rq:queues", "rq:workers", "rq:workers:onrecord"}


@pytest.fixture
def store(redis_server):
    client = redis.Redis.from_url(redis_server.address)
    yield client
    client.close()


def text(word: str) -> Job:
    return Job(f"tx-{word}", "text", text=word)


def done(backend, *words: str) -> None:
    for word in words:
        backend.submit(text(word))
        assert not isinstance(backend.wait(f"tx-{word}", 10), Underway)


def test_whatever_is_kept_expires_but_the_secret_and_the_totals(backend, crew, store):
    crew.hire()
    backend.secret()
    done(backend, "calm", "spanish", "defect", "crash")
    backend.submit(text("hang"))
    crew.until(lambda: crew.performing.children("tx-hang"))
    backend.submit(text("waits"))
    lasting = {key.decode() for key in store.scan_iter() if store.ttl(key) == -1}
    lasting = {key for key in lasting if not key.startswith("rq:queue:")}
    assert {"onrecord:secret", "onrecord:totals"} <= lasting <= FOR_EVER | {"rq:wip:onrecord"}


def test_nothing_of_a_text_is_left_when_it_is_forgotten(backend, crew, store):
    crew.hire()
    done(backend, "rhododendron")
    assert backend.forget("tx-rhododendron")
    # the worker still names the job it has just ended, until it looks for the next
    crew.until(
        lambda: not any(b"rhododendron" in (store.dump(k) or b"") for k in store.scan_iter())
    )


def test_a_text_forgotten_as_its_job_ends_is_forgotten_all_the_same(backend, crew, store):
    crew.hire()
    for number in range(24):
        done(backend, f"calm-{number}")
        time.sleep((number % 12) * 0.002)  # the work-horse tidies up for some ms after its result
        assert backend.forget(f"tx-calm-{number}")
    crew.until(lambda: not any(b"calm-" in (store.dump(key) or b"") for key in store.scan_iter()))


@pytest.mark.parametrize("serializer", [JSONSerializer, None])
def test_a_job_that_names_another_function_is_not_run(backend, crew, store, tmp_path, serializer):
    crew.hire()
    made = tmp_path / "made"
    queue = Queue("onrecord", connection=store, serializer=serializer)
    queue.enqueue("os.mkdir", str(made), job_id="an-foreign")
    done(backend, "calm")
    assert not made.exists()
    assert not store.exists("rq:job:an-foreign")


def test_a_callback_that_a_job_names_is_not_run(backend, crew, store, tmp_path):
    crew.hire()
    queue = Queue("onrecord", connection=store, serializer=JSONSerializer)
    job = {"id": "tx-1", "kind": "text", "text": "calm"}
    queue.enqueue(
        "onrecord.analyse", kwargs=job, job_id="tx-1", on_success=Callback("shutil.rmtree")
    )
    assert isinstance(backend.wait("tx-1", 10), Finished)
    done(backend, "calm")


def test_a_store_that_is_gone_is_told_by_every_method(settings, redis_server):
    backend = open_backend(settings)
    backend.ping()
    redis_server.stop()
    asks = (
        backend.ping,
        backend.engine,
        backend.secret,
        backend.figures,
        lambda: backend.look("tx-1"),
        lambda: backend.wait("tx-1", 10),
        lambda: backend.forget("tx-1"),
        lambda: backend.submit(text("calm")),
    )
    for ask in asks:
        began = time.monotonic()
        with pytest.raises(StoreDown):
            ask()
        assert time.monotonic() - began < 5
    redis_server.start()
    assert backend.look("tx-1") is None
    assert backend.engine() is None
    backend.close()


def test_who_waits_when_the_store_goes_is_told(backend, crew, redis_server):
    crew.hire()
    backend.submit(text("hang"))
    with ThreadPoolExecutor(1) as caller:
        waiting = caller.submit(backend.wait, "tx-hang", 20)
        time.sleep(0.5)
        began = time.monotonic()
        redis_server.stop()
        with pytest.raises(StoreDown):
            waiting.result()
    assert time.monotonic() - began < 10


def test_a_worker_outlives_an_absence_of_the_store(backend, crew, redis_server):
    pid = crew.hire()
    redis_server.stop()
    time.sleep(1)
    redis_server.start()
    crew.until(lambda: backend.engine() == crew.engine)
    done(backend, "calm")
    assert crew.hired == [pid]


def test_all_who_wait_share_one_subscription(backend, crew, store):
    crew.hire()
    backend.submit(text("slow"))
    with ThreadPoolExecutor(16) as callers:
        waiting = [callers.submit(backend.wait, "tx-slow", 20) for _ in range(16)]
        crew.until(lambda: store.pubsub_numsub("onrecord:ended")[0][1] == 1)
        ends = {wait.result() for wait in waiting}
    assert len(ends) == 1
    assert isinstance(ends.pop(), Finished)


def test_no_result_depends_on_what_rq_keeps(backend, crew, store):
    crew.hire()
    done(backend, "calm")
    crew.until(lambda: not store.exists("rq:job:tx-calm"))
    store.delete(*store.scan_iter("rq:*"))
    assert isinstance(backend.look("tx-calm"), Finished)


@pytest.fixture
def guarded(new_redis, tmp_path, settings):
    """Redis as compose.yaml starts it, and settings to reach it."""
    (tmp_path / "password").write_text("p" * 40 + "\n")
    folder = settings.backend.removeprefix("unix://").removesuffix("/s")
    server = new_redis(Path(folder) / "g")
    server.folder.mkdir()
    server.start(
        "sh", str(ROOT / "deploy" / "redis.sh"), REDIS_PASSWORD_FILE=str(tmp_path / "password")
    )
    yield Settings(
        backend=f"unix://onrecord@{server.socket}",
        redis_password_file=str(tmp_path / "password"),
    )
    server.stop()


def test_the_deployed_redis_keeps_its_file_and_evicts_only_what_expires(guarded):
    backend = open_backend(guarded)
    told = backend._client.info()
    assert told["maxmemory_policy"] == "volatile-lru"
    assert told["aof_enabled"] == 1
    backend.close()


def test_the_deployed_redis_lets_in_one_user_to_our_keys_alone(guarded):
    backend = open_backend(guarded)
    backend.secret()
    for refused in (
        lambda: backend._client.set("other", 1),
        lambda: backend._client.config_set("dir", "/tmp"),
        lambda: backend._client.flushall(),
        lambda: backend._client.publish("other", "x"),
    ):
        with pytest.raises(redis.exceptions.NoPermissionError):
            refused()
    backend.close()
    for user in ("", "default@", "onrecord:wrong@"):
        stranger = redis.Redis.from_url(guarded.backend.replace("onrecord@", user))
        with pytest.raises(redis.exceptions.AuthenticationError):
            stranger.ping()
        stranger.close()
