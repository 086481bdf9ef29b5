"""The first page and the page of help: what needs every app and belongs to none."""

from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import STEPS
from accounts.models import Profile
from catalog.models import Course, Vacancy

FIGURES_KEY = "figures"
FIGURES_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Figures:
    """What the catalogue holds now."""

    vacancies: int
    specialties: int
    courses: int


def figures() -> Figures:
    """Counted anew every five minutes."""
    kept: Figures | None = cache.get(FIGURES_KEY)
    if kept is None:
        kept = Figures(
            vacancies=Vacancy.objects.open().count(),
            specialties=Vacancy.objects.open().values("specialty").distinct().count(),
            courses=Course.objects.open().count(),
        )
        cache.set(FIGURES_KEY, kept, FIGURES_SECONDS)
    return kept


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
    return render(request, "workfinder/help.html")
