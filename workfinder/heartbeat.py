"""Signs of life of the queue: it can stop working without ending, and then nobody would notice.

A scheduled task leaves a mark each minute. A task that runs for hours may hold the heartbeat up,
so every worker also notes that it is at work; silence counts only where nobody is.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

from workfinder.processes import command_of

BEAT_FILE = "heartbeat"
BUSY_PREFIX = "busy-"
LONGEST_SILENCE_SECONDS = 180
AHEAD_SECONDS = 60


def beat() -> None:
    """Leave a mark; the queue calls this each minute."""
    (_folder() / BEAT_FILE).touch()


def note_busy(**_signal: object) -> None:
    """Note that this process has taken up a task."""
    (_folder() / f"{BUSY_PREFIX}{os.getpid()}").touch()


def note_idle(**_signal: object) -> None:
    """Note that this process has finished its task."""
    (_folder() / f"{BUSY_PREFIX}{os.getpid()}").unlink(missing_ok=True)


def silence(folder: Path, since: float) -> float:
    """Seconds without a sign of life, counted from a moment of `time.time()` at the earliest."""
    if any(_is_busy(note) for note in folder.glob(f"{BUSY_PREFIX}*")):
        return 0
    with suppress(FileNotFoundError):
        beaten = (folder / BEAT_FILE).stat().st_mtime
        # A beat of the future is of a clock that was set back since: it says nothing.
        if beaten <= time.time() + AHEAD_SECONDS:
            since = max(since, beaten)
    return time.time() - since


def _is_busy(note: Path) -> bool:
    if "qcluster" in command_of(int(note.name.removeprefix(BUSY_PREFIX))):
        return True
    note.unlink(missing_ok=True)
    return False


def _folder() -> Path:
    from django.conf import settings  # noqa: PLC0415 - the launcher has none

    folder = Path(settings.VAR_DIR) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
