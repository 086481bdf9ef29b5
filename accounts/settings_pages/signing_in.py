"""Signing in on the pages: name and password, then the second factor where there is one."""

import time
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.forms import SignInForm
from accounts.forms.settings import CodeForm
from accounts.models import User
from accounts.settings_pages.owning import note_password
from accounts.settings_pages.showing import show_form
from accounts.signing_in import WrongCodeError, check_code

BACKEND = "django.contrib.auth.backends.ModelBackend"
# Who has given the right password waits in the session for so long, not signed in.
WAITING, WAITING_SECONDS = "waits for a code", 600


class SignInView(LoginView):
    """Django's own view, but that some are asked for a code before they are in."""

    authentication_form = SignInForm
    template_name = "accounts/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:
        """Let in, or ask for the code; staff without a second factor go to set one up."""
        user = form.get_user()
        if not user.has_second_factor:
            answer = super().form_valid(form)
            note_password(self.request)
            return redirect("accounts:second_factor") if user.is_staff else answer
        # A session of its own: nothing that somebody else left in this browser goes on.
        self.request.session.flush()
        state = [user.pk, user.get_session_auth_hash(), int(time.time()), self.get_success_url()]
        self.request.session[WAITING] = state
        return redirect("accounts:code")


@never_cache
@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    """Ask who has given the right password for the second factor."""
    user = _waiting(request)
    if user is None:
        return redirect("accounts:login")
    form = CodeForm(request.POST or None)
    if form.is_valid() and _is_right(request, user, form):
        wanted = request.session.pop(WAITING)[3]
        login(request, user, backend=BACKEND)
        return redirect(wanted)
    lead = _("Write the code that your authenticator shows, or one of the codes you wrote down.")
    return show_form(
        request, form, _("One more step"), lead=lead, action=_("Sign in"), is_door=True
    )


def _is_right(request: HttpRequest, user: User, form: CodeForm) -> bool:
    try:
        check_code(request, user, form.cleaned_data["code"])
    except WrongCodeError:
        form.add_error("code", _("This code is wrong or was used already. Wait for the next one."))
        return False
    return True


def _waiting(request: HttpRequest) -> User | None:
    pk, password_state, since, _wanted = request.session.get(WAITING) or (0, "", 0, "")
    user = User.objects.filter(pk=pk, is_active=True).first()
    is_late = time.time() - since > WAITING_SECONDS
    if user is None or is_late or user.get_session_auth_hash() != password_state:
        request.session.pop(WAITING, None)
        return None
    return user
