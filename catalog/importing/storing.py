"""Writes rows of a page: COPY into a staging table, then one upsert. Knows no source's ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection
from psycopg import sql

from catalog.importing.understanding import CourseRow, Row, VacancyRow
from catalog.models import Course, Source, Vacancy

# A row that is still there is marked as seen at most this often, so that an import in which
# nothing changed writes nothing. Closing counts with it.
SEEN_EVERY = timedelta(hours=20)

_MODELS: dict[type[Row], type[Vacancy | Course]] = {VacancyRow: Vacancy, CourseRow: Course}
_OWNERS: dict[type[Row], str] = {VacancyRow: "vacancy_id", CourseRow: "course_id"}
# Links of an offer, each in a table of its own.
LINKS = {"skill_ids", "specialty_ids"}
STAGING = sql.Identifier("staging_of_import")


@dataclass(frozen=True, slots=True)
class Known:
    """What the table already holds of an offer."""

    content_hash: str
    is_closed: bool
    last_seen_at: datetime

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to note that it is still there."""
        return self.last_seen_at < now - SEEN_EVERY


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows came, and how many said something else than before."""

    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class _Statements:
    """The SQL for one kind of row."""

    stage: sql.Composed
    copy: sql.Composed
    upsert: sql.Composed
    forget_skills: sql.Composed
    copy_skills: sql.Composed
    values: Any


def known_of(kind: type[Row], source: Source, external_ids: Iterable[str]) -> dict[str, Known]:
    """What the table holds of these offers of a source."""
    rows = _MODELS[kind].objects.filter(source=source, external_id__in=list(external_ids))
    columns = rows.values_list("external_id", "content_hash", "closed_at", "last_seen_at")
    return {key: Known(told, closed is not None, seen) for key, told, closed, seen in columns}


def store(kind: type[Row], source: Source, rows: Sequence[Row], now: datetime) -> Stored:
    """Insert or update rows, each external id once; rows that say the same stay untouched."""
    statements = _statements(kind)  # type: ignore[arg-type]  # a class is hashable
    # COPY passes Django's cursor by, so its errors are translated here.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(statements.stage)
        with cursor.copy(statements.copy) as copy:
            for row in rows:
                copy.write_row((source.pk, now, now, now, *statements.values(row)))
        cursor.execute(statements.upsert)
        written = cursor.fetchall()
        cursor.execute(sql.SQL("DROP TABLE {}").format(STAGING))
        skills = {row.external_id: row.skill_ids for row in rows}
        changed = [pk for pk, _key, is_new in written if not is_new]
        if changed:
            cursor.execute(statements.forget_skills, [changed])
        with cursor.copy(statements.copy_skills) as copy:
            for pk, key, _is_new in written:
                for skill_id in skills[key]:
                    copy.write_row((pk, skill_id))
    courses = [row for row in rows if isinstance(row, CourseRow)]
    _link_specialties({key: pk for pk, key, _is_new in written}, courses)
    return Stored(new=len(written) - len(changed), changed=len(changed))


def mark_seen(kind: type[Row], source: Source, external_ids: Sequence[str], now: datetime) -> None:
    """Note that offers are still there, and open."""
    if external_ids:
        rows = _MODELS[kind].objects.filter(source=source, external_id__in=external_ids)
        rows.update(closed_at=None, last_seen_at=now)


def _link_specialties(keys: dict[str, int], rows: Sequence[CourseRow]) -> None:
    """Only ever adds: curators link courses too."""
    link = Course.specialties.through
    links = (
        link(course_id=keys[row.external_id], specialty_id=specialty_id)
        for row in rows
        if row.external_id in keys
        for specialty_id in row.specialty_ids
    )
    link.objects.bulk_create(links, ignore_conflicts=True)


@cache
def _statements(kind: type[Row]) -> _Statements:
    model = _MODELS[kind]
    names = [field.name for field in fields(kind) if field.name not in LINKS]
    columns = ["source_id", "first_seen_at", "last_seen_at", "updated_at", *names]
    lasting = ("source_id", "external_id", "first_seen_at")
    changing = [name for name in columns if name not in lasting]
    parts = {
        "staging": STAGING,
        "table": sql.Identifier(model._meta.db_table),
        "columns": _listed(columns),
        "changes": sql.SQL(", ").join(
            sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(name)) for name in changing
        ),
        "skills": sql.Identifier(model.skills.through._meta.db_table),
        "owner": sql.Identifier(_OWNERS[kind]),
    }
    return _Statements(
        stage=sql.SQL(
            "CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS"
            " SELECT {columns} FROM {table} WITH NO DATA"
        ).format(**parts),
        copy=sql.SQL("COPY {staging} ({columns}) FROM STDIN").format(**parts),
        upsert=sql.SQL(
            "INSERT INTO {table} AS kept ({columns}) SELECT {columns} FROM {staging}"
            " ON CONFLICT (source_id, external_id) DO UPDATE SET {changes}, closed_at = NULL"
            " WHERE kept.content_hash <> EXCLUDED.content_hash"
            " RETURNING id, external_id, xmax = 0"
        ).format(**parts),
        forget_skills=sql.SQL("DELETE FROM {skills} WHERE {owner} = ANY(%s)").format(**parts),
        copy_skills=sql.SQL("COPY {skills} ({owner}, skill_id) FROM STDIN").format(**parts),
        values=attrgetter(*names),
    )


def _listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
