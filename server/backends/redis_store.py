"""What Redis holds of ours: results, stages, announcements, the secret; and the way to it.

    onrecord:result:ID   hash     how a job ended: state, engine, and body + etag or code + detail;
                                  of an address checked_at and validators; retry_at and work
    onrecord:stage:ID    string   how far a running job is
    onrecord:workers     hash     worker -> "announced-at seen-at engine-tag", by Redis's own clock
    onrecord:engine:TAG  string   the engine in JSON
    onrecord:totals      hash     how many jobs ended how, since ever: for /metrics
    onrecord:secret      string   what ids of sent texts are keyed with
    onrecord:ended       channel  the id of each job that has ended or is forgotten

All but the last keys of the table expire. What RQ holds (`rq:…`) is in rq_job.py, who waits for
which site in redis_turns.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from server.backends.base import Failed, Finished, Job, Validators, engine_tag, entity_tag
from server.backends.child import Performed
from server.backends.standing import Kept, Work, failure_ttl_s
from server.contract import Engine, Stage
from server.errors import OnrecordError, StoreDown
from server.settings import Settings

CONNECT_TIMEOUT_S = 2
ANSWER_TIMEOUT_S = 3
WORKER_TTL_S = 10.0
"""How long after its last beat a worker counts as live."""
ANNOUNCEMENT_TTL_S = 60
ENDED = "onrecord:ended"
WORKERS = "onrecord:workers"
SECRET = "onrecord:secret"
TOTALS = "onrecord:totals"

_END = """
if redis.call('HEXISTS', KEYS[1], 'data') == 0 then return 0 end
redis.call('DEL', KEYS[2], KEYS[3])
redis.call('HSET', KEYS[2], unpack(ARGV, 4))
redis.call('EXPIRE', KEYS[2], ARGV[2])
redis.call('HINCRBY', KEYS[4], ARGV[3], 1)
redis.call('PUBLISH', KEYS[5], ARGV[1])
return 1
"""
"""Store how a job ended, unless it was forgotten meanwhile: then RQ's hash of it is gone."""
_KEEP = """
if redis.call('HEXISTS', KEYS[1], 'data') == 0 then return 0 end
if redis.call('HGET', KEYS[2], 'state') ~= 'finished' then return 0 end
if ARGV[3] ~= '' and redis.call('HGET', KEYS[2], 'validators') ~= ARGV[3] then return 0 end
redis.call('HDEL', KEYS[2], 'work')
redis.call('HSET', KEYS[2], ARGV[4], ARGV[5])
redis.call('DEL', KEYS[3])
redis.call('HINCRBY', KEYS[4], ARGV[2], 1)
redis.call('PUBLISH', KEYS[5], ARGV[1])
return 1
"""
"""Store how a job ended that leaves the result as it is: one with these validators, if given."""
_MARK = """
local is = redis.call('HMGET', KEYS[1], 'state', 'engine', 'checked_at')
if not is[1] or is[2] ~= ARGV[1] or (is[3] or '') ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'work', ARGV[3])
return 1
"""
"""Say beside a result what is begun behind it or in its place, unless it is another by now."""


def connected(settings: Settings) -> redis.Redis:
    """Return a client; it connects when it is first used.

    One retry at once: after a restart of Redis every pooled connection is dead, and the first
    command on each finds out. More would keep callers waiting for an honest 503.
    """
    return redis.Redis.from_url(
        settings.backend,
        password=_password(settings),
        socket_connect_timeout=CONNECT_TIMEOUT_S,
        socket_timeout=ANSWER_TIMEOUT_S,
        retry=Retry(NoBackoff(), 1),
    )


@contextmanager
def answering() -> Iterator[None]:
    """Turn whatever keeps Redis from answering into StoreDown."""
    try:
        yield
    except redis.RedisError as error:
        raise StoreDown from error


class Records:
    """Reads and writes of ours. Raises redis.RedisError: who calls says what that means."""

    def __init__(self, client: redis.Redis, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._end_script = client.register_script(_END)
        self._keep_script = client.register_script(_KEEP)
        self._mark_script = client.register_script(_MARK)

    def stage(self, id: str, stage: Stage) -> None:
        """Say how far a job is; forgotten soon after the job should have ended."""
        self._client.set(stage_key(id), stage, ex=2 * self._settings.job_timeout_s)

    def finish(self, job: Job, made: Performed, engine: Engine, rq_key: str) -> None:
        """Keep a result. It expires sooner if it is of a text or HTML that was sent."""
        is_page = job.kind == "page"
        ttl_s = self._settings.result_ttl_s if is_page else self._settings.text_ttl_s
        fields: dict[str, str | bytes] = {
            "state": "finished",
            "engine": engine_tag(engine),
            "body": made.body,
            "etag": entity_tag(made.body, engine),
        }
        if is_page:
            fields["checked_at"] = repr(self.now())
        if made.validators:
            fields["validators"] = made.validators.to_json()
        self._end(job.id, ttl_s, "finished", fields, rq_key)

    def confirm(self, id: str, known: Validators, rq_key: str) -> bool:
        """Return whether the result that these came with is there; it is fresh now."""
        return self._keep(id, "unchanged", known.to_json(), ("checked_at", self.now()), rq_key)

    def fail(self, id: str, problem: OnrecordError, engine: Engine, rq_key: str) -> None:
        """Remember a failure; an older result stays, and is not tried again for as long."""
        ttl_s = failure_ttl_s(problem, self._settings)
        if self._keep(id, problem.code, "", ("retry_at", self.now() + ttl_s), rq_key):
            return
        fields: dict[str, str | bytes] = {
            "state": "failed",
            "engine": engine_tag(engine),
            "code": problem.code,
            "detail": problem.detail,
            "retry_at": repr(self.now() + ttl_s),
        }
        self._end(id, ttl_s, problem.code, fields, rq_key)

    def known(self, id: str, engine: Engine) -> Validators | None:
        """Return what to ask the site by: only if the same engine would make the same of it."""
        told = cast(list[bytes | None], self._client.hmget(result_key(id), "engine", "validators"))
        made_by, validators = told
        is_ours = made_by is not None and made_by.decode() == engine_tag(engine)
        return Validators.from_json(validators) if is_ours and validators else None

    def mark(self, id: str, kept: Kept, work: Work) -> bool:
        """Say what is begun behind a result or in its place; False if it is another by now."""
        checked_at = kept.end.checked_at if isinstance(kept.end, Finished) else None
        seen = [kept.engine, "" if checked_at is None else repr(checked_at)]
        return bool(self._mark_script(keys=[result_key(id)], args=[*seen, work]))

    def beat(self, name: str, announced_at: float, engine: Engine) -> None:
        """Say that a worker lives, and drop those that do not any more."""
        tag, now = engine_tag(engine), self.now()
        listed = cast(dict[bytes, bytes], self._client.hgetall(WORKERS))
        dead = [each for each, said in listed.items() if float(said.split()[1]) <= now - 60]
        with self._client.pipeline() as pipe:
            pipe.hset(WORKERS, name, f"{announced_at} {now} {tag}")
            if dead:
                pipe.hdel(WORKERS, *dead)
            pipe.expire(WORKERS, ANNOUNCEMENT_TTL_S)
            pipe.set(engine_key(tag), engine.model_dump_json(), ex=ANNOUNCEMENT_TTL_S)
            pipe.execute()

    def withdraw(self, name: str) -> None:
        """Return when a worker is announced no more."""
        self._client.hdel(WORKERS, name)

    def now(self) -> float:
        """Return the seconds since the epoch by Redis's clock: machines' own may differ."""
        return seconds(self._client.time())

    def _end(
        self, id: str, ttl_s: float, how: str, fields: dict[str, str | bytes], rq_key: str
    ) -> None:
        flat = [part for pair in fields.items() for part in pair]
        self._end_script(keys=self._keys(id, rq_key), args=[id, int(ttl_s), how, *flat])

    def _keep(
        self, id: str, how: str, validators: str, change: tuple[str, float], rq_key: str
    ) -> bool:
        name, value = change
        args = [id, how, validators, name, repr(value)]
        return bool(self._keep_script(keys=self._keys(id, rq_key), args=args))

    def _keys(self, id: str, rq_key: str) -> list[str]:
        return [rq_key, result_key(id), stage_key(id), TOTALS, ENDED]


def result_key(id: str) -> str:
    """Return where it is kept how a job ended."""
    return f"onrecord:result:{id}"


def stage_key(id: str) -> str:
    """Return where it is kept how far a job is."""
    return f"onrecord:stage:{id}"


def engine_key(tag: str) -> str:
    """Return where an announced engine is kept."""
    return f"onrecord:engine:{tag}"


def seconds(told: tuple[int, int]) -> float:
    """Return what TIME answers, seconds and microseconds, as one number."""
    return told[0] + told[1] / 1_000_000


def live_tags(workers: dict[bytes, bytes], now: float) -> list[str]:
    """Return the engine tag of each live worker, the one announced last first."""
    told = [said.decode().split() for said in workers.values()]
    live = [each for each in told if float(each[1]) > now - WORKER_TTL_S]
    return [tag for _, _, tag in sorted(live, key=lambda each: float(each[0]), reverse=True)]


def kept(id: str, fields: dict[bytes, bytes]) -> Kept | None:
    """Return how a job ended from its hash; None from an empty one."""
    if not fields:
        return None
    engine, retry_at = fields[b"engine"].decode(), float(fields.get(b"retry_at", 0))
    if fields[b"state"] == b"failed":
        code, detail = fields[b"code"].decode(), fields[b"detail"].decode()
        return Kept(Failed(id, code, detail, retry_at), engine, retry_at)
    checked_at = float(fields[b"checked_at"]) if b"checked_at" in fields else None
    finished = Finished(id, fields[b"body"], fields[b"etag"].decode(), checked_at)
    return Kept(finished, engine, retry_at)


def _password(settings: Settings) -> str | None:
    """Settings hold where it is and not what: they are printed and compared."""
    if not settings.redis_password_file:
        return None
    return Path(settings.redis_password_file).read_text(encoding="utf-8").strip()
