"""How many open vacancies ask for each specialty, and what they pay."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from accounts.models import Profile
from catalog.models import ImportRun, Region
from recommendations.trends import day_to_compare, open_on

FRESH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Demand:
    """Open vacancies of a specialty, and their share of all open ones, 0 to 1."""

    open_vacancies: int
    share: float
    # The change over 30 days as a fraction; None where there is no snapshot to compare with.
    trend: float | None = None

    @property
    def percent_changed(self) -> int:
        """The size of the change in whole percent; 0 where it isn’t known."""
        return round(abs(self.trend or 0.0) * 100)


@dataclass(frozen=True, slots=True)
class Pay:
    """The median of what vacancies offer, in UZS a month, and how many say it."""

    median: int | None
    currency: str
    n: int


@dataclass(frozen=True, slots=True)
class Market:
    """The demand and the pay of each specialty, by its key."""

    demand: dict[int, Demand]
    pay: dict[int, Pay]
    total: int


def market_for(profile: Profile) -> Market:
    """The market that is open to a person: in the regions where they look, or remote."""
    known = [row.pk for row in profile.regions() if row.kind != Region.Kind.UNKNOWN]
    return market(tuple(sorted(known)))


def market(regions: tuple[int, ...] = ()) -> Market:
    """Counts and medians in these regions, or everywhere; for some minutes or till an import."""
    last = ImportRun.objects.values_list("pk", "state").first()
    today = timezone.localdate()
    key = f"market:{today}:{regions}:{last}".replace(" ", "")
    found: Market | None = cache.get(key)
    if found is None:
        found = _count(regions, day_to_compare(today))
        cache.set(key, found, FRESH_SECONDS)
    return found


def _count(regions: tuple[int, ...], before: date | None) -> Market:
    """One pass over open vacancies; the middle of a range stands for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT vacancy.specialty_id, count(*),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY
                       (coalesce(monthly_uzs_from, monthly_uzs_to)
                        + coalesce(monthly_uzs_to, monthly_uzs_from)) / 2.0),
                   count(coalesce(monthly_uzs_from, monthly_uzs_to)),
                   count(*) FILTER (WHERE source.created_at::date <= %(before)s::date)
            FROM catalog_vacancy AS vacancy
            JOIN catalog_source AS source ON source.id = vacancy.source_id
            WHERE vacancy.closed_at IS NULL AND vacancy.same_as_id IS NULL AND source.is_active
              AND (%(everywhere)s OR vacancy.region_id = ANY(%(regions)s)
                   OR 'remote' = ANY(vacancy.work_modes))
            GROUP BY vacancy.specialty_id
            """,
            {"regions": list(regions), "everywhere": not regions, "before": before},
        )
        rows = cursor.fetchall()
    total = sum(row[1] for row in rows)
    named = [row for row in rows if row[0] is not None]
    then = open_on(before, regions) if before else {}
    # A source that was added since is no demand that grew, so it is left out of the change.
    trends = {row[0]: _change(then.get(row[0], 0), row[4]) for row in named}
    return Market(
        {row[0]: Demand(row[1], row[1] / max(total, 1), trends[row[0]]) for row in named},
        {row[0]: Pay(None if row[2] is None else round(row[2]), "UZS", row[3]) for row in named},
        total,
    )


def _change(before: int, now: int) -> float | None:
    """As a fraction of what was; None where there was nothing, or nobody noted it."""
    return (now - before) / before if before else None
