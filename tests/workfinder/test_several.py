"""Two webs and two workers on one database, behind pgbouncer and with Redis, killed one by one."""

import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import threading
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from tests.workfinder.live import Site, live_site, wait
from workfinder import processes
from workfinder.environment import MANAGE, PYTHON, ROOT

pytestmark = pytest.mark.slow

POOLER = """\
[databases]
workfinder = host={sockets} user=workfinder dbname=workfinder
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 8
ignore_startup_parameters = options,extra_float_digits
unix_socket_dir =
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name):
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    return found or pytest.skip(f"{name} isn't installed: apt-get install {name}")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with live_site(tmp_path_factory.mktemp("several")) as site:
        yield site


@pytest.fixture
def redis(site):
    port = free_port()
    site.start(program("redis-server"), "--port", str(port), "--save", "", "--bind", "127.0.0.1")
    return f"redis://127.0.0.1:{port}/0"


@pytest.fixture
def pooled(site):
    """The address of pgbouncer in transaction mode, which runs as its own user."""
    folder = site.var / "pgbouncer"
    folder.mkdir(exist_ok=True)
    port = free_port()
    sockets = parse_qs(urlsplit(site.address).query)["host"][0]
    (folder / "pgbouncer.ini").write_text(POOLER.format(sockets=sockets, port=port))
    words = [program("pgbouncer"), str(folder / "pgbouncer.ini")]
    if os.geteuid() == 0:
        for path in (site.var.parent, site.var, folder):
            path.chmod(0o755)
        words[1:1] = ["-u", "nobody"]
    site.start(*words)
    address = f"postgresql://workfinder@127.0.0.1:{port}/workfinder"

    def answers():
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    assert processes.wait_until(answers, 20), site.log()
    return address


class Machine:
    """A web server or a worker with a folder of its own, as on a machine of its own."""

    def __init__(self, site: Site, name: str, **variables: str) -> None:
        self.site, self.port = site, free_port()
        folder = site.var / name
        folder.mkdir(exist_ok=True)
        self.environment = {**site.environment, "VAR_DIR": str(folder), **variables}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *command):
        kept, self.site.environment = self.site.environment, self.environment
        try:
            self.process = self.site.start(*command)
        finally:
            self.site.environment = kept

    def serve(self):
        conf = ROOT / "workfinder" / "gunicorn_conf.py"
        self.start(PYTHON, "-P", "-m", "gunicorn", "-c", conf, f"--bind=127.0.0.1:{self.port}")

    def work(self):
        self.start(*MANAGE, "qcluster")

    def kill(self):
        """All of it at once, as when a machine loses its power."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Phone:
    """Asks one server, and the other one where nobody answers, as a balancer does."""

    def __init__(self, machines):
        from tests.workfinder.live import Web

        self.webs = [Web(machine.port) for machine in machines]
        self.turn = itertools.cycle(range(len(self.webs)))

    def ask(self, method, path, body=None, **headers):
        for _ in range(40):
            status, _headers, told = self.webs[next(self.turn)].ask(method, path, body, **headers)
            if status not in (0, 503):
                return status, told
            wait(0.25)
        raise AssertionError((method, path, status, told))

    def comes_back(self):
        """Whether all of them answer again."""
        return all(web.comes_back("/health/ready", 120) for web in self.webs)

    def journey(self):
        """From sign-up to a resume; returns how much of it is there in the end."""
        given = {"username": f"p{secrets.token_hex(5)}", "password": "a-long-passphrase-7"}
        key = {"Idempotency-Key": secrets.token_hex(8)}
        status, told = self.ask("POST", "/api/v1/auth/register", given, **key)
        assert status == 201, told
        for web in self.webs:
            web.token = told["access"]
        assert self.ask("PATCH", "/api/v1/me/profile", {"preferences": "tikish"})[0] == 200
        for number in range(3):
            key = {"Idempotency-Key": secrets.token_hex(8)}
            assert self.ask("POST", "/api/v1/me/skills", {"name": f"s{number}"}, **key)[0] == 201
        assert self.ask("GET", "/api/v1/me/home")[0] == 200
        key = {"Idempotency-Key": secrets.token_hex(8)}
        assert self.ask("POST", "/api/v1/me/resumes", {"language": "uz"}, **key)[0] == 202
        skills = self.ask("GET", "/api/v1/me/skills")[1]["results"]
        resumes = self.ask("GET", "/api/v1/me/resumes")[1]["results"]
        return len(skills), len(resumes)


class Walker(threading.Thread):
    """Goes the journey again and again, until it is told to end."""

    def __init__(self, machines):
        super().__init__()
        self.machines, self.ended = machines, threading.Event()
        self.journeys, self.broken = [], []

    def run(self):
        try:
            while not self.ended.is_set():
                self.journeys.append(Phone(self.machines).journey())
        except AssertionError as error:
            self.broken.append(error)


def start_all(webs, workers):
    for machine in webs:
        machine.serve()
    for machine in workers:
        machine.work()
    for web in Phone(webs).webs:
        assert processes.wait_until(lambda web=web: web.get("/health/live")[0] == 200, 120)


def queue_a_mark(site, machine):
    """A task that whoever takes it leaves a mark of."""
    kept, site.environment = site.environment, machine.environment
    site.shell("from django_q.tasks import async_task; async_task('workfinder.heartbeat.beat')")
    site.environment = kept
    marks = [site.var / f"worker{number}" / "run" / "heartbeat" for number in range(2)]
    return processes.wait_until(lambda: any(mark.exists() for mark in marks), 120)


def test_the_journey_goes_on_while_one_is_killed_at_a_time(site, redis, pooled):
    shared = {"REDIS_URL": redis}
    webs = [Machine(site, f"web{n}", DATABASE_URL=pooled, **shared) for n in range(2)]
    workers = [Machine(site, f"worker{n}", **shared) for n in range(2)]
    start_all(webs, workers)
    walker = Walker(webs)
    walker.start()
    for web, worker in zip(webs, workers, strict=True):
        wait(5)
        web.kill()
        worker.kill()
        wait(5)
        web.serve()
        worker.work()
        assert Phone([web]).comes_back()
    walker.ended.set()
    walker.join()
    assert walker.broken == [], site.log()[-4000:]
    assert len(walker.journeys) >= 3
    assert set(walker.journeys) == {(3, 1)}
    assert queue_a_mark(site, webs[0])
    assert "prepared statement" not in site.log()
