"""What is answered where no view has: a page to a browser, JSON to a phone."""

import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from workfinder.api_errors import RETRY_SECONDS, is_out_of_order
from workfinder.appearance import theme_of

API, MOBILE = "/api/", "/mobile/"


def api_error(status: int, code: str, text: str, *, retry_after: int = 0) -> JsonResponse:
    """An error of `/api/v1/` that no view of it has raised."""
    kind = "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "client_error"
    error = {"code": code, "detail": text, "attr": None}
    response = JsonResponse({"type": kind, "errors": [error]}, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Too large, cut short or forged, so that no view has read it."""
    text = _("What was sent can’t be read: it may be too large or cut short.")
    return _told(request, 400, "bad_request", text, "400.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Each door in the shape of its own errors."""
    if request.path.startswith(API):
        return api_error(404, "not_found", _("There is nothing here."))
    if request.path.startswith(MOBILE):
        return JsonResponse({"detail": "Not Found"}, status=404)
    return page_not_found(request, exception)


def busy(request: HttpRequest) -> HttpResponse:
    """More ask than the machine can answer; nothing is loaded for this answer."""
    text = _("Many people are here just now. Try again in a few seconds.")
    if request.path.startswith((API, MOBILE)):
        response = _told(request, 503, "busy", text)
    else:
        response = HttpResponse(f"{text}\n", status=503, content_type="text/plain; charset=utf-8")
        response["Refresh"] = str(RETRY_SECONDS)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """Whatever broke, a sentence; 503 where the same may succeed in a moment.

    Django calls it while it handles the exception.
    """
    if not is_out_of_order(sys.exc_info()[1]):
        text = _("Something broke on our side. What you saved before is safe.")
        return _told(request, 500, "error", text)
    text = _("The site can’t do that just now. Try again in a moment.")
    response = _told(request, 503, "unavailable", text)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _told(
    request: HttpRequest, status: int, code: str, text: str, page: str = "500.html"
) -> HttpResponse:
    if request.path.startswith(API):
        return api_error(status, code, text)
    if request.path.startswith(MOBILE):
        return JsonResponse({"detail": text}, status=status)
    # Without the request, whose context would ask the database who is reading.
    context = {"theme": theme_of(request)}
    return HttpResponse(render_to_string(page, context), status=status)
