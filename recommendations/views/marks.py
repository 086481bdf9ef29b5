"""What people do with vacancies: save, hide, note as applied; and the list of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Vacancy
from catalog.pages import page_number, page_of
from recommendations.forms import MarkForm
from recommendations.marking import mark_vacancy, unmark_vacancy
from recommendations.models import Mark
from recommendations.views.asking import next_address, person


@login_required
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Save, hide, note as applied, or take that back."""
    vacancy = get_object_or_404(Vacancy, pk=pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    state = form.cleaned_data["state"]
    if state:
        mark_vacancy(person(request), vacancy, state)
    else:
        unmark_vacancy(person(request), vacancy)
    if getattr(request, "htmx", False):
        context = {"vacancy": vacancy, "state": state, "next": next_address(request)}
        return render(request, "recommendations/_marks.html", context)
    if state == Mark.State.HIDDEN:
        messages.info(request, _("Hidden. You find it under “Saved and applied”."))
    return redirect(next_address(request) or vacancy)


@login_required
def mark_list(request: HttpRequest) -> HttpResponse:
    """What the person saved, applied to and hid."""
    marks = person(request).marks.select_related(
        "vacancy__source", "vacancy__region", "vacancy__town"
    )
    context = {"page": page_of(marks.prefetch_related("vacancy__skills"), page_number(request))}
    return render(request, "recommendations/mark_list.html", context)
