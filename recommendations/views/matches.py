"""Pages for the signed-in: specialties, vacancies and courses that suit; and a vacancy's page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Profile, User
from catalog.employers import folded_employer
from catalog.forms import FilterForm, ReportForm
from catalog.job_posting import job_posting
from catalog.models import Report, Skill, Specialty, Vacancy
from catalog.pages import PAGE, Page, page_beside, page_number
from recommendations.changing import changes_of_list, changes_of_vacancy
from recommendations.explaining import VacancyMatch
from recommendations.forms import TiltForm
from recommendations.learning import notice_for, recommend_courses, skill_gap
from recommendations.marking import count_for
from recommendations.models import HiddenEmployer
from recommendations.ranking import explain_vacancy, recommend_vacancies, similar_vacancies
from recommendations.specialties import DEFAULT_TILT, recommend_specialties
from recommendations.trends import histories_of
from recommendations.views.asking import person


@dataclass(frozen=True, slots=True)
class MarkedMatch:
    """A vacancy that suits, with what the person did with it."""

    match: VacancyMatch
    state: str


@login_required
def specialty_list(request: HttpRequest) -> HttpResponse:
    """What suits, ordered by demand; the slider moves between the two."""
    profile = Profile.objects.of(request.user)
    if not profile.is_questionnaire_done:
        return _questions_first(request)
    form = TiltForm(request.GET)
    tilt = form.share(DEFAULT_TILT)
    matches = recommend_specialties(profile, tilt=tilt)
    context = {
        "profile": profile,
        "form": form,
        "tilt": round(tilt * 100),
        "matches": matches,
        "histories": histories_of([match.specialty.pk for match in matches]),
    }
    return render(request, "recommendations/specialty_list.html", context)


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a specialty the person's own; nobody else changes it then."""
    specialty = get_object_or_404(Specialty, pk=pk)
    Profile.objects.of(request.user).choose_specialty(specialty)
    messages.success(request, _("Your specialty now: %(name)s.") % {"name": specialty.name})
    return redirect("recommendations:vacancy_list")


@login_required
def vacancy_list(request: HttpRequest) -> HttpResponse:
    """Vacancies for the person, the best first, each with its reasons."""
    profile = Profile.objects.of(request.user)
    if not profile.is_questionnaire_done:
        return _questions_first(request)
    form, number = FilterForm(request.GET), page_number(request)
    offset = (number - 1) * PAGE
    wanted = form.wanted()
    form.show_counts(count_for(wanted, profile.user_id))
    stamp = request.GET.get("order", "")
    ranked = recommend_vacancies(profile, wanted, limit=PAGE, offset=offset, stamp=stamp)
    number = 1 + ranked.offset // PAGE
    context = {
        "profile": profile,
        "form": form,
        "ranked": ranked,
        "page": _marked(
            request, ranked.matches, number, has_next=ranked.offset + PAGE < ranked.total
        ),
    }
    return render(request, "recommendations/vacancy_list.html", context)


def _marked(
    request: HttpRequest, matches: list[VacancyMatch], number: int, *, has_next: bool
) -> Page:
    states = _states(request, [match.vacancy for match in matches])
    rows = [MarkedMatch(match, states.get(match.vacancy.pk, "")) for match in matches]
    return page_beside(rows, number, has_next=has_next)


def _states(request: HttpRequest, vacancies: list[Vacancy]) -> dict[int, str]:
    """What the person did with each of the vacancies, by key."""
    return dict(person(request).marks.filter(vacancy__in=vacancies).values_list("vacancy", "state"))


@login_required
def change_list(request: HttpRequest) -> HttpResponse:
    """Which wishes would let more vacancies suit."""
    profile = Profile.objects.of(request.user)
    if not profile.is_questionnaire_done:
        return _questions_first(request)
    context = {"changes": changes_of_list(profile)}
    return render(request, "recommendations/change_list.html", context)


@login_required
def vacancy_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What would lift one vacancy in the person's list."""
    profile = Profile.objects.of(request.user)
    if not profile.is_questionnaire_done:
        return _questions_first(request)
    vacancy = get_object_or_404(Vacancy.objects.for_cards(), pk=pk)
    context = {"changes": changes_of_vacancy(profile, vacancy), "vacancy": vacancy}
    return render(request, "recommendations/change_list.html", context)


def vacancy_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A vacancy; for the signed-in, why it suits and what they did with it."""
    vacancy = get_object_or_404(Vacancy.objects.for_cards().defer(None).defer("search"), pk=pk)
    match, state = None, ""
    if isinstance(request.user, User):
        state = _states(request, [vacancy]).get(pk, "")
        profile = Profile.objects.of(request.user)
        if profile.is_questionnaire_done:
            match = explain_vacancy(profile, vacancy)
    context = {
        "vacancy": vacancy,
        "match": match,
        "state": state,
        "posting": _posting(request, vacancy),
        "similar": similar_vacancies(vacancy, limit=3, reader_id=request.user.pk),
        "report_form": ReportForm(),
        "own_reports": _own_reports(request, vacancy),
        "hidden_employer": _hidden_employer(request, vacancy),
    }
    return render(request, "recommendations/vacancy_detail.html", context)


def _hidden_employer(request: HttpRequest, vacancy: Vacancy) -> HiddenEmployer | None:
    """Its employer, where this reader hid it."""
    if not isinstance(request.user, User):
        return None
    return request.user.hidden_employers.filter(key=folded_employer(vacancy.employer)).first()


def _own_reports(request: HttpRequest, vacancy: Vacancy) -> list[Report]:
    """What this reader said of it, with the curators' answers."""
    if not isinstance(request.user, User):
        return []
    return list(vacancy.reports.filter(reader=request.user)[:3])


def _posting(request: HttpRequest, vacancy: Vacancy) -> dict[str, Any] | None:
    """What search engines are told of it; examples and closed vacancies are not for them."""
    if vacancy.closed_at is not None or vacancy.source.is_example:
        return None
    return job_posting(vacancy, request.build_absolute_uri(request.path))


@login_required
def course_list(request: HttpRequest) -> HttpResponse:
    """What to learn: for the specialty, or for one missing skill."""
    profile = Profile.objects.of(request.user)
    if not profile.is_questionnaire_done:
        return _questions_first(request)
    chosen = request.GET.get("skill", "")
    skill = Skill.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    matches = recommend_courses(profile, skill=skill)
    context = {
        "profile": profile,
        "skill": skill,
        "gap": skill_gap(profile),
        "matches": matches,
        "notice": notice_for(matches),
    }
    return render(request, "recommendations/course_list.html", context)


def _questions_first(request: HttpRequest) -> HttpResponse:
    """To the card where the person stopped, saying why it comes instead of a list."""
    messages.info(request, _("A few questions first: the list is made of the answers."))
    return redirect("home")
