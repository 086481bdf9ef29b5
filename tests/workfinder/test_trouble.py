"""A full disk, a lost database and a wrong clock are told in sentences."""

import errno
import os
import resource
import sys
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone
from django_q.models import Schedule
from PIL import Image
from rest_framework.test import APIClient

from accounts.models import Profile
from tests.factories import make_profile
from workfinder import heartbeat, queueing
from workfinder.api_errors import is_out_of_order


@pytest.fixture
def client(db):
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(make_profile(full_name="Malika").user)
    return client


@pytest.fixture
def _full_disk():
    """No file may grow beyond a hundred bytes, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def photo():
    out = BytesIO()
    Image.effect_noise((300, 400), 90).save(out, "PNG")
    return SimpleUploadedFile("photo.png", out.getvalue(), "image/png")


@pytest.mark.usefixtures("_full_disk")
@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
@pytest.mark.parametrize(
    ("method", "path"), [("put", "/api/v1/me/profile/photo"), ("post", "/mobile/generate_cv")]
)
def test_a_full_disk_is_told_and_harms_nothing(client, method, path):
    Profile.objects.get().finish_questionnaire()
    answer = getattr(client, method)(path, {"file": photo()}, format="multipart")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    profile = Profile.objects.get()
    assert (profile.full_name, bool(profile.photo)) == ("Malika", False)


@pytest.fixture
def _full_database(client):
    """No further row of these tables finds room, as PostgreSQL says it on a full disk."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION"
            " 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$"
        )
        for table in ("accounts_profileskill", "accounts_user"):
            cursor.execute(
                f"CREATE TRIGGER full_disk BEFORE INSERT ON {table} EXECUTE FUNCTION no_room()"
            )


@pytest.mark.usefixtures("_full_database")
@pytest.mark.parametrize(
    ("door", "path", "given"),
    [
        ("api", "/api/v1/me/skills", {"name": "tikish"}),
        ("page", "/sign-up/", {"username": "malika", "password": "a-long-passphrase-7"}),
        ("mobile", "/mobile/registration", {"username": "malika", "password": "secret7"}),
    ],
)
def test_a_database_without_room_is_told_and_reads_go_on(client, door, path, given):
    asker = client if door == "api" else Client(raise_request_exception=False)
    with transaction.atomic():
        answer = asker.post(path, given)
        transaction.set_rollback(True)
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (503, True)
    assert "No space" not in answer.text
    assert client.get("/api/v1/me/skills").json()["results"] == []


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), OSError(errno.EDQUOT, "quota"), OperationalError()]
)
def test_what_may_pass_is_told_apart(error):
    assert is_out_of_order(error)


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "no"), ValueError(), None])
def test_what_is_our_fault_is_not_excused(error):
    assert not is_out_of_order(error)


@pytest.mark.parametrize(
    ("path", "part"), [("/", "<h1"), ("/api/v1/regions", '"errors"'), ("/mobile/x", '"detail"')]
)
def test_a_lost_database_is_a_sentence_and_no_trace(db, monkeypatch, path, part):
    def lost(*_args, **_kwargs):
        raise OperationalError("server closed the connection unexpectedly: secret-host")

    monkeypatch.setattr("workfinder.home.figures", lost)
    monkeypatch.setattr("catalog.api.RegionViewSet.get_queryset", lost)
    answer = Client(raise_request_exception=False).get(path, HTTP_ACCEPT_LANGUAGE="en")
    assert answer.status_code == (404 if path == "/mobile/x" else 503)
    assert part in answer.text
    assert "secret-host" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_wrong_clock_breaks_no_call(client, hours):
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert client.patch("/api/v1/me/profile", {"city": "Qoʻqon"}).status_code == 200
        assert client.post("/api/v1/me/skills", {"name": "x"}).status_code == 201
        assert client.get("/api/v1/me/home").status_code == 200


def test_a_clock_that_was_set_back_puts_nothing_off(db):
    ahead = timezone.now() + timedelta(hours=5)
    Schedule.objects.create(
        func="workfinder.heartbeat.beat", schedule_type="I", minutes=1, next_run=ahead
    )
    queueing.mend_schedule()
    assert Schedule.objects.get().next_run <= timezone.now()


def test_a_beat_of_the_future_is_no_sign_of_life(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    now = timezone.now()
    with time_machine.travel(now + timedelta(hours=5)):
        heartbeat.beat()
    folder = tmp_path / "run"
    later = (now + timedelta(hours=5)).timestamp()
    os.utime(folder / "heartbeat", (later, later))
    assert heartbeat.silence(folder, now.timestamp() - 200) > heartbeat.LONGEST_SILENCE_SECONDS
