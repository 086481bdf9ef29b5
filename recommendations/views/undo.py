"""Offers to take back what was just done, and takes it back: by a page, or in place."""

import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalog.models import Vacancy
from recommendations.undoing import Kept, bring_back
from recommendations.views.asking import next_address, person

KEPT = "undo"
# How many steps of a person can be taken back.
MOST = 5


def keep(request: HttpRequest, kept: Kept) -> str:
    """Remember how it was; the key that brings it back."""
    steps: dict[str, Any] = request.session.get(KEPT, {})
    key = secrets.token_urlsafe(9)
    request.session[KEPT] = dict([*steps.items(), (key, kept)][-MOST:])
    return key


def offer(request: HttpRequest, text: str, kept: Kept) -> None:
    """Say on the next page what was done, with a button that takes it back."""
    messages.info(request, text, extra_tags=f"undo:{keep(request, kept)}")


@login_required
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Make it as it was before."""
    steps: dict[str, Any] = request.session.get(KEPT, {})
    kept = steps.pop(request.POST.get("key", ""), None)
    if kept is None:
        messages.error(request, _("This can be undone no more."))
        return redirect(next_address(request) or "recommendations:mark_list")
    bring_back(person(request), kept)
    request.session[KEPT] = steps
    if getattr(request, "htmx", False) and kept["kind"] == "mark":
        return _in_place(request, kept)
    messages.success(request, _("It is as it was before."))
    return redirect(next_address(request) or "recommendations:mark_list")


def _in_place(request: HttpRequest, kept: Kept) -> HttpResponse:
    vacancy = Vacancy.objects.get(pk=kept["vacancy"])
    context = {
        "vacancy": vacancy,
        "state": kept["mark"]["values"]["state"] if kept["mark"] else "",
        "next": next_address(request),
        "toast": _("It is as it was before."),
    }
    return render(request, "recommendations/_marks.html", context)
