"""A backup holds everything, and a restore brings it back or says what is wrong."""

import tarfile
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from accounts.models import Erasure, User
from accounts.photos import keep_photo
from recommendations.models import EmbeddingModel, Mark, ProfileVector
from tests.factories import make_profile, make_vacancy
from tests.security.canaries import rows_with
from workfinder import backing_up
from workfinder.backing_up import BackupError, back_up, counted, restore
from workfinder.erasing import finish, request_erasure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(settings, tmp_path):
    """A person with a photo and a mark."""
    settings.VAR_DIR = tmp_path
    settings.SECRET_KEY = "of the backup"
    (tmp_path / "secrets.env").write_text("SECRET_KEY=of the backup\n")
    profile = make_profile(full_name="Малика Каримова")
    keep_photo(profile, b"\xff\xd8 a photo")
    model = EmbeddingModel.objects.create(name="of tests", version="1", dimensions=3)
    ProfileVector.objects.create(
        model=model,
        profile=profile,
        vector=[0.1, 0.2, 0.3],
        text_hash=b"0" * 16,
    )
    Mark.objects.create(user=profile.user, vacancy=make_vacancy("Швея"), state="saved")
    return profile


@pytest.fixture
def backup(site, tmp_path):
    back_up(tmp_path / "backup.tar")
    return tmp_path / "backup.tar"


@pytest.fixture
def new_database(backup):
    """An empty database in the place of the site's."""
    own = connection.settings_dict["NAME"]
    # Of this process alone: another one may restore at the same time.
    name = f"{own}_of_the_restore"
    server = psycopg.connect(**backing_up._address(), autocommit=True)
    connection.close()
    with server:
        drop_all(server, name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name))
        )
        connection.settings_dict["NAME"] = name
        yield name
        connection.close()
        connection.settings_dict["NAME"] = own
        drop_all(server, name)


def drop_all(server, name):
    rows = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
    for (found,) in rows.fetchall():
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(found)))


def test_everything_comes_back_as_it_was(site, backup, new_database, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    restore(backup)
    person = User.objects.get(username=site.user.username)
    assert person.profile.full_name == "Малика Каримова"
    assert person.marks.get().vacancy.title == "Швея"
    with person.profile.photo.open() as photo:
        assert photo.read() == b"\xff\xd8 a photo"


def test_a_site_is_not_overwritten_by_mistake(backup, new_database):
    restore(backup)
    with pytest.raises(BackupError, match="--replace"):
        restore(backup)


def test_a_site_is_put_aside_on_demand(site, backup, new_database):
    restore(backup)
    User.objects.create(username="made after the backup")
    connection.close()
    restore(backup, replace=True)
    assert list(User.objects.values_list("username", flat=True)) == [site.user.username]


def test_a_site_in_use_is_not_replaced(backup, new_database):
    restore(backup)
    with (
        psycopg.connect(**backing_up._address()),
        pytest.raises(BackupError, match="stop the site"),
    ):
        restore(backup, replace=True)


def test_keys_come_back_on_demand_alone(backup, new_database, tmp_path):
    (tmp_path / "secrets.env").write_text("SECRET_KEY=of the new machine\n")
    restore(backup)
    assert "new machine" in (tmp_path / "secrets.env").read_text()


def test_a_backup_is_for_its_owner_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_none(backup):
    with pytest.raises(BackupError, match="name another"):
        back_up(backup)


def test_a_difference_is_told(site, backup, new_database, monkeypatch):
    monkeypatch.setattr(
        backing_up, "counted", lambda database: counted(database) | {"catalog_vacancy": [0, "0"]}
    )
    with pytest.raises(BackupError, match="catalog_vacancy"):
        restore(backup)


def test_half_a_backup_is_refused(backup, new_database):
    data = backup.read_bytes()
    backup.write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupError, match="no backup of this site, or only a part"):
        restore(backup)


def test_a_backup_that_leaves_its_folder_is_refused(backup, new_database, tmp_path):
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as archive:
        archive.add(backup, "../../escaped")
    with pytest.raises(BackupError):
        restore(evil)
    assert not Path(tmp_path.parent / "escaped").exists()


@pytest.fixture
def receipts(site, backup, settings):
    """The person of the backup and a newer one are erased after it: the numbers of receipts."""
    newer = make_profile().user
    made = [request_erasure(user) for user in (site.user, newer)]
    for receipt in made:
        finish(str(receipt.pk))
    return [receipt.pk for receipt in made]


@pytest.mark.parametrize("keys", [False, True])
def test_who_was_erased_after_the_backup_stays_erased(  # noqa: PLR0913, PLR0917  # in this order
    site, backup, receipts, new_database, settings, capsys, keys
):
    if keys:
        # As on a new machine with a key of its own, which gets the list and the backup's key.
        (settings.VAR_DIR / "secrets.env").write_text("SECRET_KEY=of the new machine\n")
        settings.SECRET_KEY = "of the new machine"
    call_command("restore", str(backup), keys=keys)
    assert "1 people who had been deleted since are deleted again" in capsys.readouterr().out
    for text in ("Каримова", site.user.username):
        assert rows_with(text) == []
    assert ProfileVector.objects.count() == 0
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    # Whatever the restore has put aside of the files is the old site's, where they are gone too.
    assert not any(b"a photo" in path.read_bytes() for path in files_under(settings.VAR_DIR))
    assert set(Erasure.objects.values_list("pk", flat=True)) == set(receipts)
    page = Client().get(reverse("erasure_receipt", args=[receipts[0]]))
    assert page.status_code == 200


def files_under(folder):
    return [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".tar"]


def test_the_commands_say_what_they_did(site, tmp_path, capsys):
    call_command("backup", str(tmp_path / "by-command.tar"))
    assert "1 files" in capsys.readouterr().out
    with pytest.raises(CommandError, match="--replace"):
        call_command("restore", str(tmp_path / "by-command.tar"))
