"""What the worker does for the catalogue."""

from django_q.tasks import async_task

from catalog.alarms import raise_alarms
from catalog.folding import fold_duplicates
from catalog.importing import AlreadyRunningError, import_source, try_source
from catalog.models import Source
from catalog.noting import note_signs
from catalog.offer_translations import OFFERS, translate_now
from catalog.pictures import fetch_pictures
from catalog.sources import ADAPTERS


def hindrance_of(source: Source) -> str:
    """What keeps a source from being read for now; it is no failure, so no run tells of it."""
    adapter = ADAPTERS.get(source.kind)
    return adapter.hindrance(source.options) if adapter else ""


def import_one(source_id: int) -> str:
    """Import a source; a second call while it runs, or after it is gone, does nothing."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        return f"source {source_id} is gone"
    try:
        run = import_source(source)
    except AlreadyRunningError as error:
        return str(error)
    fold_duplicates()
    note_signs()
    return f"{source}: {run.found} found, {run.new} new, {run.changed} changed, {run.state}"


def try_one(source_id: int, most_pages: int | None = None) -> str:
    """Read a source, the first pages or all, and store nothing but what was seen."""
    source = Source.objects.filter(pk=source_id).first()
    if source is None:
        return f"source {source_id} is gone"
    try:
        run = try_source(source, most_pages)
    except AlreadyRunningError as error:
        return str(error)
    return f"{source}: {run.found} found in a dry run, {run.state}"


def import_due() -> str:
    """Queue every source whose rhythm says so."""
    due = [source.pk for source in Source.objects.due() if not hindrance_of(source)]
    for source_id in due:
        async_task("catalog.tasks.import_one", source_id)
    return f"{len(due)} sources queued"


def watch_sources() -> str:
    """Tell curators about sources that fell silent."""
    return f"{len(raise_alarms())} sources have fallen silent"


def fetch_course_pictures() -> str:
    """Make our own copies of pictures that courses name."""
    return f"{fetch_pictures()} pictures fetched"


def translate_offer(kind: str, key: int, language: str) -> str:
    """Translate a vacancy or a course; once done, or where it is gone, nothing is asked again."""
    offer = OFFERS[kind].objects.filter(pk=key).first()
    return translate_now(offer, language).state if offer else f"{kind} {key} is gone"
