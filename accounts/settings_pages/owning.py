"""Whether the password was given in this session a moment ago: before a secret is shown."""

import time

from django.http import HttpRequest

GIVEN_AT, GOOD_SECONDS = "gave the password at", 600


def note_password(request: HttpRequest) -> None:
    """The right password was given just now."""
    request.session[GIVEN_AT] = int(time.time())


def gave_password(request: HttpRequest) -> bool:
    """Whether it was given within the last ten minutes."""
    return time.time() - request.session.get(GIVEN_AT, 0) < GOOD_SECONDS
