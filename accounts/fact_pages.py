"""Pages of facts: stated, corrected, put in order, taken back, brought back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.facts import as_kept, bring_back, move, place_of
from accounts.forms import FACT_FORMS, FactForm
from accounts.models import Profile

INVALID = 422
# Where the session keeps the fact that was deleted last.
DELETED = "deleted_fact"
STEPS = {"up": -1, "down": 1}


def undoable(request: HttpRequest) -> str:
    """The name of the fact that was deleted last and can be brought back; empty for none."""
    kept: dict[str, Any] = request.session.get(DELETED, {})
    return str(kept.get("name", ""))


@login_required
def fact_create(request: HttpRequest, kind: str) -> HttpResponse:
    """State one more fact."""
    return _fact(request, kind, _fact_form(kind), None)


@login_required
def fact_change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Correct a fact."""
    fact = get_object_or_404(_own_facts(request, kind), pk=pk)
    return _fact(request, kind, _fact_form(kind), fact)


@login_required
@require_POST
def fact_move(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One place up or down in its list."""
    fact = get_object_or_404(_own_facts(request, kind), pk=pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move(fact, place_of(fact) + step)
    return _to_list(kind)


@login_required
@require_POST
def fact_delete(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take a fact back; the last one can be brought back while the session lives."""
    fact = get_object_or_404(_own_facts(request, kind), pk=pk)
    request.session[DELETED] = {"kind": kind, "name": str(fact), "kept": as_kept(fact)}
    fact.delete()
    return redirect("accounts:profile")


@login_required
@require_POST
def fact_undo(request: HttpRequest) -> HttpResponse:
    """Bring back what was deleted last."""
    kept = request.session.pop(DELETED, None)
    if kept is None:
        messages.error(request, _("There is nothing to bring back."))
        return redirect("accounts:profile")
    try:
        bring_back(Profile.objects.of(request.user), kept["kind"], kept["kept"])
        messages.success(request, _("It is back."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return _to_list(kept["kind"])


def _to_list(kind: str) -> HttpResponse:
    return redirect(f"{reverse('accounts:profile')}#{kind}")


def _fact(request: HttpRequest, kind: str, form_class: type[FactForm], fact: Any) -> HttpResponse:
    mine = Profile.objects.of(request.user)
    form = form_class(request.POST or None, instance=fact, profile=mine)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(request.path if "more" in request.POST else "accounts:profile")
    status = INVALID if form.is_bound else 200
    context = {"form": form, "kind": kind, "fact": fact}
    return render(request, "accounts/fact_form.html", context, status=status)


def _fact_form(kind: str) -> type[FactForm]:
    if kind not in FACT_FORMS:
        raise Http404
    return FACT_FORMS[kind]


def _own_facts(request: HttpRequest, kind: str) -> Any:
    _fact_form(kind)
    return getattr(Profile.objects.of(request.user), kind)
