"""Where vacancies and courses come from, and what each import found."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions about sources."""

    def active(self) -> Self:
        """Sources whose vacancies and courses are shown."""
        return self.filter(is_active=True)

    def due(self) -> Self:
        """Active sources with a rhythm whose last import is older than it."""
        now = timezone.now()
        late = Q(imported_at=None) | Q(imported_at__lt=now - F("every_hours") * timedelta(hours=1))
        return self.active().filter(late, every_hours__gt=0)


class Source(models.Model):
    """A place vacancies or courses come from, kept by curators."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    # The key of an adapter in catalog.sources.ADAPTERS.
    kind = models.CharField(_("kind"), max_length=30)
    options = models.JSONField(_("options"), default=dict, blank=True)
    is_active = models.BooleanField(_("is active"), default=True)
    is_example = models.BooleanField(
        _("is an example"), default=False, help_text=_("invented, and shown as such")
    )
    every_hours = models.PositiveSmallIntegerField(
        _("import every … hours"), default=0, help_text=_("0: only by hand")
    )
    imported_at = models.DateTimeField(_("last imported"), null=True, blank=True, editable=False)
    failure = models.TextField(_("last failure"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name

    def note_failure(self, message: str) -> None:
        """Keep the sentence that says why the last import failed; curators see it."""
        self.failure = message
        self.save(update_fields=["failure"])

    def note_success(self) -> None:
        """Keep when the last import ended well."""
        self.imported_at = timezone.now()
        self.failure = ""
        self.save(update_fields=["imported_at", "failure"])


class ImportRun(models.Model):
    """One import of one source, with counts that always reconcile."""

    class State(models.TextChoices):
        """How far a run is."""

        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="runs", verbose_name=_("source")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    found = models.PositiveIntegerField(_("found"), default=0)
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    quarantined = models.PositiveIntegerField(_("quarantined"), default=0)
    closed = models.PositiveIntegerField(_("closed"), default=0)
    is_complete = models.BooleanField(_("read to the end"), default=False)
    message = models.TextField(_("message"), blank=True)
    # Written in the transaction of the page that it ends, so that a killed run goes on.
    checkpoint = models.JSONField(_("checkpoint"), null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(found=F("new") + F("changed") + F("unchanged") + F("quarantined")),
                name="counts_of_a_run_reconcile",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=Q(state="running"), name="one_run_of_a_source_at_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"


class QuarantinedItem(models.Model):
    """An item that could not be read, kept as it came."""

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="quarantine", verbose_name=_("source")
    )
    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="quarantine", verbose_name=_("import")
    )
    place = models.CharField(_("place"), max_length=100, help_text=_("line, page or id"))
    raw = models.TextField(_("raw text"))
    reason = models.TextField(_("reason"))
    created_at = models.DateTimeField(_("set aside"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("item set aside")
        verbose_name_plural = _("items set aside")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"
