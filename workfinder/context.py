"""What every template may show."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.models import User
from workfinder.appearance import theme_of
from workfinder.offline import person_key

BRAND = "Career Canvas"


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A language of the interface: its code here, its tag in HTML, its own name."""

    code: str
    tag: str
    name: str


def html_tag(code: str) -> str:
    """The tag of a language as browsers read it: uz-Cyrl for uz-cyrl."""
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


WRITTEN_FORMS = [WrittenForm(code, html_tag(code), name) for code, name in settings.LANGUAGES]


def site(request: HttpRequest) -> dict[str, Any]:
    """The name of the product, the look and language of the page, the languages there are."""
    code, user = get_language() or settings.LANGUAGE_CODE, getattr(request, "user", None)
    return {
        "brand": BRAND,
        "html_lang": html_tag(code),
        "language_code": code,
        "written_forms": WRITTEN_FORMS,
        "theme": theme_of(request),
        "person_key": person_key(user) if isinstance(user, User) else "",
    }
