"""What curators see first: what came, what went, and what waits for them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from catalog.models import ImportRun, QuarantinedItem, Report, Source, Specialty, Vacancy

DAYS = 14
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: its open vacancies, and what came and went in the last seven days."""

    source: Source
    open: int
    new: int
    closed: int


@dataclass(frozen=True, slots=True)
class DayBar:
    """One day: how many vacancies came and went; heights from 0 to 100 of the largest day."""

    day: date
    new: int
    closed: int
    new_height: int
    closed_height: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All of it."""

    open: int
    waiting_reports: int
    set_aside: int
    to_close: int
    without_vacancies: int
    unnamed: int
    silent: list[Source]
    sources: list[SourceLine]
    days: list[DayBar]


def dashboard() -> Dashboard:
    """The state of the catalogue as of now, in a fixed number of queries."""
    opened = Vacancy.objects.open()
    asked_for = opened.exclude(specialty=None).values("specialty")
    last_runs = ImportRun.objects.filter(to_close__gt=0).values("source").distinct()
    return Dashboard(
        open=opened.count(),
        waiting_reports=Report.objects.waiting().count(),
        set_aside=QuarantinedItem.objects.count(),
        to_close=last_runs.count(),
        without_vacancies=Specialty.objects.filter(is_suggested=True)
        .exclude(pk__in=asked_for)
        .count(),
        unnamed=opened.filter(specialty=None).count(),
        silent=list(Source.objects.silent()),
        sources=_sources(),
        days=_days(),
    )


def _sources() -> list[SourceLine]:
    since = timezone.now() - LATELY
    rows = Source.objects.active().annotate(
        open_count=Count("vacancies", Q(vacancies__closed_at=None)),
        new_count=Count("vacancies", Q(vacancies__first_seen_at__gte=since)),
        closed_count=Count("vacancies", Q(vacancies__closed_at__gte=since)),
    )
    return [SourceLine(row, row.open_count, row.new_count, row.closed_count) for row in rows]


def _days() -> list[DayBar]:
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    new, closed = _by_day("first_seen_at", days[0]), _by_day("closed_at", days[0])
    most = max([*new.values(), *closed.values(), 1])
    return [
        DayBar(
            day,
            new.get(day, 0),
            closed.get(day, 0),
            round(100 * new.get(day, 0) / most),
            round(100 * closed.get(day, 0) / most),
        )
        for day in days
    ]


def _by_day(field: str, since: date) -> dict[date, int]:
    begin = timezone.make_aware(datetime.combine(since, time.min))
    rows = Vacancy.objects.filter(**{f"{field}__gte": begin}).annotate(day=TruncDate(field))
    return dict(rows.values("day").annotate(count=Count("pk")).values_list("day", "count"))
