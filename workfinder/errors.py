"""What an address that leads nowhere answers: a page to a browser, JSON to a phone."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

API, MOBILE = "/api/", "/mobile/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Each door in the shape of its own errors."""
    if request.path.startswith(API):
        error = {"code": "not_found", "detail": _("There is nothing here."), "attr": None}
        return JsonResponse({"type": "client_error", "errors": [error]}, status=404)
    if request.path.startswith(MOBILE):
        return JsonResponse({"detail": "Not Found"}, status=404)
    return page_not_found(request, exception)
