"""What people do with vacancies: save, apply, note how it went; and the list of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.models import User
from catalog.models import Vacancy
from catalog.pages import page_number, page_of
from recommendations.forms import FoundElsewhereForm, MarkForm, NotesForm
from recommendations.marking import add_vacancy, change_mark, mark_vacancy, unmark_vacancy
from recommendations.models import Mark, MarkChange
from recommendations.undoing import before_of_mark
from recommendations.views.asking import next_address, person
from recommendations.views.undo import keep, offer

INVALID = 422


@dataclass(frozen=True, slots=True)
class Tab:
    """One state of the list, and how many are in it."""

    url: str
    text: str
    count: int
    is_here: bool


@login_required
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Set how far it went with a vacancy, or take that back."""
    vacancy = get_object_or_404(Vacancy, pk=pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    state = form.cleaned_data["state"]
    before = before_of_mark(person(request), vacancy=vacancy)
    if state:
        mark_vacancy(person(request), vacancy, state)
    else:
        unmark_vacancy(person(request), vacancy)
    text = _said(vacancy.title, state)
    if getattr(request, "htmx", False):
        context = {"vacancy": vacancy, "state": state, "next": next_address(request)}
        undo = {"toast": text, "undo_key": keep(request, before)}
        return render(request, "recommendations/_marks.html", context | undo)
    offer(request, text, before)
    return redirect(next_address(request) or vacancy)


def _said(title: str, state: str) -> str:
    """What was done, in a sentence."""
    sentences = {
        Mark.State.SAVED: _("Saved: %(title)s"),
        Mark.State.HIDDEN: _("Hidden: %(title)s"),
        Mark.State.APPLIED: _("You applied: %(title)s"),
        Mark.State.INTERVIEW: _("An interview: %(title)s"),
        Mark.State.OFFER: _("An offer: %(title)s"),
        Mark.State.REJECTED: _("Rejected: %(title)s"),
    }
    return sentences.get(Mark.State(state), "") % {"title": title} if state else _unmarked(title)


def _unmarked(title: str) -> str:
    return _("No longer on your list: %(title)s") % {"title": title}


@login_required
def mark_list(request: HttpRequest) -> HttpResponse:
    """What the person saved and applied to, in one list."""
    user = person(request)
    state = request.GET.get("state", "")
    marks = user.marks.followed().for_cards().prefetch_related("vacancy__skills", "changes")
    shown = marks.filter(state=state) if state in Mark.State.values else marks
    context = {
        "tabs": _tabs(user, state),
        "page": page_of(shown, page_number(request)),
        "states": _states(),
        "hidden_count": user.marks.hidden().count() + user.hidden_employers.count(),
    }
    return render(request, "recommendations/mark_list.html", context)


def _states() -> list[tuple[str, Any]]:
    """The states that a mark on the list may have, in their order."""
    return [(value, label) for value, label in Mark.State.choices if value != Mark.State.HIDDEN]


def _tabs(user: User, here: str) -> list[Tab]:
    states = user.marks.followed().order_by().values_list("state").annotate(number=Count("pk"))
    counts = dict(states)
    address = reverse("recommendations:mark_list")
    everything = Tab(address, pgettext("marks", "All"), sum(counts.values()), is_here=not here)
    return [
        everything,
        *(
            Tab(f"{address}?state={state}", capfirst(label), counts.get(state, 0), state == here)
            for state, label in _states()
        ),
    ]


@login_required
def mark_new(request: HttpRequest) -> HttpResponse:
    """Follow a vacancy found elsewhere."""
    form = FoundElsewhereForm(request.POST or None, user=person(request))
    if form.is_valid():
        made = add_vacancy(person(request), **form.cleaned_data)
        messages.success(request, _("Added to your list. Nobody else sees it."))
        return redirect(made)
    status = INVALID if form.is_bound else 200
    return render(request, "recommendations/mark_form.html", {"form": form}, status=status)


@login_required
def mark_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One vacancy of the list: how far it is, the resume sent, notes, and what was when."""
    user = person(request)
    found = get_object_or_404(user.marks.for_cards(), pk=pk)
    before = before_of_mark(user, pk=pk)
    fields = FoundElsewhereForm if found.is_found_elsewhere else NotesForm
    form = fields(request.POST or None, user=user, mark=found)
    if form.is_valid():
        change_mark(found, **form.cleaned_data)
        offer(request, _("Changed: %(title)s") % {"title": found.title}, before)
        return redirect(found)
    changes = list(found.changes.all())
    context = {
        "mark": found,
        "form": form,
        "changes": changes,
        "resume_changed_at": _resume_changed_at(found, changes),
    }
    status = INVALID if form.is_bound else 200
    return render(request, "recommendations/mark_detail.html", context, status=status)


def _resume_changed_at(mark: Mark, changes: list[MarkChange]) -> datetime | None:
    """When the resume was last changed, if that was after it was sent."""
    sent = next((change.made_at for change in changes if change.state == Mark.State.APPLIED), None)
    if mark.resume is None or sent is None or mark.resume.updated_at <= sent:
        return None
    return mark.resume.updated_at


@login_required
@require_POST
def mark_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Note on the list itself how it went on."""
    found = get_object_or_404(person(request).marks, pk=pk)
    state = request.POST.get("state", "")
    if state not in dict(_states()):
        return HttpResponseBadRequest()
    before = before_of_mark(person(request), pk=pk)
    change_mark(found, state=state)
    offer(request, _said(found.title, state), before)
    return redirect(next_address(request) or "recommendations:mark_list")


@login_required
@require_POST
def mark_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the list, with what was noted."""
    found = get_object_or_404(person(request).marks, pk=pk)
    before = before_of_mark(person(request), pk=pk)
    found.delete()
    offer(request, _unmarked(before["mark"]["values"]["title"]), before)
    return redirect("recommendations:mark_list")
