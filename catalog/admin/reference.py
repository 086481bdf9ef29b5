"""The desk for the shared vocabulary."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from catalog.models import Region, Skill, Specialty, Vacancy

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")


@admin.register(Specialty)
class SpecialtyAdmin(ModelAdmin):
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
class RegionAdmin(ModelAdmin):
    """Regions, towns and countries."""

    list_display = ("code", *NAMES, "kind", "parent")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("code", *NAMES, "aliases")
    autocomplete_fields = ("parent",)


@admin.register(Skill)
class SkillAdmin(ModelAdmin):
    """Skills."""

    list_display = ("code", *NAMES, "kind")
    list_filter = ("kind",)
    search_fields = ("code", *NAMES, "synonyms")
