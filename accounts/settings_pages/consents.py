"""Giving and withdrawing consents."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.api.asking import asker
from accounts.consents import PURPOSES, give, states_of, withdraw


@login_required
@require_POST
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Say yes or no to one purpose."""
    if purpose not in PURPOSES:
        raise Http404
    if request.POST.get("given") == "yes":
        give(asker(request), purpose)
        messages.success(request, _("Noted: you allow it. You can withdraw that here any time."))
    else:
        withdraw(asker(request), purpose)
        messages.success(request, _("Noted: you don’t allow it any more."))
    return redirect("accounts:settings")


@login_required
def history(request: HttpRequest) -> HttpResponse:
    """What was allowed and withdrawn, and when."""
    user = asker(request)
    context = {"states": states_of(user), "rows": user.consents.newest_first()}
    return render(request, "accounts/settings/consent_history.html", context)
