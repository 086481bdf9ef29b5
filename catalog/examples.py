"""The demo catalogue in the database: put in once, renewed when it changes, removed in one go."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from catalog import demo
from catalog.importing import import_source
from catalog.importing.running import Progress
from catalog.models import Course, ImportRun, Source, Vacancy
from catalog.reference import load_reference, stamp_of_tables

DEMO_NAME = "Demo"
DEMO_KIND = "demo"


def load_examples(
    today: date, on_progress: Progress | None = None, *, anew: bool = False
) -> ImportRun | None:
    """Load the tables and the examples; None where nothing has changed since the last time.

    Examples that a curator removed stay away, unless they are asked for anew.
    """
    source, _ = Source.objects.get_or_create(
        name=DEMO_NAME, defaults={"kind": DEMO_KIND, "is_example": True}
    )
    tables, files = stamp_of_tables(), _stamp_of_demo()
    if anew or source.options.get("tables") != tables:
        load_reference()
        _keep(source, tables=tables)
    is_loaded = source.options.get("stamp") == f"{tables} {files}"
    if not anew and (is_loaded or source.options.get("removed")):
        return None
    source.is_active = True
    _keep(source, day=today.isoformat(), removed=False, stamp="")
    run = import_source(source, on_progress)
    if run.state == ImportRun.State.DONE:
        _close_former(source)
        _keep(source, stamp=f"{tables} {files}")
    return run


@transaction.atomic
def remove_examples() -> int:
    """Delete every example, and say how many there were; they stay away."""
    removed = 0
    for source in Source.objects.filter(is_example=True):
        for model in (Vacancy, Course):
            offers = model.objects.filter(source=source)
            removed += offers.count()
            offers.delete()
        source.is_active = False
        _keep(source, removed=True, stamp="")
    return removed


def _keep(source: Source, **options: object) -> None:
    source.options = source.options | options
    source.save(update_fields=["options", "is_active"])


def _close_former(source: Source) -> None:
    """What an older demo held and this one doesn't is no longer offered."""
    now = timezone.now()
    pairs = ((Vacancy, demo.vacancies()), (Course, demo.courses()))
    for model, rows in pairs:
        ids = [str(row["external_id"]) for row in rows]
        offered = model.objects.filter(source=source, closed_at=None)
        offered.exclude(external_id__in=ids).update(closed_at=now)


def _stamp_of_demo() -> str:
    digest = sha256()
    folder = Path(demo.__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
