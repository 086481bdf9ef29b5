"""Another e-mail address for an account: the one before is told of it, the new one is asked."""

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import User
from accounts.passwords import may_write
from accounts.recovering import tell_owner
from accounts.verifying import set_email


def change_email(user: User, email: str) -> bool:
    """Keep an address, or none; False where it is the one that we have.

    A confirmed address that it takes the place of gets a letter, so that its owner can object.
    """
    before = user.email if user.email_verified_at else ""
    if not set_email(user, email):
        return False
    if before:
        tell_owner(user.pk, "email_changed", before)
    return True


def is_confirmable(user: User) -> bool:
    """Whether there is an address that isn't confirmed."""
    return bool(user.email) and user.email_verified_at is None


def ask_to_confirm(user: User, site: str) -> bool:
    """Queue the letter with the link; False where one has just gone."""
    if not may_write(user):
        return False
    send_to_confirm(user, site)
    return True


def send_to_confirm(user: User, site: str) -> None:
    """Queue the letter with the link, however lately another went."""
    transaction.on_commit(partial(async_task, "accounts.tasks.send_verification", user.pk, site))
