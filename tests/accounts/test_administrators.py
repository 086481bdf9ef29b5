"""What administrators may do to accounts, and what only superusers may."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from tests.factories import make_user
from workfinder.roles import ADMINISTRATORS, make_roles


@pytest.fixture
def administrator(client, db):
    make_roles()
    user = make_user("administrator", is_staff=True)
    user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    client.force_login(user)
    return user


def change(client, user, **fields):
    given = {"username": user.username, "email": "", "is_active": "on", "language": "", **fields}
    given |= {"date_joined_0": "2026-01-01", "date_joined_1": "12:00:00"}
    return client.post(f"/admin/accounts/user/{user.pk}/change/", given)


def test_an_administrator_makes_no_superuser(client, administrator):
    for user in (make_user(), administrator):
        change(client, user, is_superuser="on", is_staff="on")
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_gives_no_permissions_one_by_one(client, administrator):
    user = make_user()
    change(client, user, user_permissions=["1", "2"])
    assert not user.user_permissions.exists()


def test_an_administrator_makes_curators(client, administrator):
    user = make_user()
    group = Group.objects.get(name="Curators")
    change(client, user, is_staff="on", groups=[group.pk])
    user.refresh_from_db()
    assert (user.is_staff, user.groups.get()) == (True, group)


@pytest.mark.parametrize("page", ["change", "password"])
def test_an_administrator_changes_no_superuser(client, administrator, page):
    boss = make_user(is_staff=True, is_superuser=True)
    given = {"password1": "a new passphrase 1", "password2": "a new passphrase 1"}
    assert client.post(f"/admin/accounts/user/{boss.pk}/{page}/", given).status_code == 403


def test_an_administrator_widens_no_role(client, administrator):
    group = Group.objects.get(name=ADMINISTRATORS)
    given = {"name": ADMINISTRATORS, "permissions": ["1"]}
    answer = client.post(f"/admin/auth/group/{group.pk}/change/", given)
    assert answer.status_code == 403


def test_a_superuser_makes_superusers(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    user = make_user()
    change(client, user, is_superuser="on", is_staff="on")
    user.refresh_from_db()
    assert user.is_superuser


def test_who_is_switched_off_is_signed_out_everywhere(client, administrator):
    user = make_user()
    other = type(client)()
    other.force_login(user)
    other.get("/profile/")
    change(client, user, is_active="")
    assert not user.sessions.exists()


def test_nobody_is_deleted_on_the_desk(client, db):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    user = make_user()
    client.post(f"/admin/accounts/user/{user.pk}/delete/", {"post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()
