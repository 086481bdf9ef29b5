"""A site of its own for tests that break one: database, web server and queue, each a process."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import psycopg

from workfinder import processes, serving
from workfinder.embedded_postgres import EmbeddedPostgres
from workfinder.environment import MANAGE, PYTHON, ROOT

PATIENCE = 90


class Site:
    """What a machine runs, under a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.var = folder
        self.postgres = EmbeddedPostgres(folder, durable=True)
        self.address = self.postgres.start()
        self.environment = {
            **os.environ,
            "DATABASE_URL": self.address,
            "VAR_DIR": str(folder),
            "WEB_WORKERS": "1",
            "QUEUE_WORKERS": "1",
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def manage(self, *words: str, text: str = "") -> str:
        done = subprocess.run(  # noqa: S603 - our own manage.py
            [*MANAGE, *words],
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def shell(self, code: str) -> str:
        return self.manage("shell", "--no-imports", "-c", code).strip()

    def ask_database(self, question: str, *values):
        with psycopg.connect(self.address, autocommit=True) as own:
            found = own.execute(question, values)
            return found.fetchall() if found.description else []

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        log = (self.var / "log.txt").open("ab")
        process = subprocess.Popen(  # noqa: S603 - our own programs
            list(command), env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        self.running.append(process)
        return process

    def start_web(self) -> "Web":
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        conf = ROOT / "workfinder" / "gunicorn_conf.py"
        self.start(PYTHON, "-P", "-m", "gunicorn", "-c", conf, f"--bind=127.0.0.1:{port}")
        web = Web(port)
        assert processes.wait_until(lambda: web.get("/health/live")[0] == HTTPStatus.OK, PATIENCE)
        return web

    def start_queue(self) -> serving.Child:
        child = serving.Child(serving.WORKER, [*MANAGE, "qcluster"])
        before = dict(os.environ)
        os.environ.update(self.environment)
        try:
            child.start(serving.notes_folder())
        finally:
            os.environ.clear()
            os.environ.update(before)
        self.running.append(child.process)
        return child

    def stop(self) -> None:
        for process in self.running:
            processes.stop(process, 10)
        self.running.clear()

    def log(self) -> str:
        path = self.var / "log.txt"
        return path.read_text(errors="replace") if path.exists() else ""


class Web:
    """A phone of this site."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.token = ""

    def ask(self, method, path, body=None, **headers):
        """Status, headers and what was said; 0 where nobody answers."""
        data = None if body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **headers}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(  # noqa: S310 - loopback
            self.base + path, data, given, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.headers, _read(answer)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, _read(error)
        except OSError:
            return 0, {}, None

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body, **headers):
        return self.ask("POST", path, body, **headers)

    def sign_up(self) -> str:
        name = f"person{secrets.token_hex(4)}"
        given = {"username": name, "password": "a-long-passphrase-7"}
        self.token = self.post("/api/v1/auth/register", given)[2]["access"]
        return name

    def comes_back(self, path="/api/v1/regions", seconds=30) -> bool:
        return processes.wait_until(lambda: self.get(path)[0] == HTTPStatus.OK, seconds)


def _read(answer):
    text = answer.read()
    try:
        return json.loads(text)
    except ValueError:
        return text.decode(errors="replace")


@contextmanager
def live_site(folder: Path):
    site = Site(folder)
    try:
        site.manage("migrate", "--verbosity=0")
        yield site
    finally:
        site.stop()
        site.postgres.stop()
        # Root's database lies elsewhere than under the folder.
        shutil.rmtree(site.postgres._home.data, ignore_errors=True)


def wait(seconds: float) -> None:
    """For what can only be seen by waiting."""
    time.sleep(seconds)
