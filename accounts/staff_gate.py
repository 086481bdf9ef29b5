"""The gate before the curators' desk: nobody passes it with a password alone."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import User

DESK = "/admin/"
# Signing in is ours, so that there is one way in; signing out, the texts of scripts and nothing
# else of the desk may be seen from outside.
OPEN = ("/admin/logout/", "/admin/jsi18n/")


def staff_gate(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: staff without a second factor enrol first; for people there is no desk."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DESK) or request.path in OPEN:
            return get_response(request)
        # Every session of somebody with a second factor has passed it: see accounts.signing_in.
        user = request.user
        if not isinstance(user, User):
            return _to("accounts:login", request)
        if not user.is_staff:
            raise Http404
        if not user.has_second_factor:
            return _to("accounts:second_factor", request)
        return get_response(request)

    return answer


def _to(name: str, request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("next", DESK) if "login" in request.path else request.get_full_path()
    return redirect(f"{reverse(name)}?{urlencode({'next': wanted})}")
