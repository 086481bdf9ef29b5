"""Writes the catalogues that Django reads, without gettext's programs."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workfinder.messages import compile_all


class Command(BaseCommand):
    """`manage.py compile_messages`: at set-up, and whenever a translation has changed."""

    help = "Compiles the catalogues of messages; Uzbek in Cyrillic script is made of Uzbek."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """All languages at once; it takes a second."""
        for path in compile_all(settings.BASE_DIR):
            self.stdout.write(path.relative_to(settings.BASE_DIR).as_posix())
