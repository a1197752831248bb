"""A job of ours as RQ carries it: which queue, how often, and what it may name.

RQ imports the function and the callbacks that a job in Redis names, and calls its web hooks, so
whoever writes to Redis would run code in a worker. A job of ours names one thing, which is not a
function but this module's word for it; a worker refuses every other and imports nothing.
"""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import redis
from rq import Queue, Retry
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job as RqJob
from rq.job import JobStatus
from rq.serializers import JSONSerializer
from rq.utils import now

from server.backends.base import MAX_RETRIES, Job
from server.backends.redis_turns import brought_back
from server.settings import Settings

QUEUE = "onrecord"
NAME = "onrecord.analyse"
LEASE_S = 5
"""A job whose worker was not heard of for so long is abandoned. RQ's own is 60 s or more."""
MAINTENANCE_LOCK_S = 10
GRACE_S = 10
"""RQ's own time limit comes after ours, which ends a job in C code too."""
UNDERWAY = (JobStatus.QUEUED, JobStatus.STARTED)


class AnalysisJob(RqJob):
    """An RQ job that runs what its worker gave it, whatever it names."""

    perform_it: Callable[[Job], None]

    def _execute(self) -> None:
        self.perform_it(Job(**self.kwargs))

    @property
    def func(self) -> Callable[..., Any]:
        """What this job runs, for those of RQ's that ask."""
        return self.perform_it

    @property
    def success_callback(self) -> None:
        """Nothing, whatever the job in Redis names."""

    @property
    def failure_callback(self) -> None:
        """Nothing, whatever the job in Redis names."""

    @property
    def stopped_callback(self) -> None:
        """Nothing, whatever the job in Redis names."""

    def send_webhooks(self, *_: Any, **__: Any) -> None:
        """Call nobody, whatever the job in Redis names."""

    def is_ours(self) -> bool:
        """Return whether the job names what ours do, and can be read at all."""
        try:
            return self.func_name == NAME and not self.args and bool(Job(**self.kwargs))
        except Exception:  # whatever was written there, it is refused
            return False


class _Claimed(IntermediateQueue):
    """Jobs taken from the queue that no work-horse has begun yet."""

    def set_first_seen(self, job_id: str) -> bool:
        key = self.get_first_seen_key(job_id)
        return bool(self.connection.set(key, now().timestamp(), nx=True, ex=4 * LEASE_S))

    def should_be_cleaned_up(self, job_id: str) -> bool:
        first_seen = self.get_first_seen(job_id)
        return first_seen is not None and now() - first_seen > timedelta(seconds=LEASE_S)


class AnalysisQueue(Queue):
    """RQ's queue, with times that fit jobs of a second or two, and lines beside it."""

    job_class = AnalysisJob

    @classmethod
    def lmove(cls, connection: redis.Redis, queue_key: str, timeout: int | None) -> Any:
        """Take the next job; wait no longer than until one that is in line may be the next."""
        line_s = brought_back(connection, queue_key)
        if timeout is not None and line_s is not None:
            timeout = min(timeout, max(line_s, 0.01))  # type: ignore[assignment]  # Redis takes both
        return super().lmove(connection, queue_key, timeout)

    @property
    def intermediate_queue(self) -> IntermediateQueue:
        """Where a job is between the queue and its work-horse."""
        return _Claimed(self.key, connection=self.connection)

    def acquire_maintenance_lock(self) -> bool:
        """Return whether this worker may tidy up; RQ's own lock outlives its holder by 15 min."""
        return bool(
            self.connection.set(self.registry_cleaning_key, 1, nx=True, ex=MAINTENANCE_LOCK_S)
        )


def queue_on(client: redis.Redis) -> AnalysisQueue:
    """Return the one queue there is."""
    return AnalysisQueue(QUEUE, connection=client, serializer=JSONSerializer, job_class=AnalysisJob)


def enqueue(queue: AnalysisQueue, job: Job, settings: Settings) -> None:
    """Queue a job. Raises rq.exceptions.DuplicateJobError if one of its id is there.

    RQ keeps no result of it, and its description is the id: RQ's own would be logged and hold the
    address or the text.
    """
    queue.enqueue_call(
        NAME,
        kwargs=asdict(job),
        job_id=job.id,
        unique=True,
        description=job.id,
        retry=Retry(max=MAX_RETRIES),
        timeout=settings.job_timeout_s + GRACE_S,
        ttl=settings.text_ttl_s,
        result_ttl=0,
        failure_ttl=settings.failure_ttl_s,
    )
