"""The page that shows every component: rows of the catalogue, and made-up words about them."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile
from catalog.models import Course, Schedule, Skill, Specialty, Vacancy
from recommendations.demand import Demand, Pay
from recommendations.explaining import VacancyMatch
from recommendations.reasons import Reason
from recommendations.specialties import SpecialtyMatch
from recommendations.trends import Moment

COLOURS = (
    "paper", "surface", "sunken", "line", "line-strong", "ink-soft", "ink", "brand-soft", "brand",
    "brand-strong", "glaze", "lapis", "accent-soft", "accent", "accent-ink", "good-soft", "good",
    "bad-soft", "bad",
)  # fmt: skip
TYPE_SIZES = ("title-xl", "title-l", "title-m", "title-s", "text-l", "text-m", "text-s")
SCORES = ((0.82, "strong"), (0.56, "good"), (0.31, "fair"))
# Open vacancies of a made-up specialty, a week apart.
COURSE = (74, 71, 80, 86, 83, 92, 97)


class SampleForm(forms.Form):
    """One field of each kind; the second has an error to show."""

    name = forms.CharField(label=_("First name and surname"), help_text=_("As in your passport."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    schedules = forms.MultipleChoiceField(
        label=_("Which hours suit you?"),
        choices=Schedule.choices[:4],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(
        label=_("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def design(request: HttpRequest) -> HttpResponse:
    """Tokens and components, to look at and to check."""
    typed = {"name": "Malika", "email": "malika@", "schedules": ["full_time"]}
    vacancy = Vacancy.objects.open().for_cards().first()
    context = {
        "colours": COLOURS,
        "sizes": TYPE_SIZES,
        "scores": [_match(vacancy, *score) for score in SCORES],
        "form": SampleForm(typed),
        "vacancy": vacancy,
        "course": Course.objects.open().select_related("source").first(),
        **_specialties(timezone.localdate()),
    }
    return render(request, "workfinder/design.html", context)


def _match(vacancy: Vacancy | None, score: float, band: str) -> VacancyMatch:
    """How a vacancy would suit a made-up person; a made-up one where the catalogue is empty."""
    reasons = (
        Reason("meaning", 0.26, str(_("Close in meaning to what you wrote")), "jamoada ishlash"),
        Reason("specialty", 0.2, str(_("Your specialty"))),
        Reason(
            "pay",
            0.0,
            str(_("The pay can’t be compared, or is less than you wish for")),
            is_plus=False,
        ),
    )
    missing = tuple(Skill.objects.order_by("pk")[:2])
    return VacancyMatch(
        vacancy or Vacancy(), score, band, reasons, missing, is_near_specialty=False
    )


def _specialties(today: date) -> dict[str, Any]:
    """Two specialties with made-up figures, the first one chosen, and how its demand went."""
    rows = list(Specialty.objects.order_by("pk")[:2])
    close = str(_("What you wrote is close in meaning to this work"))
    reasons = (Reason("meaning", 0.4, close),)
    figures = ((0.86, 97, 0.31, 4_200_000, 61), (0.54, 58, -0.08, 5_600_000, 22))
    matches = [
        SpecialtyMatch(row, fit, Demand(count, 0.1, trend), Pay(pay, "UZS", paid), fit, reasons)
        for row, (fit, count, trend, pay, paid) in zip(rows, figures, strict=False)
    ]
    weeks = len(COURSE) - 1
    went = [
        Moment(today - timedelta(weeks=weeks - number), count, None, 0)
        for number, count in enumerate(COURSE)
    ]
    chosen = Profile(specialty=rows[0], specialty_set_by="person") if rows else Profile()
    histories = {row.pk: went for row in rows[:1]}
    return {"matches": matches, "histories": histories, "profile": chosen}
