"""What is held on a person, a copy of it, and its deletion."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.api.asking import asker
from accounts.forms.settings import OwnerForm
from accounts.models import DataExport, Erasure
from accounts.settings_pages.showing import show_form
from workfinder.erasing import request_erasure
from workfinder.exporting import request_export


def privacy(request: HttpRequest) -> HttpResponse:
    """What is held, why, for how long, and what ever leaves: in plain words."""
    return render(request, "workfinder/privacy.html", {"days": DataExport.KEPT.days})


@login_required
def data_copy(request: HttpRequest) -> HttpResponse:
    """The copies that there are, and how far one is that is being made."""
    found = list(asker(request).exports.all()[:5])
    is_at_work = any(row.state in ("queued", "making") for row in found)
    context = {"exports": found, "is_at_work": is_at_work, "days": DataExport.KEPT.days}
    response = render(request, "accounts/settings/data_copy.html", context)
    if is_at_work:
        # Looks again by itself, with and without scripts.
        response["Refresh"] = "3"
    return response


@login_required
@require_POST
def data_copy_create(request: HttpRequest) -> HttpResponse:
    """Ask the worker for a copy."""
    request_export(asker(request))
    messages.success(request, _("We are making your copy. You may leave this page meanwhile."))
    return redirect("accounts:data_copy")


@login_required
def data_copy_file(request: HttpRequest, pk: str) -> HttpResponseBase:
    """The file, for its owner alone."""
    made = get_object_or_404(asker(request).exports.filter(state="ready"), pk=pk)
    try:
        file = made.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"career-canvas-{timezone.localtime(made.created_at):%Y-%m-%d}.zip"
    response = FileResponse(file, as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@sensitive_post_parameters()
def delete_account(request: HttpRequest) -> HttpResponse:
    """Delete everything, once the password says who asks."""
    form = OwnerForm(request.POST or None, user=asker(request))
    if not form.is_valid():
        lead = _(
            "Your profile, photo, resumes, saved vacancies and everything else go away for good."
            " Nobody can bring them back. Take a copy first if you may want something of it."
        )
        title, action = _("Delete my account"), _("Delete everything now")
        return show_form(request, form, title, lead=lead, action=action, is_final=True)
    erasure = request_erasure(asker(request))
    logout(request)
    return redirect("erasure_receipt", erasure.pk)


def erasure_receipt(request: HttpRequest, pk: str) -> HttpResponse:
    """How far a deletion is; it names nobody, so whoever has its number may look."""
    erasure = get_object_or_404(Erasure, pk=pk)
    total = sum(count for count in erasure.counts.values() if isinstance(count, int))
    context = {"erasure": erasure, "total": total}
    response = render(request, "workfinder/erasure_receipt.html", context)
    if erasure.done_at is None:
        response["Refresh"] = "5"
    return response
