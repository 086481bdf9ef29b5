import re
from contextlib import contextmanager

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from rest_framework.test import APIClient

from accounts import tasks
from accounts.addresses import change_email
from accounts.verifying import LinkError, set_email, verification_key, verify
from tests.factories import make_user

PASSWORD = "a long enough passphrase"


@pytest.fixture
def dilnoza(db):
    return make_user("dilnoza", email="d@example.uz", language="ru")


def link_in_letter():
    return re.search(r"http://site\.uz(/\S+)", mail.outbox[0].body)[1]


def test_the_letter_speaks_the_readers_language(dilnoza):
    tasks.send_verification(dilnoza.pk, "http://site.uz")
    assert "Здравствуйте" in mail.outbox[0].body


def test_opening_the_link_alone_confirms_nothing(client, dilnoza):
    tasks.send_verification(dilnoza.pk, "http://site.uz")
    client.get(link_in_letter())
    dilnoza.refresh_from_db()
    assert dilnoza.email_verified_at is None


def test_the_button_behind_the_link_confirms(client, dilnoza):
    tasks.send_verification(dilnoza.pk, "http://site.uz")
    client.post(link_in_letter())
    dilnoza.refresh_from_db()
    assert dilnoza.email_verified_at is not None


def test_a_link_for_an_old_address_confirms_nothing(dilnoza):
    key = verification_key(dilnoza)
    set_email(dilnoza, "new@example.uz")
    with pytest.raises(LinkError):
        verify(key)


def test_an_altered_link_is_told(client, dilnoza):
    address = reverse("accounts:verify_email", args=[verification_key(dilnoza) + "x"])
    assert client.get(address).status_code == 410


def test_an_address_is_confirmed_for_one_person_alone(dilnoza):
    make_user("other", email="D@example.uz", email_verified_at=timezone.now())
    with pytest.raises(LinkError):
        verify(verification_key(dilnoza))


def test_a_new_address_is_not_confirmed(dilnoza):
    verify(verification_key(dilnoza))
    dilnoza.refresh_from_db()
    set_email(dilnoza, "new@example.uz")
    assert dilnoza.email_verified_at is None


def test_the_page_queues_the_letter(client, dilnoza, django_capture_on_commit_callbacks):
    client.force_login(dilnoza)
    with django_capture_on_commit_callbacks() as queued:
        client.post(reverse("accounts:email"), {"email": "new@example.uz", "current": PASSWORD})
    assert len(queued) == 1


def test_the_address_before_is_told(dilnoza, do_what_is_queued):
    verify(verification_key(dilnoza))
    dilnoza.refresh_from_db()
    with do_what_is_queued():
        change_email(dilnoza, "new@example.uz")
    assert [letter.to for letter in mail.outbox] == [["d@example.uz"]]
    assert "другой адрес" in mail.outbox[0].body


def test_an_address_that_nobody_confirmed_is_told_nothing(dilnoza, do_what_is_queued):
    with do_what_is_queued():
        change_email(dilnoza, "new@example.uz")
    assert mail.outbox == []


def test_what_is_no_address_is_told(client, dilnoza):
    client.force_login(dilnoza)
    assert client.post(reverse("accounts:email"), {"email": "nonsense"}).status_code == 422


# --- The API -------------------------------------------------------------------------------

EMAIL = "/api/v1/me/email"


@pytest.fixture
def phone(dilnoza):
    client = APIClient()
    client.force_authenticate(dilnoza)
    return client


@pytest.fixture
def do_what_is_queued(django_capture_on_commit_callbacks):
    """Queue what waits for the end of the request, and do it as the worker would."""

    @contextmanager
    def doing():
        with django_capture_on_commit_callbacks(execute=True):
            yield
        for row in OrmQ.objects.all():
            task = row.task
            getattr(tasks, task["func"].rpartition(".")[2])(*task["args"])
            row.delete()

    return doing


def test_a_phone_gives_another_address(phone, dilnoza, do_what_is_queued):
    with do_what_is_queued():
        answer = phone.put(EMAIL, {"email": "new@example.uz", "password": PASSWORD})
    assert answer.json() == {"email": "new@example.uz", "confirmed_at": None}
    assert [letter.to for letter in mail.outbox] == [["new@example.uz"]]


def test_a_phone_takes_the_address_away(phone, dilnoza):
    assert phone.put(EMAIL, {"email": "", "password": PASSWORD}).json()["email"] == ""
    assert phone.post(EMAIL).json()["errors"][0]["code"] == "confirmed"


def test_a_phone_left_lying_about_changes_no_address(phone, dilnoza):
    answer = phone.put(EMAIL, {"email": "new@example.uz", "password": "wrong"})
    assert answer.json()["errors"][0]["attr"] == "password"
    assert phone.get(EMAIL).json()["email"] == "d@example.uz"


def test_a_phone_asks_for_the_letter_once_a_minute(phone, dilnoza, do_what_is_queued):
    with do_what_is_queued():
        answers = [phone.post(EMAIL), phone.post(EMAIL)]
    assert [answer.status_code for answer in answers] == [202, 400]
    assert len(mail.outbox) == 1
