"""Takes turns with a host, across all processes of a machine: one request at a time, no faster
than its pace, and none for a while after several failures (a circuit breaker).
"""

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.sources.base import SourceError

# So many failures in such a time open the breaker; after the rest one try decides.
MOST_FAILURES = 5
FAILURES_WITHIN_S = 60.0
REST_S = 300.0
# A state from the future is that of a skewed clock: it doesn't count.
TOLERANCE_S = 3600.0


@dataclass(slots=True)
class Host:
    """What is remembered of a host; times are seconds since 1970."""

    last: float = 0.0
    failures: list[float] = field(default_factory=list)
    open_until: float = 0.0

    def note(self, *, failed: bool, now: float) -> None:
        """Count a request, and open or close the breaker."""
        self.last = now
        if not failed:
            self.failures, self.open_until = [], 0.0
            return
        self.failures = [at for at in self.failures if at > now - FAILURES_WITHIN_S] + [now]
        # A failure while half-open opens it again.
        if len(self.failures) >= MOST_FAILURES or self.open_until:
            self.open_until = now + REST_S


@contextmanager
def turn(name: str, pace_s: float) -> Iterator[Host]:
    """Wait for one's turn with a host; SourceError while its breaker is open."""
    folder = settings.VAR_DIR / "hosts"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{sha256(name.encode()).hexdigest()[:24]}.json"
    with path.open("a+") as file:
        # The lock goes with the process, however it ends.
        fcntl.flock(file, fcntl.LOCK_EX)
        host = _read(file)
        now = time.time()
        if host.open_until > now:
            raise SourceError(
                _("%(host)s failed several times in a row, so it is left alone for some minutes.")
                % {"host": name},
                wait=timedelta(seconds=host.open_until - now),
            )
        time.sleep(max(0.0, min(pace_s, host.last + pace_s - now)))
        try:
            yield host
        finally:
            _write(file, host)


def _read(file: IO[str]) -> Host:
    file.seek(0)
    try:
        host = Host(**json.loads(file.read() or "{}"))
    except (ValueError, TypeError):  # a write that was cut off
        return Host()
    future = time.time() + TOLERANCE_S
    return Host() if max(host.last, host.open_until, *host.failures, 0) > future else host


def _write(file: IO[str], host: Host) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps(asdict(host)))
    file.flush()
