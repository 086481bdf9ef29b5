"""Make the vectors that are missing or stale."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from recommendations.embedding import NoModelError, get_embedder, identity
from recommendations.indexing import index_stale, index_words, is_fresh


class Command(BaseCommand):
    """Shows progress; stopped anywhere, it goes on where it was."""

    help = "Make the vectors that are missing or stale."

    def handle(self, **options: Any) -> None:
        """Without any model say so and go: lexical matching still answers."""
        if is_fresh(*identity()):
            self.stderr.write("Every text has its vector.")
            return
        try:
            embedder = get_embedder()
        except NoModelError as error:
            self.stderr.write(f"{error} Words alone are compared until then.")
            index_words(self._show)
            return
        done = index_stale(embedder, self._show)
        self.stderr.write(f"{done} texts looked at.")

    def _show(self, what: str, done: int, total: int) -> None:
        end = "\n" if done == total or not sys.stderr.isatty() else "\r"
        self.stderr.write(f"  {what}: {done} of {total}", ending=end)
