"""Make the project's environment in `.venv`, then go on with the module named first.

Runs on the bare Python that `./run` found: only the standard library and our own modules.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from workfinder import packages, processes, usage
from workfinder.locks import held
from workfinder.progress import SetUpError, say, step

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# Bytes of disk that the first installation takes, the model and the demo included.
GIGABYTE = 10**9
ENOUGH_DISK, ENOUGH_DISK_WITH_CUDA = 4 * GIGABYTE, 10 * GIGABYTE
REQUIREMENTS = {"workfinder.testing": "requirements-dev.txt"}
REPORT_SECONDS = 5
CPU, CUDA = "cpu", "cuda"


def main(module: str, words: Sequence[str]) -> None:
    """Install what is missing and become the module; never returns."""
    if words[:1] in (["--help"], ["-h"]):
        say(usage.TEXTS[module])
        sys.exit()
    processes.StopSignals().watch()
    try:
        install(ROOT / REQUIREMENTS.get(module, "requirements.txt"))
    except SetUpError as refusal:
        sys.exit(str(refusal))
    except processes.StopRequested as stop:
        sys.exit(128 + stop.number)
    if list(words) != ["install"]:
        os.execv(PYTHON, [str(PYTHON), "-P", "-m", module, *words])  # noqa: S606 - no shell wanted


def install(requirements: Path) -> None:
    """Bring `.venv` to what the file asks for; quick where that is done already."""
    wanted = _wanted(requirements)
    stamp = VENV / f"installed-{requirements.name}"
    if _is_done(stamp, wanted):
        return
    with held(var_dir() / "run" / "install.lock", "Another set-up runs in this checkout: waiting"):
        if _is_done(stamp, wanted):
            return
        is_first = not packages.is_installed(VENV, "torch")
        if is_first:
            _refuse_full_disk(ENOUGH_DISK)
        _make_venv()
        packages.forget_half_installed(VENV)
        build = _chosen_build()
        with step("Packages", f"installing {requirements.name} into .venv"):
            _pip_torch()
            _pip(["install", "-r", requirements])
        if build == CPU and (unwanted := packages.nvidia(VENV)):
            message = f"A CUDA build got in ({', '.join(unwanted[:3])}): delete .venv, start again."
            raise SetUpError(message)
        stamp.write_text(wanted)


def var_dir() -> Path:
    """Where everything lies that the project makes while it runs."""
    return Path(setting("VAR_DIR") or ROOT / "var").resolve()


def setting(name: str) -> str:
    """A variable of the environment or of `.env`, or nothing."""
    if name in os.environ or not (ROOT / ".env").exists():
        return os.environ.get(name, "")
    found = re.search(
        rf"^(?:export\s+)?{name}\s*=\s*(['\"]?)(.*?)\1\s*$", (ROOT / ".env").read_text(), re.M
    )
    return found[2] if found else ""


def _wanted(requirements: Path) -> str:
    """All lines that the file asks for, those of the file it includes too."""
    text = requirements.read_text()
    if requirements.name == "requirements.txt":
        return text
    return (requirements.parent / "requirements.txt").read_text() + text


def _is_done(stamp: Path, wanted: str) -> bool:
    # What the tests need includes what the site needs.
    for done in (stamp, VENV / "installed-requirements-dev.txt"):
        if done.exists() and PYTHON.exists() and wanted in (text := done.read_text()):
            return text.startswith(wanted)
    return False


def _chosen_build() -> str:
    """Which torch this environment has or gets; the choice outlives an interrupted start."""
    note = VENV / "torch-build"
    if note.exists() and packages.is_installed(VENV, "torch"):
        return note.read_text()
    build = _look_ahead()
    note.write_text(build)
    return build


def _look_ahead() -> str:
    """Which torch pip would take; warns of what comes with CUDA."""
    if setting("TORCH_INDEX_URL") or packages.has_cpu_build(PYTHON, _torch_pin()):
        return CPU
    say("Packages: no CPU build of torch is at hand, so 2.7 GB of CUDA packages will come;")
    say("          TORCH_INDEX_URL, the address of an index of CPU builds, avoids that")
    _refuse_full_disk(ENOUGH_DISK_WITH_CUDA)
    return CUDA


def _refuse_full_disk(needed: int) -> None:
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        message = (
            f"The disk has {free / GIGABYTE:.1f} GB free and the first start needs "
            f"{needed // GIGABYTE} GB: make room for {ROOT}, then start again."
        )
        raise SetUpError(message)


def _torch_pin() -> str:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return next(line.split()[0] for line in lines if line.startswith("torch=="))


def _make_venv() -> None:
    if PYTHON.exists() and packages.has_pip(PYTHON):
        return
    with step("Python", f"making .venv with Python {sys.version.split()[0]}"):
        maker = getattr(sys, "_base_executable", sys.executable)
        _logged([maker, "-m", "venv", "--clear", VENV], "venv.log")
        if not packages.has_pip(PYTHON):
            message = (
                "Python could not make .venv: install its venv module "
                "(on Debian and Ubuntu: apt-get install python3-venv), then start again."
            )
            raise SetUpError(message)


def _pip_torch() -> None:
    """First and alone: among the rest, pip would prefer a build with CUDA."""
    index = setting("TORCH_INDEX_URL")
    _pip(["install", "--no-deps", *(["--index-url", index] if index else []), _torch_pin()])


def _pip(words: Sequence[str | Path]) -> None:
    flags = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    log = var_dir() / "log" / "pip.log"
    if _logged([PYTHON, "-m", "pip", *words, *flags], log.name) == 0:
        return
    said = log.read_text(errors="replace")
    name = packages.blamed(said)
    tail = "\n".join(f"  {line}" for line in packages.last_words(said))
    message = (
        f"{name} can't be had: check the network, pip's configuration and the free disk, then "
        f"start again; pip's own words, all of them in {log}, end so:\n{tail}"
    )
    raise SetUpError(message)


def _logged(command: Sequence[str | Path], name: str) -> int:
    """Run a command into a log file, saying every few seconds how far it is."""
    log = var_dir() / "log" / name
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = processes.start(command, os.environ, output=output.fileno())
        with _stopping(process):
            while True:
                try:
                    return process.wait(REPORT_SECONDS)
                except subprocess.TimeoutExpired:
                    say(f"  {time.strftime('%H:%M:%S')} {packages.last_deed(log)}")


@contextmanager
def _stopping(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        processes.stop(process, grace=5)
        raise


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
