"""The first page and the page of help: what needs every app and belongs to none."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.forms import STEPS
from accounts.models import Profile
from catalog.models import Course, Specialty, Vacancy
from recommendations.charts import weight_bars
from recommendations.demand import Market, market

FIGURES_KEY = "figures"
FIGURES_SECONDS = 300
LATELY_DAYS = 7
MOST_ASKED = 6


@dataclass(frozen=True, slots=True)
class Asked:
    """A specialty on the market: how many look for it, what they pay, and how long its bar is."""

    pk: int
    name: str
    open_vacancies: int
    median: int | None
    width: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What the catalogue holds now."""

    vacancies: int
    lately: int
    specialties: int
    courses: int
    most_asked: tuple[Asked, ...]


def figures() -> Figures:
    """Counted anew every five minutes, for each language of names."""
    key = f"{FIGURES_KEY}:{get_language()}"
    kept: Figures | None = cache.get(key)
    if kept is None:
        found = market()
        week = timezone.now() - timedelta(days=LATELY_DAYS)
        kept = Figures(
            vacancies=found.total,
            lately=Vacancy.objects.open().filter(dated_at__gte=week).count(),
            specialties=len(found.demand),
            courses=Course.objects.open().count(),
            most_asked=_most_asked(found),
        )
        cache.set(key, kept, FIGURES_SECONDS)
    return kept


def _most_asked(found: Market) -> tuple[Asked, ...]:
    specialties = {row.pk: row for row in Specialty.objects.filter(is_suggested=True)}
    named = [(pk, asked) for pk, asked in found.demand.items() if pk in specialties]
    demand = sorted(named, key=lambda item: (-item[1].open_vacancies, item[0]))[:MOST_ASKED]
    most = max((asked.open_vacancies for _pk, asked in demand), default=1)
    return tuple(
        Asked(
            pk,
            specialties[pk].name,
            asked.open_vacancies,
            found.pay[pk].median,
            round(asked.open_vacancies / most * 100, 1),
        )
        for pk, asked in demand
    )


def home(request: HttpRequest) -> HttpResponse:
    """What the product does, in one look; who is signed in goes on where they were."""
    if request.user.is_authenticated:
        if Profile.objects.of(request.user).is_questionnaire_done:
            return redirect("recommendations:vacancy_list")
        step = request.session.get("card", next(iter(STEPS)))
        return redirect("accounts:questionnaire", step)
    examples = [_("seller"), _("welder"), _("accountant"), _("teacher"), _("programmer")]
    context = {"figures": figures(), "examples": examples}
    return render(request, "workfinder/home.html", context)


def help_page(request: HttpRequest) -> HttpResponse:
    """How the ranking works, in plain words."""
    context = {"weights": weight_bars(), "contact": settings.CONTACT_EMAIL}
    return render(request, "workfinder/help.html", context)
