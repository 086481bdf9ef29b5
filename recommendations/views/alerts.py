"""Saved searches, when their news come by e-mail, and the link that ends it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.consents import give, has_consent, withdraw
from catalog.forms import FilterForm, VacancySearchForm
from recommendations.alerting import PURPOSE, settings_of
from recommendations.forms import QuietForm, RhythmForm
from recommendations.letters import StopKeyError, user_of_stop_key
from recommendations.models import AlertSettings
from recommendations.searches import (
    MOST_SEARCHES,
    TooManySearchesError,
    save_search,
    searches_of,
)
from recommendations.undoing import before_of_search
from recommendations.views.asking import origin_of, person
from recommendations.views.undo import offer

LETTERS_SHOWN = 10
INVALID = 422


@login_required
def alert_list(request: HttpRequest) -> HttpResponse:
    """Saved searches, whether letters come, when they don't, and the last ones."""
    return _page(request, QuietForm(instance=settings_of(person(request))))


def _page(request: HttpRequest, form: QuietForm, status: int = 200) -> HttpResponse:
    user = person(request)
    letters = user.alert_letters.prefetch_related("told__vacancy")[:LETTERS_SHOWN]
    context = {
        "form": form,
        "searches": searches_of(user),
        "has_own": user.searches.filter(by_profile=True, filters={}).exists(),
        "letters": letters,
        "allowed": has_consent(user, PURPOSE),
    }
    return render(request, "recommendations/alert_list.html", context, status=status)


@login_required
@require_POST
def alert_settings(request: HttpRequest) -> HttpResponse:
    """Allow letters or end them, and set the quiet hours."""
    user = person(request)
    own = settings_of(user)
    form = QuietForm(request.POST, instance=own)
    if not form.is_valid():
        return _page(request, form, INVALID)
    own.site = origin_of(request)
    form.save()
    if "allow" in request.POST:
        (give if request.POST["allow"] == "yes" else withdraw)(user, PURPOSE)
    messages.success(request, _("Saved."))
    return redirect("recommendations:alert_list")


@login_required
@require_POST
def search_save(request: HttpRequest) -> HttpResponse:
    """Keep the search that the page before showed."""
    query = QueryDict(request.POST.get("query", ""))
    by_profile = "by_profile" in request.POST
    form = FilterForm(query) if by_profile else VacancySearchForm(query)
    try:
        save_search(person(request), form.wanted(), by_profile=by_profile)
    except TooManySearchesError:
        text = _("You have %(count)s saved searches: delete one that you need no more.")
        messages.error(request, text % {"count": MOST_SEARCHES})
        return redirect("recommendations:alert_list")
    AlertSettings.objects.get_or_create(user=person(request), defaults={"site": origin_of(request)})
    messages.success(request, _("The search is saved. Choose below how often you hear of news."))
    return redirect("recommendations:alert_list")


@login_required
@require_POST
def search_change(request: HttpRequest, pk: int) -> HttpResponse:
    """How often its news come."""
    search = get_object_or_404(person(request).searches, pk=pk)
    form = RhythmForm(request.POST, instance=search)
    if not form.is_valid():
        return HttpResponseBadRequest()
    form.save()
    messages.success(request, _("Saved."))
    return redirect("recommendations:alert_list")


@login_required
@require_POST
def search_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Search for it no more."""
    search = get_object_or_404(person(request).searches, pk=pk)
    before = before_of_search(search)
    search.delete()
    offer(request, _("The search is deleted: %(name)s") % {"name": search.name}, before)
    return redirect("recommendations:alert_list")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def alert_stop(request: HttpRequest, key: str) -> HttpResponse:
    """End all letters to a person, signed in or not: by a button here, or in the mail program.

    Looking ends nothing: programs that check mail for dangers open every link. The signed key is
    the permission, so that the mail program's own POST (RFC 8058) needs no other.
    """
    try:
        user = user_of_stop_key(key)
    except StopKeyError:
        return render(request, "recommendations/alert_stop_unknown.html", status=404)
    if request.method == "POST":
        withdraw(user, PURPOSE)
    return render(request, "recommendations/alert_stop.html", {"is_done": request.method == "POST"})
