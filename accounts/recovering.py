"""A forgotten password: a letter, or a written-down code.

Letters are queued once the request is done, for known and unknown names alike.
"""

from functools import partial

from django.db import transaction
from django.http import HttpRequest
from django_q.tasks import async_task

from accounts.passwords import RecoveryError, owner_of, recover_by_code
from accounts.signing_in import is_locked, note_failure


class TooManyTriesError(RecoveryError):
    """Nothing was looked at: too much was tried under this name from this address."""


def queue_letter(name: str, site: str) -> None:
    """Ask the worker to write; for nobody it is asked too, so that the time says nothing."""
    owner = owner_of(name)
    task = "accounts.tasks.send_recovery"
    transaction.on_commit(partial(async_task, task, owner.pk if owner else 0, site))


def recover(request: HttpRequest, name: str, code: str, password: str) -> None:
    """Set a new password, judged before, by a written-down code; wrong ones are counted.

    Raises RecoveryError, after too many of them TooManyTriesError.
    """
    if is_locked(request, name):
        raise TooManyTriesError
    try:
        user = recover_by_code(name, code, password)
    except RecoveryError:
        note_failure(request, name)
        raise
    tell_owner(user.pk, "password_changed")


def tell_owner(user_id: int, what: str, *address: str) -> None:
    """Write to the confirmed address, if there is one, or to the one named what was changed."""
    task = "accounts.tasks.tell_of_change"
    transaction.on_commit(partial(async_task, task, user_id, what, *address))
