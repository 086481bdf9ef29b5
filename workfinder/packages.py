"""What pip has installed, could install, or failed at."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

CUDA_NAMES = re.compile(r"^(nvidia|cuda)", re.I)
PROBE_SECONDS = 120


def has_pip(python: Path) -> bool:
    """Whether this environment was made to its end."""
    words: list[str | Path] = [python, "-c", "import pip"]
    try:
        return subprocess.run(words, capture_output=True, check=False).returncode == 0  # noqa: S603
    except OSError:
        return False


def has_cpu_build(python: Path, pin: str) -> bool:
    """Whether pip, as this machine configures it, would take a torch without CUDA.

    When pip can't say, the installation itself will: then this answers yes.
    """
    if not sys.platform.startswith("linux"):
        return True
    flags = ["--dry-run", "--no-deps", "--ignore-installed", "--quiet", "--no-input"]
    words: list[str | Path] = [python, "-m", "pip", "install", *flags, "--report", "-", pin]
    try:
        done = subprocess.run(  # noqa: S603 - the environment's own Python
            words,
            capture_output=True,
            text=True,
            check=True,
            stdin=subprocess.DEVNULL,
            timeout=PROBE_SECONDS,
            env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )
        metadata = json.loads(done.stdout)["install"][0]["metadata"]
    except (OSError, subprocess.SubprocessError, ValueError, LookupError):
        return True
    needed = metadata.get("requires_dist", [])
    return "+cpu" in metadata["version"] or not any(map(_is_for_cuda, needed))


def _is_for_cuda(requirement: str) -> bool:
    """Whether a line of torch's requirements brings CUDA to a machine like this."""
    is_for_others = "platform_machine" in requirement and platform.machine() not in requirement
    return bool(CUDA_NAMES.match(requirement)) and not is_for_others


def installed(venv: Path) -> Iterator[Path]:
    """The metadata folder of every package in the environment."""
    return venv.glob("lib/python3*/site-packages/*.dist-info")


def is_installed(venv: Path, name: str) -> bool:
    """Whether a package got in whole."""
    return any(
        folder.name.lower().startswith(f"{name}-") and (folder / "RECORD").exists()
        for folder in installed(venv)
    )


def nvidia(venv: Path) -> list[str]:
    """Packages that only a CUDA build needs."""
    return sorted(
        folder.name.removesuffix(".dist-info")
        for folder in installed(venv)
        if folder.name.lower().startswith("nvidia")
    )


def forget_half_installed(venv: Path) -> None:
    """After a killed pip: RECORD is what it writes last, so a package without it comes anew."""
    for folder in list(installed(venv)):
        if not (folder / "RECORD").exists():
            shutil.rmtree(folder)


def blamed(said: str) -> str:
    """The package that pip's last words are about, as the start of a sentence."""
    patterns = (
        r"No matching distribution found for ([^\s;]+)",
        r"Could not find a version that satisfies the requirement ([^\s;]+)",
        r"Failed (?:to build|building wheel for) '?([\w.\-]+)",
        r"(?s:.*)^(?:Collecting|Processing) ([^\s;]+)",
    )
    for pattern in patterns:
        if found := re.search(pattern, said, re.M):
            return f"The package {found[1]}"
    return "A package"


def last_words(said: str) -> list[str]:
    """The end of pip's log, its errors alone where it names any."""
    lines = said.strip().splitlines()
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines)[-5:]


def last_deed(log: Path) -> str:
    """What pip is at, from the end of its log."""
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1].strip()[:90] if lines else "working"
