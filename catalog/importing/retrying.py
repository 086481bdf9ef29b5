"""Reads again what was set aside, once the source's options or the reading were mended."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing.pages import prepare_page, store_page
from catalog.importing.running import adapter_of, count_in, finish, known_vocabulary, only_import_of
from catalog.models import ImportRun, QuarantinedItem, Source
from catalog.sources.base import Adapter, Page, RawItem, SourceError


def retry_items(source: Source, keys: Sequence[int]) -> ImportRun:
    """Read items of a source again in a run of their own.

    Those that can be read now are in and leave the quarantine; the others stay with their new
    reason. Raises AlreadyRunningError.
    """
    with only_import_of(source):
        run = source.runs.create()
        try:
            _retry(source, keys, run)
        except SourceError as error:
            finish(run, ImportRun.State.FAILED, str(error))
        else:
            finish(run, ImportRun.State.DONE, _("What was set aside was read again."))
    return run


def _retry(source: Source, keys: Sequence[int], run: ImportRun) -> None:
    adapter = adapter_of(source)
    items = list(QuarantinedItem.objects.filter(source=source, pk__in=keys, is_whole=True))
    raw = [(item, _raw_item(adapter, item)) for item in items]
    page = Page(tuple(ready for _item, ready in raw if ready is not None), {})
    done = [item.pk for item, ready in raw if ready is not None]
    prepared = prepare_page(adapter, page, source, known_vocabulary(), timezone.now())
    with transaction.atomic():
        count_in(run, store_page(prepared, run))
        # Those that still can't be read were set aside anew just now.
        QuarantinedItem.objects.filter(pk__in=done).delete()
        run.save()


def _raw_item(adapter: Adapter, item: QuarantinedItem) -> RawItem | None:
    try:
        return RawItem(item.place, adapter.raw_of(item.raw))
    except ValueError:
        return None
