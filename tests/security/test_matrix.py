"""Every address, asked for by everybody: nobody sees another's, and nothing breaks."""

import io
import logging

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.limits import turns
from accounts.tokens import mobile_token_for, tokens_for
from tests.factories import make_course, make_profile, make_user, make_vacancy
from tests.security.addresses import addresses, patterns
from tests.security.canaries import make_export, plant
from workfinder.private_rows import private_tables
from workfinder.roles import ADMINISTRATORS, CURATORS, make_roles

MARK = b"CANARY-gulnora"
WRITING = ["POST", "PUT", "PATCH", "DELETE"]
ROLES = ["nobody", "owner", "stranger", "curator", "administrator"]
# Pages that say who has signed in, to themselves alone.
STAFF = {"curator": CURATORS, "administrator": ADMINISTRATORS}


class Visitor:
    """Somebody at every door at once: a browser's session and the tokens of both APIs."""

    def __init__(self, user=None):
        self.client = Client(raise_request_exception=False)
        self.headers = {"api": {}, "mobile": {}}
        if user:
            self.client.force_login(user)
            for door, token in (
                ("api", tokens_for(user)["access"]),
                ("mobile", mobile_token_for(user)),
            ):
                self.headers[door] = {"authorization": f"Bearer {token}"}

    def ask(self, method, address):
        turns.clear()
        door = address.split("/")[1]
        headers = {**self.headers.get(door, {}), "accept-language": "en"}
        sent = {"data": "{}", "content_type": "application/json"} if door == "api" else {}
        # What is asked for is undone, so that each address finds the same world.
        with transaction.atomic():
            answer = self.client.generic(method, address, headers=headers, **sent)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        return answer.status_code, body


@pytest.fixture
def world(db, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    make_roles()
    owner = plant("gulnora")
    owner.profile.finish_questionnaire()
    make_export(owner, MARK)
    vacancy, course = make_vacancy(pk=owner.pk), make_course(pk=owner.pk)
    user = {"nobody": None, "owner": owner, "stranger": make_profile().user}
    for role, group in STAFF.items():
        user[role] = make_user(role, is_staff=True)
        user[role].groups.add(Group.objects.get(name=group))
    visitors = {role: Visitor(user[role]) for role in ROLES}
    return owner, visitors, addresses(owner, [vacancy, course])


def rows_of(owner):
    return {
        table.model._meta.label: sorted(map(str, table.rows(owner).values_list("pk", flat=True)))
        for table in private_tables()
    }


def test_the_table_of_addresses_is_read_whole():
    found = {pattern for pattern, _names in patterns()}
    for name in ("home", "accounts:settings", "recommendations:mark_list", "admin:index"):
        assert reverse(name) in found
    assert "/api/v1/me/export" in found
    assert "/mobile/generate_cv" in found


def test_every_private_row_is_shown_to_its_owner_alone(world):
    _owner, visitors, found = world
    broken, leaks, shut = [], [], []
    for address in found:
        seen = {"owner": visitors["owner"].ask("GET", address)}
        if seen["owner"][0] in (404, 405) and not address.startswith("/admin/"):
            # Where there is nothing for its owner, there is nothing for others.
            continue
        seen |= {role: visitors[role].ask("GET", address) for role in ROLES if role != "owner"}
        broken += [f"{role} {address}" for role, (status, _body) in seen.items() if status >= 500]
        others = {role: answer for role, answer in seen.items() if role != "owner"}
        leaks += [f"{role} {address}" for role, (_s, body) in others.items() if MARK in body]
        is_owners = seen["owner"][0] == 200 and MARK in seen["owner"][1] and "?" not in address
        if is_owners and any(part.isdigit() or len(part) > 30 for part in address.split("/")):
            # With a row in the address it is the owner's, so to others it isn't there.
            shut += [
                f"{role} {address}: {status}"
                for role, (status, _body) in others.items()
                if status not in ((302, 401) if role == "nobody" else (404,))
            ]
    # The desk shows login names and addresses of accounts to administrators, and to curators what
    # readers report; never what a person said of themselves.
    meant = ("administrator /admin/accounts/user/", "administrator /admin/catalog/report/",
             "curator /admin/catalog/report/")  # fmt: skip
    leaks = [leak for leak in leaks if not leak.startswith(meant)]
    assert broken == []
    assert leaks == []
    assert shut == []


@pytest.mark.parametrize(
    "role", ["nobody", "stranger", pytest.param("curator", marks=pytest.mark.slow),
             pytest.param("administrator", marks=pytest.mark.slow),
             pytest.param("owner", marks=pytest.mark.slow)]
)  # fmt: skip
def test_writing_breaks_nothing_and_changes_nothing_of_others(world, role):
    owner, visitors, found = world
    before, broken, leaks = rows_of(owner), [], []
    for address in found:
        if address.startswith("/admin/") and role in ("nobody", "stranger"):
            continue
        for method in WRITING:
            status, body = visitors[role].ask(method, address)
            broken += [f"{method} {address}"] if status >= 500 else []
            if role != "owner" and "/admin/accounts/user/" not in address:
                leaks += [f"{method} {address}"] if MARK in body else []
    assert (broken, leaks) == ([], [])
    assert rows_of(owner) == before


def test_a_stranger_at_work_leaves_the_owners_rows(db, settings, tmp_path):
    """The same without undoing: one address of each kind, one after the other."""
    settings.VAR_DIR = tmp_path
    owner = plant("gulnora")
    stranger = make_profile().user
    client = Client(raise_request_exception=False)
    client.force_login(stranger)
    headers = {"authorization": f"Bearer {tokens_for(stranger)['access']}"}
    before = rows_of(owner)
    for address in addresses(owner, []):
        if address.startswith(("/api/v1/me/", "/me/", "/profile/")) and not address.endswith(
            ("/me", "delete/")
        ):
            turns.clear()
            for method in ("POST", "DELETE"):
                client.generic(method, address, headers=headers, content_type="application/json")
    assert rows_of(owner) == before


@pytest.mark.parametrize("path", ["/nothing/", "/api/v1/nothing", "/mobile/nothing"])
def test_an_error_page_tells_nothing_of_who_asks(world, path):
    _owner, visitors, _found = world
    status, body = visitors["owner"].ask("GET", path)
    assert (status, MARK in body) == (404, False)


def test_the_log_names_nobody(world, caplog):
    owner, visitors, _found = world
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    try:
        for path in ("/profile/", "/me/settings/", "/api/v1/me/profile", "/nothing/"):
            visitors["owner"].ask("GET", path)
        visitors["nobody"].client.post(
            reverse("accounts:login"), {"username": owner.username, "password": "wrong"}
        )
    finally:
        logging.getLogger().removeHandler(handler)
    told = log.getvalue() + caplog.text
    assert MARK.decode() not in told
    assert owner.username not in told
