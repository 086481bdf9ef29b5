"""Vacancies and employers that a person doesn't want to see, and showing them again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Vacancy
from catalog.pages import page_number, page_of
from recommendations.marking import NamelessEmployerError, hide_employer
from recommendations.undoing import before_of_employer
from recommendations.views.asking import next_address, person
from recommendations.views.undo import offer


@login_required
def hidden_list(request: HttpRequest) -> HttpResponse:
    """All that the person hid."""
    user = person(request)
    context = {
        "employers": user.hidden_employers.all(),
        "page": page_of(user.marks.hidden().for_cards(), page_number(request)),
    }
    return render(request, "recommendations/hidden_list.html", context)


@login_required
@require_POST
def employer_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show no more vacancies of the employer of this one."""
    vacancy = get_object_or_404(Vacancy, pk=pk)
    try:
        hidden = hide_employer(person(request), vacancy.employer)
    except NamelessEmployerError:
        return HttpResponseBadRequest()
    text = _("You won’t see vacancies of %(name)s any more.") % {"name": hidden.name}
    offer(request, text, before_of_employer(hidden, is_hidden=False))
    return redirect(next_address(request) or "recommendations:vacancy_list")


@login_required
@require_POST
def employer_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the vacancies of an employer again."""
    hidden = get_object_or_404(person(request).hidden_employers, pk=pk)
    before = before_of_employer(hidden, is_hidden=True)
    hidden.delete()
    offer(request, _("You see vacancies of %(name)s again.") % {"name": hidden.name}, before)
    return redirect(next_address(request) or "recommendations:hidden_list")
