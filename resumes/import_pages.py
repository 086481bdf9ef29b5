"""Bringing a resume of one's own: the file, what was found in it, what is taken."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import Profile, User
from resumes.backing import Backing, facts_behind
from resumes.reading import ReadingError, read_resume
from resumes.reading.files import MOST_BYTES, TOO_LARGE
from resumes.taking import offers_in, offers_of, take

# The last of what left; all of it is in the export.
SHOWN, LONGEST_SHOWN = 200, 60


@login_required
def resume_import(request: HttpRequest) -> HttpResponse:
    """Ask for a file; show what was found in it. The file itself isn't kept."""
    if request.method != "POST":
        return render(request, "resumes/import_form.html")
    file = request.FILES.get("file")
    if file is None:
        return _asked_again(request, _("Choose a file first."))
    if (file.size or 0) > MOST_BYTES:
        return _asked_again(request, str(TOO_LARGE))
    try:
        found = read_resume(file.read())
    except ReadingError as error:
        return _asked_again(request, str(error))
    profile = Profile.objects.of(cast(User, request.user))
    offers = offers_of(found.facts, profile)
    context = {"offers": offers, "unread": found.unread, "held": len(found.facts) - len(offers)}
    return render(request, "resumes/import_review.html", context)


@login_required
@require_POST
def resume_take(request: HttpRequest) -> HttpResponse:
    """Take what is ticked into the profile; what needs another look comes back."""
    profile = Profile.objects.of(cast(User, request.user))
    count, wrong = take(offers_in(request.POST, profile))
    if count:
        said = ngettext("%(count)s fact taken.", "%(count)s facts taken.", count)
        messages.success(request, said % {"count": count})
    if wrong:
        context: dict[str, Any] = {"offers": wrong, "unread": [], "held": 0}
        return render(request, "resumes/import_review.html", context, status=422)
    if not count:
        messages.info(request, _("Nothing was ticked, so nothing was taken."))
    return redirect("accounts:profile")


@login_required
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """What left this site for the person: when, why, whose words, what stayed."""
    user = cast(User, request.user)
    behind = facts_behind(Profile.objects.of(user))
    left = [
        {"row": row, "about": dict.fromkeys(_named(fact, behind) for fact in row.facts)}
        for row in user.disclosures.newest_first()[:SHOWN]
    ]
    return render(request, "resumes/disclosure_list.html", {"left": left})


def _named(fact: str, behind: dict[str, Backing]) -> str:
    """A fact as its owner knows it, or that it is gone."""
    if fact not in behind:
        return _("a fact that you have deleted")
    return f"{behind[fact].label}: {Truncator(behind[fact].value).chars(LONGEST_SHOWN)}"


def _asked_again(request: HttpRequest, error: str) -> HttpResponse:
    return render(request, "resumes/import_form.html", {"error": error}, status=422)
