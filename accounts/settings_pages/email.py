"""The e-mail address of an account: given, confirmed, taken away."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.addresses import ask_to_confirm, change_email, is_confirmable
from accounts.api.asking import asker
from accounts.forms.settings import EmailForm
from accounts.links import origin_of
from accounts.settings_pages.showing import show_form
from accounts.verifying import LinkError, user_of_key, verify


@login_required
def email(request: HttpRequest) -> HttpResponse:
    """Give an address; a letter goes there."""
    user = asker(request)
    form = EmailForm(request.POST or None, user=user)
    if not form.is_valid():
        return show_form(request, form, _("E-mail"))
    if change_email(user, form.cleaned_data["email"]) and not user.email:
        messages.success(request, _("There is no e-mail address now."))
        return redirect("accounts:settings")
    return _ask_to_verify(request)


@login_required
@require_POST
def email_again(request: HttpRequest) -> HttpResponse:
    """Send the letter once more."""
    return _ask_to_verify(request)


def _ask_to_verify(request: HttpRequest) -> HttpResponse:
    user = asker(request)
    if not is_confirmable(user):
        messages.info(request, _("There is nothing to confirm."))
    elif not ask_to_confirm(user, origin_of(request)):
        messages.warning(request, _("We have just written to you. Wait a minute and ask again."))
    else:
        messages.success(request, _("We have written to %s. Open the link there.") % user.email)
    return redirect("accounts:settings")


@never_cache
def verify_email(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link leads: a button, because some mail programs open every link by themselves."""
    try:
        user = verify(key) if request.method == "POST" else user_of_key(key)
    except LinkError:
        return render(request, "accounts/settings/link_ended.html", status=410)
    if request.method != "POST":
        return render(request, "accounts/settings/verify_email.html", {"email": user.email})
    messages.success(request, _("Your e-mail address is confirmed."))
    return redirect("home")
