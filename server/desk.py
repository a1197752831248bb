"""The desk: takes a request in as a job, and waits for its outcome within bounds.

    contract request ─ job_of ─► Job ─ Desk.ask ─► Outcome

The API and the page both come through here, so both get the same ids and the same waiting rule.
"""

import hashlib
import hmac
import json
import math
import time
from threading import BoundedSemaphore
from typing import cast

from flask import current_app, g

from server.addresses import normalised
from server.backends.base import Backend, Failed, Finished, Job, Outcome, Underway
from server.backends.standing import is_awaited
from server.contract import AnalysisRequest, ScoreRequest
from server.errors import BY_CODE, NotFound, NoWorker, OnrecordError
from server.settings import Settings

MAX_WAIT_S = 20
"""Browsers stop an extension's background page whose fetch takes 30 s; 20 leaves room."""
CHECK_WAIT_S = 2
"""A site that is asked whether its page has changed mostly says so in less; an old result is there
already, and no reason to keep a reader waiting for long."""


class Desk:
    """The app's backend, and the slots for callers that wait."""

    def __init__(self, settings: Settings, backend: Backend) -> None:
        self.settings = settings
        self.backend = backend
        self._slots = BoundedSemaphore(settings.threads // 2)

    def ask(self, job: Job, wait_s: float) -> Finished | Underway:
        """Return the result, or how far it is after at most so many seconds.

        While the page of a result is checked again, the result is returned as it is after at most
        CHECK_WAIT_S. Raises the job's own problem if it failed; NoWorker, Busy, StoreDown.
        """
        return self._ended(self._patiently(self.backend.submit(job), wait_s))

    def look(self, id: str, wait_s: float = 0) -> Finished | Underway:
        """Return what is there under an id; never starts work.

        Raises the job's own problem if it failed, NotFound if there is none, NoWorker if it
        stands still because nobody works.
        """
        return self._ended(self._patiently(self.backend.look(id), wait_s))

    def _patiently(self, outcome: Outcome | None, wait_s: float) -> Outcome | None:
        """Wait only for what can come, and in a free slot: half of the threads stay free."""
        if outcome is None or not is_awaited(outcome):
            return outcome
        if isinstance(outcome, Finished):
            wait_s = min(wait_s, CHECK_WAIT_S)
        elif self.backend.engine() is None:
            raise NoWorker
        if wait_s <= 0 or not self._slots.acquire(blocking=False):
            return outcome
        try:
            return self.backend.wait(outcome.id, min(wait_s, MAX_WAIT_S))
        finally:
            self._slots.release()

    def _ended(self, outcome: Outcome | None) -> Finished | Underway:
        if outcome is None:
            raise NotFound("There is no analysis under this id, or not any more.")
        g.job_id = outcome.id
        if isinstance(outcome, Failed):
            raise _problem(outcome)
        return outcome


def _problem(failed: Failed) -> OnrecordError:
    """Return the problem of a job; one that is worth another try says in how many seconds."""
    kind = BY_CODE[failed.code]
    if kind.retry_after_s is None:
        return kind(failed.detail)
    return kind(failed.detail, max(1, math.ceil(failed.retry_at - time.time())))


def desk() -> Desk:
    """Return the desk of the app that handles this request."""
    return cast(Desk, current_app.extensions["onrecord"])


def job_of(request: AnalysisRequest | ScoreRequest, secret: bytes) -> Job:
    """Return what a request asks for as a job. Raises AddressInvalid."""
    if isinstance(request, AnalysisRequest) and request.url is not None:
        return _of_address(request.url, request.html, secret)
    return Job(
        id=_keyed(secret, "text", request.text, request.title, request.language),
        kind="text",
        text=request.text,
        title=request.title,
        language=request.language,
    )


def page_id(url: str) -> str:
    """Return the id of the analysis of an address: the same for all its spellings.

    Raises AddressInvalid.
    """
    return _page_id(normalised(url))


def _of_address(url: str, html: str | None, secret: bytes) -> Job:
    address = normalised(url)
    if html is None:
        return Job(id=_page_id(address), kind="page", url=address)
    return Job(id=_keyed(secret, "html", address, html), kind="html", url=address, html=html)


def _page_id(address: str) -> str:
    return "an-" + hashlib.sha256(address.encode()).hexdigest()[:32]


def _keyed(secret: bytes, *parts: str | None) -> str:
    """Who does not have the content cannot make its id, and who has the id learns nothing of it."""
    message = json.dumps(parts).encode()
    return "tx-" + hmac.new(secret, message, hashlib.sha256).hexdigest()[:32]
