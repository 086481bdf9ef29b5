"""Keep the web server, the worker and the database alive until somebody says stop."""

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from workfinder import heartbeat, processes
from workfinder.databases import Database
from workfinder.environment import MANAGE, PYTHON, ROOT
from workfinder.progress import SetUpError, say

WEB, WORKER, SCHEDULER = "web", "worker", "scheduler"
# What stands in their command lines, and in no other process of the machine.
MARKS = {
    WEB: f"{ROOT / 'workfinder' / 'gunicorn_conf.py'}",
    WORKER: f"{ROOT / 'manage.py'} qcluster",
    SCHEDULER: f"{ROOT / 'manage.py'} run_scheduler",
}
TICK_SECONDS = 0.3
LONG_LIFE_SECONDS = 60
LONGEST_PAUSE_SECONDS = 30
# A web server that never lived long ends the start after so many attempts.
HOPELESS_ATTEMPTS = 5
GRACE_SECONDS = 12
ANSWER_SECONDS = 5


class Child:
    """A process that is started again whenever it ends."""

    def __init__(self, name: str, command: Sequence[str | Path], keep: Sequence[int] = ()) -> None:
        self.name, self.command, self.keep = name, command, keep
        self.process: subprocess.Popen[bytes] | None = None
        self.began = 0.0
        self.attempts = 0
        self.due = 0.0
        self.has_lived = False

    def start(self, notes: Path) -> None:
        """Start it, and note its pid for a launcher that comes after a crash."""
        self.process = processes.start(self.command, os.environ, keep=self.keep)
        self.began = time.monotonic()
        self.attempts += 1
        (notes / f"{self.name}.pid").write_text(f"{self.process.pid}\n")

    def tend(self, notes: Path) -> None:
        """Start it again, after a pause that grows, when it has ended."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start(notes)
            return
        if self.process.poll() is None:
            if now - self.began > LONG_LIFE_SECONDS:
                self.attempts, self.has_lived = 1, True
            return
        processes.kill_group(self.process.pid)
        if self.name == WEB and self.attempts >= HOPELESS_ATTEMPTS and not self.has_lived:
            message = "The web server ends again and again; its last lines above say why."
            raise SetUpError(message)
        pause = min(2 ** (self.attempts - 1), LONGEST_PAUSE_SECONDS)
        say(f"The {self.name} ended with {self.process.returncode}; again in {pause} s")
        self.process, self.due = None, now + pause

    def replace(self, notes: Path) -> None:
        """End what runs and start it anew."""
        if self.process:
            processes.stop(self.process, GRACE_SECONDS)
        self.start(notes)

    def is_silent(self, notes: Path) -> bool:
        """Whether the queue has stopped working without ending."""
        if self.name != WORKER or self.process is None:
            return False
        began = time.time() - (time.monotonic() - self.began)
        return heartbeat.silence(notes, began) > heartbeat.LONGEST_SILENCE_SECONDS


def web(listeners: Sequence[socket.socket]) -> Child:
    """The web server, on sockets that are bound already."""
    binds = [f"--bind=fd://{listener.fileno()}" for listener in listeners]
    settings = ROOT / "workfinder" / "gunicorn_conf.py"
    command: list[str | Path] = [PYTHON, "-P", "-m", "gunicorn", "--config", settings, *binds]
    return Child(WEB, command, [listener.fileno() for listener in listeners])


def worker() -> Child:
    """The queue's cluster."""
    return Child(WORKER, [*MANAGE, "qcluster"])


def scheduler() -> Child:
    """What queues the tasks that are due, where the workers don't."""
    return Child(SCHEDULER, [*MANAGE, "run_scheduler"])


def serve(
    children: Sequence[Child],
    database: Database,
    signals: processes.StopSignals,
    announce: Callable[[], bool],
) -> None:
    """Tend the children until a signal ends it, then stop them all.

    `announce` is asked until it has told the person that the site answers.
    """
    notes = notes_folder()
    is_announced = False
    try:
        for child in children:
            child.start(notes)
        while True:
            _tend(children, database, notes)
            is_announced = is_announced or announce()
            time.sleep(TICK_SECONDS)
    except processes.StopRequested:
        say("Stopping")
    finally:
        stop_all(children, signals)
        for child in children:
            (notes / f"{child.name}.pid").unlink(missing_ok=True)


def _tend(children: Sequence[Child], database: Database, notes: Path) -> None:
    if database.is_lost:
        say("The database has ended; starting it again")
        database.revive()
        # The queue doesn't find its way back to a database that was gone.
        for child in children:
            if child.name == WORKER:
                child.replace(notes)
    for child in children:
        child.tend(notes)
        if child.is_silent(notes):
            say("The worker has given no sign of life for 3 minutes; starting it anew")
            child.replace(notes)


def stop_all(children: Sequence[Child], signals: processes.StopSignals) -> None:
    """Ask every child to end, once; end the groups of those that take too long."""
    running = [child.process for child in children if child.process]
    for process in running:
        if process.poll() is None:
            process.terminate()
    processes.wait_until(
        lambda: signals.hurry or all(process.poll() is not None for process in running),
        GRACE_SECONDS,
    )
    for process in running:
        processes.kill_group(process.pid)
        process.wait()


def notes_folder() -> Path:
    """Where the pids of the children are noted."""
    folder = Path(os.environ["VAR_DIR"]) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stop_leftovers(names: Sequence[str]) -> None:
    """End what a launcher left that was killed; only processes of this very checkout."""
    for name in names:
        note = notes_folder() / f"{name}.pid"
        if not note.exists():
            continue
        with suppress(ValueError):
            if processes.stop_leftovers(int(note.read_text()), MARKS[name], GRACE_SECONDS):
                say(f"Stopped the {name} that an earlier start left behind")
        note.unlink(missing_ok=True)


def is_answering(port: int) -> bool:
    """Whether the site answers, with anything but a failure of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
