"""Django's migrate, patient with a site that runs: it waits two seconds for a lock, not for ever.

A migration that waits for a lock makes everybody behind it wait too. So it gives up soon, lets them
through, and tries again.
"""

import time
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

LOCK_TIMEOUT = "2s"
ATTEMPTS = 10
PAUSE_SECONDS = 1


class Command(Migrate):
    """`manage.py migrate`."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Try ten times to get at the tables."""
        connection = connections[options["database"]]
        for attempt in range(1, ATTEMPTS + 1):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
            try:
                super().handle(*args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write(f"A table is in use; attempt {attempt} of {ATTEMPTS} gave up.")
                time.sleep(PAUSE_SECONDS)
            else:
                with connection.cursor() as cursor:
                    cursor.execute("RESET lock_timeout")
                return
        message = "A table was in use all the time: stop the worker and imports, then start again."
        raise CommandError(message)
