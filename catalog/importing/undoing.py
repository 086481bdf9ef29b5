"""Takes back what an import did, as long as its changes are kept."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from catalog.importing.storing import KINDS, OWNERS
from catalog.models import Change, ImportRun, Source
from catalog.models.offers import correction_of

# So many imports of a source can be undone, the last one first.
RUNS_KEPT = 3
CHUNK = 1_000
# What an undoing sets itself, or leaves as a curator has it.
LEFT = {"updated_at", "corrected"}

STATEMENTS = (
    "UPDATE {table} AS kept SET {values}, updated_at = %(now)s FROM {former} AS change,"
    " jsonb_populate_record(NULL::{table}, change.before) AS former"
    " WHERE kept.id = change.offer_id",
    "DELETE FROM {skills} WHERE {owner} IN (SELECT offer_id FROM {former} AS change)",
    "INSERT INTO {skills} ({owner}, skill_id) SELECT kept.id, skill.id FROM {former} AS change"
    " JOIN {table} AS kept ON kept.id = change.offer_id,"
    " jsonb_array_elements_text(change.before -> 'skill_ids') AS named"
    " JOIN catalog_skill AS skill ON skill.id = named::bigint",
)


class CannotUndoError(Exception):
    """The run can't be undone; the message says why."""


def can_undo(run: ImportRun) -> bool:
    """Whether a run changed something that is still kept, and no later one did."""
    return _last_changing(run.source_id) == run.pk


@transaction.atomic
def undo(run: ImportRun) -> ImportRun:
    """Take back a run: what came new goes, what changed or closed is as it was before.

    What a person has marked, or wrote a resume for, is closed instead of removed. The next
    import brings back what the source still says. Raises CannotUndoError; to be called while
    the source isn't being imported.
    """
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if not can_undo(run) or run.state == ImportRun.State.RUNNING:
        raise CannotUndoError(
            _("Only the last import of a source that changed something can be undone.")
        )
    for kind, model in KINDS.items():
        changes = Change.objects.filter(run=run, kind=kind)
        former = list(
            changes.filter(before__isnull=False).order_by("pk").values_list("pk", flat=True)
        )
        _restore(model, kind, former)
        new = list(changes.filter(before__isnull=True).values_list("offer_id", flat=True))
        for start in range(0, len(new), CHUNK):
            _remove(model, new[start : start + CHUNK])
    run.changes.all().delete()
    run.state = ImportRun.State.UNDONE
    run.note(_("Undone by a curator."))
    run.save(update_fields=["state", "log"])
    return run


def forget_changes(source: Source) -> None:
    """Keep the changes of the last imports alone."""
    changing = source.runs.filter(changes__isnull=False).distinct().order_by("-started_at")
    kept = list(changing.values_list("pk", flat=True)[:RUNS_KEPT])
    forgotten = Change.objects.filter(run__source=source).exclude(run__in=kept)
    forgotten._raw_delete(forgotten.db)


def _last_changing(source_id: int) -> int | None:
    runs = ImportRun.objects.filter(source=source_id, changes__isnull=False)
    return runs.order_by("-started_at").values_list("pk", flat=True).first()


def _restore(model: type[models.Model], kind: str, changes: list[int]) -> None:
    """Rows as they were before; of several changes of one row the first one counts."""
    names = [
        field.column or field.name
        for field in model._meta.concrete_fields
        if not field.generated and not field.primary_key and field.name not in LEFT
    ]
    parts = {
        "table": sql.Identifier(model._meta.db_table),
        "skills": sql.Identifier(model.skills.through._meta.db_table),  # type: ignore[attr-defined]
        "owner": sql.Identifier(OWNERS[kind]),
        "former": sql.SQL(
            "(SELECT DISTINCT ON (offer_id) offer_id, before FROM catalog_change"
            " WHERE id = ANY(%(changes)s) ORDER BY offer_id, id)"
        ),
        "values": sql.SQL(", ").join(map(_former_value, names)),
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            composed = sql.SQL(statement).format(**parts)
            cursor.execute(composed, {"changes": changes, "now": timezone.now()})


def _former_value(name: str) -> sql.Composed:
    return sql.SQL(
        "{0} = CASE WHEN {1} = ANY(kept.corrected) THEN kept.{0} ELSE former.{0} END"
    ).format(sql.Identifier(name), sql.Literal(correction_of(name)))


def _remove(model: type[models.Model], keys: Sequence[int]) -> None:
    offers = model._default_manager.filter(pk__in=keys)
    personal: set[int] = set()
    for relation in model._meta.related_objects:
        if _is_personal(relation.related_model):
            name = relation.field.attname
            rows = relation.related_model._default_manager.filter(**{f"{name}__in": keys})
            personal.update(rows.values_list(name, flat=True))
    offers.filter(pk__in=personal).update(closed_at=timezone.now(), content_hash="")
    offers.exclude(pk__in=personal).delete()


def _is_personal(model: Any) -> bool:
    """Whether rows of a table belong to people."""
    owners = (field.related_model for field in model._meta.concrete_fields)
    return any(
        owner is not None and owner._meta.label == settings.AUTH_USER_MODEL for owner in owners
    )
