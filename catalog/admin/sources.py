"""The desk for sources: set up, try on a sample, rehearse, import."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_q.tasks import async_task
from unfold.decorators import action, display

from catalog.admin.desk_admin import DeskAdmin
from catalog.admin.source_forms import NewSourceForm, form_for, groups_of
from catalog.examples import remove_examples
from catalog.models import ImportRun, Source
from catalog.sources import ADAPTERS

COUNTS = ("found", "new", "changed", "closed", "quarantined")
# After so long without a run the worker isn't answering.
PATIENCE_S = 60

FAILED, WAITING, LATE, PARTLY, WELL, NEVER = (
    "failed",
    "waiting",
    "late",
    "partly",
    "well",
    "never",
)
LIGHTS = {
    FAILED: _("failed"),
    WAITING: _("waits for you"),
    LATE: _("late"),
    PARTLY: _("some set aside"),
    WELL: _("in order"),
    NEVER: _("not imported yet"),
}


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    """Sources with a traffic light and the counts of their last import."""

    list_display = ("name", "kind_label", "light", *(f"last_{name}" for name in COUNTS),
                    "imported_at", "every_hours", "is_active")  # fmt: skip
    list_filter = ("is_active", "is_example", "kind")
    search_fields = ("name",)
    readonly_fields = ("kind_label", "advice", "imported_at", "failure", "resting_until")
    actions = ("import_now", "remove_all_examples")
    actions_submit_line = ("try_it", "rehearse_it", "import_it")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """With the counts of the last import."""
        last = ImportRun.objects.filter(source=OuterRef("pk"), is_dry=False)
        last = last.order_by("-started_at")
        counts = {f"run_{name}": Subquery(last.values(name)[:1]) for name in COUNTS}
        return super().get_queryset(request).annotate(**counts)

    def get_form(
        self, request: HttpRequest, obj: Source | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """A new source names its kind; then the options of that kind follow."""
        form = form_for(obj) if obj else NewSourceForm
        return super().get_form(request, obj, form=form, fields=None, **{
            key: value for key, value in kwargs.items() if key not in ("form", "fields")
        })  # fmt: skip

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Options in their groups, then what became of the source."""
        if obj is None:
            return [(None, {"fields": ("name", "kind")})]
        groups = groups_of(obj)
        first = [name for group, names in groups if not group for name in names]
        return [
            (None, {"fields": ("name", "kind_label", "advice", *first)}),
            *((group, {"fields": names}) for group, names in groups if group),
            (_("Rhythm"), {"fields": ("is_active", "every_hours", "is_example")}),
            (_("State"), {"fields": ("imported_at", "failure", "resting_until")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """A new source has no state."""
        return super().get_readonly_fields(request, obj) if obj else ()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """One that brought something is switched off instead: all of it would go along."""
        found = [(source, source.vacancies.count() + source.courses.count()) for source in objs]
        held = [
            ngettext(
                "%(source)s: %(count)s offer. Switch it off instead.",
                "%(source)s: %(count)s offers. Switch it off instead.",
                count,
            )
            % {"source": source, "count": count}
            for source, count in found
            if count
        ]
        counts = {self.opts.verbose_name_plural: len(found)}
        return [str(source) for source, _count in found], counts, set(), held

    def get_urls(self) -> list[Any]:
        """A page that waits for the run which was just queued."""
        waiting = self.admin_site.admin_view(self.wait_for_run)
        sample = self.admin_site.admin_view(self.give_sample)
        return [
            path("<int:pk>/run/", waiting, name="catalog_source_run"),
            path("sample/<str:kind>/<str:name>", sample, name="catalog_source_sample"),
            *super().get_urls(),
        ]

    def give_sample(self, request: HttpRequest, kind: str, name: str) -> HttpResponse:
        """A file that shows what to upload."""
        adapter = ADAPTERS.get(kind)
        if adapter is None or name not in adapter.samples:
            raise Http404
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(adapter.sample(name), "application/octet-stream", headers=headers)

    def response_post_save_add(self, request: HttpRequest, obj: Source) -> HttpResponseRedirect:
        """From the kind to its options."""
        return redirect("admin:catalog_source_change", obj.pk)

    def response_change(self, request: HttpRequest, obj: Source) -> HttpResponse:
        """After saving with a button that starts a run, its result is waited for."""
        if any(f"catalog_source_{name}" in request.POST for name in self.actions_submit_line):
            since = urlencode({"since": timezone.now().isoformat()})
            return redirect(f"{reverse('admin:catalog_source_run', args=[obj.pk])}?{since}")
        return super().response_change(request, obj)

    def wait_for_run(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The newest run, as soon as there is one."""
        source = get_object_or_404(Source, pk=pk)
        since = parse_datetime(request.GET.get("since", "")) or timezone.now()
        run = source.runs.filter(started_at__gte=since).order_by("-started_at").first()
        running = source.runs.filter(state=ImportRun.State.RUNNING).first()
        if found := run or running:
            return redirect("admin:catalog_importrun_change", found.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": source.name,
            "source": source,
            "is_late": (timezone.now() - since).total_seconds() > PATIENCE_S,
            "opts": self.opts,
        }
        answer = render(request, "admin/catalog/source/waiting.html", context)
        answer.headers["Refresh"] = "2"
        return answer

    @display(description=_("kind"), ordering="kind")
    def kind_label(self, source: Source) -> str:
        """The name of the kind."""
        adapter = ADAPTERS.get(source.kind)
        return str(adapter.label if adapter else _("written here by hand"))

    @display(description=_("about it"))
    def advice(self, source: Source) -> str:
        """What the kind is, and what keeps it from being read for now."""
        adapter = ADAPTERS.get(source.kind)
        if adapter is None:
            return "–"
        hindrance = adapter.hindrance(source.options)
        text = " ".join(filter(None, [hindrance, str(adapter.help_text)]))
        links = format_html_join(
            " · ",
            '<a class="underline" href="{}">{}</a>',
            (
                (reverse("admin:catalog_source_sample", args=[source.kind, name]), name)
                for name in adapter.samples
            ),
        )
        told = format_html("{} {} {}", text, _("Files to fill in:"), links) if links else text
        return told or "–"

    @display(
        description=_("state"),
        label={
            FAILED: "danger",
            WAITING: "warning",
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

    @action(description=_("Save and try"), permissions=["change"])
    def try_it(self, request: HttpRequest, source: Source) -> None:
        """Read the first page, and show how it would be understood."""
        _queue("catalog.tasks.try_one", source.pk, 1)

    @action(description=_("Save and rehearse"), permissions=["change"])
    def rehearse_it(self, request: HttpRequest, source: Source) -> None:
        """Read everything, and show what an import would change."""
        _queue("catalog.tasks.try_one", source.pk)

    @action(description=_("Save and import"), permissions=["change"])
    def import_it(self, request: HttpRequest, source: Source) -> None:
        """Import now."""
        _queue("catalog.tasks.import_one", source.pk)

    @action(description=_("Import now"), permissions=["change"])
    def import_now(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        """Queue what the schedule queues; what can't be read yet says why."""
        count = 0
        for source in sources:
            adapter = ADAPTERS.get(source.kind)
            if hindrance := adapter.hindrance(source.options) if adapter else "":
                self.message_user(request, f"{source}: {hindrance}", messages.WARNING)
                continue
            _queue("catalog.tasks.import_one", source.pk)
            count += 1
        if count:
            text = ngettext(
                "%(count)s import is queued.", "%(count)s imports are queued.", count
            ) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)

    @action(description=_("Remove all examples of the demo"), permissions=["delete"])
    def remove_all_examples(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        """Remove the whole demo catalogue, whichever sources are ticked."""
        count = remove_examples()
        text = ngettext(
            "%(count)s example was removed.", "%(count)s examples were removed.", count
        ) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)


def _queue(task: str, *args: Any) -> None:
    """Queue a task once what it reads is there."""
    transaction.on_commit(partial(async_task, task, *args))


def _last_count(name: str) -> Callable[[SourceAdmin, Source], int | None]:
    @display(description=ImportRun._meta.get_field(name).verbose_name, ordering=f"run_{name}")  # type: ignore[union-attr]
    def count(_desk: SourceAdmin, source: Source) -> int | None:
        return getattr(source, f"run_{name}")

    return count


for _name in COUNTS:
    setattr(SourceAdmin, f"last_{_name}", _last_count(_name))


def light_of(source: Source, quarantined: int) -> str:
    """How a source is doing, by its last import."""
    adapter = ADAPTERS.get(source.kind)
    if source.needs_curator or (adapter and adapter.hindrance(source.options)):
        return WAITING
    if source.failure:
        return FAILED
    if source.imported_at is None:
        return NEVER
    if source.is_silent:
        return LATE
    return PARTLY if quarantined else WELL
