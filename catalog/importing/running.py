"""One import of one source, page by page: killed anywhere, the next one goes on."""

import itertools
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing.closing import close_missing
from catalog.importing.pages import UNEXPECTED, PageCounts, prepare_page, store_page
from catalog.importing.remembering import BorrowedMemory, SourceMemory
from catalog.importing.sampling import sample_of
from catalog.importing.understanding import Vocabulary, load_vocabulary
from catalog.importing.undoing import forget_changes
from catalog.models import ImportRun, Region, Source
from catalog.reference import load_reference
from catalog.sources import ADAPTERS
from catalog.sources.base import Adapter, Forgetful, Page, Reading, SourceError

# The class of our advisory locks; the second number is the source.
LOCK = 0x5746
# The server notices after a moment that a killed importer is gone.
PATIENCE_S = 5
# A run that died longer ago isn't continued: its checkpoint no longer says much.
LONGEST_PAUSE = timedelta(days=1)
# How many items a dry run keeps to look at.
SAMPLE = 20

logger = logging.getLogger(__name__)

Progress = Callable[[ImportRun], None]


class AlreadyRunningError(Exception):
    """Another import of the same source is at work."""


def import_source(source: Source, on_progress: Progress | None = None) -> ImportRun:
    """Read a source and store what it offers; the run says what became of it.

    A source that fails leaves a run in the state `failed` with a sentence, and all that was
    read before is in. Raises AlreadyRunningError when the source is being imported.
    """
    with only_import_of(source):
        run = _begin(source)
        try:
            _read(source, run, on_progress or (lambda run: None))
        except SourceError as error:
            finish(run, ImportRun.State.FAILED, str(error))
            source.note_failure(str(error), error.wait, needs_curator=error.needs_curator)
        else:
            _conclude(source, run)
            if run.state == ImportRun.State.DONE:
                source.note_success()
            else:
                source.note_failure(run.message)
        forget_changes(source)
    return run


def try_source(source: Source, most_pages: int | None = None) -> ImportRun:
    """Read a source, the first pages or all, and say what an import would do; nothing is stored.

    The run keeps the first items as they were understood. Raises AlreadyRunningError.
    """
    with only_import_of(source):
        run = source.runs.create(is_dry=True)
        try:
            _rehearse(source, run, most_pages)
        except SourceError as error:
            finish(run, ImportRun.State.FAILED, str(error))
        else:
            finish(run, ImportRun.State.DONE, run.message)
    return run


@contextmanager
def only_import_of(source: Source) -> Iterator[None]:
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
    if killed.started_at > timezone.now() - LONGEST_PAUSE and not killed.is_dry:
        killed.note(_("The import was interrupted, and goes on."))
        return killed
    finish(killed, ImportRun.State.FAILED, _("The import was interrupted."))
    return source.runs.create()


def adapter_of(source: Source) -> Adapter:
    """What reads a source; SourceError where nothing does, or something hinders it."""
    adapter = ADAPTERS.get(source.kind)
    if adapter is None:
        raise SourceError(_("Nothing here reads the kind “%(kind)s”.") % {"kind": source.kind})
    if hindrance := adapter.hindrance(source.options):
        raise SourceError(hindrance)
    return adapter


def pages_of(adapter: Adapter, reading: Reading) -> Iterator[Page]:
    """The pages; what an adapter runs into when a source changed its shape is a SourceError too."""
    try:
        yield from adapter.fetch(reading)
    except UNEXPECTED as error:
        logger.exception("an adapter met something unexpected")
        raise SourceError(
            _("The source answered in another shape than expected (%(error)s).")
            % {"error": f"{type(error).__name__}: {error}"[:200]}
        ) from error


def _read(source: Source, run: ImportRun, on_progress: Progress) -> None:
    adapter = adapter_of(source)
    vocabulary = known_vocabulary()
    reading = Reading(source.options, run.checkpoint, SourceMemory(source))
    for page in pages_of(adapter, reading):
        _take_in(adapter, page, run, vocabulary)
        on_progress(run)


def _take_in(adapter: Adapter, page: Page, run: ImportRun, vocabulary: Vocabulary) -> None:
    """Store a page, its counts and its checkpoint together, or nothing of it."""
    prepared = prepare_page(adapter, page, run.source, vocabulary, timezone.now())
    with transaction.atomic():
        count_in(run, store_page(prepared, run))
        run.checkpoint = page.checkpoint
        run.note(*page.notes)
        run.save()


def _rehearse(source: Source, run: ImportRun, most_pages: int | None) -> None:
    """Count what storing would come to, and keep the first items to look at."""
    adapter = adapter_of(source)
    vocabulary = known_vocabulary()
    # A part is looked at afresh: a feed that has nothing new would show nothing.
    memory = BorrowedMemory(source) if most_pages is None else Forgetful()
    pages = pages_of(adapter, Reading(source.options, None, memory))
    for page in itertools.islice(pages, most_pages):
        prepared = prepare_page(adapter, page, source, vocabulary, timezone.now())
        count_in(run, prepared.foreseen())
        run.sample += sample_of(prepared, SAMPLE - len(run.sample))
        run.note(*page.notes)
        run.save()


def count_in(run: ImportRun, counts: PageCounts) -> None:
    """Add the counts of a page to those of its run."""
    run.new += counts.new
    run.changed += counts.changed
    run.unchanged += counts.unchanged
    run.quarantined += counts.quarantined
    run.found += counts.found


def _conclude(source: Source, run: ImportRun) -> None:
    """The source was read to its end: close what is gone, or say that nothing could be read."""
    if run.found and run.found == run.quarantined:
        first = run.quarantine.order_by("pk").first()
        message = _("None of %(count)s items could be read. The first one: %(reason)s.") % {
            "count": run.found,
            "reason": first.reason if first else "",
        }
        finish(run, ImportRun.State.FAILED, message)
        return
    run.is_complete = ADAPTERS[source.kind].is_complete(source.options)
    with transaction.atomic():
        if run.is_complete:
            close_missing(run)
        finish(run, ImportRun.State.DONE, run.message)


def finish(run: ImportRun, state: ImportRun.State, message: str) -> None:
    """Say how a run ended."""
    run.state = state
    run.message = message
    if message:
        run.note(message)
    run.finished_at = timezone.now()
    run.save()


def known_vocabulary() -> Vocabulary:
    """What texts are understood by; the tables are loaded where they are not there yet."""
    if not Region.objects.filter(code=Region.UNKNOWN).exists():
        load_reference()
    return load_vocabulary()
