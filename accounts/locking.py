"""What somebody sees who tried too often: each door in the shape of its own errors."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

STATUS = 429


def locked(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Wait a little; the account itself is untouched."""
    text = _("Too many wrong tries. Wait 15 minutes and try again.")
    answer: HttpResponse
    if request.path.startswith("/api/"):
        error = {"code": "locked", "detail": text, "attr": None}
        answer = JsonResponse({"type": "client_error", "errors": [error]}, status=STATUS)
    elif request.path.startswith("/mobile/"):
        answer = JsonResponse({"detail": text}, status=STATUS)
    else:
        answer = render(request, "accounts/locked.html", status=STATUS)
    answer["Retry-After"] = str(int(settings.AXES_COOLOFF_TIME.total_seconds()))
    return answer


def unnamed(*_told: Any) -> str:
    """How the log calls who failed to sign in: it holds no names and no addresses."""
    return "somebody"
