"""Locks between processes of one checkout; the system frees them when their holder dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workfinder.progress import SetUpError, say


@contextmanager
def held(path: Path, waiting: str) -> Iterator[None]:
    """Hold the lock meanwhile; says the sentence when somebody else has it, and waits."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def held_or_refused(path: Path, refusal: str) -> Iterator[None]:
    """Hold the lock meanwhile; refuses with the sentence when somebody else has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SetUpError(refusal) from None
        yield
