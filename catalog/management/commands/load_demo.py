"""Loads the reference tables and the demo catalogue, once."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from catalog.examples import load_examples
from catalog.importing import AlreadyRunningError
from catalog.models import ImportRun


class Command(BaseCommand):
    """`manage.py load_demo`."""

    help = "Loads regions, specialties, skills and the example vacancies and courses, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """--anew brings back examples that were removed."""
        parser.add_argument("--anew", action="store_true", help="also after they were removed")

    def handle(self, *, anew: bool, **_options: object) -> None:
        """Load what isn't there yet."""
        try:
            run = load_examples(timezone.localdate(), self._show, anew=anew)
        except AlreadyRunningError as error:
            raise CommandError(str(error)) from error
        if run is None:
            self.stdout.write("The demo catalogue is as it should be.")
        elif run.state != ImportRun.State.DONE:
            raise CommandError(run.message)
        else:
            self.stdout.write(
                f"Demo: {run.found} found, {run.new} new, {run.changed} changed,"
                f" {run.quarantined} set aside."
            )

    def _show(self, run: ImportRun) -> None:
        self.stderr.write(f"  {run.found} examples")
