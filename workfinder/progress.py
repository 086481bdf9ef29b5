"""What the commands `./run` and `./test` tell the person at the terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class SetUpError(Exception):
    """What a person has to put right; the message is one sentence that says how."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(name: str, doing: str) -> Iterator[None]:
    """Say what is being done, and afterwards how long it took."""
    say(f"{name}: {doing}")
    began = time.monotonic()
    yield
    say(f"{name}: done in {time.monotonic() - began:.1f} s")
