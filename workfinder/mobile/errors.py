"""What goes wrong, as the application shows it: one string in `detail`."""

from typing import Any

from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework_simplejwt.exceptions import AuthenticationFailed as TokenRefused

from workfinder.api_errors import as_answer

NO_CREDENTIALS = "Could not validate credentials"


class Unprocessable(exceptions.APIException):
    """What the application shows when a request lacks something."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


class Refused(exceptions.APIException):
    """What the application shows to somebody who is locked out."""

    status_code = status.HTTP_400_BAD_REQUEST


class Conflict(exceptions.APIException):
    """What the application shows when a name is taken."""

    status_code = status.HTTP_409_CONFLICT


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as one string, which is what the application shows."""
    error = exceptions.NotFound() if isinstance(error, Http404) else as_answer(error)
    if not isinstance(error, exceptions.APIException):
        return None
    if isinstance(error, TokenRefused):
        error = _refusal(error)
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(wait)
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        headers["WWW-Authenticate"] = "Bearer"
    code = error.status_code
    if isinstance(error, exceptions.ValidationError | exceptions.ParseError):
        code = status.HTTP_422_UNPROCESSABLE_ENTITY
    return Response({"detail": _sentence(error.detail)}, status=code, headers=headers)


def _refusal(error: TokenRefused) -> exceptions.APIException:
    """In the words that the application knows."""
    detail: Any = error.detail
    if isinstance(detail, dict) and detail.get("code") == "user_inactive":
        return Refused("Inactive user")
    return exceptions.NotAuthenticated(NO_CREDENTIALS)


def _sentence(detail: Any) -> str:
    if isinstance(detail, dict):
        return "; ".join(f"{name}: {_sentence(part)}" for name, part in detail.items())
    if isinstance(detail, list):
        return "; ".join(_sentence(part) for part in detail)
    return str(detail)
