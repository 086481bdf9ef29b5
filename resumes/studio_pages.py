"""The studio: a resume as it will look, each line open to its facts and to another wording."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Profile, User
from resumes.backing import Backing, facts_behind
from resumes.composing import missing_skills, renew
from resumes.content import Content, Entry, Line, Section
from resumes.editing import LISTS, add_line, change_line, content_of, restore
from resumes.forms import LineForm, LookForm
from resumes.improving import settle
from resumes.models import Resume
from resumes.rereading import reread
from resumes.words import word

# What a person may add although nothing of it is in the profile.
OPEN_SECTIONS = ("summary", "skills", "languages", "additional")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the preview: its place, and, where it is open, its facts and a form."""

    key: str
    line: Line
    url: str
    form: LineForm | None = None
    facts: tuple[Backing, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the preview."""

    section: Section
    lines: tuple[Shown, ...]
    entries: tuple[tuple[Shown, ...], ...]
    add_url: str = ""
    add_form: LineForm | None = None


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
    return _studio(request, resume, part, key=key, form=form if form.is_bound else None)


@login_required
@require_POST
def line_add(request: HttpRequest, pk: str, part: str, key: str) -> HttpResponse:
    """One more line in a section."""
    resume, form = own_resume(request, pk), LineForm(request.POST)
    _content(resume, part)
    if form.is_valid():
        add_line(resume, part, key, form.cleaned_data["text"])
    return redirect(f"{_page(resume, part)}#section-{key}")


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
    request: HttpRequest, resume: Resume, part: str, *, key: str = "", form: LineForm | None = None
) -> HttpResponse:
    content = _content(resume, part)
    profile = Profile.objects.of(resume.owner)
    if line := content.keyed().get(key):
        form = form or LineForm(initial={"text": line.text})
    context = {
        "resume": resume,
        "part": part,
        "is_open": resume.state in (Resume.State.QUEUED, Resume.State.WRITING),
        # A whole number: a comma of the reader's language is none to a browser.
        "progress": round(resume.progress * 100),
        "content": content,
        "preview": Preview(resume, part, key, form, facts_behind(profile, resume.vacancy)),
        "has_photo": part == "content" and resume.holds_photo and bool(profile.photo),
        "look": LookForm(instance=resume),
        "missing": missing_skills(resume),
        "more": _more(resume, content) if part == "content" else [],
    }
    status = 422 if form and form.is_bound and not form.is_valid() else 200
    return render(request, "resumes/resume_detail.html", context, status=status)


@dataclass(frozen=True, slots=True)
class NewSection:
    """A section that the resume lacks and the person may begin."""

    heading: str
    url: str


def _more(resume: Resume, content: Content) -> list[NewSection]:
    there = {section.key for section in content.sections}
    return [
        NewSection(word(key, content.language), _address("line_add", resume, "content", key))
        for key in OPEN_SECTIONS
        if key not in there
    ]


def _address(name: str, resume: Resume, part: str, key: str) -> str:
    return reverse(f"resumes:{name}", args=[resume.pk, part, key])


class Preview:
    """The lines of a content as the studio shows them; at most one of them is open."""

    def __init__(
        self,
        resume: Resume,
        part: str,
        key: str,
        form: LineForm | None,
        facts: dict[str, Backing],
    ) -> None:
        self._resume, self._part, self._key, self._form = resume, part, key, form
        self._facts = facts
        content = content_of(resume, part)
        shown = content.without(resume.hidden)
        self.name = self._shown("name", content.name)
        self.title = self._shown("title", content.title) if content.title else None
        self.contacts = [
            self._shown(f"contact-{at}", line)
            for at, line in enumerate(content.contacts)
            if line in shown.contacts
        ]
        self.sections = [self._section(section) for section in content.sections]

    def _section(self, section: Section) -> ShownSection:
        lines = tuple(
            self._shown(f"{section.key}-{at}", line) for at, line in enumerate(section.lines)
        )
        entries = tuple(
            self._entry(f"{section.key}-entry-{at}", entry)
            for at, entry in enumerate(section.entries)
        )
        may_add = section.key in (*OPEN_SECTIONS, *LISTS, "wishes", "letter")
        url = _address("line_add", self._resume, self._part, section.key) if may_add else ""
        return ShownSection(section, lines, entries, url)

    def _entry(self, key: str, entry: Entry) -> tuple[Shown, ...]:
        parts = ((name, getattr(entry, name)) for name in ("title", "place", "period", "text"))
        return tuple(self._shown(f"{key}-{name}", line) for name, line in parts if line)

    def _shown(self, key: str, line: Line) -> Shown:
        url = _address("line", self._resume, self._part, key)
        if key != self._key:
            return Shown(key, line, url)
        facts = tuple(self._facts[fact] for fact in line.facts if fact in self._facts)
        return Shown(key, line, url, self._form, facts)
