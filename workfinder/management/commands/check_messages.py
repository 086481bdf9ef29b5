"""Fails on a message that isn't translated, is fuzzy or has lost a placeholder."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workfinder.messages import faults


class Command(BaseCommand):
    """`manage.py check_messages`: nothing to say where all is translated."""

    help = "Checks that every message is translated."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Each fault on a line of its own."""
        found = faults(settings.BASE_DIR)
        for fault in found:
            self.stderr.write(fault)
        if found:
            message = f"{len(found)} messages need work: run collect_messages, then translate."
            raise CommandError(message)
        self.stdout.write("All messages are translated.")
