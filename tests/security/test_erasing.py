"""A person takes a copy of everything, has it deleted, and nothing is found anywhere."""

import io
import json
import logging
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.conf import settings as project
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task
from rest_framework.test import APIClient

from accounts.models import Erasure, User
from accounts.tokens import tokens_for
from catalog.models import Report
from tests.factories import make_profile, make_region, make_user, make_vacancy
from tests.security.canaries import make_export, plant, rows_with
from workfinder.erasing import (
    fingerprint,
    finish,
    finish_all,
    reapply_erasures,
    remembered,
    request_erasure,
)
from workfinder.exporting import make, request_export
from workfinder.outbox import OutboxBackend
from workfinder.privacy import erase, export
from workfinder.private_rows import private_tables
from workfinder.retaining import retain

PASSWORD = "a long enough passphrase"


@pytest.fixture(autouse=True)
def _own_var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def gulnora(db):
    return plant("gulnora")


def files_with(folder: Path, text: str) -> list[str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return [p.name for p in paths if text.encode().lower() in p.read_bytes().lower()]


def read(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


# --- The copy --------------------------------------------------------------------------------


def test_every_private_table_has_a_row_to_find(gulnora):
    without = [table.model._meta.label for table in private_tables() if not table.rows(gulnora)]
    made_by_deeds = {"accounts.DataExport", "accounts.Session", "admin.LogEntry"}
    assert set(without) <= made_by_deeds


def test_the_copy_holds_every_private_table(gulnora):
    names = {name for name in read(export(gulnora)) if name.startswith("data/")}
    wanted = {
        f"data/{table.model._meta.label_lower}.json"
        for table in private_tables()
        if table.rows(gulnora)
    }
    assert names == wanted


def test_the_copy_holds_where_else_the_person_looks(gulnora):
    gulnora.profile.other_regions.add(make_region("UZ-SA", name="Samarkand"))
    profile = json.loads(read(export(gulnora))["data/accounts.profile.json"])[0]
    assert [row["name"] for row in profile["other_regions"]] == ["Samarkand"]


def test_the_copy_holds_what_was_said_and_the_photo(gulnora):
    files = read(export(gulnora))
    profile = json.loads(files["data/accounts.profile.json"])[0]
    assert profile["preferences"] == "CANARY-gulnora-preferences"
    assert files["files/photo.jpg"] == b"CANARY-gulnora-photo"


def test_the_copy_holds_nothing_of_others_and_nothing_that_lets_in(gulnora):
    other = plant("botir")
    tokens_for(gulnora)
    data = b"".join(read(export(gulnora)).values())
    assert b"botir" not in data
    assert gulnora.password.encode() not in data
    assert other.password.encode() not in data


def test_the_worker_makes_the_copy_and_its_owner_alone_gets_it(client, gulnora):
    made = request_export(gulnora)
    make(str(made.pk))
    address = reverse("accounts:data_copy_file", args=[made.pk])
    client.force_login(make_user())
    strangers = client.get(address).status_code
    client.force_login(gulnora)
    data = b"".join(client.get(address).streaming_content)
    assert (strangers, "data/accounts.user.json" in read(data)) == (404, True)


def test_asking_twice_makes_one_copy(gulnora):
    assert request_export(gulnora) == request_export(gulnora)


def test_the_page_tells_how_far_it_is(client, gulnora):
    request_export(gulnora)
    client.force_login(gulnora)
    page = client.get(reverse("accounts:data_copy"))
    assert "<progress" in page.text
    assert page["Refresh"] == "3"


def test_the_api_gives_the_copy(gulnora):
    phone = APIClient()
    phone.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens_for(gulnora)['access']}")
    answer = phone.get("/api/v1/me/export")
    assert "data/accounts.profile.json" in read(answer.content)


# --- The deletion ----------------------------------------------------------------------------


def test_nothing_is_found_after_a_deletion(client, gulnora, caplog, settings, tmp_path):
    caplog.set_level(logging.DEBUG)
    make_export(gulnora, b"CANARY-gulnora-export")
    OutboxBackend().send_messages([EmailMessage("x", "CANARY", to=[gulnora.email])])
    client.post(reverse("accounts:login"), {"username": gulnora.username, "password": "wrong"})
    client.force_login(gulnora)
    for page in ("/profile/", "/me/settings/", "/me/resumes/"):
        client.get(page)
    email, name = gulnora.email, gulnora.username
    assert rows_with("gulnora")
    client.post(reverse("accounts:delete_account"), {"current": PASSWORD})
    finish_all()
    for text in ("gulnora", "CANARY", email, name):
        assert rows_with(text) == []
        assert files_with(Path(settings.MEDIA_ROOT), text) == []
        assert files_with(tmp_path, text) == []
        assert text.lower() not in caplog.text.lower()
        assert text.lower() not in repr(cache._cache).lower()


def test_others_lose_nothing(gulnora):
    plant("botir")
    before = rows_with("botir")
    erase(gulnora)
    assert rows_with("botir") == before


def test_the_account_is_shut_at_once(client, gulnora):
    client.force_login(gulnora)
    access = tokens_for(gulnora)["access"]
    request_erasure(gulnora)
    phone = APIClient()
    answer = phone.get("/api/v1/me", headers={"authorization": f"Bearer {access}"})
    assert (answer.status_code, client.get("/profile/").status_code) == (401, 302)


def test_the_receipt_names_nobody(client, gulnora):
    erasure = request_erasure(gulnora)
    finish(str(erasure.pk))
    erasure.refresh_from_db()
    page = client.get(reverse("erasure_receipt", args=[erasure.pk]))
    assert (page.status_code, "gulnora" in page.text, erasure.user_key) == (200, False, None)


def test_a_deletion_that_was_cut_off_goes_on(gulnora, monkeypatch):
    erasure = request_erasure(gulnora)

    def cut(_self):
        raise SystemExit

    # As a kill would: what lies outside the database is gone, the rows are not.
    monkeypatch.setattr(User, "delete", cut)
    with pytest.raises(SystemExit):
        finish(str(erasure.pk))
    monkeypatch.undo()
    finish_all()
    assert not User.objects.filter(username="gulnora").exists()


def test_a_second_run_does_no_harm(gulnora):
    erasure = request_erasure(gulnora)
    assert [finish(str(erasure.pk)), finish(str(erasure.pk))] == ["done", "done already"]


def test_a_wrong_password_deletes_nobody(client, gulnora):
    client.force_login(gulnora)
    assert client.post(reverse("accounts:delete_account"), {"current": "x"}).status_code == 422
    assert not Erasure.objects.exists()


@pytest.mark.parametrize(("password", "status"), [(PASSWORD, 202), ("wrong", 400)])
def test_the_api_deletes_with_the_password(gulnora, password, status):
    phone = APIClient()
    phone.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens_for(gulnora)['access']}")
    answer = phone.delete("/api/v1/me", {"password": password})
    assert (answer.status_code, Erasure.objects.exists()) == (status, status == 202)


def test_a_report_stays_without_its_reader(gulnora):
    report = Report.objects.create(vacancy=make_vacancy(), reader=gulnora, reason="scam", text="I")
    erase(gulnora)
    report.refresh_from_db()
    assert (report.reason, report.text, report.reader) == ("scam", "", None)


def test_waiting_tasks_of_the_person_go(gulnora):
    other = make_user()
    for user in (gulnora, other):
        async_task("accounts.tasks.send_verification", user.pk, "http://site.uz")
    erase(gulnora)
    assert [row.task["args"][0] for row in OrmQ.objects.all()] == [other.pk]


# --- A backup that is brought back -----------------------------------------------------------


def test_whoever_comes_back_with_a_backup_is_deleted_again(gulnora):
    given = {"pk": gulnora.pk, "username": "gulnora", "date_joined": gulnora.date_joined}
    finish(str(request_erasure(gulnora).pk))
    make_profile(user=User.objects.create(**given))
    assert reapply_erasures() == 1
    assert rows_with("gulnora") == []


def test_a_list_from_before_receipts_were_in_it_still_counts(gulnora, tmp_path):
    (tmp_path / "erased").write_text(f"{fingerprint(gulnora)}\n")
    assert reapply_erasures() == 1
    assert rows_with("gulnora") == []


def test_a_new_person_with_an_old_number_stays(gulnora):
    finish(str(request_erasure(gulnora).pk))
    User.objects.create(pk=gulnora.pk, username="new")
    assert reapply_erasures() == 0


def test_the_list_of_the_deleted_tells_nothing(gulnora):
    seal = fingerprint(gulnora)
    receipt = request_erasure(gulnora)
    assert remembered() == {seal: str(receipt.pk)}
    assert "gulnora" not in (Path(project.VAR_DIR) / "erased").read_text()


# --- What has served its time ----------------------------------------------------------------


def test_copies_failed_sign_ins_and_addresses_go(db):
    user = make_user(email="typed@example.uz")
    made = make_export(user, b"x")
    type(made).objects.update(created_at=timezone.now() - timedelta(days=8))
    User.objects.update(date_joined=timezone.now() - timedelta(days=31))
    AccessAttempt.objects.create(username="x", attempt_time=timezone.now(), failures_since_start=1)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(days=2))
    retain()
    user.refresh_from_db()
    assert (user.email, user.exports.count(), AccessAttempt.objects.count()) == ("", 0, 0)
    assert not made.file.storage.exists(made.file.name)


def test_what_is_confirmed_or_in_use_stays(db):
    user = make_user(email="own@example.uz", email_verified_at=timezone.now())
    make_profile(user=user, questionnaire_done_at=timezone.now())
    User.objects.update(date_joined=timezone.now() - timedelta(days=800))
    retain()
    user.refresh_from_db()
    assert user.email == "own@example.uz"


def test_an_account_without_a_word_goes_after_a_year(db):
    for days in (364, 366):
        user = make_profile().user
        User.objects.filter(pk=user.pk).update(date_joined=timezone.now() - timedelta(days=days))
    retain()
    assert User.objects.count() == 1
