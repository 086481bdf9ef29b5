"""Queues what is due, apart from the workers."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django_q.scheduler import scheduler

PAUSE_SECONDS = 5


class Command(BaseCommand):
    """`./run scheduler`; several of them, or workers that schedule too, do no harm."""

    help = "Queues what the schedule asks for, until it is told to stop."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Look every five seconds; a database that is away for a while is waited for."""
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                scheduler()
            except DatabaseError as error:
                self.stderr.write(f"The database doesn't answer: {str(error).strip()}")
            close_old_connections()
            stopped.wait(PAUSE_SECONDS)
