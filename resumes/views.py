"""The resumes of a person: the list, a new one, its files, its end."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Profile, User
from resumes.files import file_response
from resumes.forms import ResumeForm
from resumes.studio_pages import own_resume


def _list_page(request: HttpRequest, form: ResumeForm, status: int = 200) -> HttpResponse:
    user = cast(User, request.user)
    context = {
        "form": form,
        "vacancy": form.chosen_vacancy(),
        "resumes": user.resumes.select_related("vacancy"),
        "profile": Profile.objects.of(user),
    }
    return render(request, "resumes/resume_list.html", context, status=status)


@login_required
def resume_list(request: HttpRequest) -> HttpResponse:
    """What there is, and a form for another one."""
    wanted = {"vacancy": request.GET.get("vacancy", "")}
    return _list_page(request, ResumeForm(user=cast(User, request.user), initial=wanted))


@login_required
@require_POST
def resume_create(request: HttpRequest) -> HttpResponse:
    """Compose one and show it."""
    form = ResumeForm(request.POST, user=cast(User, request.user))
    if form.is_valid():
        return redirect(form.save())
    return _list_page(request, form, status=422)


@login_required
def resume_file(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """The file, for its owner alone."""
    return file_response(own_resume(request, pk), kind)


@login_required
def letter_file(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """The cover letter as a file."""
    return file_response(own_resume(request, pk), kind, "letter")


@login_required
@require_POST
def resume_delete(request: HttpRequest, pk: str) -> HttpResponse:
    """Take it away."""
    own_resume(request, pk).delete()
    messages.success(request, _("The resume is deleted."))
    return redirect("resumes:resume_list")
