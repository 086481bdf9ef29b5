"""How many vacancies each choice of a filter would leave, beside everything else that is set."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db.models import Count
from numpy.typing import NDArray

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

Numbers = NDArray[np.int64]


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


@dataclass(frozen=True, slots=True)
class Occurring:
    """The values of a filter that occur, and which combination has which: pairs of places."""

    values: list[str]
    combinations: Numbers
    places: Numbers

    def has(self, value: str, size: int) -> NDArray[np.bool_]:
        """Which of so many combinations have a value; all where none is asked for."""
        if not value:
            return np.ones(size, dtype=bool)
        found = np.zeros(size, dtype=bool)
        if value in self.values:
            found[self.combinations[self.places == self.values.index(value)]] = True
        return found

    def summed(self, numbers: Numbers) -> dict[str, int]:
        """How many vacancies have each value, given how many each combination has."""
        sums = np.bincount(
            self.places, weights=numbers[self.combinations], minlength=len(self.values)
        )
        return {value: int(total) for value, total in zip(self.values, sums, strict=True) if total}


@dataclass(frozen=True, slots=True)
class Combinations:
    """How many vacancies each combination of choices has: some thousands among 100,000."""

    numbers: Numbers
    filters: Mapping[str, Occurring]

    def counts(self, wanted: Wanted) -> Counts:
        """Counts for what is chosen among the filters that are counted."""
        chosen = {name: str(getattr(wanted, name) or "") for name in COUNTED_FILTERS}
        size = len(self.numbers)
        passed = {name: self.filters[name].has(chosen[name], size) for name in COUNTED_FILTERS}
        failures = np.sum([~one for one in passed.values()], axis=0)
        by_filter = {
            name: self.filters[name].summed(np.where(failures == ~passed[name], self.numbers, 0))
            for name in COUNTED_FILTERS
        }
        return Counts(int(self.numbers[failures == 0].sum()), by_filter)


def count_choices(wanted: Wanted) -> Counts:
    """Counts for every choice of every filter; a minute old at most.

    A choice is counted with all filters that are set but its own, so its figure is what a reader
    gets who changes this one filter.
    """
    others = unchosen(wanted)
    key = f"counts:{_mark_of(others)}"
    found: Combinations | None = cache.get(key)
    if found is None:
        found = combinations_among(search_vacancies(others))
        cache.set(key, found, FRESH_SECONDS)
    return found.counts(wanted)


def _mark_of(wanted: Wanted) -> str:
    """The same for the same wishes, in every process."""
    return hashlib.sha256(repr(wanted).encode()).hexdigest()


def unchosen(wanted: Wanted) -> Wanted:
    """The same wishes without the filters whose choices are counted."""
    return replace(wanted, **_NOTHING)


def combinations_among(found: VacancyQuerySet) -> Combinations:
    """The combinations of choices among what is found without the filters that are counted."""
    rows = list(found.order_by().values_list(*_COLUMNS).annotate(number=Count("pk")))
    values = [_values(columns) for *columns, _number in rows]
    return Combinations(
        np.array([row[-1] for row in rows], dtype=np.int64),
        {name: _occurring([one[name] for one in values]) for name in COUNTED_FILTERS},
    )


def _occurring(values: Sequence[set[str]]) -> Occurring:
    known = {value: place for place, value in enumerate(sorted(set().union(*values)))}
    pairs = [(number, known[value]) for number, own in enumerate(values) for value in own]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Occurring(list(known), table[:, 0].copy(), table[:, 1].copy())


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
