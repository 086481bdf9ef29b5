"""Checks the addresses that people type: resolved once, and only to places of the open network."""

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.sources.base import SourceError

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """An address on the web, and the one machine that it is asked from."""

    url: str
    host: str
    address: str

    @property
    def asked(self) -> str:
        """The address with the machine in place of its name."""
        parts = urlsplit(self.url)
        machine = f"[{self.address}]" if ":" in self.address else self.address
        place = f"{machine}:{parts.port}" if parts.port else machine
        return parts._replace(netloc=place, fragment="").geturl()

    @property
    def sign(self) -> str:
        """What the machine is asked for: the host, with a port that isn't the usual one."""
        port = urlsplit(self.url).port
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"{name}:{port}" if port else name


def target_of(url: str) -> Target:
    """Where an address leads; SourceError where it may not be asked.

    Only https and only global addresses, but for the hosts of SOURCES_ALLOWED_HOSTS.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not host or parts.scheme not in PORTS or parts.username or parts.password:
        raise SourceError(_("“%(url)s” is no address on the web.") % {"url": url[:200]})
    is_allowed = host in settings.SOURCES_ALLOWED_HOSTS
    if parts.scheme != "https" and not is_allowed:
        raise SourceError(_("%(url)s: only addresses of https are read.") % {"url": url[:200]})
    addresses = _resolved(host, port or PORTS[parts.scheme])
    if not is_allowed and not all(map(is_global, addresses)):
        raise SourceError(
            _("%(host)s lies in a private network, and is not asked.") % {"host": host}
        )
    return Target(url, host, addresses[0])


def is_global(text: str) -> bool:
    """Whether an IP address belongs to the open network, whichever way it is written."""
    address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inner is not None:
            address = inner
    return address.is_global and not address.is_multicast


def _nat64(address: IPv6Address) -> IPv4Address | None:
    prefix = int(IPv6Address("64:ff9b::")) >> 32
    return IPv4Address(int(address) & 0xFFFFFFFF) if int(address) >> 32 == prefix else None


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(
            _("There is no host %(host)s, or no network at the moment.") % {"host": host[:200]}
        ) from error
    return [str(entry[4][0]) for entry in found]
