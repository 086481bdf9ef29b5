"""Servers on loopback may be asked, and nobody waits for them."""

import pytest

from catalog.sources import hosts, http
from catalog.sources.base import Forgetful, Reading


@pytest.fixture(autouse=True)
def web_allowed(settings, tmp_path, monkeypatch):
    """The waits that were asked for, in seconds; none of them is waited."""
    settings.SOURCES_ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    settings.VAR_DIR = tmp_path
    waits = []
    monkeypatch.setattr(http.time, "sleep", waits.append)
    monkeypatch.setattr(hosts, "MOST_FAILURES", 1_000)
    return waits


@pytest.fixture
def read_all():
    """All pages that an adapter yields."""

    def read(adapter, options, checkpoint=None, memory=None):
        memory = Forgetful() if memory is None else memory
        return list(adapter.fetch(Reading(options, checkpoint, memory)))

    return read
