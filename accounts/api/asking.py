"""Who asks."""

from typing import cast

from rest_framework.request import Request

from accounts.models import User


def person(request: Request) -> User:
    """Who asks; views behind IsAuthenticated have nobody else."""
    return cast("User", request.user)
