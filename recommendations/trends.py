"""Demand over time: a snapshot a day, and what has changed since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Q, Sum

from catalog.models import Region, Specialty
from recommendations.models import DemandSnapshot

# A trend compares with the snapshot nearest to this long ago, if one is near enough.
TREND_DAYS, NEAR_ENOUGH = 30, 5
# After so many days one snapshot a week is kept, the one of Monday.
DAILY_FOR, MONDAY = 62, 2
LOCK_NUMBER = 720_411_904


@dataclass(frozen=True, slots=True)
class Moment:
    """Open vacancies on a day, their median pay in UZS a month, and how many name it."""

    day: date
    open_vacancies: int
    median_pay: int | None
    pay_count: int


@transaction.atomic
def note_demand(day: date) -> int:
    """Write the snapshot of a day, as the catalogue is now, in place of an earlier one of that day.

    Returns how many rows it has.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
        DemandSnapshot.objects.filter(day=day).delete()
        cursor.execute(
            f"""
            INSERT INTO "{DemandSnapshot._meta.db_table}"
                (day, specialty_id, region_id, local, remote, median_pay, pay_count)
            SELECT %s, vacancy.specialty_id, vacancy.region_id,
                   count(*) FILTER (WHERE 'remote' <> ALL(vacancy.work_modes)),
                   count(*) FILTER (WHERE 'remote' = ANY(vacancy.work_modes)),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY
                       (coalesce(monthly_uzs_from, monthly_uzs_to)
                        + coalesce(monthly_uzs_to, monthly_uzs_from)) / 2.0),
                   count(coalesce(monthly_uzs_from, monthly_uzs_to))
            FROM catalog_vacancy AS vacancy
            JOIN catalog_source AS source ON source.id = vacancy.source_id
            JOIN catalog_region AS region ON region.id = vacancy.region_id
            WHERE vacancy.closed_at IS NULL AND vacancy.same_as_id IS NULL AND source.is_active
            GROUP BY GROUPING SETS
                ((), (vacancy.specialty_id), (vacancy.specialty_id, vacancy.region_id, region.kind))
            HAVING (GROUPING(vacancy.specialty_id) = 1 OR vacancy.specialty_id IS NOT NULL)
               AND (GROUPING(vacancy.region_id) = 1 OR region.kind = %s)
            """,  # noqa: S608 - the name of our own table
            [day, Region.Kind.REGION],
        )
        noted = cursor.rowcount
    _thin_out(day)
    return noted


def _thin_out(today: date) -> None:
    old = DemandSnapshot.objects.filter(day__lt=today - timedelta(days=DAILY_FOR))
    old.exclude(day__week_day=MONDAY).delete()


def day_to_compare(today: date) -> date | None:
    """The day of the snapshot that a trend compares with; None where there is none near enough."""
    about = today - timedelta(days=TREND_DAYS)
    near = timedelta(days=NEAR_ENOUGH)
    days = DemandSnapshot.objects.filter(
        specialty=None, region=None, day__range=(about - near, about + near)
    ).values_list("day", flat=True)
    return min(days, key=lambda day: (abs(day - about), day), default=None)


def open_on(day: date, regions: Collection[int]) -> dict[int, int]:
    """How many vacancies were open, by specialty: in these regions or remote, or everywhere."""
    noted = DemandSnapshot.objects.filter(day=day).exclude(specialty=None)
    counted = {
        "local": Sum("local", filter=Q(region__in=regions) if regions else Q(region=None)),
        "remote": Sum("remote", filter=Q(region=None)),
    }
    rows = noted.values("specialty").annotate(**counted).values_list("specialty", *counted)
    return {specialty: (local or 0) + (remote or 0) for specialty, local, remote in rows}


def history_of(specialty: Specialty, region: Region | None = None) -> list[Moment]:
    """The demand for a specialty and its pay, everywhere or in one region, oldest first.

    Remote vacancies count for the region in which they are offered. Days without a snapshot are
    left out; a day with one and without such a vacancy counts as none.
    """
    return histories_of([specialty.pk], region)[specialty.pk]


def _moment(day: date, row: DemandSnapshot | None) -> Moment:
    if row is None:
        return Moment(day, 0, None, 0)
    return Moment(day, row.local + row.remote, row.median_pay, row.pay_count)


def histories_of(
    specialties: Collection[int], region: Region | None = None
) -> dict[int, list[Moment]]:
    """As `history_of`, for many specialties by two queries."""
    found = {
        (row.specialty_id, row.day): row
        for row in DemandSnapshot.objects.filter(specialty__in=specialties, region=region)
    }
    days = DemandSnapshot.objects.filter(specialty=None, region=None).order_by("day")
    noted = list(days.values_list("day", flat=True))
    return {pk: [_moment(day, found.get((pk, day))) for day in noted] for pk in specialties}
