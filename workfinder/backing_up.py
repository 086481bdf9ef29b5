"""Backup and restore: database, photos and keys in one file, checked row by row on the way back.

Counts and checksums are read in the very snapshot that is dumped, so a backup can be made while the
site runs, and a restore knows whether everything came back.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

import environ
import psycopg
from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg import sql

from workfinder.embedded_postgres import packaged_binaries
from workfinder.progress import SetUpError

FORMAT = 1
DUMP, MANIFEST, MEDIA, KEYS = "database.dump", "manifest.json", "media", "secrets.env"
PIECE = 1 << 20


class BackupError(Exception):
    """Says in a sentence why a backup or a restore can't go on."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: rows and a checksum for each table, a hash for each file."""

    format: int
    made_at: str
    tables: dict[str, list[Any]]
    files: dict[str, str]

    @property
    def rows(self) -> int:
        """Of all tables together."""
        return sum(int(count) for count, _ in self.tables.values())


def back_up(target: Path) -> Manifest:
    """Write everything into one new file; raises BackupError."""
    if target.exists():
        message = f"{target} is there already: name another file."
        raise BackupError(message)
    making = target.with_name(f"{target.name}.making")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, _snapshot() as (name, tables):
        dump = Path(folder) / DUMP
        _call("pg_dump", "--format=custom", "--no-owner", "--no-privileges",
              f"--snapshot={name}", f"--file={dump}")  # fmt: skip
        files = {key: _hash(path) for key, path in _media(settings.MEDIA_ROOT)}
        manifest = Manifest(FORMAT, timezone.now().isoformat(), tables, files)
        (Path(folder) / MANIFEST).write_text(json.dumps(asdict(manifest)))
        making.touch(mode=0o600)
        with tarfile.open(making, "w") as archive:
            archive.add(Path(folder) / MANIFEST, MANIFEST)
            archive.add(dump, DUMP)
            for key in files:
                archive.add(Path(settings.MEDIA_ROOT) / key, f"{MEDIA}/{key}")
            if (keys := settings.VAR_DIR / KEYS).exists():
                archive.add(keys, KEYS)
    making.rename(target)
    return manifest


def restore(source: Path, *, replace: bool = False, keys: bool = False) -> Manifest:
    """Bring a backup into a new database, check it, and only then let it take its place.

    With `replace` a database that holds something is renamed aside. Raises BackupError.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as made:
        folder = Path(made)
        manifest = _unpacked(source, folder)
        own = connection.get_connection_params()["dbname"]
        with _connected() as before:
            is_empty = not _tables(before)
        if not is_empty and not replace:
            message = f"The database {own} holds a site: --replace puts it aside for the backup's."
            raise BackupError(message)
        connection.close()
        name = own if is_empty else _made_anew(own)
        try:
            _call("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--jobs=2",
                  f"--dbname={name}", str(folder / DUMP))  # fmt: skip
            compare(manifest, name, folder / MEDIA)
        except BackupError:
            if name != own:
                _drop(name)
            raise
        if name != own:
            _swap(own, name)
        _put_media(folder / MEDIA)
        if keys and (folder / KEYS).exists():
            shutil.copyfile(folder / KEYS, settings.VAR_DIR / KEYS)
    return manifest


def kept_key() -> str | None:
    """The SECRET_KEY that lies in VAR_DIR now."""

    class Kept(environ.Env):
        ENVIRON: ClassVar[dict[str, str]] = {}

    Kept.read_env(settings.VAR_DIR / KEYS)
    return Kept.ENVIRON.get("SECRET_KEY")


def compare(manifest: Manifest, database: str, media: Path) -> None:
    """Raises BackupError unless every table and file is what it was."""
    with _connected(database) as other:
        found = counted(other)
    wrong = [name for name, told in manifest.tables.items() if found.get(name) != told]
    if wrong:
        message = f"These tables differ from the backup's: {', '.join(sorted(wrong))}."
        raise BackupError(message)
    hashes = {key: _hash(path) for key, path in _media(media)}
    if hashes != manifest.files:
        changed = sorted(set(hashes.items()) ^ set(manifest.files.items()))
        message = f"{len(changed)} files differ from the backup's, {changed[0][0]} first."
        raise BackupError(message)


def counted(database: "psycopg.Connection[Any]") -> dict[str, list[Any]]:
    """Rows and a checksum that doesn't depend on their order, for every table."""
    database.execute("SET TIME ZONE 'UTC'")
    question = sql.SQL(
        "SELECT count(*), coalesce(sum(('x' || substr(md5(row::text), 1, 16))::bit(64)::bigint), 0)"
        "::text FROM {} AS row"
    )
    found = {}
    for name in _tables(database):
        row = database.execute(question.format(sql.Identifier(name))).fetchone()
        found[name] = list(row or ())
    return found


@contextmanager
def _snapshot() -> Iterator[tuple[str, dict[str, list[Any]]]]:
    """The name of a moment of the database, and what its tables hold then."""
    with _connected() as own:
        own.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        row = own.execute("SELECT pg_export_snapshot()").fetchone()
        yield str(row[0]) if row else "", counted(own)


def _tables(database: Any) -> list[str]:
    rows = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return sorted(name for (name,) in rows.fetchall())


def _unpacked(source: Path, folder: Path) -> Manifest:
    try:
        with tarfile.open(source) as archive:
            for part in archive:
                _take_out(archive, part, folder)
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, tarfile.TarError, ValueError, TypeError, KeyError) as error:
        message = f"{source} is no backup of this site, or only a part of one: {error}"
        raise BackupError(message) from error
    if manifest.format != FORMAT:
        message = f"{source} has format {manifest.format}; this code reads {FORMAT}."
        raise BackupError(message)
    return manifest


def _take_out(archive: tarfile.TarFile, part: tarfile.TarInfo, folder: Path) -> None:
    """One file, into the folder and nowhere else; raises TarError. Links and the like stay.

    The filters of tarfile itself came with Python 3.11.4.
    """
    target = (folder / part.name).resolve()
    if not target.is_relative_to(folder.resolve()):
        message = f"{part.name} leads out of it"
        raise tarfile.TarError(message)
    if content := archive.extractfile(part) if part.isfile() else None:
        target.parent.mkdir(parents=True, exist_ok=True)
        with content, target.open("wb") as file:
            shutil.copyfileobj(content, file)


def _connected(name: str = "", *, autocommit: bool = False) -> "psycopg.Connection[Any]":
    given = {key: value for key, value in _address().items() if value}
    return psycopg.connect(**{**given, "dbname": name or given["dbname"]}, autocommit=autocommit)


def _address() -> dict[str, Any]:
    """Where the database is, in psycopg's words."""
    given = connection.get_connection_params()
    return {key: given.get(key) for key in ("host", "port", "user", "password", "dbname")}


def _call(program: str, *words: str) -> None:
    """One of PostgreSQL's programs; the password goes by the environment, which isn't shown."""
    named = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD",
             "dbname": "PGDATABASE"}  # fmt: skip
    told = {named[key]: str(value) for key, value in _address().items() if value}
    done = subprocess.run(  # noqa: S603 - our own words
        [_program(program), *words],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"{program} failed: {done.stderr.strip() or done.stdout.strip()}"
        raise BackupError(message)


def _program(name: str) -> str:
    """Of POSTGRES_BIN_DIR, of the embedded database, or of the system."""
    folders = [os.environ.get("POSTGRES_BIN_DIR")]
    with suppress(SetUpError):
        folders.append(str(packaged_binaries()))
    found = next(
        (path for folder in folders if folder and (path := shutil.which(name, path=folder))), None
    )
    if found := found or shutil.which(name):
        return found
    message = f"{name} is missing: install PostgreSQL's client programs."
    raise BackupError(message)


def _made_anew(own: str) -> str:
    name = f"{own}_restored_{timezone.now():%Y%m%d%H%M%S}"
    with _connected(autocommit=True) as server:
        # Of the bare template: what the backup holds comes from the backup alone.
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
        )
    return name


def _drop(name: str) -> None:
    with _connected(autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def _swap(own: str, restored: str) -> None:
    """Rename the old database aside and the restored one to its name."""
    aside = f"{own}_before_{timezone.now():%Y%m%d%H%M%S}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with _connected("postgres", autocommit=True) as server:
        row = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [own]
        ).fetchone()
        if row and row[0]:
            message = f"The database {own} is in use: stop the site, then restore."
            raise BackupError(message)
        server.execute(rename.format(sql.Identifier(own), sql.Identifier(aside)))
        server.execute(rename.format(sql.Identifier(restored), sql.Identifier(own)))


def _media(folder: Path | str) -> Iterator[tuple[str, Path]]:
    root = Path(folder)
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if path.is_file():
            yield path.relative_to(root).as_posix(), path


def _put_media(folder: Path) -> None:
    """The backup's files take the place of ours, which are kept aside."""
    own = Path(settings.MEDIA_ROOT)
    if own.exists() and any(own.iterdir()):
        own.rename(own.with_name(f"{own.name}-before-{timezone.now():%Y%m%d%H%M%S%f}"))
    if folder.exists():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, own)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()
