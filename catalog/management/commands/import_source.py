"""Imports one source, as the schedule does."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.importing import AlreadyRunningError, import_source
from catalog.models import ImportRun, Source


class Command(BaseCommand):
    """`manage.py import_source NAME`."""

    help = "Imports one source now."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name of the source, as the admin shows it."""
        parser.add_argument("name")

    def handle(self, *, name: str, **_options: object) -> None:
        """Import it, and say what was found."""
        source = Source.objects.filter(name=name).first()
        if source is None:
            names = ", ".join(Source.objects.values_list("name", flat=True))
            raise CommandError(f"There is no source “{name}”. There are: {names}.")
        try:
            run = import_source(source)
        except AlreadyRunningError as error:
            raise CommandError(str(error)) from error
        if run.state != ImportRun.State.DONE:
            raise CommandError(run.message)
        self.stdout.write(
            f"{source}: {run.found} found, {run.new} new, {run.changed} changed,"
            f" {run.closed} closed, {run.quarantined} set aside."
        )
