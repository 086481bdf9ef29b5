"""What goes wrong behind an API, as an answer: both doors turn errors of others into ours here."""

import errno
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from drf_standardized_errors.handler import ExceptionHandler
from psycopg_pool import PoolTimeout
from rest_framework import exceptions, status
from rest_framework_simplejwt.exceptions import AuthenticationFailed as TokenRefused

from accounts.tokens import ENDED

# The disk, a quota or a limit is full.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
RETRY_SECONDS = 5


class Unavailable(exceptions.APIException):
    """Something that the site stands on is away for the moment."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"
    wait = RETRY_SECONDS


class TooLarge(exceptions.APIException):
    """The request is larger than anything that is taken here."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


def is_out_of_order(error: BaseException | None) -> bool:
    """Whether the database or the disk is to blame, so the same request may succeed later."""
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout):
        return True
    return isinstance(error, OSError) and error.errno in NO_ROOM


def as_answer(error: Exception) -> Exception:
    """The error in our words, where it is one that a person can do something about."""
    if is_out_of_order(error):
        return Unavailable(_("The site can’t do that just now. Try again in a moment."))
    if isinstance(error, RequestDataTooBig):
        return TooLarge(_("That is too much for one request. Send less."))
    if isinstance(error, exceptions.Throttled):
        return _too_many(error)
    return error


def _too_many(error: exceptions.Throttled) -> exceptions.Throttled:
    seconds = int(getattr(error, "wait", None) or 1)
    told = ngettext(
        "Too many requests. Ask again in %(seconds)d second.",
        "Too many requests. Ask again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
    # The library's own constructor would add its untranslated sentence to ours.
    answer = exceptions.Throttled(detail=told)
    vars(answer)["wait"] = seconds
    return answer


class ErrorHandler(ExceptionHandler):
    """Of `/api/v1/`."""

    def convert_known_exceptions(self, exc: Exception) -> Any:
        """Also those that `as_answer` knows, and a refused token as one error with its code."""
        if isinstance(exc, TokenRefused) and isinstance(exc.detail, dict):
            exc.detail = exceptions.ErrorDetail(str(ENDED), str(exc.detail.get("code")))
        return super().convert_known_exceptions(as_answer(exc))
