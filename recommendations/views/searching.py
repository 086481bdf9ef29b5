"""The search among all vacancies: public, but who is signed in doesn't see what they hid."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalog.forms import VacancySearchForm
from catalog.pages import page_number, page_of
from catalog.searching import search_vacancies
from recommendations.marking import count_for, without_hidden


def vacancy_search(request: HttpRequest) -> HttpResponse:
    """Open vacancies by words and filters."""
    form = VacancySearchForm(request.GET)
    wanted = form.wanted()
    counts = count_for(wanted, request.user.pk)
    form.show_counts(counts)
    found = without_hidden(search_vacancies(wanted), request.user.pk)
    context = {
        "form": form,
        "page": page_of(found.for_cards(), page_number(request)),
        "count": counts.total,
    }
    return render(request, "catalog/vacancy_search.html", context)
