"""The embedded database survives what a desktop does to it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from workfinder.embedded_postgres import EmbeddedPostgres
from workfinder.progress import SetUpError


@pytest.fixture
def var():
    """A folder that the unprivileged user of the server can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="wf var "))
    folder.chmod(0o755)
    yield folder
    EmbeddedPostgres(folder).stop()
    shutil.rmtree(folder)


def postmaster(var: Path) -> int:
    return int((var / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def value(address: str, question: str):
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()[0]


def write_rows(writer: psycopg.Connection, number: int) -> None:
    for _ in range(number):
        writer.execute("INSERT INTO kept DEFAULT VALUES")
        writer.commit()


def test_a_new_server_knows_cyrillic_capitals(var):
    with EmbeddedPostgres(var).in_use() as address:
        assert value(address, "SELECT upper('ўқғҳя')") == "ЎҚҒҲЯ"


def test_a_new_server_finds_cyrillic_words(var):
    with EmbeddedPostgres(var).in_use() as address:
        assert value(address, "SELECT length(to_tsvector('simple', 'ўқғҳя иш'))") == 2


def test_the_last_user_stops_the_server(var):
    server = EmbeddedPostgres(var)
    with server.in_use():
        with EmbeddedPostgres(var).in_use():
            pass
        still_there = server.is_running()
    assert (still_there, server.is_running()) == (True, False)


def test_a_second_user_attaches_to_the_same_server(var):
    with EmbeddedPostgres(var).in_use() as first, EmbeddedPostgres(var).in_use() as second:
        assert first == second


def test_the_address_is_noted_privately_while_the_server_runs(var):
    with EmbeddedPostgres(var).in_use() as address:
        note = var / "postgres.url"
        assert (note.read_text().strip(), note.stat().st_mode & 0o777) == (address, 0o600)
    assert not note.exists()


def test_committed_rows_survive_kill_9_in_the_middle_of_inserts(var):
    server = EmbeddedPostgres(var)
    address = server.start()
    with psycopg.connect(address) as writer:
        writer.execute("CREATE TABLE kept (id serial)")
        write_rows(writer, 200)
        writer.execute("INSERT INTO kept DEFAULT VALUES")
        os.kill(postmaster(var), signal.SIGKILL)
        # Its children notice by themselves; the row that was not committed goes with them.
        with pytest.raises(psycopg.OperationalError):
            writer.execute("SELECT pg_sleep(30)")
        writer.close()
    address = server.start()
    assert value(address, "SELECT count(*) FROM kept") == 200


def test_the_address_stays_the_same_after_a_crash(var):
    server = EmbeddedPostgres(var)
    before = server.start()
    os.kill(postmaster(var), signal.SIGKILL)
    time.sleep(0.2)
    assert server.start() == before


def test_a_stale_pid_of_a_strange_process_stops_nobody(var):
    server = EmbeddedPostgres(var)
    server.start()
    note = var / "postgres" / "postmaster.pid"
    lines = note.read_text().splitlines()
    server.stop()
    with subprocess.Popen(["/bin/sleep", "60"]) as stranger:
        note.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        try:
            address = server.start()
            assert value(address, "SELECT 1") == 1
            server.stop()
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_killed_first_start_leaves_nothing_half_made(var):
    making = var / "postgres.making"
    making.mkdir()
    (making / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(var).in_use() as address:
        assert value(address, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why(var):
    server = EmbeddedPostgres(var)
    server.start()
    server.stop()
    with (var / "postgres" / "postgresql.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    with pytest.raises(SetUpError, match="no_such_setting"):
        server.start()
