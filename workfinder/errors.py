"""What an address that leads nowhere answers: a page to a browser, JSON to a phone."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

API, MOBILE = "/api/", "/mobile/"


def api_error(status: int, code: str, text: str, *, retry_after: int = 0) -> JsonResponse:
    """An error of `/api/v1/` that no view of it has raised."""
    kind = "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "client_error"
    error = {"code": code, "detail": text, "attr": None}
    response = JsonResponse({"type": kind, "errors": [error]}, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Each door in the shape of its own errors."""
    if request.path.startswith(API):
        return api_error(404, "not_found", _("There is nothing here."))
    if request.path.startswith(MOBILE):
        return JsonResponse({"detail": "Not Found"}, status=404)
    return page_not_found(request, exception)
