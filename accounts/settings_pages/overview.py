"""The first page of the settings: what there is, as it stands."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.api.asking import asker
from accounts.consents import states_of
from accounts.forms.settings import EmailForm


def origin_of(request: HttpRequest) -> str:
    """Where our addresses begin: as the settings say, or else as the person came."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about the account on one page."""
    user = asker(request)
    context = {"consents": states_of(user), "email_form": EmailForm(user=user)}
    return render(request, "accounts/settings/overview.html", context)
