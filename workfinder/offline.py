"""The site as an installed application: manifest, service worker, and what opens offline."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from recommendations.models import Mark
from resumes.models import Resume
from workfinder.appearance import theme_of
from workfinder.styles import SHEETS, linked_sheets

WORKER = "js/service-worker.js"
# Folders of static files that a kept page may need; the desk's and the API page's are not among.
SHELL = ("css", "fonts", "img", "js", "vendor/htmx")
SHELL_ENDINGS = (".css", ".js", ".svg", ".woff2")
# Of what its pages are made: when one changes, browsers take the new shell.
MADE_OF = ("templates/base.html", "templates/workfinder/offline.html")
# The header that tells the worker whose page it is handing on; empty for nobody's.
PAGE_OF = "X-Page-Of"
MOST_MARKS = 40
MOST_RESUMES = 10
THEME, BACKGROUND = "#10707c", "#f2f7f6"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that opens offline; another stamp means that it says something else now.

    One without a title is reached from another, and isn't named where they are listed.
    """

    url: str
    title: str
    stamp: str


def person_key(user: User) -> str:
    """Tells a browser whose pages it keeps, and nobody who that is."""
    return salted_hmac("workfinder.offline", str(user.pk)).hexdigest()[:24]


def page_owner(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Say of a page that looks at who asks whose it is, so that no copies of another outlive it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and request.session.accessed:
            response[PAGE_OF] = person_key(request.user) if isinstance(request.user, User) else ""
        return response

    return answer


@require_safe
@cache_control(public=True, max_age=3_600)
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone shows of the installed application, in the language of the address."""
    with translation.override(_language(request)):
        data = _manifest()
    return JsonResponse(data, content_type="application/manifest+json")


def _manifest() -> dict[str, Any]:
    icon = static("img/app/icon-192.png")
    places = {
        _("Vacancies for you"): "recommendations:vacancy_list",
        _("Saved and applied"): "recommendations:mark_list",
        _("Resumes"): "resumes:resume_list",
        _("Search all vacancies"): "catalog:vacancy_search",
    }
    return {
        "id": "/",
        "name": "Career Canvas",
        "short_name": "Career Canvas",
        "description": _("Work that suits you, with the reasons why."),
        "lang": translation.get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": BACKGROUND,
        "categories": ["business", "productivity"],
        "icons": [
            {"src": icon, "sizes": "192x192", "type": "image/png"},
            {"src": static("img/app/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("img/app/maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
        "shortcuts": [
            {
                "name": name,
                "url": reverse(view),
                "icons": [{"src": icon, "sizes": "192x192", "type": "image/png"}],
            }
            for name, view in places.items()
        ],
    }


@require_safe
@cache_control(no_cache=True)
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The worker, with what it needs to know of this release on its first line."""
    page = reverse("offline")
    told = {
        "version": release(),
        "shell": [static(name) for name in sorted(_sent())],
        "offline": {code: f"{page}?language={code}" for code, _name in settings.LANGUAGES},
        "language": settings.LANGUAGE_CODE,
        "kept": reverse("kept_pages"),
        "pageOf": PAGE_OF,
        "signOut": reverse("accounts:logout"),
        "static": settings.STATIC_URL,
    }
    text = f"const RELEASE = {json.dumps(told, sort_keys=True)};\n{_text_of(WORKER)}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@cache
def release() -> str:
    """The same for as long as the shell is: a hash of all that it is made of."""
    seen = hashlib.sha256()
    for name in sorted(_shell()):
        seen.update(name.encode() + Path(_found(name)).read_bytes())
    locales = [path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.po")]
    for path in [*(settings.BASE_DIR / name for name in MADE_OF), *sorted(locales)]:
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def _shell() -> Iterator[str]:
    for folder in SHELL:
        root = settings.BASE_DIR / "static" / folder
        for path in root.rglob("*"):
            name = path.relative_to(settings.BASE_DIR / "static").as_posix()
            if path.suffix in SHELL_ENDINGS and name != WORKER:
                yield name


def _sent() -> set[str]:
    """The shell as pages ask for it, which is with the joined sheet where there is one."""
    return set(_shell()) - set(SHEETS) | set(linked_sheets())


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path


@cache
def _text_of(name: str) -> str:
    return Path(_found(name)).read_text(encoding="utf-8")


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown of a page that can't be had: the same for everybody, in one language."""
    language = _language(request)
    with translation.override(language):
        request.LANGUAGE_CODE = language  # as LocaleMiddleware does
        return render(request, "workfinder/offline.html")


@login_required
@require_safe
def kept_pages(request: HttpRequest) -> JsonResponse:
    """Which pages of the person should open offline, each with the stamp of what it says."""
    user = request.user
    if not isinstance(user, User):
        return JsonResponse({}, status=403)
    look = f"{translation.get_language()} {theme_of(request)} {release()}"
    pages = [asdict(page) for page in _pages(user, look)]
    response = JsonResponse({"person": person_key(user), "pages": pages})
    response["Cache-Control"] = "private, no-store"
    return response


def _pages(user: User, look: str) -> Iterator[KeptPage]:
    marks = list(user.marks.followed().for_cards()[:MOST_MARKS])
    resumes = list(user.resumes.select_related("vacancy")[:MOST_RESUMES])
    said = [_stamp(look, *_said_of(mark)) for mark in marks]
    saved, stamp = reverse("recommendations:mark_list"), _stamp(look, *said)
    yield KeptPage(saved, _("Saved and applied"), stamp)
    for state in user.marks.followed().order_by("state").values_list("state", flat=True).distinct():
        yield KeptPage(f"{saved}?state={state}", "", stamp)
    for mark, stamp in zip(marks, said, strict=True):
        yield KeptPage(
            mark.get_absolute_url(), _("My notes: %(title)s") % {"title": mark.title}, stamp
        )
        if mark.vacancy is not None:
            yield KeptPage(mark.vacancy.get_absolute_url(), mark.vacancy.title, stamp)
    written = [_stamp(look, resume.updated_at, resume.state) for resume in resumes]
    yield KeptPage(reverse("resumes:resume_list"), _("Resumes"), _stamp(look, *written))
    for resume, stamp in zip(resumes, written, strict=True):
        yield KeptPage(resume.get_absolute_url(), _title_of(resume), stamp)


def _said_of(mark: Mark) -> tuple[Any, ...]:
    vacancy, resume = mark.vacancy, mark.resume
    known = (vacancy.updated_at, vacancy.closed_at) if vacancy else ()
    return (mark.pk, mark.updated_at, resume and resume.updated_at, *known)


def _title_of(resume: Resume) -> str:
    """A resume in a list: its language, and the vacancy that it is for."""
    title = _("Resume: %(language)s") % {"language": resume.get_language_display()}
    return f"{title}, {resume.vacancy.title}" if resume.vacancy else title


def _stamp(*parts: Any) -> str:
    return hashlib.blake2b(repr(parts).encode(), digest_size=9).hexdigest()
