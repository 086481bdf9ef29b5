"""Signing in: who a name and a password are, and the second factor where there is one."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import authenticate
from django.http import HttpRequest

from accounts.models import User
from accounts.second_factor import passes
from accounts.signing_up import login_name


class WrongCodeError(Exception):
    """The second factor is wrong, or was tried too often."""


class CodeNeededError(Exception):
    """The password is right; the second factor is missing."""


def person_of(request: HttpRequest, name: str, password: str) -> User | None:
    """Whom a name (or confirmed e-mail) and a password belong to; None where they are wrong.

    Unknown names cost as much time as known ones: Django hashes the password for nobody, too.
    """
    user = authenticate(request, username=login_name(name), password=password)
    return user if isinstance(user, User) else None


def check_code(request: HttpRequest, user: User, code: str) -> None:
    """Raises CodeNeededError or WrongCodeError unless the person needs none or it is right."""
    if not user.has_second_factor:
        return
    if not code:
        raise CodeNeededError
    if is_locked(request, user.get_username()) or not passes(user, code):
        note_failure(request, user.get_username())
        raise WrongCodeError


def is_locked(request: HttpRequest, name: str) -> bool:
    """Whether too much was tried under this name from this address."""
    return not AxesProxyHandler.is_allowed(request, {"username": name})


def note_failure(request: HttpRequest, name: str) -> None:
    """Count something wrong under a name, as a wrong password counts."""
    AxesProxyHandler.user_login_failed(note_failure, {"username": name}, request)
