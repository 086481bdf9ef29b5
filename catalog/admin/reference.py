"""The desk for the shared vocabulary."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminRadioSelectWidget

from catalog.admin.desk_admin import DeskAdmin
from catalog.merging import merge_skills
from catalog.models import Rate, Region, Skill, Specialty, Vacancy

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")
MOST_MERGED = 20


@admin.register(Specialty)
class SpecialtyAdmin(DeskAdmin):
    """Specialties, with how many open vacancies ask for each."""

    list_display = ("code", *NAMES, "category", "labour", "open_vacancies", "is_suggested")
    list_filter = ("category", "labour", "is_suggested")
    search_fields = ("code", *NAMES)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Specialty]:
        """With the number of open vacancies."""
        # A reverse order would be an order of groups, so there is none.
        asking = Vacancy.objects.open().filter(specialty=OuterRef("pk")).order_by()
        count = asking.values("specialty").annotate(count=Count("pk")).values("count")
        return super().get_queryset(request).annotate(open_count=Coalesce(Subquery(count), 0))

    @display(description=_("open vacancies"), ordering="open_count")
    def open_vacancies(self, specialty: Specialty) -> int:
        """How many ask for it."""
        count: int = specialty.open_count  # type: ignore[attr-defined]  # annotated above
        return count


@admin.register(Region)
class RegionAdmin(DeskAdmin):
    """Regions, towns and countries."""

    list_display = ("code", *NAMES, "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code", *NAMES, "aliases")
    autocomplete_fields = ("parent",)


class MergeForm(forms.Form):
    """Which of the chosen skills stays."""

    stays = forms.ModelChoiceField(
        label=_("The skill that stays"),
        queryset=Skill.objects.none(),
        empty_label=None,
        widget=UnfoldAdminRadioSelectWidget,
    )

    def __init__(self, skills: QuerySet[Skill], data: Any = None) -> None:
        super().__init__(data)
        self.fields["stays"].queryset = skills  # type: ignore[attr-defined]
        self.fields["stays"].initial = skills.first()


@admin.register(Skill)
class SkillAdmin(DeskAdmin):
    """Skills; repeats are merged."""

    list_display = ("code", *NAMES, "kind", "merged_into")
    list_filter = ("kind", ("merged_into", admin.EmptyFieldListFilter))
    list_select_related = ("merged_into",)
    search_fields = ("code", *NAMES, "synonyms")
    readonly_fields = ("merged_into",)
    actions = ("merge",)

    @action(description=_("Merge into one"), permissions=["change"])
    def merge(self, request: HttpRequest, skills: QuerySet[Skill]) -> HttpResponse | None:
        """Ask which one stays, then merge the others into it."""
        chosen = list(skills[: MOST_MERGED + 1])
        if not 1 < len(chosen) <= MOST_MERGED:
            text = _now("Choose from two to %(most)s skills.") % {"most": MOST_MERGED}
            self.message_user(request, text, messages.WARNING)
            return None
        form = MergeForm(skills, request.POST if "stays" in request.POST else None)
        if form.is_valid():
            stays = form.cleaned_data["stays"]
            moved = merge_skills(stays, chosen)
            text = _now("Merged into “%(skill)s”: %(count)s links moved.")
            self.message_user(request, text % {"skill": stays, "count": moved}, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Merge into one"),
            "form": form,
            "chosen": chosen,
            "action": "merge",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/catalog/choose.html", context)


@admin.register(Rate)
class RateAdmin(DeskAdmin):
    """Rates of exchange by the day from which they count."""

    list_display = ("currency", "since", "uzs")
    list_filter = ("currency",)
    search_fields = ("currency",)
    date_hierarchy = "since"
