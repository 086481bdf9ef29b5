"""Letters that follow a request: queued once it is done, for known and unknown names alike."""

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.passwords import owner_of


def queue_letter(name: str, site: str) -> None:
    """Ask the worker to write; for nobody it is asked too, so that the time says nothing."""
    owner = owner_of(name)
    task = "accounts.tasks.send_recovery"
    transaction.on_commit(partial(async_task, task, owner.pk if owner else 0, site))


def tell_owner(user_id: int, what: str) -> None:
    """Write to the confirmed address, if there is one, that sign-in was changed."""
    transaction.on_commit(partial(async_task, "accounts.tasks.tell_of_change", user_id, what))
