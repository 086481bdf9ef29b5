"""How fast the public search answers, beside SQL ILIKE in the same run.

    python benchmarks/searching.py [--rounds 3]

Searches the catalogue in the database by words and two filters, first page of cards, as the page
does it (rows, their links, and the count up to a thousand). The other way looks for each word in
title, employer and description with ILIKE under the same filters.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import reduce
from operator import and_
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.db.models import Q  # noqa: E402  after the set-up

from catalog.counting import count_choices  # noqa: E402
from catalog.models import Region, Vacancy  # noqa: E402
from catalog.pages import PAGE, count_up_to  # noqa: E402
from catalog.searching import (  # noqa: E402
    Wanted,
    filter_vacancies,
    search_vacancies,
    words_of,
)

WORDS = (
    "продавец", "менеджер по продажам", "бухгалтер", "водитель категории B", "повар", "программист",
    "python", "java developer", "аналитик данных", "sotuvchi", "haydovchi", "сотувчи", "hisobchi",
    "oʻqituvchi", "o'qituvchi", "оператор call центр", "прода", "инж", "маркет", "devops", "1С",
    "excel", "удаленно", "без опыта", "стажер", "бугалтер", "менеджр", "прграммист", "дизайнер",
    "системный администратор", "qa тестировщик", "кассир", "инженер", "юрист", "hr", "sql",
    "английский", "медсестра", "строитель", "сварщик",
)  # fmt: skip
FILTERS = (
    {"work_mode": "office", "experience": "1-3"},
    {"experience": "none", "schedule": "full_time"},
    {"region": "UZ-TK", "experience": "1-3"},
)


def main() -> None:
    """Print a table of times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    print(f"vacancies: {Vacancy.objects.count()}, queries: {len(WORDS) * len(FILTERS)}")
    print(f"{'way':<12}{'p50 ms':>8}{'p95 ms':>8}{'worst ms':>10}{'found':>8}")
    ways: dict[str, Callable[[Wanted], int]] = {"search": _search, "ILIKE": _ilike}
    times: dict[str, list[float]] = {name: [] for name in ways}
    found = dict.fromkeys(ways, 0)
    for _round in range(asked.rounds):
        for wanted in _wanted():
            for name, way in ways.items():
                began = time.perf_counter()
                found[name] += way(wanted)
                times[name].append(1_000 * (time.perf_counter() - began))
    for name, spent in times.items():
        cuts = statistics.quantiles(spent, n=20)
        share = found[name] // asked.rounds
        print(f"{name:<12}{cuts[9]:>8.1f}{cuts[18]:>8.1f}{max(spent):>10.1f}{share:>8}")


def _wanted() -> Iterator[Wanted]:
    ids = dict(Region.objects.values_list("code", "pk"))
    for words in WORDS:
        for filters in FILTERS:
            given = dict(filters)
            if "region" in given:
                given["region"] = ids[given["region"]]
            yield Wanted(q=words, **given)


def _search(wanted: Wanted) -> int:
    found = search_vacancies(wanted)
    rows = list(found.for_cards()[: PAGE + 1])
    cache.clear()
    count_choices(wanted)
    return len(rows[:PAGE])


def _ilike(wanted: Wanted) -> int:
    places = ("title", "employer", "description")
    each = (
        reduce(lambda one, other: one | other, (Q(**{f"{place}__icontains": word})
                                                for place in places))
        for word in words_of(wanted.q)
    )  # fmt: skip
    found = filter_vacancies(Vacancy.objects.open(), wanted).filter(reduce(and_, each))
    rows = list(found.order_by("-dated_at", "-pk").for_cards()[: PAGE + 1])
    count_up_to(found)
    return len(rows[:PAGE])


if __name__ == "__main__":
    main()
