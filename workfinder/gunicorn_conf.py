"""How gunicorn serves the site."""

import os
from pathlib import Path

# gunicorn would import from wherever it was started.
chdir = str(Path(__file__).resolve().parent.parent)
wsgi_app = "workfinder.wsgi:application"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = 4
# The application is loaded once and shared with the forks: less memory, and a quicker start.
preload_app = True
timeout = 60
graceful_timeout = 10
keepalive = 5
# A worker proves that it lives by touching a file, which must not wait for a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - by design
loglevel = "warning"
errorlog = "-"
# Nobody steers it but its own parent.
control_socket_disable = True
