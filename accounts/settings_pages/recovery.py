"""A forgotten password: asked for by name, set by a link or by a written-down code."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms.settings import AskRecoveryForm, NewPasswordForm, RecoverByCodeForm
from accounts.links import origin_of
from accounts.locking import locked
from accounts.passwords import RecoveryError, set_password, user_of_key
from accounts.recovering import TooManyTriesError, queue_letter, recover, tell_owner
from accounts.settings_pages.showing import show_form


def ask(request: HttpRequest) -> HttpResponse:
    """Send a link to the confirmed address, if there is one; the answer is the same if not."""
    form = AskRecoveryForm(request.POST or None)
    if form.is_valid():
        queue_letter(form.cleaned_data["name"], origin_of(request))
        return render(request, "accounts/recovery_asked.html")
    return show_form(
        request, form, _("Forgot your password?"), action=_("Send me a link"), is_door=True,
        lead=_("If your e-mail address is confirmed, we send a link for a new password there."),
        other="accounts:recover_by_code",
    )  # fmt: skip


@never_cache
@sensitive_post_parameters()
def new_password(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link leads."""
    try:
        user = user_of_key(key)
    except RecoveryError:
        context = {"is_recovery": True}
        return render(request, "accounts/settings/link_ended.html", context, status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if not form.is_valid():
        return show_form(request, form, _("A new password"), is_door=True)
    set_password(user, form.cleaned_data["new"])
    tell_owner(user.pk, "password_changed")
    return _done(request)


@never_cache
@sensitive_post_parameters()
def by_code(request: HttpRequest) -> HttpResponse:
    """Set a new password by a code that was written down."""
    form = RecoverByCodeForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            recover(request, given["username"], given["code"], given["new"])
            return _done(request)
        except TooManyTriesError:
            return locked(request)
        except RecoveryError:
            form.add_error("code", _("The name and the code don’t belong together."))
    title = _("A new password by a recovery code")
    return show_form(request, form, title, action=_("Set the password"), is_door=True)


def _done(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your new password counts. Sign in with it."))
    return redirect("accounts:login")
