"""The database that the processes use: the one that DATABASE_URL names, or the embedded one."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workfinder.embedded_postgres import EmbeddedPostgres
from workfinder.progress import SetUpError, say

if TYPE_CHECKING:
    from psycopg import Connection

OLDEST_POSTGRES, OLDEST_VECTOR = 15, (0, 8)
PATIENCE_SECONDS = 60
RETRY_SECONDS = 1


@contextmanager
def database(var: Path, name: str = "postgres", *, durable: bool = True) -> Iterator["Database"]:
    """Have a database meanwhile; its address is in DATABASE_URL of our environment."""
    if named := os.environ.get("DATABASE_URL"):
        yield Database(named, None)
        return
    binaries = os.environ.get("POSTGRES_BIN_DIR")
    embedded = EmbeddedPostgres(
        var, name=name, binaries=Path(binaries) if binaries else None, durable=durable
    )
    with embedded.in_use() as address:
        os.environ["DATABASE_URL"] = address
        yield Database(address, embedded)


class Database:
    """A database that is at hand, ours or not."""

    def __init__(self, address: str, embedded: EmbeddedPostgres | None) -> None:
        self.address, self.embedded = address, embedded

    @property
    def is_lost(self) -> bool:
        """Whether the embedded server has died; others look after the servers they name."""
        return self.embedded is not None and not self.embedded.is_running()

    def revive(self) -> None:
        """Start the embedded server anew, at the address that our processes know."""
        if self.embedded:
            self.embedded.start()

    def wait(self, patience: float = PATIENCE_SECONDS) -> None:
        """Wait until it answers, and refuse one that is too old or reads no Cyrillic."""
        import psycopg  # noqa: PLC0415 - slow to load, and `manage` doesn't need it

        deadline = time.monotonic() + patience
        is_told = False
        while True:
            try:
                with psycopg.connect(self.address, connect_timeout=10) as connection:
                    _refuse_old(connection)
                    _refuse_ascii(connection)
                    return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    message = (
                        f"The database at {self._place} can't be reached, so check DATABASE_URL "
                        f"and that the server runs: {str(error).strip().splitlines()[-1]}"
                    )
                    raise SetUpError(message) from None
            if not is_told:
                say(f"Database: waiting for {self._place}")
                is_told = True
            time.sleep(RETRY_SECONDS)

    @property
    def _place(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.hostname or 'the local socket'}{parts.path}"


def _refuse_old(connection: "Connection[tuple[Any, ...]]") -> None:
    major = connection.info.server_version // 10000
    if major < OLDEST_POSTGRES:
        message = f"PostgreSQL {OLDEST_POSTGRES} or newer is needed; DATABASE_URL names a {major}."
        raise SetUpError(message)
    row = connection.execute(
        "SELECT coalesce("
        "(SELECT extversion FROM pg_extension WHERE extname = 'vector'),"
        "(SELECT default_version FROM pg_available_extensions WHERE name = 'vector'))"
    ).fetchone()
    version = str(row[0]) if row and row[0] else ""
    if not version or tuple(map(int, version.split(".")[:2])) < OLDEST_VECTOR:
        message = (
            f"pgvector 0.8 or newer is needed and this server has {version or 'none'}: install or "
            "update it (ALTER EXTENSION vector UPDATE), or unset DATABASE_URL."
        )
        raise SetUpError(message)


def _refuse_ascii(connection: "Connection[tuple[Any, ...]]") -> None:
    # With LC_CTYPE=C the server takes no Cyrillic letter for a letter, and words aren't found.
    row = connection.execute(
        "SELECT datctype FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    if row and row[0] in ("C", "POSIX"):
        message = (
            "The database was made with LC_CTYPE=C and can't search Cyrillic words: make it anew "
            "with LC_CTYPE 'C.UTF-8' (CREATE DATABASE … TEMPLATE template0)."
        )
        raise SetUpError(message)
