"""Closes what two complete passes over a source no longer saw, but never much at once."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing.storing import SEEN_EVERY, keep_former
from catalog.models import Course, ImportRun, Vacancy

# When more than this part of a source's offers is gone, it is more likely that the source broke.
MOST_AT_ONCE = 0.3


def close_missing(run: ImportRun) -> None:
    """Close what neither this complete pass nor the one before it saw; count it in the run.

    Rows are marked as seen once in SEEN_EVERY, so closing may come that much later.
    """
    since = _unseen_since(run)
    if since is None:
        return
    for offered, missing in _missing(run, since):
        count, total = missing.count(), offered.count()
        if count > MOST_AT_ONCE * total:
            run.to_close += count
            run.message = _(
                "%(count)s of %(total)s are gone from the source. That many are not closed by"
                " themselves: look whether the source is whole."
            ) % {"count": count, "total": total}
        elif count:
            run.closed += _close(run, missing)


@transaction.atomic
def close_waiting(run: ImportRun) -> int:
    """Close what a run left to a curator's word; what came back since stays open."""
    since = _unseen_since(run)
    if since is None or not run.to_close:
        return 0
    closed = sum(_close(run, missing) for _offered, missing in _missing(run, since))
    run.closed += closed
    run.to_close = 0
    run.note(_("%(count)s closed by a curator.") % {"count": closed})
    run.save(update_fields=["closed", "to_close", "log"])
    return closed


def _unseen_since(run: ImportRun) -> datetime | None:
    """What was last seen before this is gone; None before there were two complete passes."""
    passes = ImportRun.objects.filter(
        source=run.source_id, state=ImportRun.State.DONE, is_complete=True, is_dry=False
    )
    previous = passes.filter(started_at__lt=run.started_at).order_by("-started_at").first()
    return previous.started_at - SEEN_EVERY if previous else None


def _missing(run: ImportRun, since: datetime) -> Iterator[tuple[QuerySet[Any], QuerySet[Any]]]:
    for model in (Vacancy, Course):
        offered = model.objects.filter(source=run.source_id, closed_at=None)
        missing = offered.filter(last_seen_at__lt=since)
        yield offered, missing.exclude(corrected__contains=["closed_at"])


def _close(run: ImportRun, offers: QuerySet[Any]) -> int:
    keep_former(run, offers)
    return offers.update(closed_at=timezone.now())
