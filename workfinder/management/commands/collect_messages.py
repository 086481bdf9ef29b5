"""Puts the messages of the code and of the templates into the catalogues."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workfinder.messages import WRITTEN, collect, renew


class Command(BaseCommand):
    """`manage.py collect_messages`: then translate what is empty in locale/*/django.po."""

    help = "Collects the messages that are to be translated."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Each catalogue gets the messages of now."""
        template = collect(settings.BASE_DIR)
        for language in WRITTEN:
            catalogue = renew(settings.BASE_DIR, language, template)
            empty = sum(1 for message in catalogue if message.id and not message.string)
            self.stdout.write(f"{language}: {len(catalogue)} messages, {empty} to translate")
