"""Removes the demo catalogue."""

from django.core.management.base import BaseCommand

from catalog.examples import remove_examples


class Command(BaseCommand):
    """`manage.py remove_demo`."""

    help = "Removes every example vacancy and course; they stay away."

    def handle(self, **_options: object) -> None:
        """Remove them, and say how many they were."""
        self.stdout.write(f"{remove_examples()} examples removed.")
