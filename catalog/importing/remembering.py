"""What a source remembers from one import to the next, in the database."""

from collections.abc import Iterable, Mapping
from typing import Any

from catalog.models import RememberedValue, Source
from catalog.sources.base import Forgetful


class SourceMemory:
    """The lasting memory of a source; what is kept is there at once."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def recall(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is remembered of these keys."""
        rows = RememberedValue.objects.filter(source=self._source, key__in=list(keys))
        return dict(rows.values_list("key", "value"))

    def remember(self, values: Mapping[str, Any]) -> None:
        """Keep, or keep anew."""
        RememberedValue.objects.bulk_create(
            (
                RememberedValue(source=self._source, key=key, value=value)
                for key, value in values.items()
            ),
            update_conflicts=True,
            unique_fields=["source", "key"],
            update_fields=["value", "written_at"],
        )


class BorrowedMemory(Forgetful):
    """Recalls what the source remembers, and keeps nothing beyond a dry run."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._lasting = SourceMemory(source)

    def recall(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is remembered, or was said since."""
        wanted = list(keys)
        return self._lasting.recall(wanted) | super().recall(wanted)
