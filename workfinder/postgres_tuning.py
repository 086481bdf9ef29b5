"""Settings of the embedded PostgreSQL, from what the machine has."""

import os
from contextlib import suppress
from pathlib import Path

MEGABYTE = 1024 * 1024
LARGEST_BUFFERS = 2048
# Below this a parallel build of a vector index runs out of shared memory, as in a plain container.
ENOUGH_SHARED = 1024


def tuning(sockets: Path, *, durable: bool) -> str:
    """The text of workfinder.conf."""
    memory = memory_megabytes()
    settings = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{sockets}'",
        "unix_socket_permissions": "0700",
        "shared_buffers": f"{max(64, min(memory // 4, LARGEST_BUFFERS))}MB",
        "effective_cache_size": f"{max(128, memory // 2)}MB",
        "work_mem": "32MB",
        "maintenance_work_mem": f"{max(64, min(memory // 8, 512))}MB",
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "logging_collector": "on",
        "log_directory": "'log'",
        "log_filename": "'postgresql-%a.log'",
        "log_rotation_age": "1d",
        "log_truncate_on_rotation": "on",
    }
    if shared_megabytes() < ENOUGH_SHARED:
        settings["dynamic_shared_memory_type"] = "mmap"
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return "".join(f"{name} = {value}\n" for name, value in settings.items())


def memory_megabytes() -> int:
    """The machine's memory, or the container's if that is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):
        machine = min(machine, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return machine // MEGABYTE


def shared_megabytes() -> int:
    """The size of the shared memory that PostgreSQL's helpers exchange data in."""
    try:
        shared = os.statvfs("/dev/shm")  # noqa: S108 - only its size is read
    except OSError:
        return ENOUGH_SHARED  # no such limit outside Linux
    return shared.f_blocks * shared.f_frsize // MEGABYTE
