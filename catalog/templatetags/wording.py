"""How figures, pay and dates read in the language of the page."""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nh3
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from catalog.models import PayPeriod, Vacancy
from catalog.scripts import normalize_apostrophes, to_cyrillic
from catalog.texts import TAGS

register = template.Library()

Number = int | float | Decimal
RANGE_DASH = "–"
SPACE = "\u00a0"
UZBEK = Locale("uz")
# The year comes first in Uzbek, which the tables of Unicode write in another order.
UZBEK_DAY, UZBEK_MONTH = "y-'yil' d-MMMM", "y-'yil' MMMM"
# So do Uzbek names of languages end; half of those in the tables lack it.
IN_LANGUAGE = "cha"
# As many as the style sheet has.
COVERS = 5


def reader_locale() -> Locale:
    """Babel's locale for the language of the page."""
    return _locale_of(get_language() or "en")


@lru_cache(maxsize=16)
def _locale_of(language: str) -> Locale:
    return Locale.parse(to_locale(language))


# In a script element only these could end it or open another.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.filter
def linked_data(value: dict[str, Any]) -> SafeString:
    """Data for search engines, as a script element that no browser runs."""
    text = json.dumps(value, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped


@register.filter
def host(url: str) -> str:
    """The name of the site that an address leads to."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def number(value: Number | None) -> str:
    """A figure with its thousands apart: 3 500 000."""
    if value is None:
        return ""
    return _grouped(value, reader_locale())


@lru_cache(maxsize=4096)
def _grouped(value: Number, locale: Locale) -> str:
    # Hundreds stand on a page with filters, most of them small.
    text: str = format_decimal(value, format="#,##0.##", locale=locale)
    return text.replace("\u202f", SPACE)


@register.filter
def percent(share: float) -> int:
    """A share from 0 to 1 as a whole number of percent."""
    return round(share * 100)


@register.filter
def money(amount: Number | None, currency: str = "UZS") -> str:
    """An amount with its currency as people say it: 3 500 000 soʻm."""
    if amount is None:
        return ""
    return currency_name(currency).replace("#", number(amount))


def currency_name(code: str) -> str:
    """A pattern with # for the amount."""
    names = {
        "UZS": _("# soum"),
        "USD": "$#",
        "EUR": "€#",
        "RUB": _("#\u00a0₽"),
        "RUR": _("#\u00a0₽"),
        "KZT": _("#\u00a0₸"),
    }
    return names.get(code, f"#{SPACE}{code}")


@register.filter
def pay(vacancy: Vacancy) -> str:
    """The pay as posted: from 3 000 000 to 5 000 000 soʻm a month, before tax; or nothing."""
    least, most = vacancy.salary_from, vacancy.salary_to
    if least is None and most is None:
        return ""
    parts = [_range(least, most, vacancy.currency)]
    if vacancy.pay_period and vacancy.pay_period != PayPeriod.MONTH:
        parts.append(str(vacancy.get_pay_period_display()))
    if vacancy.is_gross:
        parts.append(_("before tax"))
    return ", ".join(parts)


def _range(least: Decimal | None, most: Decimal | None, currency: str) -> str:
    pattern = currency_name(currency)
    if least is not None and most is not None and least != most:
        return pattern.replace("#", f"{number(least)}{SPACE}{RANGE_DASH}{SPACE}{number(most)}")
    if most is None:
        return _ended(_("from %(amount)s") % {"amount": pattern.replace("#", number(least))})
    if least is None:
        return _ended(_("up to %(amount)s") % {"amount": pattern.replace("#", number(most))})
    return pattern.replace("#", number(most))


def _ended(amount: str) -> str:
    """Before an ending of Uzbek a soft sign goes: рубль, рублдан."""
    return re.sub("ь(?=дан$|гача$)", "", amount)


@register.filter
def day(when: date | datetime | None) -> str:
    """A date in full, in the reader's language: 2026-yil 24-noyabr."""
    if when is None:
        return ""
    local = timezone.localtime(when).date() if isinstance(when, datetime) else when
    if reader_locale().language == UZBEK.language:
        return in_reader_script(format_date(local, UZBEK_DAY, locale=UZBEK))
    return str(format_date(local, "long", locale=reader_locale()))


def month(written: str) -> str:
    """A month as people read it: февраль 2023 г. for 2023-02; a year alone stays as it is."""
    year, _dash, number_of_month = written.partition("-")
    if not number_of_month or not int(year):
        return written
    first = date(int(year), int(number_of_month), 1)
    if reader_locale().language == UZBEK.language:
        return in_reader_script(format_date(first, UZBEK_MONTH, locale=UZBEK))
    return str(format_skeleton("yMMMM", first, locale=reader_locale()))


def in_reader_script(uzbek: str) -> str:
    """An Uzbek text in Latin letters as the reader of the page writes Uzbek."""
    return to_cyrillic(uzbek) if reader_locale().script == "Cyrl" else uzbek


@register.filter
def labels(values: list[str], choices: str) -> list[str]:
    """What people read for the values of a list: {{ vacancy.work_modes|labels:"work_modes" }}."""
    from_model = Vacancy._meta.get_field(choices).base_field.choices  # type: ignore[union-attr]
    names = dict(from_model or [])
    return [str(names[value]) for value in values if value in names]


@register.filter
def written_in(code: str) -> str:
    """The tag of a text's language for HTML; empty where it isn't known."""
    language, _dash, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


@register.filter
def language_called(code: str) -> str:
    """The name of a language in the reader's own."""
    language = code.partition("-")[0]
    if reader_locale().language != UZBEK.language:
        return str(reader_locale().languages.get(language) or code)
    name = UZBEK.languages.get(language)
    if not name:
        return code
    name = normalize_apostrophes(name).removesuffix(IN_LANGUAGE) + IN_LANGUAGE
    return in_reader_script(name)


@register.filter
def posted(html: str) -> SafeString:
    """The text of a posting: cleaned when it was stored, and once more, since curators edit it."""
    return mark_safe(nh3.clean(html, tags=TAGS, attributes={}))  # noqa: S308  # clean by now


@register.filter
def cover(key: int) -> int:
    """Which of the drawn covers is a course's."""
    return key % COVERS


@register.filter
def initials(title: str) -> str:
    """The first letters of the first two words: "Python for all" -> PF."""
    return "".join(word[0] for word in re.findall(r"\w+", title)[:2]).upper()
