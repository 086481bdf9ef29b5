"""Who asks for a page, where from, and where to go back to."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User


def person(request: HttpRequest) -> User:
    """Who asks; views behind `login_required` have nobody else."""
    return cast(User, request.user)


def next_address(request: HttpRequest) -> str:
    """Where the form says to go on; empty unless it is a page of ours."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""


def origin_of(request: HttpRequest) -> str:
    """Where our addresses begin: as the settings say, or else as the person came."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
