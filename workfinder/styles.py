"""The style sheets of every page: five to write, one to send.

A phone far from the server pays a round trip for each file before it paints anything, so what
`./run` collects has one sheet in their stead. Where nothing is collected, the five are sent.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files import File
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order in which they are read.
SHEETS = (
    "css/tokens.css",
    "css/base.css",
    "css/icons.css",
    "css/components.css",
    "css/pages.css",
)
JOINED = "css/site.css"


def linked_sheets() -> tuple[str, ...]:
    """The sheets that every page links: one where they were joined, else each."""
    sheets: tuple[str, ...] = getattr(staticfiles_storage, "sheets", SHEETS)
    return sheets


class JoiningStorage(CompressedManifestStaticFilesStorage):
    """Collects static files with the sheets of every page joined."""

    sheets = (JOINED,)

    def post_process(self, paths: Any, dry_run: bool = False, **options: Any) -> Iterator[Any]:  # noqa: FBT001, FBT002  # as in Django
        """Join, then name by content and compress, as whatever else is collected."""
        if not dry_run and all(name in paths for name in SHEETS):
            self._join(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _join(self, paths: Any) -> None:
        parts = []
        for name in SHEETS:
            storage, path = paths[name]
            with storage.open(path) as file:
                parts.append(file.read())
        self.delete(JOINED)
        self.save(JOINED, File(BytesIO(b"\n".join(parts))))
        paths[JOINED] = (self, JOINED)
