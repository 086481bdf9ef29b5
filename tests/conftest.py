"""Rules for every test: no network but loopback, a clean cache, files in a folder of their own."""

import ipaddress
import socket
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# A busy machine is no fault of the code: examples are judged by what they show, never by time.
hypothesis_settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are tested as they are written; a page speaks its reader's language anyway."""
    with translation.override("en"):
        yield


class NetworkUsed(AssertionError):
    """A test tried to reach another machine."""


def _is_local(host: object) -> bool:
    if not isinstance(host, str) or host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise NetworkUsed(address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    from accounts.limits import turns

    cache.clear()
    turns.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def admin_user(db):
    """Who `admin_client` is: somebody with a second factor, as the desk asks of everyone."""
    from tests.factories import make_user

    return make_user("admin", is_staff=True, is_superuser=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """At the end nobody else is in the database, whatever thread of a test forgot to leave it."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def prepared_model() -> Path:
    """The directory of the prepared model, or a skip that says how to make it."""
    directory = project_settings.MODELS_DIR / "multilingual-e5-small"
    if not (directory / "int8" / "version.txt").exists():
        pytest.skip("the model isn't prepared: ./run manage prepare_embedding_model")
    return directory
