"""`./test`: every check, then pytest; the first failure ends it."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from workfinder import environment, processes
from workfinder.databases import database
from workfinder.environment import MANAGE, PYTHON, ROOT
from workfinder.progress import SetUpError, say, step

CHROMIUM = Path("/usr/bin/chromium")
# Where there is no way to the packages, the rest of the tests should not wait long for them.
IMPATIENT = (
    "-q", "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=20",
    # Another installation may be under way.
    "-o", "DPkg::Lock::Timeout=120",
)  # fmt: skip
# It has no module to run, and its script breaks when the checkout moves.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
MODULE = (PYTHON, "-P", "-m")
APPS = ("workfinder", "catalog", "accounts", "recommendations", "resumes")
# Settings of the person's own site must not leak into the tests.
FIXED = {
    "SECRET_KEY": "of the tests, where it guards nothing at all and lies open for all",
    "JWT_SIGNING_KEY": "of the tests too, and just as open, but another one than that above",
    "PUBLIC_URL": "",
    "EMBEDDING_MODEL": "",
    "EMBEDDING_BACKEND": "onnx",
    "OPENAI_API_KEY": "",
    "OPENAI_ORGANIZATION_KEY": "",
    "OPENAI_BASE_URL": "",
    "OPENAI_MODEL": "",
    "GOOGLE_TRANSLATE_API_KEY": "",
    "DEBUG": "no",
}

Check = tuple[str, Sequence[str | Path]]
PREPARATIONS: list[Check] = [
    ("Messages", [*MANAGE, "compile_messages"]),
    ("Model", [*MANAGE, "prepare_embedding_model"]),
]
CHECKS: list[Check] = [
    ("Format", [*MODULE, "ruff", "format", "--check", "."]),
    ("Lint", [*MODULE, "ruff", "check", "."]),
    ("Layers", [PYTHON, "-P", "-c", LINT_IMPORTS]),
    ("Templates", [*MODULE, "djlint", "--lint", "--quiet", "templates"]),
    ("Security", [*MODULE, "bandit", "-q", "-ll", "-c", "pyproject.toml", "-r", *APPS]),
    ("Types", [*MODULE, "mypy"]),
    ("Project", [*MANAGE, "check"]),
    ("Migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("Translations", [*MANAGE, "check_messages"]),
]


def main(words: Sequence[str]) -> int:
    """Run all checks; returns the exit code of the one that failed, or of pytest."""
    processes.StopSignals().watch()
    os.environ.update(FIXED)
    os.chdir(ROOT)
    try:
        environment.prepare()
        with database(environment.var_dir(), "test-postgres", durable=False) as at_hand:
            at_hand.wait()
            for name, command in [*PREPARATIONS, *CHECKS]:
                if code := _run(name, command):
                    return code
            return _pytest(list(words))
    except processes.StopRequested as stop:
        return 128 + stop.number
    except SetUpError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _run(name: str, command: Sequence[str | Path]) -> int:
    with step(name, "checking"):
        code = processes.finish(processes.start(command, os.environ))
    if code:
        say(f"{name}: failed, so the rest was not tried")
    return code


def _pytest(words: list[str]) -> int:
    """The tests, on two processes; pytest has the last word on the terminal."""
    left_out = [] if "--all" in words else ["slow"]
    words = [word for word in words if word != "--all"]
    if not _has_chromium():
        left_out.append("browser")
    wanted = ["-m", " and ".join(f"not {mark}" for mark in left_out)] if left_out else []
    if left_out:
        say(f"Tests: those marked {' or '.join(left_out)} are left out")
    if "slow" in left_out:
        say("Tests: ./test --all runs the slow ones too")
    parallel = [] if "-n" in words or "-p" in words else ["-n", "2", "--dist", "worksteal"]
    command: list[str | Path] = [*MODULE, "pytest", "-q", "-rs", *parallel, *wanted, *words]
    return processes.finish(processes.start(command, os.environ))


def _has_chromium() -> bool:
    if CHROMIUM.exists():
        return True
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        with step("Chromium", "installing Debian's, for the browser tests"):
            for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
                processes.finish(processes.start([apt, *IMPATIENT, *words], os.environ))
    if not CHROMIUM.exists():
        say("Browser tests need Debian's chromium: apt-get install chromium, then ./test again")
    return CHROMIUM.exists()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
