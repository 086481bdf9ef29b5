"""The second factor: turned on with password and first code, turned off with the password."""

import base64
import io

import qrcode
import qrcode.image.svg
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.api.asking import asker
from accounts.forms.settings import CodeForm, OwnerForm
from accounts.models import RecoveryCode, User
from accounts.recovering import tell_owner
from accounts.recovery_codes import make_codes
from accounts.second_factor import begin, confirm, enrolment_address, turn_off, written_secret
from accounts.settings_pages.owning import gave_password, note_password
from accounts.settings_pages.showing import INVALID, show_form


@login_required
@never_cache
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Show the picture for an authenticator and ask for its first code."""
    user = asker(request)
    if user.has_second_factor:
        return redirect("accounts:settings")
    if not gave_password(request):
        return _ask_password(request, user)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        codes = confirm(user, form.cleaned_data["code"], request.session.session_key)
        if codes is not None:
            tell_owner(user.pk, "second_factor_changed")
            return _shown(request, codes)
        form.add_error(
            "code", _("This code is wrong. Look whether the clock of your phone is right.")
        )
    return _enrolment(request, user, form)


def _ask_password(request: HttpRequest, user: User) -> HttpResponse:
    # Who waited too long with the code comes here with it: that is no wrong password.
    form = OwnerForm(request.POST if "current" in request.POST else None, user=user)
    if form.is_valid():
        note_password(request)
        return redirect("accounts:second_factor")
    lead = _("Your password first: the key of a second factor is shown to nobody but you.")
    return show_form(request, form, _("Second factor"), lead=lead, action=_("Go on"))


def _enrolment(request: HttpRequest, user: User, form: CodeForm) -> HttpResponse:
    factor = begin(user)
    secret, address = written_secret(factor), enrolment_address(user, factor)
    context = {
        "form": form,
        "picture": _picture(address),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": address,
        "is_compulsory": user.is_staff,
    }
    status = INVALID if form.is_bound else 200
    return render(request, "accounts/settings/second_factor.html", context, status=status)


def _picture(address: str) -> str:
    image = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathFillImage, border=2)
    drawn = io.BytesIO()
    image.save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


@login_required
@sensitive_post_parameters()
def second_factor_off(request: HttpRequest) -> HttpResponse:
    """Turn it off; staff may only enrol anew, which the desk then asks for."""
    user = asker(request)
    form = OwnerForm(request.POST or None, user=user)
    if not form.is_valid():
        lead = _("Your password alone will let you in then.")
        action = _("Turn it off")
        return show_form(request, form, _("Turn the second factor off"), lead=lead, action=action)
    turn_off(user)
    tell_owner(user.pk, "second_factor_changed")
    messages.success(request, _("The second factor is off."))
    return redirect("accounts:settings")


@login_required
@never_cache
@sensitive_post_parameters()
def second_factor_codes(request: HttpRequest) -> HttpResponse:
    """Make new codes in place of the authenticator, and show them this once."""
    user = asker(request)
    if not user.has_second_factor:
        return redirect("accounts:second_factor")
    form = OwnerForm(request.POST or None, user=user)
    if not form.is_valid():
        lead = _("Codes that you made before stop working.")
        title = _("Codes for when the phone is lost")
        return show_form(request, form, title, lead=lead, action=_("Make the codes"))
    return _shown(request, make_codes(user, RecoveryCode.Kind.SECOND_FACTOR))


def _shown(request: HttpRequest, codes: list[str]) -> HttpResponse:
    context = {"codes": codes, "title": _("Codes for when the phone is lost"), "is_for_otp": True}
    if asker(request).is_staff:
        context["onward"] = "admin:index"
    return render(request, "accounts/settings/codes.html", context)
