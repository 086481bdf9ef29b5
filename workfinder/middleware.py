"""What every request passes through on its way in, and every answer on its way out."""

import ipaddress
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from csp.constants import UNSAFE_EVAL, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]


def own_address(get_response: Answer) -> Answer:
    """Let REMOTE_ADDR be the address of whoever asks, not of the server in front."""

    def answer(request: HttpRequest) -> HttpResponse:
        passed = request.headers.get("X-Forwarded-For", "").split(",")
        if settings.PROXIES:
            with suppress(ValueError):
                address = passed[-min(settings.PROXIES, len(passed))].strip()
                request.META["REMOTE_ADDR"] = str(ipaddress.ip_address(address))
        return get_response(request)

    return answer


def admin_policy(get_response: Answer) -> Answer:
    """Allow the curators' desk alone what Unfold needs of the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_replace = {  # type: ignore[attr-defined]  # how django-csp is told
                "script-src": ["'self'", UNSAFE_EVAL],
                "style-src": ["'self'", UNSAFE_INLINE],
            }
        return response

    return answer


def language_of_person(get_response: Answer) -> Answer:
    """Speak the language that a person keeps, where this browser has chosen none.

    The order: what was chosen in this browser, what the person keeps, what the browser asks for.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        has_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not has_chosen and (kept := getattr(request.user, "language", "")):
            translation.activate(kept)
            request.LANGUAGE_CODE = kept
        return get_response(request)

    return answer


def compressed_pages(get_response: Answer) -> Answer:
    """Compress pages alone: what phones get keeps the tags by which they compare copies.

    Django adds a random length to each, so that sizes tell nothing of what a page says.
    """
    zipping = GZipMiddleware(get_response)

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return cast(HttpResponse, zipping.process_response(request, response))
        return response

    return answer
