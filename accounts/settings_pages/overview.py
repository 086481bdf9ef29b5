"""The first page of the settings: what there is, as it stands."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.api.asking import asker
from accounts.consents import states_of
from accounts.devices import devices_of
from accounts.models import RecoveryCode
from accounts.recovery_codes import left


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about the account on one page."""
    user = asker(request)
    context = {
        "consents": states_of(user),
        "code_count": left(user, RecoveryCode.Kind.PASSWORD),
        "device_count": len(devices_of(user)),
    }
    return render(request, "accounts/settings/overview.html", context)
