"""Pages about people: sign-up, profile, photo, the language of the site."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language as keep_language

from accounts.fact_pages import undoable
from accounts.forms import STEPS, AboutForm, SignUpForm
from accounts.models import Profile, User
from accounts.photos import remove_photo
from accounts.progress import answers_of, facts_of, missing_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
INVALID = 422


@sensitive_post_parameters("password")
def sign_up(request: HttpRequest) -> HttpResponse:
    """A login name and a password, then straight to the questionnaire."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignUpForm(request.POST or None)
    user = form.sign_up() if form.is_valid() else None
    if user is None:
        status = INVALID if form.is_bound else 200
        return render(request, "accounts/sign_up.html", {"form": form}, status=status)
    user.language = get_language() or ""
    user.save(update_fields=["language"])
    login(request, user, backend=BACKEND)
    return redirect("accounts:questionnaire", next(iter(STEPS)))


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own view, and the choice is kept with the person too."""
    answer = keep_language(request)
    code = request.POST.get("language", "")
    if isinstance(request.user, User) and code in dict(User.language.field.choices or []):
        request.user.language = code
        request.user.save(update_fields=["language"])
    return answer


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """All that the person has said, and what it would be good to add."""
    mine = Profile.objects.of(request.user)
    context = {
        "profile": mine,
        "percent": mine.completeness_percent(),
        "missing": missing_of(mine),
        "answers": answers_of(mine),
        "fact_groups": facts_of(mine),
        "deleted": undoable(request),
    }
    return render(request, "accounts/profile.html", context)


@login_required
def about(request: HttpRequest) -> HttpResponse:
    """A few lines about oneself and the pay wished for."""
    form = AboutForm(request.POST or None, instance=Profile.objects.of(request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    status = INVALID if form.is_bound else 200
    return render(request, "accounts/about.html", {"form": form}, status=status)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: HttpRequest) -> HttpResponseBase:
    """The person's own photo; nobody else can ask for it."""
    mine = Profile.objects.of(request.user)
    if not mine.photo:
        raise Http404
    try:
        file = mine.photo.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg")


@login_required
@require_POST
def photo_delete(request: HttpRequest) -> HttpResponse:
    """Take the photo away."""
    remove_photo(Profile.objects.of(request.user))
    messages.success(request, _("The photo is deleted."))
    return redirect("accounts:profile")
