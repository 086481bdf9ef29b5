"""The desk for vacancies and courses."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from catalog.models import Course, Schedule, Vacancy, WorkMode
from catalog.models.offers import Offer
from catalog.rates import rates_in_use
from catalog.salaries import to_monthly
from catalog.sources.base import Pay
from catalog.texts import clean_html

SEVERAL = {"work_modes": WorkMode.choices, "schedules": Schedule.choices}


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


class OfferAdmin(ModelAdmin):
    """What the desks of vacancies and courses share."""

    list_per_page = 50
    # Counting all rows beside the found ones costs more than it tells.
    show_full_result_count = False
    readonly_fields: tuple[str, ...] = ("first_seen_at", "last_seen_at", "updated_at")
    actions = ("close_them",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the words of the search; lists without the long texts, too."""
        offers = super().get_queryset(request).defer("search")
        match = request.resolver_match
        is_list = match is not None and (match.url_name or "").endswith("_changelist")
        return offers.defer("description") if is_list else offers

    def formfield_for_dbfield(
        self,
        db_field: models.Field,
        request: HttpRequest,
        **kwargs: Any,
    ) -> forms.Field | None:
        """An address that is typed without its scheme is one of https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self,
        request: HttpRequest,
        obj: Any,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001  Django's signature
    ) -> None:
        """What changed is compared with people anew; pasted HTML is cleaned like any other."""
        if "description" in form.changed_data:
            obj.description = clean_html(obj.description)
        if form.has_changed():
            obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    @display(description=_("open"), boolean=True, ordering="closed_at")
    def is_open(self, offer: Offer) -> bool:
        """Whether its source still offers it."""
        return offer.closed_at is None

    @action(description=_("Close"), permissions=["change"])
    def close_them(self, request: HttpRequest, offers: QuerySet[Any]) -> None:
        """Close the chosen ones, as of now."""
        offers.filter(closed_at=None).update(closed_at=timezone.now())


@admin.register(Vacancy)
class VacancyAdmin(OfferAdmin):
    """Vacancies."""

    list_display = ("title", "employer", "region", "specialty", "pay", "source", "language",
                    "dated_at", "is_open")  # fmt: skip
    list_filter = (OpenFilter, "source", "language", "employment", "experience",
                   ("region", admin.RelatedOnlyFieldListFilter))  # fmt: skip
    list_select_related = ("source", "region", "specialty")
    search_fields = ("title", "employer", "external_id")
    autocomplete_fields = ("source", "region", "town", "specialty", "skills")
    ordering = ("-dated_at", "-pk")
    readonly_fields = (*OfferAdmin.readonly_fields, "monthly_uzs_from", "monthly_uzs_to")

    def formfield_for_dbfield(
        self,
        db_field: models.Field,
        request: HttpRequest,
        **kwargs: Any,
    ) -> forms.Field | None:
        """What may hold several of a few values is ticked, not typed."""
        choices = SEVERAL.get(db_field.name)
        if choices is None:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            label=db_field.verbose_name,
            choices=choices,
            required=False,
            widget=UnfoldAdminCheckboxSelectMultipleWidget,
        )

    def save_model(
        self,
        request: HttpRequest,
        obj: Vacancy,
        form: forms.ModelForm,
        change: bool,  # noqa: FBT001  Django's signature
    ) -> None:
        """The comparable figures follow the pay that was typed."""
        pay = Pay(obj.salary_from, obj.salary_to, obj.currency, obj.is_gross, obj.pay_period)
        day = (obj.published_at or timezone.now()).date()
        monthly = to_monthly(pay, day, rates_in_use())
        obj.monthly_uzs_from, obj.monthly_uzs_to = monthly.low, monthly.high
        super().save_model(request, obj, form, change)

    @display(description=_("UZS a month"), ordering="monthly_uzs_from")
    def pay(self, vacancy: Vacancy) -> str:
        """The comparable figures."""
        figures = (vacancy.monthly_uzs_from, vacancy.monthly_uzs_to)
        if figures == (None, None):
            return ""
        return " – ".join("…" if value is None else f"{value:,}" for value in figures)


@admin.register(Course)
class CourseAdmin(OfferAdmin):
    """Courses."""

    list_display = ("title", "provider", "level", "language", "rating", "source", "is_open")
    list_filter = (OpenFilter, "source", "language", "level")
    list_select_related = ("source",)
    search_fields = ("title", "provider", "external_id")
    autocomplete_fields = ("source", "skills", "specialties")
    ordering = ("-pk",)
