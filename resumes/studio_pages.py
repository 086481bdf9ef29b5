"""The studio: a resume as it will look, each line open to its facts and to another wording."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Profile, User
from resumes.backing import facts_behind
from resumes.composing import missing_skills, renew
from resumes.content import Content
from resumes.editing import (
    add_line,
    change_line,
    content_of,
    may_grow,
    restore,
    reworded,
    typed,
)
from resumes.forms import LineForm, LookForm
from resumes.improving import settle
from resumes.models import Resume
from resumes.previewing import Opened, Preview
from resumes.rereading import reread
from resumes.texts import clean


def own_resume(request: HttpRequest, pk: str) -> Resume:
    """A resume of the person who asks; what isn't theirs doesn't exist."""
    rows = cast(User, request.user).resumes.select_related("vacancy", "owner")
    return get_object_or_404(rows, pk=pk)


@login_required
def resume_detail(request: HttpRequest, pk: str) -> HttpResponse:
    """What it says, before it is downloaded; while it is written, how far that is."""
    resume = own_resume(request, pk)
    settle(resume)
    return _studio(request, resume, "content")


@login_required
def letter(request: HttpRequest, pk: str) -> HttpResponse:
    """The cover letter for the vacancy."""
    return _studio(request, own_resume(request, pk), "letter")


@login_required
def line(request: HttpRequest, pk: str, part: str, key: str) -> HttpResponse:
    """One line open: its facts, and another wording of it."""
    resume = own_resume(request, pk)
    if key not in _content(resume, part).keyed():
        raise Http404
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_line(resume, part, key, form.cleaned_data["text"])
        return redirect(f"{_page(resume, part)}#{key}")
    return _studio(request, resume, part, Opened(key, form if form.is_bound else None))


@login_required
@require_POST
def line_add(request: HttpRequest, pk: str, part: str, key: str) -> HttpResponse:
    """One more line in a section."""
    resume, form = own_resume(request, pk), LineForm(request.POST)
    _content(resume, part)
    if not form.is_valid():
        return _studio(request, resume, part, Opened(key, form))
    add_line(resume, part, key, form.cleaned_data["text"])
    return redirect(f"{_page(resume, part)}#section-{key}")


@login_required
@require_POST
def preview(request: HttpRequest, pk: str, part: str, key: str) -> HttpResponse:
    """How what is typed will stand in the resume, by the rules of saving; nothing is saved."""
    content, form = _content(own_resume(request, pk), part), LineForm(request.POST)
    lines = content.keyed()
    if key not in lines and not may_grow(content, key):
        raise Http404
    told = request.POST.get("told", "")
    context: dict[str, Any] = {"name": "line" if key in lines else f"add-{key}", "told": told}
    if not form.is_valid():
        context |= {"says": str(form.errors["text"][0]), "is_error": True}
        answer = render(request, "resumes/_preview.html", context, status=422)
        # What was shown last stays.
        answer["HX-Reswap"] = "none"
        return answer
    text = clean(form.cleaned_data["text"])
    if key in lines:
        context["line"] = reworded(content, key, text)
        context["says"] = "" if context["line"] else _("Without words, the line is left out.")
    elif text:
        context["line"] = typed(text)
    return render(request, "resumes/_preview.html", context)


@login_required
@require_POST
def look(request: HttpRequest, pk: str) -> HttpResponse:
    """The design, and what this copy keeps private."""
    form = LookForm(request.POST, instance=own_resume(request, pk))
    if form.is_valid():
        form.save()
    return redirect(form.instance)


@login_required
@require_POST
def resume_renew(request: HttpRequest, pk: str) -> HttpResponse:
    """Compose it again from the profile as it is now."""
    resume = own_resume(request, pk)
    renew(resume)
    messages.success(request, _("Composed anew. What it said before is among earlier versions."))
    return redirect(resume)


@login_required
def version_list(request: HttpRequest, pk: str) -> HttpResponse:
    """What the resume said before each change."""
    resume = own_resume(request, pk)
    context = {"resume": resume, "versions": resume.versions.all()}
    return render(request, "resumes/version_list.html", context)


@login_required
@require_POST
def version_restore(request: HttpRequest, pk: str, version: int) -> HttpResponse:
    """Say again what an earlier version said."""
    resume = own_resume(request, pk)
    restore(resume, get_object_or_404(resume.versions, pk=version))
    messages.success(request, _("The earlier version is back."))
    return redirect(resume)


@login_required
def machine(request: HttpRequest, pk: str) -> HttpResponse:
    """What a program reads in the file that we made."""
    resume = own_resume(request, pk)
    try:
        read = reread(resume)
    except KeyError as error:
        # Nothing is written yet, so there is no file.
        raise Http404 from error
    return render(request, "resumes/machine.html", {"resume": resume, "read": read})


def _page(resume: Resume, part: str) -> str:
    name = "resumes:letter" if part == "letter" else "resumes:resume_detail"
    return reverse(name, args=[resume.pk])


def _content(resume: Resume, part: str) -> Content:
    try:
        return content_of(resume, part)
    except KeyError as error:
        raise Http404 from error


def _studio(
    request: HttpRequest, resume: Resume, part: str, opened: Opened | None = None
) -> HttpResponse:
    content = _content(resume, part)
    profile = Profile.objects.of(resume.owner)
    opened = opened or Opened()
    if opened.form is None and (line := content.keyed().get(opened.key)):
        opened = Opened(opened.key, LineForm(initial={"text": line.text}))
    context = {
        "resume": resume,
        "part": part,
        "is_open": resume.state in (Resume.State.QUEUED, Resume.State.WRITING),
        # A whole number: a comma of the reader's language is none to a browser.
        "progress": round(resume.progress * 100),
        "content": content,
        "preview": Preview(resume, part, opened, facts_behind(profile, resume.vacancy)),
        "has_photo": part == "content" and resume.holds_photo and bool(profile.photo),
        "look": LookForm(instance=resume),
        "missing": missing_skills(resume),
    }
    status = 422 if opened.form and opened.form.errors else 200
    return render(request, "resumes/resume_detail.html", context, status=status)
