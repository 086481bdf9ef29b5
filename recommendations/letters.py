"""A letter about new vacancies as people get it: text and HTML, in their language."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from catalog.models import Vacancy
from recommendations.alerting import settings_of
from recommendations.models import AlertLetter, ToldVacancy

BRAND = "Career Canvas"
SALT = "recommendations.letters.stop"
NO_ADDRESS = "http://localhost:8080"


class StopKeyError(Exception):
    """The link is cut short or altered, or the account is gone."""


@dataclass(frozen=True, slots=True)
class Line:
    """A vacancy in a letter, with its address and why it is there."""

    vacancy: Vacancy
    link: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one search has found."""

    title: str
    lines: tuple[Line, ...]


def stop_key(user: User) -> str:
    """What the link carries that ends all letters to a person; it works for good."""
    return signing.dumps(user.pk, salt=SALT)


def user_of_stop_key(key: str) -> User:
    """Who wants no more letters; raises StopKeyError."""
    try:
        pk = signing.loads(key, salt=SALT)
    except signing.BadSignature as error:
        raise StopKeyError from error
    user = User.objects.filter(pk=pk).first()
    if user is None:
        raise StopKeyError
    return user


def compose(letter: AlertLetter) -> EmailMultiAlternatives | None:
    """The letter as it goes out; None where all of it has closed meanwhile."""
    user = letter.user
    told = letter.told.select_related("vacancy__source", "vacancy__region", "vacancy__town")
    rows = [row for row in told.defer("vacancy__description") if row.vacancy.closed_at is None]
    if not rows:
        return None
    site = settings.PUBLIC_URL or settings_of(user).site or NO_ADDRESS
    stop = site + reverse("recommendations:alert_stop", args=[stop_key(user)])
    with translation.override(user.language or settings.LANGUAGE_CODE):
        title = subject_of([row.vacancy for row in rows])
        context = {
            "brand": BRAND,
            "language": translation.get_language(),
            "parts": list(_parts(rows, site)),
            "more": letter.more,
            "site": site,
            "list_link": site + reverse("recommendations:vacancy_list"),
            "alerts_link": site + reverse("recommendations:alert_list"),
            "stop_link": stop,
            "title": title,
        }
        message = EmailMultiAlternatives(
            subject=title,
            body=render_to_string("recommendations/letters/alert.txt", context),
            to=[user.email],
            headers=_headers(letter, stop),
        )
        html = render_to_string("recommendations/letters/alert.html", context)
    message.attach_alternative(html, "text/html")
    return message


def subject_of(vacancies: list[Vacancy]) -> str:
    """Says what is in it: the first vacancy, and how many others."""
    first, others = " ".join(vacancies[0].title.split())[:80], len(vacancies) - 1
    if not others:
        return _("New vacancy: %(title)s") % {"title": first}
    text = ngettext(
        "New vacancies: %(title)s and %(count)s more",
        "New vacancies: %(title)s and %(count)s more",
        others,
    )
    return text % {"title": first, "count": others}


def _headers(letter: AlertLetter, stop: str) -> dict[str, str]:
    """The same number whenever it is tried, and one press in the mail program that ends it all."""
    host = urlsplit(stop).hostname or "localhost"
    return {
        "Message-ID": f"<alert-{letter.pk}@{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _parts(rows: Iterable[ToldVacancy], site: str) -> Iterable[Part]:
    for title, told in groupby(rows, key=lambda row: row.search_name):
        lines = (
            Line(row.vacancy, site + row.vacancy.get_absolute_url(), tuple(row.reasons))
            for row in told
        )
        yield Part(title, tuple(lines))
