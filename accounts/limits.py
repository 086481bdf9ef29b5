"""How much one person or one address may ask of what costs: limits that hold for all processes.

Each request takes a turn; turns come back evenly, so that `60/hour` lets sixty through at once and
then one a minute (the generic cell rate algorithm). All that is kept of somebody is one moment:
when all turns are back. It lies in memory that a web server shares with the processes that it
forks, so it costs no request to anybody and needs no disk; where there is Redis, it lies there as
well, for all machines.
"""

import fcntl
import hashlib
import mmap
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle

ROOM = struct.Struct("=Qd")
ROOMS, NEAR = 1 << 16, 8
# What rounding makes of the moments.
HAIR = 1e-3


class Turns:
    """When all turns of a key are back: a table of fixed size, each key in one of a few rooms.

    Where all of them are taken, whoever has the most turns back is forgotten.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ROOMS * ROOM.size)
        self._threads = threading.Lock()
        # A lock that ends with the process that holds it, however that ends.
        self._processes = _nameless_file()

    def take(
        self, key: str, step: float, span: float, elsewhere: float = 0.0
    ) -> tuple[float, float]:
        """Seconds to wait, 0 if a turn was taken, and the moment when all turns are back.

        A turn comes back each `step` seconds, all in `span`; `elsewhere` is what others know.
        """
        seal = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big") or 1
        now = time.time()
        with self._alone():
            at, known = self._room(seal)
            # What lies further ahead is of a clock that has been set back since.
            ahead = (moment for moment in (known, elsewhere) if moment <= now + span + HAIR)
            back = max([now, *ahead]) + step
            wait = back - now - span
            if wait > HAIR:
                return wait, back - step
            ROOM.pack_into(self._memory, at, seal, back)
        return 0.0, back

    def clear(self) -> None:
        """All turns are back."""
        with self._alone():
            self._memory[:] = bytes(len(self._memory))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._threads:
            fcntl.lockf(self._processes, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.lockf(self._processes, fcntl.LOCK_UN)

    def _room(self, seal: int) -> tuple[int, float]:
        """Where a key is kept or may be, and its moment, 0 for a new one."""
        places = [(seal + step) % ROOMS * ROOM.size for step in range(NEAR)]
        kept = [(*ROOM.unpack_from(self._memory, at), at) for at in places]
        for known, moment, at in kept:
            if known == seal:
                return at, moment
        return min(kept, key=lambda row: row[1])[2], 0.0


def _nameless_file() -> int:
    number, name = tempfile.mkstemp()
    Path(name).unlink()
    return number


# Made as the server loads the site, before it forks.
turns = Turns()


class SharedThrottle(SimpleRateThrottle):
    """Counts in `turns`, and in the cache where machines share one."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether there is a turn; taken, if so."""
        key = self.get_cache_key(request, view) if self.rate else None
        if key is None:
            return True
        count, seconds = self.parse_rate(self.rate)
        most, span = count or 1, seconds or 1
        elsewhere = cache.get(key) if settings.REDIS_URL else None
        self._wait, back = turns.take(key, span / most, span, elsewhere or 0.0)
        if settings.REDIS_URL and not self._wait:
            cache.set(key, back, span)
        return not self._wait

    def wait(self) -> float:
        """Seconds until there is one again."""
        return self._wait


class CostlyThrottle(ScopedRateThrottle, SharedThrottle):
    """What a view names as its `throttle_scope`."""
