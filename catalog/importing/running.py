"""One import of one source, page by page: killed anywhere, the next one goes on."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing.closing import close_missing
from catalog.importing.pages import prepare_page, store_page
from catalog.importing.understanding import Vocabulary, load_vocabulary
from catalog.models import ImportRun, Region, Source
from catalog.reference import load_reference
from catalog.sources import ADAPTERS
from catalog.sources.base import Adapter, Page, SourceError

# The class of our advisory locks; the second number is the source.
LOCK = 0x5746
# The server notices after a moment that a killed importer is gone.
PATIENCE_S = 5
# A run that died longer ago isn't continued: its checkpoint no longer says much.
LONGEST_PAUSE = timedelta(days=1)

Progress = Callable[[ImportRun], None]


class AlreadyRunningError(Exception):
    """Another import of the same source is at work."""


def import_source(source: Source, on_progress: Progress | None = None) -> ImportRun:
    """Read a source and store what it offers; the run says what became of it.

    A source that fails leaves a run in the state `failed` with a sentence, and all that was
    read before is in. Raises AlreadyRunningError when the source is being imported.
    """
    with _only_import_of(source):
        run = _begin(source)
        try:
            _read(source, run, on_progress or (lambda run: None))
        except SourceError as error:
            _finish(run, ImportRun.State.FAILED, str(error))
        else:
            _conclude(source, run)
        if run.state == ImportRun.State.DONE:
            source.note_success()
        else:
            source.note_failure(run.message)
    return run


@contextmanager
def _only_import_of(source: Source) -> Iterator[None]:
    """Hold the lock of a source; it goes with the connection, however the process ends."""
    deadline = time.monotonic() + PATIENCE_S
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, source.pk])
            if cursor.fetchone() == (True,):
                break
            if time.monotonic() > deadline:
                raise AlreadyRunningError(
                    _("%(source)s is being imported at the moment.") % {"source": source}
                )
            time.sleep(0.1)
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, source.pk])


def _begin(source: Source) -> ImportRun:
    """The run that was killed, to go on with it; else a new one."""
    killed = source.runs.filter(state=ImportRun.State.RUNNING).first()
    if killed is None:
        return source.runs.create()
    if killed.started_at > timezone.now() - LONGEST_PAUSE:
        return killed
    _finish(killed, ImportRun.State.FAILED, _("The import was interrupted."))
    return source.runs.create()


def _read(source: Source, run: ImportRun, on_progress: Progress) -> None:
    adapter = ADAPTERS.get(source.kind)
    if adapter is None:
        raise SourceError(_("Nothing here reads the kind “%(kind)s”.") % {"kind": source.kind})
    vocabulary = _vocabulary()
    for page in adapter.fetch(source.options, run.checkpoint):
        _take_in(adapter, page, run, vocabulary)
        on_progress(run)


def _take_in(adapter: Adapter, page: Page, run: ImportRun, vocabulary: Vocabulary) -> None:
    """Store a page, its counts and its checkpoint together, or nothing of it."""
    source = run.source
    prepared = prepare_page(adapter, page, source, vocabulary, timezone.now())
    with transaction.atomic():
        counts = store_page(prepared, source, run)
        run.new += counts.new
        run.changed += counts.changed
        run.unchanged += counts.unchanged
        run.quarantined += counts.quarantined
        run.found += counts.found
        run.checkpoint = page.checkpoint
        run.save()


def _conclude(source: Source, run: ImportRun) -> None:
    """The source was read to its end: close what is gone, or say that nothing could be read."""
    if run.found and run.found == run.quarantined:
        first = run.quarantine.order_by("pk").first()
        message = _("None of %(count)s items could be read. The first one: %(reason)s.") % {
            "count": run.found,
            "reason": first.reason if first else "",
        }
        _finish(run, ImportRun.State.FAILED, message)
        return
    run.is_complete = ADAPTERS[source.kind].is_complete(source.options)
    with transaction.atomic():
        if run.is_complete:
            close_missing(source, run)
        _finish(run, ImportRun.State.DONE, run.message)


def _finish(run: ImportRun, state: ImportRun.State, message: str) -> None:
    run.state = state
    run.message = message
    run.finished_at = timezone.now()
    run.save()


def _vocabulary() -> Vocabulary:
    if not Region.objects.filter(code=Region.UNKNOWN).exists():
        load_reference()
    return load_vocabulary()
