"""The desk for sources: set up, import now, see what came and what was set aside."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_q.tasks import async_task
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldBooleanSwitchWidget,
)

from catalog.examples import remove_examples
from catalog.models import ImportRun, QuarantinedItem, Source
from catalog.sources import ADAPTERS
from catalog.sources.uploads import keep_upload

COUNTS = ("found", "new", "changed", "closed", "quarantined")
# A source is late after missing two of its turns.
TURNS_MISSED = 2
MOST_UPLOADED = 200 * 1024 * 1024

FAILED, LATE, PARTLY, WELL, NEVER = "failed", "late", "partly", "well", "never"
LIGHTS = {
    FAILED: _("failed"),
    LATE: _("late"),
    PARTLY: _("some set aside"),
    WELL: _("in order"),
    NEVER: _("not imported yet"),
}


class SourceForm(forms.ModelForm):
    """A source; what its kind reads from a file is uploaded here, never typed as a path."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list, widget=UnfoldAdminSelectWidget)
    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("for kinds that read a file: JSON Lines, gzip too"),
        widget=UnfoldAdminFileFieldWidget,
    )
    complete = forms.BooleanField(
        label=_("The file is the whole list"),
        required=False,
        help_text=_("what two such files in a row no longer hold is closed"),
        widget=UnfoldBooleanSwitchWidget,
    )

    class Meta:
        model = Source
        fields = ("name", "kind", "upload", "complete", "is_active", "is_example", "every_hours")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            self.fields["kind"].choices = [(key, ADAPTERS[key].label) for key in ADAPTERS]  # type: ignore[attr-defined]
            self.fields["complete"].initial = bool(self.instance.options.get("complete"))

    def clean_upload(self) -> UploadedFile | None:
        """Refuse what is too large to be a list of offers."""
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload and (upload.size or 0) > MOST_UPLOADED:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": MOST_UPLOADED >> 20}
            )
        return upload

    def save(self, commit: bool = True) -> Source:  # noqa: FBT001, FBT002  Django's signature
        """Keep the upload, and the source's options with it."""
        options = {"complete": self.cleaned_data["complete"]}
        if upload := self.cleaned_data["upload"]:
            options["path"] = keep_upload(upload)
        self.instance.options = self.instance.options | options
        return super().save(commit)


@admin.register(Source)
class SourceAdmin(ModelAdmin):
    """Sources with a traffic light and the counts of their last import."""

    form = SourceForm
    list_display = ("name", "kind_label", "light", *(f"last_{name}" for name in COUNTS),
                    "imported_at", "every_hours", "is_active")  # fmt: skip
    list_filter = ("is_active", "is_example", "kind")
    search_fields = ("name",)
    readonly_fields = ("imported_at", "failure")
    actions = ("import_now", "remove_all_examples")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """With the counts of the last import."""
        last = ImportRun.objects.filter(source=OuterRef("pk")).order_by("-started_at")
        counts = {f"run_{name}": Subquery(last.values(name)[:1]) for name in COUNTS}
        return super().get_queryset(request).annotate(**counts)

    @display(description=_("kind"), ordering="kind")
    def kind_label(self, source: Source) -> str:
        """The name of the kind."""
        adapter = ADAPTERS.get(source.kind)
        return str(adapter.label) if adapter else source.kind

    @display(
        description=_("state"),
        label={
            FAILED: "danger",
            LATE: "warning",
            PARTLY: "warning",
            WELL: "success",
            NEVER: "info",
        },
    )
    def light(self, source: Source) -> tuple[str, str]:
        """A traffic light."""
        state = light_of(source, getattr(source, "run_quarantined", 0) or 0)
        return state, str(LIGHTS[state])

    @action(description=_("Import now"), permissions=["change"])
    def import_now(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        """Queue what the schedule queues."""
        ids = list(sources.values_list("pk", flat=True))
        for source_id in ids:
            transaction.on_commit(partial(async_task, "catalog.tasks.import_one", source_id))
        text = ngettext(
            "%(count)s import is queued.", "%(count)s imports are queued.", len(ids)
        ) % {"count": len(ids)}
        self.message_user(request, text, messages.SUCCESS)

    @action(description=_("Remove all examples of the demo"), permissions=["delete"])
    def remove_all_examples(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        """Remove the whole demo catalogue, whichever sources are ticked."""
        count = remove_examples()
        text = ngettext(
            "%(count)s example was removed.", "%(count)s examples were removed.", count
        ) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)


def _last_count(name: str) -> Callable[[SourceAdmin, Source], int | None]:
    @display(description=ImportRun._meta.get_field(name).verbose_name, ordering=f"run_{name}")  # type: ignore[union-attr]
    def count(_desk: SourceAdmin, source: Source) -> int | None:
        return getattr(source, f"run_{name}")

    return count


for _name in COUNTS:
    setattr(SourceAdmin, f"last_{_name}", _last_count(_name))


def light_of(source: Source, quarantined: int) -> str:
    """How a source is doing, by its last import."""
    if source.failure:
        return FAILED
    if source.imported_at is None:
        return NEVER
    patience = timedelta(hours=source.every_hours * TURNS_MISSED)
    if source.every_hours and source.imported_at < timezone.now() - patience:
        return LATE
    return PARTLY if quarantined else WELL


class ReadOnlyAdmin(ModelAdmin):
    """Rows that imports write and people only read."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody changes one."""
        return False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """The log of imports."""

    list_display = ("source", "state_label", "started_at", "finished_at", "found", "new",
                    "changed", "unchanged", "quarantined", "closed")  # fmt: skip
    list_filter = ("state", "source")
    list_select_related = ("source",)
    search_fields = ("source__name", "message")
    date_hierarchy = "started_at"

    @display(
        description=_("state"),
        ordering="state",
        label={"running": "info", "done": "success", "failed": "danger"},
    )
    def state_label(self, run: ImportRun) -> tuple[str, str]:
        """The state, in its colour."""
        return run.state, run.get_state_display()


@admin.register(QuarantinedItem)
class QuarantinedItemAdmin(ReadOnlyAdmin):
    """Items that could not be read, with their raw text."""

    list_display = ("place", "source", "reason", "created_at")
    list_filter = ("source",)
    list_select_related = ("source",)
    search_fields = ("place", "reason", "raw")

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuarantinedItem]:
        """The list goes without the raw texts."""
        items = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return items.defer("raw") if is_list else items
