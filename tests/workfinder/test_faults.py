"""Faults that happen to a real site, and what is left afterwards: nothing lost, nothing twice."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from tests.workfinder.live import live_site, wait
from workfinder import heartbeat, processes, queueing

pytestmark = pytest.mark.slow

REGIONS = "/api/v1/regions"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with live_site(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def _stopped(site):
    """Whatever a test starts ends with it, and the database runs again."""
    yield
    site.stop()
    site.postgres.start()


@pytest.fixture
def web(site, _stopped):
    return site.start_web()


def end_database(site):
    site.postgres._home.call(
        "pg_ctl", "-D", site.postgres._home.data, "-m", "immediate", "-w", "stop"
    )


def is_sentence(answer):
    status, headers, told = answer
    return status == 503 and int(headers["Retry-After"]) > 0 and told["errors"][0]["detail"]


def test_a_database_that_ends_in_the_middle_of_a_request(site, web):
    web.sign_up()
    acknowledged = web.post("/api/v1/me/skills", {"name": "before the fall"})[0]
    holder = psycopg.connect(site.address)
    holder.execute("LOCK TABLE catalog_region")
    answers = []
    asking = threading.Thread(target=lambda: answers.append(web.get(REGIONS)))
    asking.start()
    wait(1)
    end_database(site)
    asking.join()
    holder.close()
    assert acknowledged == 201
    assert is_sentence(answers[0]), answers
    site.postgres.start()
    assert web.comes_back()
    skills = web.get("/api/v1/me/skills")[2]["results"]
    assert [skill["name"] for skill in skills] == ["before the fall"]


def test_a_database_that_starts_anew_is_waited_for(site, web):
    assert web.comes_back()
    end_database(site)
    starting = threading.Timer(1.5, site.postgres.start)
    starting.start()
    answers = [web.get(REGIONS) for _ in range(5)]
    starting.join()
    assert answers[-1][0] == 200
    assert all(answer[0] == 200 or is_sentence(answer) for answer in answers)


@pytest.mark.usefixtures("_stopped")
def test_a_database_that_is_absent_at_the_start(site):
    end_database(site)
    web = site.start_web()
    assert web.get("/health/ready")[0] == 503
    assert is_sentence(web.get(REGIONS))
    site.postgres.start()
    assert web.comes_back()
    assert web.get("/health/ready")[0] == 200


def test_a_database_without_a_free_connection(site, web):
    taken = []
    with suppress(psycopg.OperationalError):
        while len(taken) < 500:
            taken.append(psycopg.connect(site.address))
    answer = web.get(REGIONS)
    for connection in taken:
        connection.close()
    assert answer[0] == 200 or is_sentence(answer)
    assert web.comes_back()


@pytest.fixture
def small_disk(site):
    """A disk of 1 MB on which the skills of people lie."""
    # Whom the database runs as must come by, so not in a folder of the tests' own.
    disk = Path(tempfile.mkdtemp())
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", disk], check=False)  # noqa: S603, S607 - one word is ours
    if mounted.returncode:
        disk.rmdir()
        pytest.skip("only root may have a disk of its own")
    shutil.chown(disk, Path(site.postgres._home.data).stat().st_uid)
    site.ask_database(f"CREATE TABLESPACE small LOCATION '{disk}'")
    site.ask_database("ALTER TABLE accounts_profileskill SET TABLESPACE small")
    yield disk
    site.ask_database("ALTER TABLE accounts_profileskill SET TABLESPACE pg_default")
    site.ask_database("DROP TABLESPACE small")
    subprocess.run(["umount", disk], check=True)  # noqa: S603, S607 - the same
    disk.rmdir()


def test_a_database_whose_disk_is_full(web, small_disk):
    web.sign_up()
    kept, answer = 0, (201,)
    with suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass
    # What is left of the last page takes a few.
    while answer[0] == 201 and kept < 250:
        answer = web.post("/api/v1/me/skills", {"name": f"skill {kept}"})
        kept += answer[0] == 201
    assert is_sentence(answer), answer
    assert web.get(REGIONS)[0] == 200
    (small_disk / "filler").unlink()
    assert web.post("/api/v1/me/skills", {"name": "room again"})[0] == 201
    found = web.ask("GET", "/api/v1/me/skills?limit=100")[2]
    assert len(found["results"]) == min(100, kept + 1)


@pytest.mark.usefixtures("_stopped")
def test_limits_hold_for_all_web_processes_together(site, monkeypatch):
    several = {**site.environment, "WEB_WORKERS": "3", "LIMITS": "public=20/hour"}
    monkeypatch.setattr(site, "environment", several)
    web = site.start_web()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: web.get("/api/v1/activities")[0], range(60)))
    assert answers.count(200) == 20
    assert set(answers) <= {200, 429, 503}


def test_a_table_that_somebody_holds_is_not_waited_for_long(site, web):
    with psycopg.connect(site.address) as holder:
        holder.execute("LOCK TABLE catalog_region")
        assert is_sentence(web.get(REGIONS))
        assert web.get("/api/v1/specialties")[0] == 200
    assert web.comes_back()


def test_ten_equal_requests_at_once_make_one(site, web):
    web.sign_up()

    def send(_):
        return web.post("/api/v1/me/skills", {"name": "welding"}, **{"Idempotency-Key": "k1"})

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(10)))
    made = [answer[2] for answer in answers if answer[0] == 201]
    assert {answer[0] for answer in answers} <= {201, 409, 503}
    assert made
    assert all(row == made[0] for row in made)
    assert len(web.get("/api/v1/me/skills")[2]["results"]) == 1


def test_a_web_process_that_is_killed_is_replaced(site, web):
    web.sign_up()
    assert web.post("/api/v1/me/skills", {"name": "kept"})[0] == 201
    master = site.running[-1].pid
    children = [row.pid for row in processes.living() if row.group == master and row.pid != master]
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    assert web.comes_back("/health/live")
    assert len(web.get("/api/v1/me/skills")[2]["results"]) == 1


@pytest.fixture
def queue(site, _stopped):
    site.ask_database("DELETE FROM django_q_ormq")
    site.ask_database("DELETE FROM django_q_task")
    # Whoever was killed in another test has left a note.
    for note in (site.var / "run").glob("busy-*"):
        note.unlink()
    return site.start_queue()


def put(site, func, *words):
    site.shell(f"from django_q.tasks import async_task; async_task({func!r}, *{words!r})")


def beats(site):
    """Whether the queue works: a task that leaves a mark is done."""
    mark = site.var / "run" / heartbeat.BEAT_FILE
    mark.unlink(missing_ok=True)
    put(site, "workfinder.heartbeat.beat")
    return processes.wait_until(mark.exists, 60)


def busy(site):
    """The process that works on a task."""
    notes = site.var / "run"
    assert processes.wait_until(lambda: any(notes.glob("busy-*")), 60), site.log()
    return int(next(notes.glob("busy-*")).name.removeprefix("busy-"))


def results(site):
    rows = site.shell(
        "from django_q.models import Task\n"
        "for row in Task.objects.all(): print(row.func, row.success, row.attempt_count, row.result)"
    )
    return rows.splitlines()


def test_a_worker_that_is_killed_is_replaced_and_its_task_is_told(site, queue):
    put(site, "time.sleep", 600)
    worker = busy(site)
    # It says that it is busy a moment before the task is written down.
    begun = "SELECT 1 FROM django_q_task WHERE func = 'time.sleep'"
    assert processes.wait_until(lambda: site.ask_database(begun), 60)
    os.kill(worker, signal.SIGKILL)
    assert beats(site)
    assert f"time.sleep False 1 {queueing.CUT_OFF}" in results(site)


def test_a_queue_whose_main_process_is_killed_is_started_again(site, queue, tmp_path):
    assert beats(site)
    first = queue.process
    first.kill()
    first.wait()
    queue.tend(tmp_path)
    assert processes.wait_until(
        lambda: not [row for row in processes.living() if row.group == first.pid], 10
    )
    site.start_queue()
    assert beats(site)


def test_a_queue_that_hangs_is_seen(site, queue):
    assert beats(site)
    os.kill(queue.process.pid, signal.SIGSTOP)
    folder = site.var / "run"
    later = (folder / heartbeat.BEAT_FILE).stat().st_mtime - heartbeat.LONGEST_SILENCE_SECONDS - 1
    os.utime(folder / heartbeat.BEAT_FILE, (later, later))
    assert heartbeat.silence(folder, later) > heartbeat.LONGEST_SILENCE_SECONDS
    os.kill(queue.process.pid, signal.SIGCONT)


def test_a_poisoned_task_is_set_aside(site, queue):
    put(site, "os.abort")
    for attempt in range(1, 4):
        told = f"os.abort False {attempt} {queueing.CUT_OFF}"
        assert processes.wait_until(lambda told=told: told in results(site), 60), results(site)
        # The queue hands it out again after hours; the test doesn't wait for them.
        site.ask_database("UPDATE django_q_ormq SET lock = now() - interval '1 second'")
    set_aside = f"os.abort False 3 {queueing.SET_ASIDE}"
    assert processes.wait_until(lambda: set_aside in results(site), 60), results(site)
    assert site.ask_database("SELECT count(*) FROM django_q_ormq") == [(0,)]
    assert beats(site)


def test_a_queue_outlives_its_database(site, queue):
    assert beats(site)
    end_database(site)
    site.postgres.start()
    # The launcher starts the queue anew beside a database that it has revived.
    site.stop()
    site.start_queue()
    assert beats(site)
