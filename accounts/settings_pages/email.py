"""The e-mail address of an account: given, confirmed, taken away."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_q.tasks import async_task

from accounts.api.asking import asker
from accounts.forms.settings import EmailForm
from accounts.links import origin_of
from accounts.passwords import may_write
from accounts.settings_pages.showing import show_form
from accounts.verifying import LinkError, set_email, user_of_key, verify


@login_required
def email(request: HttpRequest) -> HttpResponse:
    """Give an address; a letter goes there."""
    user = asker(request)
    form = EmailForm(request.POST or None, user=user)
    if not form.is_valid():
        return show_form(request, form, _("E-mail"))
    if set_email(user, form.cleaned_data["email"]) and not user.email:
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
    if user.email_verified_at or not user.email:
        messages.info(request, _("There is nothing to confirm."))
    elif not may_write(user):
        messages.warning(request, _("We have just written to you. Wait a minute and ask again."))
    else:
        task = "accounts.tasks.send_verification"
        transaction.on_commit(partial(async_task, task, user.pk, origin_of(request)))
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
