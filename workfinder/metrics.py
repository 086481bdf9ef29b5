"""`/metrics` for Prometheus: requests by route, the queue, the database, memory.

Open to this machine alone, or to whoever shows `METRICS_TOKEN`; never through a server in front.
"""

import hmac
import ipaddress
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from redis.exceptions import RedisError

from workfinder import queueing
from workfinder.processes import PROC, living
from workfinder.request_ids import route_of

Answer = Callable[[HttpRequest], HttpResponse]

PATH = "/metrics"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10, 30)

REQUESTS = Counter("workfinder_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram("workfinder_request_seconds", "Time to answer.", ["route"], buckets=BUCKETS)


def metrics(get_response: Answer) -> Answer:
    """Count every request; answer the address of the counts."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path == PATH:
            return exposed(request)
        began = time.monotonic()
        response = get_response(request)
        route = route_of(request)
        REQUESTS.labels(request.method, route, response.status_code).inc()
        SECONDS.labels(route).observe(time.monotonic() - began)
        return response

    return answer


def exposed(request: HttpRequest) -> HttpResponse:
    """What was counted, over all processes of this web server."""
    if not is_allowed(request):
        return HttpResponse("Not here.\n", status=404, content_type="text/plain")
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)
    else:
        for counted in (REQUESTS, SECONDS):
            registry.register(counted)
    registry.register(Standing())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def is_allowed(request: HttpRequest) -> bool:
    """Whether the token is right, or this very machine asks without anybody in between."""
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    if request.headers.get("X-Forwarded-For") or request.headers.get("Forwarded"):
        return False
    with suppress(ValueError):
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    return False


class Standing:
    """How things stand at the moment that somebody asks."""

    def collect(self) -> Iterator[Metric]:
        """Without the database's figures while it is away."""
        yield gauge(
            "disk_free_bytes", "Room under VAR_DIR.", shutil.disk_usage(settings.VAR_DIR).free
        )
        yield gauge("web_memory_bytes", "Memory of the web server's processes.", _memory())
        try:
            yield from _of_database()
        except DatabaseError:
            yield gauge("database_up", "Whether the database answers.", 0)


def _of_database() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
        connections = cursor.fetchone()[0]
    yield gauge("database_up", "Whether the database answers.", 1)
    yield gauge("database_connections", "Connections to the database.", connections)
    try:
        state = queueing.state()
    except RedisError:
        return
    yield gauge("queue_waiting", "Tasks that wait.", state.waiting)
    yield gauge("queue_in_work", "Tasks in work.", state.in_work)
    yield gauge("queue_oldest_seconds", "How long the oldest task waits.", state.oldest_seconds)
    yield gauge("queue_failed", "Tasks that failed or were set aside.", state.failed)


def gauge(name: str, text: str, value: float) -> Metric:
    """One figure."""
    return GaugeMetricFamily(f"workfinder_{name}", text, value=value)


def _memory() -> int:
    """Resident bytes of our process group; shared pages are counted for each process."""
    pages = 0
    for process in living():
        if process.group == os.getpgrp():
            with suppress(OSError, IndexError, ValueError):
                pages += int((PROC / str(process.pid) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
