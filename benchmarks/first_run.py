"""What the first `./run` on a clean clone takes: seconds by step, disk, memory; then the second.

    python benchmarks/first_run.py [--port 8399] [--folder FOLDER]

Clones this checkout into a new folder with an empty environment, as a stranger would.
"""

import argparse
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STEP = re.compile(r"^([A-Z][\w ]+): done in ([\d.]+) s$")
PATIENCE_SECONDS = 1_800
SAMPLE_SECONDS = 0.5
MEGABYTE = 2**20


def main() -> int:
    """Start twice and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8399)
    parser.add_argument("--folder", type=Path, default=None)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="first run "))
    folder.chmod(0o755)
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)  # noqa: S603, S607
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    try:
        for label in ("first", "second"):
            _start(clone, asked.port, label)
        for name in (".venv", "var"):
            print(f"disk, {name}: {_size(clone / name) / MEGABYTE:.0f} MB")
    finally:
        if asked.folder is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _start(clone: Path, port: int, label: str) -> None:
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PORT": str(port)}
    began, peak = time.monotonic(), 0
    log = clone.parent / f"{label}.log"
    with log.open("wb") as output:
        run = subprocess.Popen(  # noqa: S603
            ["bash", clone / "run"],  # noqa: S607
            env=environment, cwd=clone, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            while not _answers(port):
                peak = max(peak, _memory(clone))
                if run.poll() is not None or time.monotonic() - began > PATIENCE_SECONDS:
                    sys.exit(log.read_text())
                time.sleep(SAMPLE_SECONDS)
            answered = time.monotonic() - began
        finally:
            rest = _memory(clone)
            run.send_signal(signal.SIGTERM)
            run.wait(60)
    for line in log.read_text().splitlines():
        if found := STEP.match(line):
            print(f"{label} start, {found[1]}: {found[2]} s")
    print(f"{label} start, first answered page: {answered:.0f} s")
    print(f"{label} start, peak memory of everything: {peak / MEGABYTE:.0f} MB")
    print(f"{label} start, memory once it serves: {rest / MEGABYTE:.0f} MB")


def _answers(port: int) -> bool:
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        site.request("GET", "/")
        return site.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        site.close()


def _memory(clone: Path) -> int:
    """Proportional memory, in bytes, of every process that was started out of the clone."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(clone).encode() not in (folder / "cmdline").read_bytes() + bytes(
                (folder / "cwd").readlink()
            ):
                continue
            rollup = (folder / "smaps_rollup").read_text()
        except OSError:
            continue
        if found := re.search(r"^Pss:\s+(\d+) kB", rollup, re.M):
            total += int(found[1]) * 1024
    return total


def _size(folder: Path) -> int:
    return sum(path.lstat().st_blocks * 512 for path in folder.rglob("*"))


if __name__ == "__main__":
    sys.exit(main())
