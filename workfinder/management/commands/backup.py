"""Writes a backup while the site runs."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from workfinder.backing_up import BackupError, back_up


class Command(BaseCommand):
    """`./run manage backup [FILE]`."""

    help = "Writes database, photos and keys into one file; the site may run meanwhile."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where it goes."""
        usual = f"workfinder-{timezone.now():%Y%m%d-%H%M%S}.tar"
        parser.add_argument("file", nargs="?", type=Path, default=Path(usual))

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Say what it holds."""
        began = time.monotonic()
        try:
            made = back_up(file.resolve())
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{file}: {made.rows} rows of {len(made.tables)} tables, {len(made.files)} files, "
            f"{file.stat().st_size / 1e6:.1f} MB in {time.monotonic() - began:.1f} s. "
            "It holds people's data and the site's keys: keep it where nobody else reads."
        )
