"""The port of the site: taken at once, before the long steps, and kept over restarts."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from workfinder.progress import SetUpError


@contextmanager
def listeners(port: int) -> Iterator[list[socket.socket]]:
    """Sockets bound to the port on every address of the machine; they don't listen yet."""
    bound = [_bound(socket.AF_INET, "0.0.0.0", port)]  # noqa: S104 - phones in the network come too
    try:
        with suppress(OSError, SetUpError):
            bound.append(_bound(socket.AF_INET6, "::", port))
        yield bound
    finally:
        for listener in bound:
            listener.close()


def own_address() -> str | None:
    """The machine's address in its network; asking sends nothing."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        address = str(probe.getsockname()[0])
        return None if address.startswith("127.") else address
    return None


def _bound(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SetUpError(_reason(error, port)) from error
    return listener


def _reason(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1
        return f"Port {port} is taken: stop what uses it, or choose another: PORT={other} ./run"
    if error.errno == errno.EACCES:
        return f"Port {port} needs root's rights: choose one above 1023: PORT=8080 ./run"
    return f"Port {port} can't be used ({error.strerror}): choose another: PORT=8081 ./run"
