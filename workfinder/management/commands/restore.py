"""Brings a backup back."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from workfinder.backing_up import BackupError, kept_key, restore
from workfinder.erasing import reapply_erasures


class Command(BaseCommand):
    """`./run manage restore FILE`."""

    help = "Brings a backup into a new database, checks it row by row, and lets it take over."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, and over what."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace",
            action="store_true",
            help="put a database that holds a site aside, under another name",
        )
        parser.add_argument(
            "--keys", action="store_true", help="take the backup's keys too, for a new machine"
        )

    def handle(self, *_args: Any, file: Path, replace: bool, keys: bool, **_options: Any) -> None:
        """Say what came back."""
        began = time.monotonic()
        try:
            back = restore(file.resolve(), replace=replace, keys=keys)
        except BackupError as error:
            raise CommandError(str(error)) from error
        connection.close()
        # The backup's people were sealed with its key.
        gone = reapply_erasures(kept_key() if keys else None)
        self.stdout.write(f"{gone} people who had been deleted since are deleted again.")
        self.stdout.write(
            f"{file}: {back.rows} rows of {len(back.tables)} tables and {len(back.files)} files "
            f"are back as they were on {back.made_at}, in {time.monotonic() - began:.1f} s."
        )
