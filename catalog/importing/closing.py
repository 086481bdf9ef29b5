"""Closes what two complete passes over a source no longer saw, but never much at once."""

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.importing.storing import SEEN_EVERY
from catalog.models import Course, ImportRun, Source, Vacancy

# When more than this part of a source's offers is gone, it is more likely that the source broke.
MOST_AT_ONCE = 0.3


def close_missing(source: Source, run: ImportRun) -> None:
    """Close what neither this complete pass nor the one before it saw; count it in the run.

    Rows are marked as seen once in SEEN_EVERY, so closing may come that much later.
    """
    passes = source.runs.filter(state=ImportRun.State.DONE, is_complete=True)
    previous = passes.exclude(pk=run.pk).order_by("-started_at").first()
    if previous is None:
        return
    unseen_since = previous.started_at - SEEN_EVERY
    for model in (Vacancy, Course):
        offered = model.objects.filter(source=source, closed_at=None)
        missing = offered.filter(last_seen_at__lt=unseen_since)
        count, total = missing.count(), offered.count()
        if count > MOST_AT_ONCE * total:
            run.message = _(
                "%(count)s of %(total)s are gone from the source. That many are not closed by"
                " themselves: look whether the source is whole."
            ) % {"count": count, "total": total}
        elif count:
            run.closed += missing.update(closed_at=timezone.now())
