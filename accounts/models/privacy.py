"""Copies of all that is held on a person, and deletions of it."""

import uuid
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def export_path(export: "DataExport", name: str) -> str:
    """A storage key that says nothing about the person."""
    return f"exports/{uuid.uuid4().hex}.zip"


class DataExportQuerySet(models.QuerySet["DataExport"]):
    """Questions about copies."""

    def outdated(self) -> Self:
        """Those that lie around longer than anybody needs to fetch them."""
        return self.filter(created_at__lt=timezone.now() - DataExport.KEPT)


class DataExport(models.Model):
    """A copy of everything, made by the worker and kept for a week."""

    KEPT = timedelta(days=7)

    class State(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("queued")
        MAKING = "making", _("being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    progress = models.FloatField(default=0.0)
    file = models.FileField(upload_to=export_path, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DataExportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.state} {self.created_at:%Y-%m-%d}"

    @property
    def percent(self) -> int:
        """As a progress bar shows it."""
        return round(self.progress * 100)

    def drop(self) -> None:
        """The file goes, then the row."""
        if self.file:
            self.file.storage.delete(str(self.file.name))
        self.delete()


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Questions about deletions."""

    def unfinished(self) -> Self:
        """Those that were cut off, or not begun."""
        return self.filter(done_at=None)


class Erasure(models.Model):
    """A deletion of a person: begun when they ask, done when nothing is left; the receipt.

    When it is done it names nobody: the fingerprint can only be compared, by `reapply_erasures`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Not a foreign key: the row outlives the person.
    user_key = models.BigIntegerField(null=True)
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    # How many rows and files went, by kind.
    counts = models.JSONField(default=dict)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(user_key=None), name="erasure_done_names_nobody"
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} {'done' if self.done_at else 'at work'}"
