"""Copies of everything on a person, made by the worker for the page."""

import logging
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django_q.tasks import async_task

from accounts.models import DataExport, User
from workfinder.privacy import export

logger = logging.getLogger(__name__)


def request_export(user: User) -> DataExport:
    """One at a time: a copy that waits or is being made is the one that is wanted."""
    at_work = user.exports.filter(state__in=["queued", "making"]).first()
    if at_work:
        return at_work
    made = user.exports.create()
    transaction.on_commit(partial(async_task, "workfinder.exporting.make", str(made.pk)))
    return made


def make(export_id: str) -> str:
    """Make a copy that was asked for; a second run makes it anew."""
    made = DataExport.objects.filter(pk=export_id).select_related("user").first()
    if made is None:
        return "gone"
    made.state = DataExport.State.MAKING
    made.save(update_fields=["state"])
    try:
        _make(made)
    except Exception:
        made.state = DataExport.State.FAILED
        made.save(update_fields=["state"])
        raise
    return "made"


def _make(made: DataExport) -> None:
    def note(share: float) -> None:
        DataExport.objects.filter(pk=made.pk).update(progress=share)

    data = export(made.user, note)
    if made.file:
        made.file.storage.delete(str(made.file.name))
    made.file.save("everything.zip", ContentFile(data), save=False)
    made.state, made.progress = DataExport.State.READY, 1.0
    made.save(update_fields=["file", "state", "progress"])
