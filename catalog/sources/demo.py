"""The demo catalogue, as a source among others."""

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog import demo
from catalog.sources.base import (
    Adapter,
    Found,
    Options,
    Page,
    RawItem,
    Reading,
    SourceError,
)
from catalog.sources.json_lines import PAGE_SIZE, read_found
from catalog.sources.values import noon_before


class Demo(Adapter):
    """Reads the invented vacancies and courses; their dates count back from the day of loading."""

    label = _("demo catalogue")
    help_text = _("Invented vacancies and courses, shown as examples.")

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages of examples; `options["day"]` is the day from which `days_ago` counts.

        Reading takes seconds and the files may change in between, so it always starts over.
        """
        day = date.fromisoformat(reading.options["day"])
        rows = itertools.chain(demo.vacancies(), demo.courses())
        try:
            while batch := list(itertools.islice(rows, PAGE_SIZE)):
                raw = (RawItem(str(row["external_id"]), _dated(row, day)) for row in batch)
                yield Page(tuple(raw), {})
        except demo.DemoError as error:
            raise SourceError(str(error)) from error

    def parse(self, item: RawItem, options: Options) -> Found:
        """An example as a vacancy or a course."""
        return read_found(item.raw)

    def is_complete(self, options: Options) -> bool:
        """A newer demo replaces the older one by name, nothing waits to be closed."""
        return False


def _dated(row: dict[str, Any], day: date) -> dict[str, Any]:
    if "days_ago" not in row:
        return row
    return row | {"published_at": noon_before(day, row["days_ago"]).isoformat()}
