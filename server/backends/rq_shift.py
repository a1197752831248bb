"""A worker's shift over RQ: take a job, fork a work-horse, watch it, and announce all the while.

RQ carries the work and recovers what is abandoned. Ours are the beat that announces the engine,
what a work-horse does (limits, perform, store), and what its death means:

    ended by the kernel at a limit, or crashed     the page's doing: Unreadable, not tried again
    killed from outside, or its worker with it     nobody's verdict: begun again, MAX_RETRIES times
"""

import logging
import math
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from resource import struct_rusage
from secrets import token_hex
from typing import Any

import redis
from rq import Queue, Worker
from rq.exceptions import AbandonedJobError
from rq.executions import Execution
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer

from server.backends.base import Job, Perform, Unchanged
from server.backends.child import Broke, End, Performed, outcome_of, verdict_of
from server.backends.redis_store import Records, connected
from server.backends.redis_turns import Turns
from server.backends.rq_job import LEASE_S, AnalysisJob, AnalysisQueue, queue_on
from server.backends.standing import failure_ttl_s
from server.backends.turns import site_of
from server.contract import Engine, Stage
from server.errors import OnrecordError, SiteBusy, StoreDown, Unreadable
from server.settings import Settings

BEAT_S = 1
BLOCK_S = 2
"""How long one blocking read of the queue lasts; a job that comes ends it at once."""
STORE_DOWN_PAUSE_S = 1.0
STORE_PATIENCE_S = 60
"""How long a finished work-horse waits for a store that is gone before its work is lost."""
RQ_MARGIN_S = 15
"""RQ blocks for so much less than its `worker_ttl`."""
GAVE_UP = "Reading it brought the worker down more than once."

_log = logging.getLogger("onrecord.worker")


@dataclass(frozen=True, slots=True)
class Duty:
    """What a worker does with a job, and within which settings."""

    settings: Settings
    perform: Perform
    engine: Engine
    limit: Callable[[], None]


class RqShift:
    """One worker process, from its announcement to its end, over every absence of Redis."""

    def __init__(
        self, settings: Settings, perform: Perform, engine: Engine, limit: Callable[[], None]
    ) -> None:
        self._duty = Duty(settings, perform, engine, limit)

    def run(self) -> None:
        """Return after SIGTERM or SIGINT, when the job in hand has ended."""
        while not self._round():
            _log.warning("the store does not answer; trying again")
            time.sleep(STORE_DOWN_PAUSE_S)

    def _round(self) -> bool:
        """Return whether the worker ended because it was told to, and not for want of Redis."""
        worker = None
        try:
            worker = AnalysisWorker(self._duty)
            worker.work(logging_level="WARNING")
        except (redis.RedisError, StoreDown):
            pass
        finally:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
        if worker is None:
            return False
        if worker.horse_pid:
            worker.kill_horse()
            worker.wait_for_horse()
        return worker.is_told


class AnalysisWorker(Worker):
    """RQ's forking worker, with our beat, our limits and our reading of a work-horse's death."""

    max_connection_wait_time = 2.0

    def __init__(self, duty: Duty) -> None:
        client = connected(duty.settings)
        super().__init__(
            [queue_on(client)],
            name=token_hex(8),
            connection=client,
            serializer=JSONSerializer,
            job_class=AnalysisJob,
            queue_class=AnalysisQueue,
            worker_ttl=BLOCK_S + RQ_MARGIN_S,
            job_monitoring_interval=BEAT_S,
            maintenance_interval=BEAT_S,
            log_job_description=False,
            exception_handlers=[self._note_abandoned],
        )
        self.is_told = False
        self._duty = duty
        self._records = Records(client, duty.settings)
        self._turns = Turns(client, duty.settings)
        self._announced_at = self._records.now()
        self._last_beat = 0.0
        self._verdicts: dict[str, OnrecordError] = {}

    def request_stop(self, signum: int, frame: Any) -> None:
        """Remember that it was asked for; RQ does the rest."""
        self.is_told = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def set_shutdown_requested_date(self) -> None:
        """RQ notes it for people who look; nothing depends on it."""
        with suppress(redis.RedisError):
            super().set_shutdown_requested_date()  # type: ignore[no-untyped-call]

    def set_state(self, state: str, pipeline: Any = None) -> None:
        """RQ notes it for people who look; nothing depends on it."""
        with suppress(redis.RedisError):
            super().set_state(state, pipeline)

    def register_death(self) -> None:
        """Withdraw the announcement first: whoever sees RQ's word must see ours."""
        self._records.withdraw(self.name)
        super().register_death()  # type: ignore[no-untyped-call]

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Beat in RQ's books and in ours; without Redis neither, and the work goes on."""
        with suppress(redis.RedisError):
            super().heartbeat(timeout, pipeline)
            if not self.is_horse and time.monotonic() - self._last_beat >= BEAT_S:
                self._records.beat(self.name, self._announced_at, self._duty.engine)
                self._last_beat = time.monotonic()

    def maintain_heartbeats(self, job: RqJob, execution: Any) -> None:
        """Once a second while the work-horse runs."""
        with suppress(redis.RedisError):
            super().maintain_heartbeats(job, execution)

    def get_heartbeat_ttl(self, job: RqJob, working_time: float = 0.0) -> int:
        """Return the lease on a job; RQ's own is a minute longer than the beat."""
        return LEASE_S

    def execute_job(self, job: RqJob, queue: Queue) -> None:
        """Perform a job of ours; drop any other unseen."""
        if not isinstance(job, AnalysisJob) or not job.is_ours():
            _log.warning("refused a job in the queue that is not ours")
            job.delete()
            queue.intermediate_queue.remove(job.id)
            return
        job.perform_it = self._perform
        if (site := site_of(Job(**job.kwargs))) is None:
            self._begin(job, queue)
        elif self._has_turn(job, queue, site):
            self._begin(job, queue)
            with suppress(redis.RedisError):
                self._turns.leave(job.id, site)

    def _has_turn(self, job: RqJob, queue: Queue, site: str) -> bool:
        """Return whether a job may begin: else it is in line, or over as its site rests."""
        taken_from = queue.intermediate_queue
        rest_s = self._turns.take(job.id, site, taken_from.key)
        if rest_s:
            self._fail(job, SiteBusy(retry_after_s=math.ceil(rest_s)))
            job.delete()
            taken_from.remove(job.id)
        return rest_s == 0

    def _begin(self, job: RqJob, queue: Queue) -> None:
        began = time.monotonic()
        super().execute_job(job, queue)
        _log.info("job %s ended after %.2f s", job.id, time.monotonic() - began)

    def prepare_job_execution(self, job: RqJob, *args: Any, **kwargs: Any) -> None:
        """In the work-horse: begin, unless the job was forgotten since it was taken."""
        super().prepare_job_execution(job, *args, **kwargs)
        with self.connection.pipeline() as pipe:
            pipe.hexists(job.key, "data")
            pipe.expire(job.key, self._duty.settings.text_ttl_s)
            is_there, _ = pipe.execute()
        if not is_there:
            job.delete()
            os._exit(0)

    def kill_horse(self, sig: signal.Signals = signal.SIGKILL) -> None:
        """Kill the one process: RQ kills its group, which for an instant after the fork is ours."""
        with suppress(ProcessLookupError):
            os.kill(self.horse_pid, sig)

    def handle_work_horse_killed(
        self, job: RqJob, retpid: int, ret_val: int, rusage: struct_rusage
    ) -> None:
        """Say what the death of a work-horse means for its job."""
        if verdict := verdict_of(ret_val):
            self._verdicts[job.id] = verdict
            job.retries_left = 0

    def handle_job_failure(
        self,
        job: RqJob,
        queue: Queue,
        started_job_registry: Any = None,
        exc_string: str = "",
        execution: Execution | None = None,
    ) -> None:
        """Keep the failure in our books and not in RQ's, if the job is not begun again."""
        problem = self._verdicts.pop(job.id, None) or Unreadable(GAVE_UP)
        if not (is_over := not job.should_retry):
            _log.warning("job %s: its work-horse was killed; beginning again", job.id)
        else:
            self._fail(job, problem)
        super().handle_job_failure(job, queue, started_job_registry, exc_string, execution)
        if is_over:
            job.delete()

    def _note_abandoned(self, job: RqJob, kind: type[BaseException], *_: Any) -> None:
        """Called by RQ for a job whose worker was not heard of any more."""
        if kind is AbandonedJobError:
            _log.warning("job %s was abandoned by its worker", job.id)
            if not job.should_retry:
                self._fail(job, Unreadable(GAVE_UP))

    def _fail(self, job: RqJob, problem: OnrecordError) -> None:
        _log.info("job %s failed: %s", job.id, problem.code)
        self._records.fail(job.id, problem, self._duty.engine, job.key)

    def _perform(self, job: Job) -> None:
        """The work-horse's work: again, if the result is gone that the site has just confirmed."""
        known = None
        with suppress(redis.RedisError):
            known = self._records.known(job.id, self._duty.engine)
        if not self._perform_once(replace(job, known=known)):
            self._perform_once(replace(job, known=None))

    def _perform_once(self, job: Job) -> bool:
        """Return whether its end is stored. The kernel ends it in time, in C code too."""
        duty = self._duty
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, duty.settings.job_timeout_s)
        news = outcome_of(job, duty.perform, duty.limit, self._reporting(job.id))
        signal.setitimer(signal.ITIMER_REAL, 0)
        return self._store(job, news)

    def _reporting(self, id: str) -> Callable[[Stage], None]:
        def report(stage: Stage) -> None:
            with suppress(redis.RedisError):
                self._records.stage(id, stage)

        return report

    def _store(self, job: Job, end: End) -> bool:
        """Store how it ended, waiting for Redis if need be. Raises redis.RedisError at last."""
        deadline = time.monotonic() + STORE_PATIENCE_S
        while True:
            try:
                return self._store_once(job, end)
            except redis.RedisError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(STORE_DOWN_PAUSE_S)

    def _store_once(self, job: Job, end: End) -> bool:
        """Return whether it is stored: not so if there was nothing left to confirm."""
        rq_key = AnalysisJob.key_for(job.id)
        match end:
            case Performed():
                self._records.finish(job, end, self._duty.engine, rq_key)
            case Unchanged():
                known = job.known
                return known is not None and self._records.confirm(job.id, known, rq_key)
            case Broke(problem):
                _log.info("job %s failed: %s", job.id, problem.code)
                if isinstance(problem, SiteBusy) and (site := site_of(job)):
                    self._turns.rest(site, failure_ttl_s(problem, self._duty.settings))
                self._records.fail(job.id, problem, self._duty.engine, rq_key)
        return True
