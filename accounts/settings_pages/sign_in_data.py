"""Login name, password and written-down codes."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.api.asking import asker
from accounts.forms.settings import NameForm, OwnerForm, PasswordForm
from accounts.models import RecoveryCode
from accounts.passwords import set_password
from accounts.recovering import tell_owner
from accounts.recovery_codes import make_codes
from accounts.settings_pages.showing import show_form


@login_required
@sensitive_post_parameters()
def login_name(request: HttpRequest) -> HttpResponse:
    """Take another login name."""
    form = NameForm(request.POST or None, user=asker(request))
    if form.is_valid() and form.save():
        messages.success(request, _("Your login name is changed."))
        return redirect("accounts:settings")
    return show_form(request, form, _("Login name"))


@login_required
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Take another password: this browser stays signed in, all else is signed out."""
    user = asker(request)
    form = PasswordForm(request.POST or None, user=user)
    if not form.is_valid():
        lead = _("Every other browser and phone will have to sign in again.")
        return show_form(request, form, _("Password"), lead=lead)
    set_password(user, form.cleaned_data["new"], request.session.session_key)
    # This session goes on, under a new key.
    update_session_auth_hash(request, user)
    tell_owner(user.pk, "password_changed")
    messages.success(request, _("Your password is changed; every other device is signed out."))
    return redirect("accounts:settings")


@login_required
@never_cache
@sensitive_post_parameters()
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make codes for a forgotten password, and show them this once."""
    user = asker(request)
    form = OwnerForm(request.POST or None, user=user)
    if not form.is_valid():
        lead = _(
            "With one of these codes you set a new password without e-mail."
            " Codes that you made before stop working."
        )
        return show_form(request, form, _("Recovery codes"), lead=lead, action=_("Make the codes"))
    codes = make_codes(user, RecoveryCode.Kind.PASSWORD)
    context = {"codes": codes, "title": _("Recovery codes")}
    return render(request, "accounts/settings/codes.html", context)
