"""How gunicorn serves the site."""

import gc
import os
import shutil
from pathlib import Path
from typing import Any

# gunicorn would import from wherever it was started.
chdir = str(Path(__file__).resolve().parent.parent)
wsgi_app = "workfinder.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
# Those that work, those that wait, and a few who tell the rest to come back.
at_once = int(os.environ.get("WEB_AT_ONCE") or 4)
threads = at_once + int(os.environ.get("WEB_WAITING") or 24) + 4
os.environ.setdefault("DATABASE_POOL", str(at_once + 1))
# The application is loaded once and shared with the forks: less memory, and a quicker start.
preload_app = True
timeout = 60
graceful_timeout = 10
# People read for a while: a connection that ends just as they go on loses their request.
keepalive = 30
# A worker proves that it lives by touching a file, which must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - by design
loglevel = "warning"
errorlog = "-"
# Nobody steers it but its own parent.
control_socket_disable = True


# How prometheus_client is told where.
COUNTS = "PROMETHEUS_MULTIPROC_DIR"
# Where the processes write what they count, for /metrics; each start counts anew.
counts = Path(os.environ.get("VAR_DIR") or "var") / "run" / "metrics"
shutil.rmtree(counts, ignore_errors=True)
counts.mkdir(parents=True)
os.environ.update({COUNTS: str(counts)})


def child_exit(_server: Any, worker: Any) -> None:
    """Close the counts of a process that has ended."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - reads the variable above

    multiprocess.mark_process_dead(worker.pid)


def post_fork(_server: Any, _worker: Any) -> None:
    """Look for unreachable cycles seldom, and never in what was loaded before the fork.

    A full collection walks a few hundred thousand objects: 100 to 200 ms in the middle of a page.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
