"""The id of the request in work, which every line of the log carries, here and in the queue."""

import contextvars
import re
import secrets
import time
from collections.abc import Callable
from logging import getLogger

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
# What a server in front may give; anything else could forge lines of the log.
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")

current_request: contextvars.ContextVar[str] = contextvars.ContextVar("request_id", default="")
logger = getLogger("workfinder.requests")


def request_id() -> str:
    """The id of the request in work; empty where there is none."""
    return current_request.get()


def identify(get_response: Answer) -> Answer:
    """Give each request an id, tell it in the answer, and log how it was answered.

    The log names the route, not the address: addresses hold searches and signed links.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        identity = given if SANE.fullmatch(given) else secrets.token_hex(8)
        token = current_request.set(identity)
        began = time.monotonic()
        try:
            response = get_response(request)
            response[HEADER] = identity
            spent = (time.monotonic() - began) * 1000
            route = route_of(request)
            told = "%s /%s %s in %.0f ms"
            logger.info(told, request.method, route, response.status_code, spent)
            return response
        finally:
            current_request.reset(token)

    return answer


def route_of(request: HttpRequest) -> str:
    """The pattern that matched, which holds nothing of a person."""
    return request.resolver_match.route if request.resolver_match else "(nowhere)"
