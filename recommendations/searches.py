"""Searches that people save: what they look for, in a dict that a database can keep, and named."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.models import (
    Employment,
    ExperienceNeeded,
    Region,
    Schedule,
    Specialty,
    WorkMode,
)
from catalog.salaries import UZS
from catalog.searching import Wanted
from catalog.templatetags.wording import money
from recommendations.models import SavedSearch

MOST_SEARCHES = 30
LONGEST_NAME = 120
# Fields of a search that are kept.
KEPT = (
    "q", "region", "specialty", "work_mode", "schedule", "employment", "experience",
    "salary_from", "salary_unknown",
)  # fmt: skip
CHOICES: dict[str, Any] = {
    "work_mode": WorkMode,
    "schedule": Schedule,
    "employment": Employment,
    "experience": ExperienceNeeded,
}


class TooManySearchesError(Exception):
    """Nobody needs so many; told to the person."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved search as its owner sees it: its name in their language, and where it leads."""

    search: SavedSearch
    title: str
    query: str


def searches_of(user: User) -> list[Shown]:
    """The person's searches, each with its name in the language in force."""
    return [Shown(row, title_of(row), query_of(row.filters)) for row in user.searches.all()]


def query_of(filters: dict[str, Any]) -> str:
    """The filters as the search page reads them from its address."""
    query = QueryDict(mutable=True)
    for name, value in filters.items():
        query[name] = "on" if value is True else str(value)
    return query.urlencode()


def filters_of(wanted: Wanted) -> dict[str, Any]:
    """What was looked for, without what doesn't matter."""
    found = {name: getattr(wanted, name) for name in KEPT if getattr(wanted, name)}
    if "salary_from" in found:
        found["salary_from"] = str(found["salary_from"])
    return found


def wanted_of(filters: dict[str, Any]) -> Wanted:
    """The same, to search by."""
    given = {name: filters[name] for name in KEPT if name in filters}
    if "salary_from" in given:
        given["salary_from"] = Decimal(given["salary_from"])
    return Wanted(**given)


def save_search(
    user: User, wanted: Wanted, *, by_profile: bool, rhythm: str = SavedSearch.Rhythm.DAILY
) -> SavedSearch:
    """Keep a search; the same one again is the one that there is. Raises TooManySearchesError."""
    filters = filters_of(wanted)
    same = user.searches.filter(by_profile=by_profile, filters=filters).first()
    if same is not None:
        return same
    if user.searches.count() >= MOST_SEARCHES:
        raise TooManySearchesError
    name = (describe(wanted) or default_name(by_profile=by_profile))[:LONGEST_NAME]
    given = {"name": name, "rhythm": rhythm}
    return SavedSearch.objects.get_or_create(
        user=user, by_profile=by_profile, filters=filters, defaults=given
    )[0]


def default_name(*, by_profile: bool) -> str:
    """What a search without words and filters is called."""
    return _("New for you") if by_profile else _("All new vacancies")


def title_of(search: SavedSearch) -> str:
    """How a search is called, in the reader's language."""
    what = describe(wanted_of(search.filters))
    if not search.by_profile:
        return what or default_name(by_profile=False)
    return f"{default_name(by_profile=True)}: {what}" if what else default_name(by_profile=True)


def describe(wanted: Wanted) -> str:
    """A search in a line: tikuvchi, Toshkent, remote, from 4 000 000 soʻm."""
    parts = [_("“%(words)s”") % {"words": wanted.q}] if wanted.q else []
    for key, model in ((wanted.specialty, Specialty), (wanted.region, Region)):
        found: Any = model._default_manager.filter(pk=key).first() if key else None
        parts += [found.name] if found else []
    for name, choices in CHOICES.items():
        value = getattr(wanted, name)
        parts += [str(choices(value).label)] if value in choices.values else []
    if wanted.salary_from:
        parts.append(_("from %(amount)s") % {"amount": money(wanted.salary_from, UZS)})
    return ", ".join(parts)
