"""Public pages: search for courses, the page of a course, reports."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from catalog.forms import CourseSearchForm, ReportForm
from catalog.models import Course, Vacancy
from catalog.pages import COUNTED, count_up_to, page_number, page_of
from catalog.pictures import name_of
from catalog.reporting import report
from catalog.searching import search_courses

# Rows of two and of three are full.
COURSES = 24


def course_search(request: HttpRequest) -> HttpResponse:
    """Courses by words, level and language."""
    form = CourseSearchForm(request.GET)
    found = search_courses(form.wanted())
    context = {
        "form": form,
        "page": page_of(found.for_cards(), page_number(request), COURSES),
        "count": count_up_to(found),
        "most": COUNTED,
    }
    return render(request, "catalog/course_search.html", context)


def course_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A course, a closed one too: somebody may have kept its address."""
    course = get_object_or_404(Course.objects.for_cards(), pk=pk)
    return render(request, "catalog/course_detail.html", {"course": course})


@cache_control(public=True, max_age=31_536_000, immutable=True)
@require_safe
def course_picture(_request: HttpRequest, pk: int, mark: str) -> HttpResponseBase:
    """Our copy of a course's picture; another picture has another mark."""
    course = get_object_or_404(Course, pk=pk, picture=name_of(mark))
    try:
        file = default_storage.open(course.picture)
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/webp")


@require_POST
def vacancy_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a reader says is wrong, and go back to the vacancy."""
    vacancy = get_object_or_404(Vacancy, pk=pk)
    form = ReportForm(request.POST)
    if form.is_valid():
        reader = request.user if request.user.is_authenticated else None
        report(vacancy, reader, **form.cleaned_data)
        messages.success(request, _("Thank you. A curator will look at it."))
    else:
        messages.error(request, _("Choose what is wrong, in at most 1,000 characters."))
    return redirect(vacancy)
