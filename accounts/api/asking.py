"""Who asks."""

from typing import cast

from django.http import HttpRequest
from rest_framework.request import Request

from accounts.models import User


def person(request: Request) -> User:
    """Who asks; views behind IsAuthenticated have nobody else."""
    return cast("User", request.user)


def asker(request: HttpRequest) -> User:
    """Who asks for a page; views behind `login_required` have nobody else."""
    return cast("User", request.user)
