"""The desk for what readers report: a queue, each with an answer."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display

from catalog.admin.desk_admin import DeskAdmin
from catalog.models import Report


class WaitingFilter(admin.SimpleListFilter):
    """Answered or not."""

    title = _("waiting")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Two choices."""
        return [("yes", _("waiting")), ("no", _("answered"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that are chosen."""
        if self.value() is None:
            return queryset
        return queryset.filter(answered_at__isnull=self.value() == "yes")


@admin.register(Report)
class ReportAdmin(DeskAdmin):
    """Reports of readers; those that nobody has answered come first."""

    list_display = ("vacancy", "reason_label", "text", "created_at", "answered_at")
    list_filter = (WaitingFilter, "reason")
    list_select_related = ("vacancy",)
    search_fields = ("vacancy__title", "text")
    fields = ("vacancy", "reason", "text", "created_at", "answer", "answered_at")
    readonly_fields = ("vacancy", "reason", "text", "created_at", "answered_at")
    ordering = (F("answered_at").desc(nulls_first=True), "created_at")
    actions_submit_line = ("close_vacancy",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers report, curators answer."""
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: Report,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001  Django's signature
    ) -> None:
        """Whoever saves has answered."""
        obj.answered_at = timezone.now()
        super().save_model(request, obj, form, change)

    @action(description=_("Answer, and close the vacancy"), permissions=["change"])
    def close_vacancy(self, request: HttpRequest, report: Report) -> None:
        """The reader is right: nobody should apply any more; imports leave it closed."""
        vacancy = report.vacancy
        vacancy.corrected = sorted({*vacancy.corrected, "closed_at"})
        vacancy.save(update_fields=["corrected"])
        vacancy.close()

    @display(
        description=_("what is wrong"),
        ordering="reason",
        label={"scam": "danger", "closed": "warning", "wrong_pay": "warning", "other": "info"},
    )
    def reason_label(self, report: Report) -> tuple[str, Any]:
        """The reason, in its colour."""
        return report.reason, report.get_reason_display()
