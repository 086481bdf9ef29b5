"""Lets in as many requests as the machine can work on, has a few wait, and sends the rest away.

Without it an overloaded site answers everybody too late; so it answers those whom it can, and tells
the others at once when to come back.
"""

import threading
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from workfinder.errors import busy

Answer = Callable[[HttpRequest], HttpResponse]


class Door:
    """So many inside at once, and so many who wait for a while."""

    def __init__(self, inside: int, waiting: int, patience: float) -> None:
        self._places = threading.BoundedSemaphore(inside)
        self._waiting, self._patience = waiting, patience
        self._lock = threading.Lock()
        self.refused = 0

    def enter(self) -> bool:
        """Whether there is a place, now or within the patience."""
        if self._places.acquire(blocking=False):
            return True
        with self._lock:
            if self._waiting <= 0:
                self.refused += 1
                return False
            self._waiting -= 1
        try:
            has_place = self._places.acquire(timeout=self._patience)
        finally:
            with self._lock:
                self._waiting += 1
        if not has_place:
            with self._lock:
                self.refused += 1
        return has_place

    def leave(self) -> None:
        """Make the place free."""
        self._places.release()


def admission(get_response: Answer) -> Answer:
    """Answer 503 where no place becomes free in time."""
    door = Door(settings.WEB_AT_ONCE, settings.WEB_WAITING, settings.WEB_PATIENCE_SECONDS)

    def answer(request: HttpRequest) -> HttpResponse:
        if not door.enter():
            return busy(request)
        try:
            return get_response(request)
        finally:
            door.leave()

    return answer
