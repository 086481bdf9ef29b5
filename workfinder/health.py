"""`/health/`: whether the site lives, can serve, and has all that it stands on.

Only the database takes the site out of service; without the rest it goes on, with less, and says
"degraded". Answered before hosts and sessions are looked at, so that any probe may ask.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django_q.models import Schedule
from redis.exceptions import RedisError

from catalog.models import Source
from recommendations.embedding import NoModelError, get_query_embedder
from recommendations.models import EmbeddingModel
from workfinder import queueing

Answer = Callable[[HttpRequest], HttpResponse]

OK, DEGRADED, DOWN = "ok", "degraded", "down"
LIVE, READY, SUMMARY = "/health/live", "/health/ready", "/health/"
LEAST_FREE_BYTES = 500 * 1024 * 1024
LONGEST_SILENCE_SECONDS = 180
SERVED, UNSERVED = 200, 503


@dataclass(frozen=True, slots=True)
class Found:
    """How one thing is that the site stands on."""

    state: str
    note: str = ""

    def as_json(self) -> dict[str, str]:
        """Without an empty note."""
        return {"state": self.state} | ({"note": self.note} if self.note else {})


def health(get_response: Answer) -> Answer:
    """Answer the three addresses of health; a slash at the end makes no difference."""

    def answer(request: HttpRequest) -> HttpResponse:
        path = request.path.rstrip("/")
        if path == LIVE:
            return _json({"status": OK}, SERVED)
        if path == READY:
            return _told(CHECKS)
        if path == SUMMARY.rstrip("/"):
            return _told(CHECKS | FURTHER_CHECKS)
        return get_response(request)

    return answer


def database() -> Found:
    """Whether it answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Found(OK)


def queue() -> Found:
    """Whether the scheduler counts the minutes and the workers take what it queues."""
    beat = Schedule.objects.filter(name="heartbeat").first()
    if beat is None or beat.next_run is None:
        return Found(DEGRADED, "no heartbeat is scheduled")
    overdue = (timezone.now() - beat.next_run).total_seconds()
    if overdue > LONGEST_SILENCE_SECONDS:
        return Found(DEGRADED, f"the scheduler is silent for {overdue:.0f} s")
    try:
        state = queueing.state()
    except RedisError:
        return Found(DEGRADED, "Redis is away: the queue is kept in the database")
    if state.oldest_seconds > LONGEST_SILENCE_SECONDS and not state.in_work:
        return Found(DEGRADED, f"tasks wait for {state.oldest_seconds:.0f} s and nobody works")
    return Found(OK)


def disk() -> Found:
    """Whether there is room for photos, logs and the database."""
    free = shutil.disk_usage(settings.VAR_DIR).free
    if free < LEAST_FREE_BYTES:
        return Found(DEGRADED, f"{free // 1024 // 1024} MB are free")
    return Found(OK)


def model() -> Found:
    """Whether texts are compared by meaning, or by words alone."""
    serving = EmbeddingModel.objects.filter(is_serving=True).first()
    if serving is None:
        return Found(DEGRADED, "there are no vectors yet: only words are compared")
    try:
        get_query_embedder(serving.name, serving.version)
    except NoModelError as error:
        return Found(DEGRADED, str(error))
    return Found(OK)


def sources() -> Found:
    """Whether the sources of vacancies and courses are heard of."""
    silent = Source.objects.silent().count()
    return Found(DEGRADED, f"{silent} silent") if silent else Found(OK)


def language_model() -> Found:
    """Whether one is set up; resumes are composed without it."""
    return Found(OK, "" if settings.OPENAI_API_KEY else NOT_SET_UP)


def translator() -> Found:
    """Whether one is set up; texts are shown as they were written without it."""
    return Found(OK, "" if settings.GOOGLE_TRANSLATE_API_KEY else NOT_SET_UP)


NOT_SET_UP = "not set up, and not needed"
Checks = dict[str, Callable[[], Found]]
CHECKS: Checks = {"database": database, "queue": queue, "disk": disk, "model": model}
FURTHER_CHECKS: Checks = {
    "sources": sources,
    "language_model": language_model,
    "translator": translator,
}


def _told(checks: Checks) -> HttpResponse:
    found = {name: _found(name, check) for name, check in checks.items()}
    states = {row.state for row in found.values()}
    status = next((state for state in (DOWN, DEGRADED) if state in states), OK)
    told = {name: row.as_json() for name, row in found.items()}
    return _json({"status": status, "checks": told}, UNSERVED if status == DOWN else SERVED)


def _found(name: str, check: Callable[[], Found]) -> Found:
    try:
        return check()
    except (DatabaseError, OSError):
        # Without the database the rest can't be known, and isn't what is broken.
        return Found(DOWN if name == "database" else DEGRADED, "no answer")


def _json(told: dict[str, object], status: int) -> HttpResponse:
    response = JsonResponse(told, status=status)
    response["Cache-Control"] = "no-store"
    return response
