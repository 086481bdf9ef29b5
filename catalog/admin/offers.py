"""The desk for vacancies and courses."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import F, Func, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from catalog.admin.desk_admin import DeskAdmin
from catalog.admin.offer_forms import BulkForm, OpenFilter
from catalog.models import (
    Course,
    Schedule,
    Source,
    Vacancy,
    WorkMode,
)
from catalog.models.offers import Offer, correction_of
from catalog.rates import rates_in_use
from catalog.salaries import to_monthly
from catalog.sources.base import Pay
from catalog.templatetags.wording import number
from catalog.texts import clean_html

SEVERAL = {"work_modes": WorkMode.choices, "schedules": Schedule.choices}


BY_HAND, BY_HAND_KIND = "By hand", "by_hand"
# Changes of these are no statement about what an offer says.
NEVER_KEPT = {"source", "external_id", "specialties", "updated_at"}


class OfferAdmin(DeskAdmin):
    """What the desks of vacancies and courses share."""

    list_per_page = 50
    # Counting all rows beside the found ones costs more than it tells.
    show_full_result_count = False
    readonly_fields: tuple[str, ...] = (
        "set_right",
        "first_seen_at",
        "last_seen_at",
        "closed_at",
        "updated_at",
    )
    exclude = ("content_hash", "search")
    actions: tuple[str, ...] = ("close_them", "reopen_them", "release_them")

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
        if change:
            kept = {correction_of(name) for name in form.changed_data} - NEVER_KEPT
            obj.corrected = sorted({*obj.corrected, *kept})
        super().save_model(request, obj, form, change)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What hangs from it and has no page here goes along unnamed."""
        _all, counts, needed, protected = super().get_deleted_objects(objs, request)
        known = {str(model._meta.verbose_name_plural) for model in self.admin_site._registry}
        named = {name: count for name, count in counts.items() if str(name) in known}
        return [str(one) for one in objs], named, needed, protected

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What is written by hand has a source and an id of its own."""
        source, _new = Source.objects.get_or_create(name=BY_HAND, defaults={"kind": BY_HAND_KIND})
        return {"source": source.pk, "external_id": uuid4().hex}

    @display(description=_("set right by a curator"))
    def set_right(self, offer: Offer) -> str:
        """The fields that imports leave as they are."""
        return ", ".join(_label_of(offer, name) for name in offer.corrected) or "–"

    @display(description=_("open"), boolean=True, ordering="closed_at")
    def is_open(self, offer: Offer) -> bool:
        """Whether its source still offers it."""
        return offer.closed_at is None

    @action(description=_("Close"), permissions=["change"])
    def close_them(self, request: HttpRequest, offers: QuerySet[Any]) -> None:
        """Close the chosen ones, as of now; imports leave them closed."""
        self._correct(offers.filter(closed_at=None), ["closed_at"], closed_at=timezone.now())

    @action(description=_("Open again"), permissions=["change"])
    def reopen_them(self, request: HttpRequest, offers: QuerySet[Any]) -> None:
        """Open the chosen ones; their source may close them again."""
        for offer in offers.exclude(closed_at=None).only("corrected"):
            offer.closed_at = None
            offer.corrected = [name for name in offer.corrected if name != "closed_at"]
            offer.save(update_fields=["closed_at", "corrected"])

    @action(description=_("Let imports write all fields again"), permissions=["change"])
    def release_them(self, request: HttpRequest, offers: QuerySet[Any]) -> None:
        """The next import that meets them writes what the source says."""
        count = offers.exclude(corrected=[]).update(corrected=[], content_hash="")
        text = ngettext(
            "%(count)s is as its source says after the next import.",
            "%(count)s are as their sources say after the next import.",
            count,
        ) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)

    @staticmethod
    def _correct(offers: QuerySet[Any], fields: list[str], **values: Any) -> int:
        """Write values into many rows, and let imports keep them."""
        kept: F | Func = F("corrected")
        for name in fields:
            kept = Func(
                Func(kept, Value(name), function="array_remove"),
                Value(name),
                function="array_append",
            )
        return offers.update(**values, corrected=kept, updated_at=timezone.now())


@admin.register(Vacancy)
class VacancyAdmin(OfferAdmin):
    """Vacancies."""

    list_display = ("title", "employer", "region", "specialty", "pay", "source", "language",
                    "posted", "is_open")  # fmt: skip
    list_filter = (OpenFilter, "source", "language", "employment", "experience",
                   ("region", admin.RelatedOnlyFieldListFilter))  # fmt: skip
    list_select_related = ("source", "region", "specialty")
    search_fields = ("title", "employer", "external_id")
    autocomplete_fields = ("source", "region", "town", "specialty", "skills")
    ordering = ("-dated_at", "-pk")
    readonly_fields = (
        *OfferAdmin.readonly_fields,
        "specialty_confidence",
        "monthly_uzs_from",
        "monthly_uzs_to",
    )
    actions = (*OfferAdmin.actions, "edit_them")

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
        if "specialty" in form.changed_data:
            obj.specialty_confidence = None
        super().save_model(request, obj, form, change)

    @action(description=_("Edit the chosen ones"), permissions=["change"])
    def edit_them(self, request: HttpRequest, vacancies: QuerySet[Vacancy]) -> HttpResponse | None:
        """Ask what to write, then write it into all of them."""
        form = BulkForm(request.POST if "edited" in request.POST else None)
        if form.is_valid():
            values = {name: value for name, value in form.cleaned_data.items() if value}
            fields = list(values)
            if "specialty" in values:
                values["specialty_confidence"] = None
            if "region" in values:
                values["town"] = None
            count = self._correct(vacancies, fields, **values) if values else 0
            text = ngettext(
                "%(count)s vacancy was changed.", "%(count)s vacancies were changed.", count
            ) % {"count": count}
            self.message_user(request, text, messages.SUCCESS)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Edit the chosen ones"),
            "form": form,
            "chosen": vacancies,
            "action": "edit_them",
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/catalog/choose.html", context)

    @display(description=_("posted"), ordering="dated_at")
    def posted(self, vacancy: Vacancy) -> str:
        """The day from which its age is counted."""
        return date_format(timezone.localtime(vacancy.dated_at), "d.m.Y")

    @display(description=_("UZS a month"), ordering="monthly_uzs_from")
    def pay(self, vacancy: Vacancy) -> str:
        """The comparable figures."""
        figures = (vacancy.monthly_uzs_from, vacancy.monthly_uzs_to)
        if figures == (None, None):
            return ""
        return " – ".join("…" if value is None else number(value) for value in figures)


@admin.register(Course)
class CourseAdmin(OfferAdmin):
    """Courses."""

    list_display = ("title", "provider", "level", "language", "rating", "source", "is_open")
    list_filter = (OpenFilter, "source", "language", "level")
    list_select_related = ("source",)
    search_fields = ("title", "provider", "external_id")
    autocomplete_fields = ("source", "skills", "specialties")
    ordering = ("-pk",)


def _label_of(offer: Offer, name: str) -> str:
    """What a field is called on the desk."""
    if name == "pay":
        return str(_("pay"))
    try:
        return str(offer._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except FieldDoesNotExist:
        return name
