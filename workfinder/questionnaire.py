"""The questionnaire, a card at a time: kept at each step, and at its end a first suggestion."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.forms import STEPS, Step
from accounts.models import Profile
from recommendations.specialties import suggest_specialty

# What was typed and can't be saved yet waits in the session until the person comes back.
DRAFTS = "unsaved cards"
ORDER = list(STEPS)
INVALID = 422


@login_required
def questionnaire(request: HttpRequest, step: str) -> HttpResponse:
    """Show a card, or keep its answer and go where the person wants."""
    if step not in STEPS:
        raise Http404
    card, profile = STEPS[step], Profile.objects.of(request.user)
    if request.method == "POST":
        return _answered(request, card, profile)
    request.session["card"] = step
    draft = request.session.get(DRAFTS, {}).get(step)
    form = card.form(QueryDict(draft) if draft else None, instance=profile)
    return _shown(request, card, form)


def _answered(request: HttpRequest, card: Step, profile: Profile) -> HttpResponse:
    form = card.form(request.POST, request.FILES, instance=profile)
    wanted = request.POST.get("to", "next")
    if form.is_valid():
        form.save()
        _keep_draft(request, card, "")
        if card.changes_suggestion and profile.is_questionnaire_done:
            suggest_specialty(profile)
    elif wanted == "back" or (wanted == "skip" and not card.needs_answer):
        _keep_draft(request, card, request.POST.urlencode())
    else:
        return _shown(request, card, form)
    return _onward(request, card, wanted)


def _shown(request: HttpRequest, card: Step, form: Any) -> HttpResponse:
    place = ORDER.index(card.slug)
    from_profile = "profile" in (request.GET.get("from"), request.POST.get("from"))
    context = {
        "card": card,
        "form": form,
        "number": place + 1,
        "total": len(ORDER),
        "steps": ORDER,
        "has_previous": place > 0,
        "is_last": place + 1 == len(ORDER),
        "from_profile": from_profile,
        "profile": form.instance,
    }
    status = INVALID if request.method == "POST" else 200
    return render(request, "accounts/questionnaire.html", context, status=status)


def _keep_draft(request: HttpRequest, card: Step, typed: str) -> None:
    drafts = {**request.session.get(DRAFTS, {}), card.slug: typed}
    request.session[DRAFTS] = {slug: draft for slug, draft in drafts.items() if draft}


def _onward(request: HttpRequest, card: Step, wanted: str) -> HttpResponse:
    if request.POST.get("from") == "profile":
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    place = ORDER.index(card.slug) + (-1 if wanted == "back" else 1)
    if place < len(ORDER):
        return redirect("accounts:questionnaire", ORDER[max(place, 0)])
    return _finished(request)


def _finished(request: HttpRequest) -> HttpResponse:
    profile = Profile.objects.of(request.user)
    if not profile.preferences.strip():
        messages.warning(request, _("One card is left: say what you want to do."))
        return redirect("accounts:questionnaire", "wishes")
    profile.finish_questionnaire()
    suggest_specialty(profile)
    return redirect("recommendations:specialty_list")
