"""Where vacancies and courses come from, and what each import found."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A source is silent after missing so many of its turns.
SILENT_AFTER_TURNS = 2
# After a failure a source is left alone ever longer, up to a day.
FIRST_REST = timedelta(minutes=10)
LONGEST_REST = timedelta(days=1)


class SourceQuerySet(models.QuerySet["Source"]):
    """Questions about sources."""

    def active(self) -> Self:
        """Sources whose vacancies and courses are shown."""
        return self.filter(is_active=True)

    def due(self) -> Self:
        """Active sources with a rhythm whose last import is older than it."""
        now = timezone.now()
        late = Q(imported_at=None) | Q(imported_at__lt=now - F("every_hours") * timedelta(hours=1))
        awake = Q(resting_until=None) | Q(resting_until__lt=now)
        return self.active().filter(late, awake, every_hours__gt=0, needs_curator=False)

    def silent(self) -> Self:
        """Active sources with a rhythm that have missed two of their turns."""
        now = timezone.now()
        patience = F("every_hours") * timedelta(hours=SILENT_AFTER_TURNS)
        began = Coalesce("imported_at", "created_at")
        late = self.active().filter(every_hours__gt=0).annotate(heard_at=began)
        return late.filter(heard_at__lt=now - patience)


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
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    # The schedule leaves the source alone until then, or until a curator imports it by hand.
    resting_until = models.DateTimeField(
        _("left alone until"), null=True, blank=True, editable=False
    )
    needs_curator = models.BooleanField(_("waits for a curator"), default=False, editable=False)
    # When curators were told that nothing comes from it any more.
    alarmed_at = models.DateTimeField(_("alarm raised"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name

    @property
    def is_silent(self) -> bool:
        """Whether it has missed two of its turns."""
        patience = timedelta(hours=self.every_hours * SILENT_AFTER_TURNS)
        heard_at = self.imported_at or self.created_at
        return bool(self.every_hours) and heard_at < timezone.now() - patience

    def note_failure(
        self, message: str, wait: timedelta | None = None, *, needs_curator: bool = False
    ) -> None:
        """Keep the sentence that says why the last import failed, and leave the source alone."""
        rest = wait or min(FIRST_REST * 2 ** min(self.failures, 10), LONGEST_REST)
        self.failure = message
        self.failures += 1
        self.resting_until = timezone.now() + min(rest, LONGEST_REST)
        self.needs_curator = needs_curator
        self.save(update_fields=["failure", "failures", "resting_until", "needs_curator"])

    def note_success(self) -> None:
        """Keep when the last import ended well."""
        self.imported_at = timezone.now()
        self.failure = ""
        self.failures = 0
        self.resting_until = self.alarmed_at = None
        self.needs_curator = False
        self.save(
            update_fields=[
                "imported_at",
                "failure",
                "failures",
                "resting_until",
                "alarmed_at",
                "needs_curator",
            ]
        )


class RememberedValue(models.Model):
    """What a source remembers from one import to the next: a token, a stamp, a full text."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="remembered")
    key = models.CharField(max_length=200)
    value = models.JSONField()
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="remembered_once_per_source"),
        ]

    def __str__(self) -> str:
        return self.key


class ImportRun(models.Model):
    """One import of one source, with counts that always reconcile."""

    class State(models.TextChoices):
        """How far a run is."""

        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        UNDONE = "undone", _("undone")

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
    # Offers that are gone, but too many to be closed without a curator.
    to_close = models.PositiveIntegerField(_("waiting to be closed"), default=0)
    is_complete = models.BooleanField(_("read to the end"), default=False)
    # A dry run reads and counts, and writes nothing but this row.
    is_dry = models.BooleanField(_("dry run"), default=False)
    # The first items as they were understood: kept by dry runs, for curators to look at.
    sample = models.JSONField(default=list, editable=False)
    message = models.TextField(_("message"), blank=True)
    log = models.TextField(_("log"), blank=True)
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

    def note(self, *lines: str) -> None:
        """Add lines to the log, with the time; the caller saves."""
        now = timezone.localtime().strftime("%H:%M:%S")
        self.log += "".join(f"{now} {line}\n" for line in lines)


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
    # How much of the raw text there was; what was cut can't be retried.
    is_whole = models.BooleanField(_("kept whole"), default=True)
    reason = models.TextField(_("reason"))
    created_at = models.DateTimeField(_("set aside"), auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("item set aside")
        verbose_name_plural = _("items set aside")

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


class Change(models.Model):
    """What an import did to one offer: how it was before, or null where it came new.

    Kept for the last imports of each source, so that they can be undone.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes")
    # The table: vacancy or course; and the key in it.
    kind = models.CharField(max_length=10)
    offer_id = models.BigIntegerField()
    before = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.offer_id}"
