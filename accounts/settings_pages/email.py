"""The e-mail address of an account: given, confirmed, taken away."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_q.tasks import async_task

from accounts.api.asking import asker
from accounts.forms.settings import EmailForm
from accounts.settings_pages.overview import origin_of
from accounts.verifying import LinkError, set_email, user_of_key, verify

INVALID = 422


@login_required
def email(request: HttpRequest) -> HttpResponse:
    """Give an address; a letter goes there."""
    user = asker(request)
    form = EmailForm(request.POST or None, user=user)
    if not form.is_valid():
        status = INVALID if form.is_bound else 200
        return render(request, "accounts/settings/email.html", {"form": form}, status=status)
    set_email(user, form.cleaned_data["email"])
    _ask_to_verify(request)
    return redirect("accounts:settings")


def _ask_to_verify(request: HttpRequest) -> None:
    user = asker(request)
    if not user.email:
        messages.success(request, _("There is no e-mail address now."))
    elif user.email_verified_at:
        messages.success(request, _("This address is confirmed already."))
    else:
        task = partial(async_task, "accounts.tasks.send_verification", user.pk, origin_of(request))
        transaction.on_commit(task)
        messages.success(request, _("We have written to %s. Open the link there.") % user.email)


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
