"""How many open vacancies ask for each specialty, and what they pay."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

from accounts.models import Profile
from catalog.models import ImportRun, Region

FRESH_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Demand:
    """Open vacancies of a specialty, and their share of all open ones, 0 to 1."""

    open_vacancies: int
    share: float
    # The change over 30 days as a fraction; None until there are snapshots to compare.
    trend: float | None = None


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
    """The market that is open to a person: in their region, or remote."""
    region = profile.region
    is_local = region is not None and region.kind != Region.Kind.UNKNOWN
    return market(region.pk if region is not None and is_local else None)


def market(region_id: int | None) -> Market:
    """Counts and medians, kept for a few minutes or until the next import."""
    last = ImportRun.objects.values_list("pk", "state").first()
    key = f"market:{region_id}:{last}".replace(" ", "")
    found: Market | None = cache.get(key)
    if found is None:
        found = _count(region_id)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _count(region_id: int | None) -> Market:
    """One pass over open vacancies; the middle of a range stands for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT vacancy.specialty_id, count(*),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY
                       (coalesce(monthly_uzs_from, monthly_uzs_to)
                        + coalesce(monthly_uzs_to, monthly_uzs_from)) / 2.0),
                   count(coalesce(monthly_uzs_from, monthly_uzs_to))
            FROM catalog_vacancy AS vacancy
            JOIN catalog_source AS source ON source.id = vacancy.source_id
            WHERE vacancy.closed_at IS NULL AND vacancy.same_as_id IS NULL AND source.is_active
              AND (%(region)s::bigint IS NULL OR vacancy.region_id = %(region)s::bigint
                   OR 'remote' = ANY(vacancy.work_modes))
            GROUP BY vacancy.specialty_id
            """,
            {"region": region_id},
        )
        rows = cursor.fetchall()
    total = sum(row[1] for row in rows)
    named = [row for row in rows if row[0] is not None]
    return Market(
        {row[0]: Demand(row[1], row[1] / max(total, 1)) for row in named},
        {row[0]: Pay(None if row[2] is None else round(row[2]), "UZS", row[3]) for row in named},
        total,
    )
