"""What a backend does: hold jobs and results, let callers wait, give work to workers.

    server:  submit ─► look / wait ─► Finished | Failed | Underway     forget, engine, secret, ping
    worker:  work(perform, engine, limit): announce ─► claim ─► fork ─► perform ─► store ─► …

One id is one job and one result. Neither side knows which implementation it talks to. An
implementation that cannot reach its store raises StoreDown from every method.
"""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

from server.contract import Analysis, Engine, Obtained, Stage


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site gave with a page to ask by later whether it has changed (RFC 9110, section 8.8).

    `url` is the address that gave them, after redirects; `etag` and `last_modified` are the
    headers' values as they came, one of them at least.
    """

    url: str
    etag: str | None
    last_modified: str | None

    def to_json(self) -> str:
        """Return them as they are kept beside the result: equal ones, equal text."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, told: str | bytes) -> "Validators":
        """Return them from what `to_json` gave."""
        return cls(**json.loads(told))


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to analyse. `id` names both the job and its result.

    `kind` says which fields count: `page` has `url`; `html` has `url` and `html`; `text` has `text`
    and perhaps `title` and `language`. `known` is set by the worker that performs it, from what is
    kept under its id, and by nobody else.
    """

    id: str
    kind: Obtained
    url: str | None = None
    html: str | None = None
    text: str | None = None
    title: str | None = None
    language: str | None = None
    known: Validators | None = None


@dataclass(frozen=True, slots=True)
class Underway:
    """A job that waits or runs. `submitted_at` in seconds since the epoch."""

    id: str
    status: Literal["queued", "running"]
    stage: Stage
    submitted_at: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A result as it goes over the wire: an Analysis in JSON, and its entity tag, unquoted.

    `checked_at` says when the site last sent the page or said that it has not changed, in seconds
    since the epoch; None for what callers sent themselves.
    """

    id: str
    body: bytes
    etag: str
    checked_at: float | None = None
    is_being_checked: bool = False
    """Whether its page is being fetched again; until that has ended this is what there is."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A job that ended in a problem: `code` is one of `server.errors.BY_CODE`.

    It is not tried again before `retry_at`, in seconds since the epoch by the store's clock.
    """

    id: str
    code: str
    detail: str
    retry_at: float = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers for operators: jobs that wait and run, workers that live, jobs ended by outcome.

    `ended` counts since the store was made; a key is `finished`, `unchanged` or a problem's code.
    """

    queued: int
    running: int
    workers: int
    ended: dict[str, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What performing a job gave: an analysis, and what the site gave to ask by later, if any."""

    analysis: Analysis
    validators: Validators | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What performing a job gave: the page is still the one that the job's validators came with."""


Outcome = Underway | Finished | Failed
Report = Callable[[Stage], None]
Perform = Callable[[Job, Report], Made | Unchanged]

MAX_RETRIES = 2
"""How often a job is begun again after it was killed from outside; then it is Unreadable."""


class Backend(ABC):
    """Jobs, results and the way between them. Safe to call from many threads and processes."""

    @abstractmethod
    def submit(self, job: Job) -> Outcome:
        """Return where the job stands, having queued it if nothing valid is there under its id.

        Atomic: of simultaneous callers one queues, the others join. A result that is current, a
        failure that is remembered and a job underway are returned as they are. The result of an
        address that was checked more than `result_fresh_s` ago is returned and checked again
        behind: its page is asked by the validators kept with it, and replaces it if it has
        changed. A result made by an engine that no live worker has starts anew. (While workers of
        two versions live, what either made is current: else every request would make anew what
        the older one made.) Whatever fails, a result that is there stays until its time is over,
        and is not tried again while the failure would be remembered. With no worker announced a
        result that is there counts as current. Raises NoWorker, Busy.
        """

    @abstractmethod
    def look(self, id: str) -> Outcome | None:
        """Return where a job stands, or None if it is unknown, forgotten or expired."""

    @abstractmethod
    def wait(self, id: str, seconds: float) -> Outcome | None:
        """Return what `look` says once no job is underway, or after so many seconds."""

    @abstractmethod
    def forget(self, id: str) -> bool:
        """Return whether there was something under this id; there is not any more."""

    @abstractmethod
    def engine(self) -> Engine | None:
        """Return what the live worker that announced itself last makes results with."""

    @abstractmethod
    def secret(self) -> bytes:
        """Return what ids of sent texts are keyed with: the same in all processes, for ever."""

    @abstractmethod
    def ping(self) -> None:
        """Return if the store answers."""

    @abstractmethod
    def figures(self) -> Figures:
        """Return how much waits and runs, who works, and what has been done."""

    @abstractmethod
    def work(self, perform: Perform, engine: Engine, limit: Callable[[], None]) -> None:
        """Perform jobs until SIGTERM or SIGINT, finishing the one in hand.

        Runs in the main thread of a process of its own. Each job runs in a forked child, which
        calls `limit` (it sets what the child may use), then `perform`. An OnrecordError becomes
        the job's failure; a child that crashes, is ended at a limit or outlasts `job_timeout_s`,
        Unreadable; any other exception is logged with the job's id and becomes Defect. A child that
        was killed from outside, like one whose worker died, says nothing of its job: it is begun
        again, MAX_RETRIES times.
        """

    @abstractmethod
    def close(self) -> None:
        """Return after letting go of every connection."""


def engine_tag(engine: Engine) -> str:
    """Return the engine in 12 hexadecimal digits: equal engines, equal tags."""
    return hashlib.sha256(engine.model_dump_json().encode()).hexdigest()[:12]


def entity_tag(body: bytes, engine: Engine) -> str:
    """Return the entity tag of a result: its bytes and what made it."""
    return f"{hashlib.sha256(body).hexdigest()[:16]}-{engine_tag(engine)}"
