"""What the desk asks about many offers at once: what to write into them, and which to show."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from catalog.models import Employment, ExperienceNeeded, Region, Specialty


class BulkForm(forms.Form):
    """What to write into many vacancies; empty stays as it is."""

    specialty = forms.ModelChoiceField(
        label=_("Specialty"),
        queryset=Specialty.objects.all(),
        required=False,
        empty_label=_("leave as it is"),
        widget=UnfoldAdminSelectWidget,
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.exclude(kind=Region.Kind.TOWN),
        required=False,
        empty_label=_("leave as it is"),
        widget=UnfoldAdminSelectWidget,
    )
    employment = forms.ChoiceField(
        label=_("Employment"),
        choices=[("", _("leave as it is")), *Employment.choices],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    experience = forms.ChoiceField(
        label=_("Experience"),
        choices=[("", _("leave as it is")), *ExperienceNeeded.choices],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )


class OpenFilter(admin.SimpleListFilter):
    """Open or closed."""

    title = _("open")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Two choices."""
        return [("yes", _("open")), ("no", _("closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that are chosen."""
        if self.value() is None:
            return queryset
        return queryset.filter(closed_at__isnull=self.value() == "yes")
