"""Imports a JSON Lines file of vacancies, courses, or both."""

import json
import re
import time
from pathlib import Path

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.folding import fold_duplicates
from catalog.importing import AlreadyRunningError, import_source
from catalog.models import ImportRun, Source
from catalog.noting import note_signs

COUNTS = ("found", "new", "changed", "unchanged", "quarantined", "closed")
EVERY_S = 2


class Command(BaseCommand):
    """`manage.py import_file FILE [--source NAME] [--no-index]`."""

    help = (
        "Imports a JSON Lines file (gzip too), indexes what came, and ends with one JSON line of"
        " counts. The exit code is 1 when nothing could be read."
    )

    # It serves no page, so the addresses of the site need no checking first.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and what to do with it."""
        parser.add_argument("file", help="one object a line; gzip is told by its content")
        parser.add_argument("--source", help="name of the source; default: that of the file")
        parser.add_argument(
            "--no-index", action="store_true", help="leave the vectors to the next index_vectors"
        )

    def handle(self, *, file: str, source: str | None, no_index: bool, **_options: object) -> None:
        """Import, index, report."""
        path = Path(file).resolve()
        origin = self._source(path, source or _name_of(path))
        self._shown_at = self._started = time.monotonic()
        try:
            run = import_source(origin, self._show)
        except AlreadyRunningError as error:
            raise CommandError(str(error)) from error
        if run.message:
            self.stderr.write(run.message)
        is_anything_in = run.found > run.quarantined
        if run.new or run.changed or run.closed:
            self.stderr.write(f"{fold_duplicates().folded} vacancies stand behind another one.")
            note_signs()
        if is_anything_in and not no_index:
            self._index()
        self.stdout.write(json.dumps({name: getattr(run, name) for name in COUNTS}))
        if not is_anything_in:
            raise CommandError(f"Nothing of {path.name} could be read.")

    def _source(self, path: Path, name: str) -> Source:
        source, _ = Source.objects.get_or_create(name=name[:100], defaults={"kind": "json_lines"})
        if source.kind != "json_lines":
            raise CommandError(f"The source “{name}” is of another kind: name another one.")
        source.options = source.options | {"path": str(path)}
        source.save(update_fields=["options"])
        return source

    def _show(self, run: ImportRun) -> None:
        now = time.monotonic()
        if now - self._shown_at >= EVERY_S:
            self._shown_at = now
            rate = run.found / (now - self._started)
            self.stderr.write(f"  {run.found} read, {rate:.0f} a second")

    def _index(self) -> None:
        """Make the vectors; the command belongs to a higher app, so it is called by name."""
        if "index_vectors" in get_commands():
            call_command("index_vectors", stdout=self.stderr)


def _name_of(path: Path) -> str:
    return re.sub(r"\.(?:jsonl|json|ndjson|txt|gz)\b", "", path.name) or path.name
