"""Deleting people: asked for, done by the worker, taken up again after a cut or a restore.

A list of fingerprints of the deleted, with the numbers of their receipts, lies outside the
database, so that a backup from before can be brought back without bringing them back.
"""

import fcntl
from contextlib import suppress
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_q.models import OrmQ, Task
from django_q.signing import BadSignature
from django_q.tasks import async_task

from accounts.devices import end_devices
from accounts.models import Erasure, User

LIST = "erased"


def fingerprint(user: User, key: str | None = None) -> str:
    """Tells whether somebody is the one that was deleted, and nothing else; by the site's key.

    The moment of sign-up is in it: after a restore numbers are given out anew.
    """
    said = f"{user.pk}:{user.date_joined.isoformat()}"
    return salted_hmac("workfinder.erasing", said, secret=key, algorithm="sha256").hexdigest()


def request_erasure(user: User, receipt: str = "") -> Erasure:
    """From now on the account is shut; the worker deletes everything. The receipt, new or known."""
    with transaction.atomic():
        given = {"fingerprint": fingerprint(user)} | ({"pk": receipt} if receipt else {})
        erasure, is_new = Erasure.objects.get_or_create(
            user_key=user.pk, done_at=None, defaults=given
        )
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_devices(user)
        if is_new and not receipt:
            _remember(erasure)
        transaction.on_commit(partial(async_task, "workfinder.erasing.finish", str(erasure.pk)))
    return erasure


def finish(erasure_id: str) -> str:
    """Delete everything that is left of a person; running it again does no harm."""
    from workfinder.privacy import erase  # noqa: PLC0415 - it uses this module

    erasure = Erasure.objects.filter(pk=erasure_id, done_at=None).first()
    if erasure is None:
        return "done already"
    user = User.objects.filter(pk=erasure.user_key or 0).first()
    if user and fingerprint(user) == erasure.fingerprint:
        erasure.counts = erase(user)
    erasure.user_key, erasure.done_at = None, timezone.now()
    erasure.save(update_fields=["counts", "user_key", "done_at"])
    return "done"


def finish_all() -> str:
    """Take up what was cut off; the queue calls this every few minutes."""
    keys = [str(key) for key in Erasure.objects.unfinished().values_list("pk", flat=True)]
    for key in keys:
        finish(key)
    return f"{len(keys)} people deleted"


def reapply_erasures(key: str | None = None) -> int:
    """Delete whom a restored backup has brought back; how many. To be called after a restore.

    Receipts that the backup doesn't know are there again. `key` is the backup's, where it is taken.
    """
    known = remembered()
    back = [
        (user, seal)
        for user in User.objects.iterator()
        if (seal := fingerprint(user, key)) in known
    ]
    there = {str(pk) for pk in Erasure.objects.values_list("pk", flat=True)}
    for user, seal in back:
        receipt = "" if known[seal] in there else known[seal]
        there.add(str(request_erasure(user, receipt).pk))
    finish_all()
    now = timezone.now()
    Erasure.objects.bulk_create(
        Erasure(pk=receipt, fingerprint=seal, done_at=now)
        for seal, receipt in known.items()
        if receipt and receipt not in there
    )
    return len(back)


def remembered() -> dict[str, str]:
    """Fingerprints of everybody who was ever deleted here, with the numbers of their receipts."""
    with suppress(FileNotFoundError):
        rows = (line.partition(" ") for line in _list().read_text().splitlines() if line)
        return {seal: receipt for seal, _space, receipt in rows}
    return {}


def _remember(erasure: Erasure) -> None:
    """Written before the deletion begins, so that no cut can lose it."""
    path = _list()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(f"{erasure.fingerprint} {erasure.pk}\n")


def _list() -> Path:
    return Path(settings.VAR_DIR) / LIST


def forget_tasks(user: User) -> int:
    """Tasks, waiting and done, that name the person or a resume of theirs."""
    names = {str(key) for key in user.resumes.values_list("pk", flat=True)}
    names |= {str(key) for key in user.exports.values_list("pk", flat=True)}
    waiting = [row.pk for row in OrmQ.objects.all() if _tells_of(_payload(row), user, names)]
    done = [
        row.pk
        for row in Task.objects.exclude(args=None).iterator()
        if _tells_of({"func": row.func, "args": row.args}, user, names)
    ]
    OrmQ.objects.filter(pk__in=waiting).delete()
    Task.objects.filter(pk__in=done).delete()
    return len(waiting) + len(done)


def _payload(row: OrmQ) -> dict[str, object]:
    try:
        told: dict[str, object] = row.task
    except (BadSignature, TypeError):
        return {}
    return told


def _tells_of(task: dict[str, object], user: User, names: set[str]) -> bool:
    args = task.get("args") or ()
    if not isinstance(args, (tuple, list)):
        return False
    is_of_account = str(task.get("func", "")).startswith("accounts.") and args[:1] in (
        (user.pk,),
        [user.pk],
    )
    return is_of_account or any(str(value) in names for value in args)
