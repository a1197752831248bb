"""Figures for Prometheus: what this server answered, and what the store says of jobs and workers.

Requests are counted in each web process; with several of them prometheus_client keeps the counts
in files they share (PROMETHEUS_MULTIPROC_DIR, set by server/serving.py): each can tell the sum.
What workers did is in the store, so one place tells it for all machines.
"""

import os
from collections.abc import Iterator

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from server.backends.base import Backend
from server.desk import desk
from server.errors import StoreDown

blueprint = Blueprint("metrics", __name__)

_own = CollectorRegistry()
_requests = Counter(
    "onrecord_http_requests",
    "Requests answered.",
    ("method", "route", "status"),
    registry=_own,
)
_seconds = Histogram(
    "onrecord_http_request_seconds",
    "Time to answer a request, waiting for a job included.",
    ("route",),
    buckets=(0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 20),
    registry=_own,
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request. A route is a rule, never a path."""
    _requests.labels(method, route, str(status)).inc()
    _seconds.labels(route).observe(seconds)


class BackendCollector(Collector):
    """What the store says, asked anew at each scrape."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def collect(self) -> Iterator[Metric]:
        """Yield whether the store answers and, if it does, its figures."""
        try:
            figures = self._backend.figures()
        except StoreDown:
            yield GaugeMetricFamily("onrecord_store_up", "Whether the store answers.", 0)
            return
        yield GaugeMetricFamily("onrecord_store_up", "Whether the store answers.", 1)
        yield GaugeMetricFamily("onrecord_jobs_queued", "Jobs that wait.", figures.queued)
        yield GaugeMetricFamily("onrecord_jobs_running", "Jobs in hand.", figures.running)
        yield GaugeMetricFamily("onrecord_workers", "Workers that live.", figures.workers)
        ended = CounterMetricFamily(
            "onrecord_jobs_ended", "Jobs ended, by outcome.", labels=("outcome",)
        )
        for outcome, number in sorted(figures.ended.items()):
            ended.add_metric((outcome,), number)
        yield ended


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the figures in Prometheus's text format."""
    registry = CollectorRegistry()
    registry.register(BackendCollector(desk().backend))
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        told = generate_latest(registry)
    else:
        told = generate_latest(registry) + generate_latest(_own)
    response = Response(told, content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = "no-store"
    return response
