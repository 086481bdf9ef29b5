"""Where a person is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.api.asking import asker
from accounts.devices import devices_of, end_device, end_devices


@login_required
def devices(request: HttpRequest) -> HttpResponse:
    """Every browser and phone, the last used first."""
    found = devices_of(asker(request), request.session.session_key)
    return render(request, "accounts/settings/devices.html", {"devices": found})


@login_required
@require_POST
def device_end(request: HttpRequest, device_id: str) -> HttpResponse:
    """Sign one out."""
    if not end_device(asker(request), device_id):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return redirect("accounts:devices")


@login_required
@require_POST
def devices_end(request: HttpRequest) -> HttpResponse:
    """Sign all out but this one."""
    user = asker(request)
    end_devices(user, but=request.session.session_key)
    messages.success(request, _("Every other device is signed out."))
    return redirect("accounts:devices")
