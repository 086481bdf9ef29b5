"""How many vacancies each choice of a filter would leave, beside everything else that is set."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db.models import Count

from catalog.models.offers import VacancyQuerySet
from catalog.searching import Wanted, search_vacancies

# Filters whose choices are counted.
COUNTED_FILTERS = ("region", "specialty", "work_mode", "schedule", "employment", "experience")
_COLUMNS = (
    "region_id",
    "region__parent_id",
    "town_id",
    "specialty_id",
    "work_modes",
    "schedules",
    "employment",
    "experience",
)
FRESH_SECONDS = 60
# The filters as they are when nothing is chosen.
_NOTHING: dict[str, Any] = {name: getattr(Wanted(), name) for name in COUNTED_FILTERS}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many vacancies are found, and by filter and choice how many that choice would leave."""

    total: int
    by_filter: Mapping[str, Mapping[str, int]]

    def of(self, name: str, choice: Any) -> int:
        """How many a choice of a filter would leave."""
        return self.by_filter[name].get(str(choice), 0)

    def without(self, others: "Counts") -> "Counts":
        """What is left when others are taken out; counts of different moments may overlap."""
        left = {
            name: {value: max(0, number - others.of(name, value)) for value, number in own.items()}
            for name, own in self.by_filter.items()
        }
        return Counts(max(0, self.total - others.total), left)


def count_choices(wanted: Wanted) -> Counts:
    """Counts for every choice of every filter; a minute old at most.

    A choice is counted with all filters that are set but its own, so its figure is what a reader
    gets who changes this one filter.
    """
    key = f"counts:{_mark_of(wanted)}"
    found: Counts | None = cache.get(key)
    if found is None:
        found = count_among(search_vacancies(unchosen(wanted)), wanted)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _mark_of(wanted: Wanted) -> str:
    """The same for the same wishes, in every process."""
    return hashlib.sha256(repr(wanted).encode()).hexdigest()


def unchosen(wanted: Wanted) -> Wanted:
    """The same wishes without the filters whose choices are counted."""
    return replace(wanted, **_NOTHING)


def count_among(found: VacancyQuerySet, wanted: Wanted) -> Counts:
    """Counts of the choices among what is found without the filters that are counted.

    One query for the combinations that occur; a few thousand among 100,000 vacancies.
    """
    rows = found.order_by()
    chosen = {name: str(getattr(wanted, name) or "") for name in COUNTED_FILTERS}
    total, counts = 0, {name: Counter[str]() for name in COUNTED_FILTERS}
    for *columns, number in rows.values_list(*_COLUMNS).annotate(number=Count("pk")):
        values = _values(columns)
        failed = [name for name in COUNTED_FILTERS if chosen[name] not in values[name] | {""}]
        total += 0 if failed else number
        if len(failed) > 1:
            continue
        for name in failed or COUNTED_FILTERS:
            for value in values[name]:
                counts[name][value] += number
    return Counts(total, counts)


def _values(columns: Iterable[Any]) -> dict[str, set[str]]:
    """What a combination counts for, by filter: a town counts for its region, too."""
    region, country, town, specialty, modes, schedules, employment, experience = columns
    places = {region, country, town} - {None}
    return {
        "region": {str(place) for place in places},
        "specialty": {str(specialty)} if specialty else set(),
        "work_mode": set(modes),
        "schedule": set(schedules),
        "employment": {employment} if employment else set(),
        "experience": {experience} if experience else set(),
    }
