"""The desk for imports: what each run did, undoing it, and what was set aside."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.decorators import action, display

from catalog.admin.desk_admin import DeskAdmin
from catalog.importing import (
    AlreadyRunningError,
    CannotUndoError,
    can_undo,
    close_waiting,
    retry_items,
    undo,
)
from catalog.models import Course, ImportRun, QuarantinedItem, Source, Vacancy

# Reading items again reaches nowhere outside, so it happens at once; more are another page's work.
MOST_RETRIED = 1_000


class ReadOnlyAdmin(DeskAdmin):
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
                    "changed", "unchanged", "quarantined", "closed", "is_dry")  # fmt: skip
    list_filter = ("state", "is_dry", "source")
    list_select_related = ("source",)
    search_fields = ("source__name", "message")
    date_hierarchy = "started_at"
    change_form_outer_before_template = "admin/catalog/importrun/result.html"
    fields = ("source", "state", "is_dry", "started_at", "finished_at", "is_complete", "message",
              "log")  # fmt: skip

    def get_urls(self) -> list[Any]:
        """What can be done with a run."""
        deeds = [("undo", self.undo_run), ("close", self.close_gone)]
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"catalog_importrun_{name}",
            )
            for name, view in deeds
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A run with its counts, the items it looked at, and what can be done with it."""
        run = ImportRun.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        told = {"run": run, **_told(run)} if run else {}
        answer = super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **told}
        )
        if run and run.state == ImportRun.State.RUNNING and isinstance(answer, TemplateResponse):
            answer.headers["Refresh"] = "2"
        return answer

    def undo_run(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back what a run did."""
        run = self._of_curator(request, pk)
        try:
            undo(run)
        except CannotUndoError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _now("The import was undone."), messages.SUCCESS)
        return redirect("admin:catalog_importrun_change", pk)

    def close_gone(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close what a run left to a curator."""
        count = close_waiting(self._of_curator(request, pk))
        text = _now("%(count)s closed by a curator.") % {"count": count}
        self.message_user(request, text, messages.SUCCESS)
        return redirect("admin:catalog_importrun_change", pk)

    def _of_curator(self, request: HttpRequest, pk: int) -> ImportRun:
        """The run, for those who may change sources; 404 for others."""
        if not request.user.has_perm("catalog.change_source"):
            raise Http404
        return get_object_or_404(ImportRun, pk=pk)

    @display(
        description=_("state"),
        ordering="state",
        label={"running": "info", "done": "success", "failed": "danger", "undone": "warning"},
    )
    def state_label(self, run: ImportRun) -> tuple[str, str]:
        """The state, in its colour."""
        return run.state, run.get_state_display()


def _told(run: ImportRun) -> dict[str, Any]:
    """What the page of a run shows besides its fields."""
    names = ("found", "new", "changed", "unchanged", "quarantined", "closed", "to_close")
    counts = [(ImportRun._meta.get_field(name).verbose_name, getattr(run, name)) for name in names]  # type: ignore[union-attr]
    address = reverse("admin:catalog_quarantineditem_changelist")
    return {
        "sample": [_labelled(item) for item in run.sample],
        "counts": [(label, count) for label, count in counts if count or label == counts[0][0]],
        "set_aside": f"{address}?run__id__exact={run.pk}" if run.quarantine.exists() else "",
        "is_undoable": not run.is_dry and can_undo(run),
    }


def _labelled(item: dict[str, Any]) -> dict[str, Any]:
    """An item of a sample, its fields by the names that the desk uses."""
    model = Course if item.get("kind") == "course" else Vacancy
    fields = [
        (model._meta.get_field(name).verbose_name, value)  # type: ignore[union-attr]
        for name, value in item.get("fields", {}).items()
    ]
    return item | {"fields": fields}


@admin.register(QuarantinedItem)
class QuarantinedItemAdmin(ReadOnlyAdmin):
    """Items that could not be read, with their raw text."""

    list_display = ("place", "source", "reason", "created_at")
    list_filter = ("source",)
    list_select_related = ("source",)
    search_fields = ("place", "reason", "raw")
    actions = ("read_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuarantinedItem]:
        """The list goes without the raw texts."""
        items = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return items.defer("raw") if is_list else items

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whoever may change sources may read their items again."""
        return request.user.has_perm("catalog.change_source")

    @action(description=_("Read again"), permissions=["retry"])
    def read_again(self, request: HttpRequest, items: QuerySet[QuarantinedItem]) -> None:
        """Read the chosen ones with the source's options as they are now."""
        chosen = list(items.values_list("source_id", "pk")[:MOST_RETRIED])
        for source in Source.objects.filter(pk__in={source_id for source_id, _pk in chosen}):
            keys = [pk for source_id, pk in chosen if source_id == source.pk]
            self._retry(request, source, keys)

    def _retry(self, request: HttpRequest, source: Source, keys: list[int]) -> None:
        try:
            run = retry_items(source, keys)
        except AlreadyRunningError as error:
            self.message_user(request, str(error), messages.WARNING)
            return
        if run.state == ImportRun.State.FAILED:
            self.message_user(request, f"{source}: {run.message}", messages.ERROR)
            return
        read = run.found - run.quarantined
        text = _now("%(source)s: %(read)s could be read now, %(left)s still can't.") % {
            "source": source,
            "read": read,
            "left": len(keys) - read,
        }
        self.message_user(request, text, messages.SUCCESS if read else messages.WARNING)
