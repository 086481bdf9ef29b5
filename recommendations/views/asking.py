"""Who asks for a page, and where to go back to."""

from typing import cast

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
