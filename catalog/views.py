"""Public pages: search for vacancies and courses, and the page of a course."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from catalog.forms import CourseSearchForm, VacancySearchForm
from catalog.models import Course
from catalog.pages import COUNTED, count_up_to, page_number, page_of
from catalog.searching import search_courses, search_vacancies


def vacancy_search(request: HttpRequest) -> HttpResponse:
    """Open vacancies by words and filters."""
    form = VacancySearchForm(request.GET)
    found = search_vacancies(form.wanted())
    context = {
        "form": form,
        "page": page_of(found.for_cards(), page_number(request)),
        "count": count_up_to(found),
        "most": COUNTED,
    }
    return render(request, "catalog/vacancy_search.html", context)


def course_search(request: HttpRequest) -> HttpResponse:
    """Courses by words, level and language."""
    form = CourseSearchForm(request.GET)
    found = search_courses(form.wanted())
    context = {
        "form": form,
        "page": page_of(found.for_cards(), page_number(request)),
        "count": count_up_to(found),
        "most": COUNTED,
    }
    return render(request, "catalog/course_search.html", context)


def course_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A course, a closed one too: somebody may have kept its address."""
    course = get_object_or_404(Course.objects.for_cards(), pk=pk)
    return render(request, "catalog/course_detail.html", {"course": course})
