"""Light or dark: the reader's choice, kept in a cookie so that the first paint has it already."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
# What a page can be told to be; without one it follows the device.
THEMES = ("light", "dark")
KEPT_SECONDS = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """The theme that this reader chose; empty where the device decides."""
    kept = request.COOKIES.get(COOKIE, "")
    return kept if kept in THEMES else ""


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice and go back to where it was made."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    answer = redirect(address if is_ours else "home")
    if (wanted := request.POST.get("theme", "")) in THEMES:
        answer.set_cookie(
            COOKIE,
            wanted,
            max_age=KEPT_SECONDS,
            secure=settings.IS_ENCRYPTED,
            httponly=True,
            samesite="Lax",
        )
    else:
        answer.delete_cookie(COOKIE, samesite="Lax")
    return answer
