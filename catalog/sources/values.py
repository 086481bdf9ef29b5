"""Reads single values of an item: what is of another kind than expected is refused."""

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from catalog.sources.base import ItemError

# What a date without an offset is counted in: Tashkent, which keeps no summer time.
LOCAL = timezone(timedelta(hours=5))
OLDEST_YEAR = 1995
LONGEST_TEXT = 200_000
LONGEST_URL = 600
MOST_VALUES = 200
MOST_PAY = Decimal(10) ** 11

# PostgreSQL takes no NUL and no half of a surrogate pair; the other controls only spoil pages.
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")  # fmt: skip  # noqa: E501
_SPACES = re.compile(r"\s+")


def _should_be(name: str, kind: str, value: object) -> str:
    text = _("%(name)s should be %(kind)s, not %(other)s")
    return text % {"name": name, "kind": kind, "other": type(value).__name__}


def storable(text: str) -> str:
    """The text without the characters that a database or a page can't bear."""
    return text if text.isascii() and text.isprintable() else _UNFIT.sub("", text)


def read_text(item: dict[str, Any], name: str, *, limit: int = LONGEST_TEXT) -> str:
    """A text of any length, empty where there is none; what is too long is cut."""
    value = item.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ItemError(_should_be(name, _("a text"), value))
    text = storable(str(value)).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def read_line(item: dict[str, Any], name: str, *, limit: int) -> str:
    """A text on one line."""
    text = _SPACES.sub(" ", read_text(item, name))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def read_key(item: dict[str, Any], name: str, *, limit: int) -> str:
    """A text that must be there and may not be cut."""
    text = read_line(item, name, limit=LONGEST_TEXT)
    if not text:
        raise ItemError(_("%(name)s is missing") % {"name": name})
    if len(text) > limit:
        raise ItemError(
            _("%(name)s is longer than %(limit)s characters") % {"name": name, "limit": limit}
        )
    return text


def read_texts(item: dict[str, Any], name: str, *, limit: int = 100) -> tuple[str, ...]:
    """Texts of a list, or of one text divided by commas; repeats and empty ones left out."""
    value = item.get(name)
    if value is None:
        return ()
    values = re.split(r"[,;]", value) if isinstance(value, str) else value
    if not isinstance(values, list):
        raise ItemError(f"{name} should be a list, not {type(value).__name__}")
    names = (_name_of(part, name) for part in values[:MOST_VALUES])
    return tuple(dict.fromkeys(name[:limit] for name in names if name))


def _name_of(part: object, name: str) -> str:
    if isinstance(part, dict):  # HeadHunter's form: {"id": ..., "name": ...}
        part = part.get("name") or part.get("id")
    if part is None:
        return ""
    if not isinstance(part, str | int | float):
        raise ItemError(_should_be(name, _("texts"), part))
    return _SPACES.sub(" ", storable(str(part))).strip()


def read_url(item: dict[str, Any], name: str) -> str:
    """An address on the web; any other scheme, and what is too long, counts as none."""
    text = read_line(item, name, limit=LONGEST_TEXT)
    if len(text) > LONGEST_URL or " " in text:
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def read_amount(item: dict[str, Any], name: str) -> Decimal | None:
    """An amount of money above zero; unknown where it is no such number."""
    value = item.get(name)
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        amount = Decimal(re.sub(r"[\s_]", "", str(value)[:40])).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < MOST_PAY else None


def read_number(item: dict[str, Any], name: str, *, most: float) -> float | None:
    """A number from 0 to `most`; unknown where it is none."""
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(str(value)[:40])
    except ValueError:
        return None
    return number if 0 <= number <= most else None


def read_moment(item: dict[str, Any], name: str) -> datetime | None:
    """A date or a moment by ISO 8601; unknown where it can't be read."""
    value = item.get(name)
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip()[:40])
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
    return moment if moment.year >= OLDEST_YEAR else None


def noon_before(today: date, days: int) -> datetime:
    """Noon in Tashkent, some days before a day."""
    return datetime(today.year, today.month, today.day, 12, tzinfo=LOCAL) - timedelta(days=days)
