"""Writes rows of a page: COPY into a staging table, then one upsert. Knows no source's ways."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, models
from psycopg import sql

from catalog.importing.understanding import CourseRow, Row, VacancyRow
from catalog.models import Course, ImportRun, Source, Vacancy
from catalog.models.offers import correction_of

# A row that is still there is marked as seen at most this often, so that an import in which
# nothing changed writes nothing. Closing counts with it.
SEEN_EVERY = timedelta(hours=20)

_MODELS: dict[type[Row], type[Vacancy | Course]] = {VacancyRow: Vacancy, CourseRow: Course}
_OWNERS: dict[type[Row], str] = {VacancyRow: "vacancy_id", CourseRow: "course_id"}
# What was derived from the former words goes with them; a new row has none.
# Whatever is offered is open.
_DERIVED: dict[type[Row], tuple[str, ...]] = {
    VacancyRow: ("specialty_confidence", "closed_at"),
    CourseRow: ("closed_at",),
}
KINDS: dict[str, type[Vacancy | Course]] = {"vacancy": Vacancy, "course": Course}
OWNERS = {"vacancy": "vacancy_id", "course": "course_id"}
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
    keep_former: sql.Composed
    keep_chosen: sql.Composed
    upsert: sql.Composed
    keep_new: sql.Composed
    forget_skills: sql.Composed
    copy_skills: sql.Composed
    values: Any


def known_of(kind: type[Row], source: Source, external_ids: Iterable[str]) -> dict[str, Known]:
    """What the table holds of these offers of a source."""
    rows = _MODELS[kind].objects.filter(source=source, external_id__in=list(external_ids))
    columns = rows.values_list("external_id", "content_hash", "closed_at", "last_seen_at")
    return {key: Known(told, closed is not None, seen) for key, told, closed, seen in columns}


def store(kind: type[Row], run: ImportRun, rows: Sequence[Row], now: datetime) -> Stored:
    """Insert or update rows, each external id once; rows that say the same stay untouched.

    Fields that a curator set right stay too; what was there before is kept as a Change.
    """
    statements = _statements(kind)  # type: ignore[arg-type]  # a class is hashable
    # COPY passes Django's cursor by, so its errors are translated here.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(statements.stage)
        with cursor.copy(statements.copy) as copy:
            for row in rows:
                copy.write_row((run.source_id, now, now, now, *statements.values(row)))
        cursor.execute(statements.keep_former, [run.pk])
        cursor.execute(statements.upsert)
        written = cursor.fetchall()
        cursor.execute(sql.SQL("DROP TABLE {}").format(STAGING))
        new = [pk for pk, _key, is_new, _is_kept in written if is_new]
        cursor.execute(statements.keep_new, [run.pk, new])
        skills = {row.external_id: row.skill_ids for row in rows}
        linked = [(pk, key) for pk, key, _is_new, is_kept in written if not is_kept]
        if len(new) < len(written):
            cursor.execute(statements.forget_skills, [[pk for pk, _key in linked]])
        with cursor.copy(statements.copy_skills) as copy:
            for pk, key in linked:
                for skill_id in skills[key]:
                    copy.write_row((pk, skill_id))
    courses = [row for row in rows if isinstance(row, CourseRow)]
    _link_specialties({key: pk for pk, key, _is_new, _is_kept in written}, courses)
    return Stored(new=len(new), changed=len(written) - len(new))


def mark_seen(kind: type[Row], run: ImportRun, external_ids: Sequence[str], now: datetime) -> None:
    """Note that offers are still there, and open, but for those that a curator closed."""
    if external_ids:
        rows = _MODELS[kind].objects.filter(source=run.source_id, external_id__in=external_ids)
        rows.update(last_seen_at=now)
        closed = rows.exclude(closed_at=None).exclude(corrected__contains=["closed_at"])
        keep_former(run, closed)
        closed.update(closed_at=None)


def keep_former(run: ImportRun, offers: models.QuerySet[Any]) -> None:
    """Keep how offers are before a run changes them; a no-op for those it made itself."""
    kind = offers.model._meta.model_name or ""
    kept = _statements(VacancyRow if kind == "vacancy" else CourseRow)
    keys = list(offers.values_list("pk", flat=True))
    if keys:
        with connection.cursor() as cursor:
            cursor.execute(kept.keep_chosen, [run.pk, keys])


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
    changing = [name for name in [*columns, *_DERIVED[kind]] if name not in lasting]
    parts = {
        "staging": STAGING,
        "table": sql.Identifier(model._meta.db_table),
        "kind": sql.Literal(model._meta.model_name),
        "columns": _listed(columns),
        "changes": sql.SQL(", ").join(map(_change, changing)),
        "skills": sql.Identifier(model.skills.through._meta.db_table),
        "owner": sql.Identifier(_OWNERS[kind]),
    }
    former = (
        "INSERT INTO catalog_change (run_id, kind, offer_id, before)"
        " SELECT %s, {kind}, kept.id, to_jsonb(kept) - 'search' - 'dated_at'"
        " || jsonb_build_object('skill_ids',"
        " ARRAY(SELECT skill_id FROM {skills} WHERE {owner} = kept.id))"
        " FROM {table} AS kept "
    )
    return _Statements(
        stage=sql.SQL(
            "CREATE TEMPORARY TABLE {staging} ON COMMIT DROP AS"
            " SELECT {columns} FROM {table} WITH NO DATA"
        ).format(**parts),
        copy=sql.SQL("COPY {staging} ({columns}) FROM STDIN").format(**parts),
        keep_former=sql.SQL(
            former + "JOIN {staging} AS said USING (source_id, external_id)"
            " WHERE kept.content_hash <> said.content_hash"
        ).format(**parts),
        keep_chosen=sql.SQL(former + "WHERE kept.id = ANY(%s)").format(**parts),
        upsert=sql.SQL(
            "INSERT INTO {table} AS kept ({columns}, corrected) SELECT {columns}, '{{}}'"
            " FROM {staging}"
            " ON CONFLICT (source_id, external_id) DO UPDATE SET {changes}"
            " WHERE kept.content_hash <> EXCLUDED.content_hash"
            " RETURNING id, external_id, xmax = 0, 'skills' = ANY(kept.corrected)"
        ).format(**parts),
        keep_new=sql.SQL(
            "INSERT INTO catalog_change (run_id, kind, offer_id)"
            " SELECT %s, {kind}, unnest(%s::bigint[])"
        ).format(**parts),
        forget_skills=sql.SQL("DELETE FROM {skills} WHERE {owner} = ANY(%s)").format(**parts),
        copy_skills=sql.SQL("COPY {skills} ({owner}, skill_id) FROM STDIN").format(**parts),
        values=attrgetter(*names),
    )


def _change(name: str) -> sql.Composed:
    """A column takes what the source says now, unless a curator set it right."""
    return sql.SQL(
        "{0} = CASE WHEN {1} = ANY(kept.corrected) THEN kept.{0} ELSE EXCLUDED.{0} END"
    ).format(sql.Identifier(name), sql.Literal(correction_of(name)))


def _listed(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
