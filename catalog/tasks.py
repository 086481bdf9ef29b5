"""What the worker does for the catalogue."""

from django_q.tasks import async_task

from catalog.folding import fold_duplicates
from catalog.importing import AlreadyRunningError, import_source
from catalog.models import Source


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
    return f"{source}: {run.found} found, {run.new} new, {run.changed} changed, {run.state}"


def import_due() -> str:
    """Queue every source whose rhythm says so."""
    due = Source.objects.due().values_list("pk", flat=True)
    for source_id in due:
        async_task("catalog.tasks.import_one", source_id)
    return f"{len(due)} sources queued"
