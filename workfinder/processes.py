"""Processes: who they are, how they start, how a whole group of them ends."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Process:
    """A process that lives now (zombies don't count)."""

    pid: int
    group: int
    command: str


class StopRequested(BaseException):
    """Ctrl-C, TERM or a closed terminal; unwinds everything that was started."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class StopSignals:
    """Turns the first INT, TERM or HUP into StopRequested; later ones only mean hurry."""

    def __init__(self) -> None:
        self.seen: int | None = None
        self.hurry = False

    def watch(self) -> None:
        """Listen from now on, also where a shell made background jobs deaf to INT."""
        signal.signal(signal.SIGINT, self._note)
        signal.signal(signal.SIGTERM, self._note)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._note)

    def _note(self, number: int, _frame: object) -> None:
        if self.seen is not None:
            self.hurry = True
            return
        self.seen = number
        raise StopRequested(number)


def die_with_parent(number: int) -> Callable[[], None] | None:
    """For `preexec_fn`: Linux signals the child when its parent is gone, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, number)


def start(
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    *,
    keep: Sequence[int] = (),
    output: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own, without stdin; it ends when we do."""
    return subprocess.Popen(  # noqa: S603 - every command is spelled out by its caller
        list(command),
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=keep,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - we have no threads
    )


def finish(process: subprocess.Popen[bytes], grace: float = 10) -> int:
    """Wait for a command that is a step of ours; whatever interrupts us ends its group too."""
    try:
        return process.wait()
    except BaseException:
        stop(process, grace)
        raise


def stop(process: subprocess.Popen[bytes], grace: float) -> None:
    """TERM to the main process once, KILL to its whole group after the grace period."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    kill_group(process.pid)
    process.wait()


def kill_group(group: int) -> None:
    """End at once whatever is left of a group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def command_of(pid: int) -> str:
    """The command line of a process, or nothing if there is no such process."""
    if PROC.is_dir():
        with suppress(OSError):
            words = (PROC / str(pid) / "cmdline").read_bytes().split(b"\0")
            return os.fsdecode(b" ".join(words)).strip()
        return ""
    return next((found.command for found in living() if found.pid == pid), "")


def living() -> Iterator[Process]:
    """Every process that we may look at."""
    if not PROC.is_dir():
        yield from _listed_by_ps()
        return
    for folder in PROC.iterdir():
        if not folder.name.isdigit() or not (command := command_of(int(folder.name))):
            continue
        with suppress(OSError):
            yield Process(int(folder.name), os.getpgid(int(folder.name)), command)


def _listed_by_ps() -> Iterator[Process]:
    listing = subprocess.run(
        ["/bin/ps", "-A", "-ww", "-o", "pid=,pgid=,command="],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listing.stdout.splitlines():
        pid, group, command = line.split(None, 2)
        yield Process(int(pid), int(group), command)


def stop_leftovers(group: int, mark: str, grace: float) -> bool:
    """End what a launcher that was killed left in a group; only processes that bear the mark."""
    found = [process for process in living() if process.group == group and mark in process.command]
    if any(process.pid == group for process in found):
        _signal(group, signal.SIGTERM)
        wait_until(lambda: mark not in command_of(group), grace)
    for process in found:
        if mark in command_of(process.pid):
            _signal(process.pid, signal.SIGKILL)
    wait_until(lambda: not any(mark in command_of(process.pid) for process in found), grace)
    return bool(found)


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Look again and again until it is so; False when the time is over."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)
