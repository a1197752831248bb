"""What is promised of Onrecord over Redis, with real processes, whole and broken.

Times of recovery are printed: `pytest tests/faults -s` shows them.
"""

import json
import os
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

DOWN_S = 20


def test_an_address_is_read_once_then_kept_then_not_modified(deployment):
    address = deployment.article("whole")
    began = time.monotonic()
    first = deployment.analyse(address)
    made_s = time.monotonic() - began
    assert first.status == 200, first.body
    assert "Miller" in json.dumps(first.json["sources"])
    began = time.monotonic()
    second = deployment.analyse(address)
    kept_s = time.monotonic() - began
    assert second.body == first.body
    where = f"/api/v1/analyses/{first.json['id']}"
    third = deployment.ask("GET", where, **{"If-None-Match": first.headers["ETag"]})
    assert (third.status, third.body) == (304, b"")
    assert deployment.fetched("whole") == 1
    print(f"\nmade in {made_s:.2f} s, kept answer in {kept_s * 1000:.1f} ms")


def test_a_killed_work_horse_is_replaced_at_once(deployment):
    address = deployment.article("horse", slow_s=2)
    with ThreadPoolExecutor(1) as caller:
        answer = caller.submit(deployment.analyse, address)
        deployment.until(lambda: deployment.fetched("horse") == 1)
        [horse] = deployment.horses()
        os.kill(horse, signal.SIGKILL)
        again_s = deployment.until(lambda: deployment.fetched("horse") == 2)
        assert answer.result().status == 200
    print(f"\nwork-horse killed: begun again after {again_s:.2f} s")
    assert again_s < 5


def test_a_killed_worker_loses_no_job(deployment):
    address = deployment.article("worker", slow_s=2)
    with ThreadPoolExecutor(1) as caller:
        answer = caller.submit(deployment.analyse, address)
        deployment.until(lambda: deployment.fetched("worker") == 1)
        [(horse, worker)] = deployment.horses().items()
        worker.kill()
        os.kill(horse, signal.SIGKILL)
        worker.wait(10)
        deployment.workers.remove(worker)
        again_s = deployment.until(lambda: deployment.fetched("worker") == 2)
        assert answer.result().status == 200
    print(f"\nworker and work-horse killed: begun again by another after {again_s:.2f} s")
    deployment.hire()
    deployment.until(lambda: deployment.live_workers() == 2, 60)
    assert again_s < 15


def test_two_hundred_at_once_for_twenty_addresses_fetch_each_once(deployment):
    names = [f"line-{number}" for number in range(20)]
    addresses = [deployment.article(name) for name in names]
    began = time.monotonic()
    with ThreadPoolExecutor(200) as callers:
        firsts = [*callers.map(deployment.analyse, addresses * 10)]
        ends = [*callers.map(deployment.in_the_end, addresses * 10)]
    took_s = time.monotonic() - began
    print(f"\n200 requests: {dict(Counter(a.status for a in firsts))} in {took_s:.1f} s")
    assert {answer.status for answer in firsts} <= {200, 202, 503}
    assert all("Retry-After" in answer.headers for answer in firsts if answer.status != 200)
    assert {answer.status for answer in ends} == {200}
    assert len({answer.json["id"] for answer in ends}) == 20
    assert [deployment.fetched(name) for name in names] == [1] * 20


@pytest.mark.slow
def test_a_redis_that_goes_and_comes_back_loses_nothing(deployment):
    kept = deployment.article("kept")
    assert deployment.analyse(kept).status == 200
    in_hand = deployment.article("in-hand", slow_s=2)
    assert deployment.analyse(in_hand, wait=0).status == 202
    deployment.until(lambda: deployment.fetched("in-hand") == 1)
    processes = [deployment.web, *deployment.workers]

    deployment.redis.stop()
    began = time.monotonic()
    while time.monotonic() - began < DOWN_S:
        asked = time.monotonic()
        answer = deployment.analyse(kept)
        assert answer.status == 503
        assert answer.json["type"].endswith("/store-down")
        assert int(answer.headers["Retry-After"]) > 0
        assert time.monotonic() - asked < 5
        assert deployment.ask("GET", "/healthz").status == 200
        time.sleep(1)
    deployment.start_redis()

    read_s = deployment.until(lambda: deployment.analyse(kept).status == 200)
    new = deployment.article("new")
    began = time.monotonic()
    assert deployment.in_the_end(new).status == 200
    work_s = time.monotonic() - began
    assert deployment.in_the_end(in_hand).status == 200
    deployment.until(lambda: deployment.live_workers() == 2)
    assert [process.poll() for process in processes] == [None] * 3
    print(f"\nRedis back: reading after {read_s:.2f} s, a new page read after {work_s:.2f} s")


def test_a_server_told_to_stop_answers_who_waits(deployment):
    address = deployment.article("last", slow_s=2)
    with ThreadPoolExecutor(1) as caller:
        answer = caller.submit(deployment.analyse, address)
        deployment.until(lambda: deployment.fetched("last") == 1)
        deployment.web.send_signal(signal.SIGTERM)
        assert answer.result().status == 200
    assert deployment.web.wait(30) == 0
    deployment.serve()
    deployment.until(lambda: deployment.ask("GET", "/readyz").status == 200)


def test_log_lines_are_objects_without_addresses(deployment):
    def told() -> list[dict[str, object]]:
        lines = Path(deployment.log.name).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    asked = deployment.analyse(deployment.article("rhododendron"))
    id = asked.json["id"]
    deployment.until(lambda: any(f"job {id} ended" in line["message"] for line in told()))
    [line] = [o for o in told() if o.get("request_id") == asked.headers["X-Request-Id"]]
    assert line["job_id"] == id
    assert [o for o in told() if "ONRECORD_FETCH_ALLOW" in o["message"]]
    assert "rhododendron" not in json.dumps(told())
