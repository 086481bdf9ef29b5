"""A short interview: what one has done, then which skills one has; nothing without a yes."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.activities import Activity, Field, activities, confirm, find, skills_to_confirm
from accounts.models import Profile

LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity to tick, in the reader's language."""

    code: str
    name: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The activities of one field of life."""

    title: str
    choices: list[Choice]


@login_required
def interview(request: HttpRequest) -> HttpResponse:
    """Choose what you have done; then tick the skills that you have."""
    profile = Profile.objects.of(request.user)
    given = request.POST if request.method == "POST" else request.GET
    chosen = [code for code in given.getlist("done") if code in activities()]
    offered = skills_to_confirm(chosen, profile)
    if request.method == "POST":
        return _confirmed(request, profile, offered)
    query = request.GET.get("q", "")[:LONGEST_QUERY]
    context = {
        "query": query,
        "chosen": [_choice(activities()[code], is_chosen=True) for code in chosen],
        "found": [_choice(row) for row in find(query) if row.code not in chosen],
        "groups": [] if query else _groups(chosen),
        "is_asked": "skills" in request.GET,
        "skills": offered,
    }
    return render(request, "accounts/activities.html", context)


def _confirmed(request: HttpRequest, profile: Profile, offered: list) -> HttpResponse:
    wanted = {*request.POST.getlist("skill")}
    added = confirm(profile, [row for row in offered if row.code in wanted], _language())
    if not added:
        messages.info(request, _("No skill was ticked, so none is added."))
    else:
        said = ngettext("%(count)s skill is added.", "%(count)s skills are added.", added)
        messages.success(request, said % {"count": added})
    return redirect(f"{reverse('accounts:profile')}#skills")


def _groups(chosen: list[str]) -> list[Group]:
    rows = [row for row in activities().values() if row.code not in chosen]
    return [
        Group(str(field.label), [_choice(row) for row in rows if row.field == field])
        for field in Field
    ]


def _choice(row: Activity, *, is_chosen: bool = False) -> Choice:
    return Choice(row.code, row.name_in(_language()), is_chosen)


def _language() -> str:
    return get_language() or "uz"
