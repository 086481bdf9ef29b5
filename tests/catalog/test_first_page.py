"""The first page of the desk, the roles that see it, and the alarm on silence."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalog.alarms import raise_alarms
from catalog.dashboard import dashboard
from catalog.models import QuarantinedItem, Report, Source, Vacancy
from tests.factories import make_source, make_specialty, make_user, make_vacancy
from workfinder.roles import ADMINISTRATORS, CURATORS, make_roles

pytestmark = pytest.mark.django_db
IN_ENGLISH = {"accept-language": "en"}


@pytest.fixture
def staff(client):
    """A browser of somebody with a role."""
    make_roles()

    def sign_in(role):
        user = make_user(is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return sign_in


def test_it_counts_what_is_open_and_what_waits():
    specialty, _other = make_specialty("hh-1"), make_specialty("hh-2")
    vacancy = make_vacancy(specialty=specialty)
    make_vacancy().close()
    Report.objects.create(vacancy=vacancy, reason="scam")
    run = vacancy.source.runs.create(to_close=5)
    QuarantinedItem.objects.create(source=vacancy.source, run=run, place="1", raw="", reason="x")
    desk = dashboard()
    assert (desk.open, desk.waiting_reports, desk.set_aside) == (1, 1, 1)
    assert (desk.to_close, desk.without_vacancies, desk.unnamed) == (1, 1, 0)


def test_it_counts_by_source_and_day():
    make_vacancy(), make_vacancy().close()
    Vacancy.objects.create(
        source=make_source("Old"), region=Vacancy.objects.first().region, external_id="x",
        title="x", first_seen_at=timezone.now() - timedelta(days=30),
    )  # fmt: skip
    desk = dashboard()
    assert {(line.source.name, line.open, line.new, line.closed) for line in desk.sources} == {
        ("Tests", 1, 2, 1),
        ("Old", 1, 0, 0),
    }
    assert (desk.days[-1].new, desk.days[-1].closed, desk.days[-1].new_height) == (2, 1, 100)


def test_it_asks_no_more_for_more_sources():
    def queries():
        with CaptureQueriesContext(connection) as asked:
            dashboard()
        return len(asked)

    make_vacancy()
    few = queries()
    for number in range(9):
        make_vacancy(source=make_source(f"S{number}"))
    assert queries() == few


def test_a_curator_sees_the_catalogue_and_no_users(staff):
    curator = staff(CURATORS)
    page = curator.get("/admin/", headers=IN_ENGLISH).text
    assert "Specialties without vacancies" in page
    assert curator.get("/admin/catalog/source/").status_code == 200
    assert curator.get("/admin/accounts/user/").status_code == 403
    assert curator.get("/admin/auth/group/").status_code == 403


def test_an_administrator_sees_users_too(staff):
    administrator = staff(ADMINISTRATORS)
    assert administrator.get("/admin/accounts/user/").status_code == 200
    assert administrator.get("/admin/catalog/vacancy/").status_code == 200


def test_staff_without_a_role_sees_nothing(client):
    client.force_login(make_user(is_staff=True))
    assert "Specialties without vacancies" not in client.get("/admin/", headers=IN_ENGLISH).text


def silent_source():
    source = make_source("Silent", every_hours=6, failure="no answer")
    Source.objects.update(created_at=timezone.now() - timedelta(hours=13))
    return source


def test_silence_is_told_once():
    silent_source()
    make_user(is_staff=True, email="curator@example.uz")
    make_user(email="person@example.uz")
    assert [source.name for source in raise_alarms()] == ["Silent"]
    assert raise_alarms() == []
    (message,) = mail.outbox
    assert message.to == ["curator@example.uz"]
    assert "Silent: no answer" in message.body


def test_a_source_that_spoke_again_may_fall_silent_again():
    source = silent_source()
    raise_alarms()
    source.refresh_from_db()
    source.note_success()
    Source.objects.update(imported_at=timezone.now() - timedelta(hours=13))
    assert len(raise_alarms()) == 1


def test_silence_is_seen_on_the_first_page(staff):
    silent_source()
    assert "Silent" in staff(CURATORS).get("/admin/").text


@pytest.mark.parametrize("fields", [{"every_hours": 0}, {"is_active": False}])
def test_sources_without_a_rhythm_are_never_silent(fields):
    silent_source()
    Source.objects.update(**fields)
    assert raise_alarms() == []
