"""Facts in the API: each has an id, an order, and an owner."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Profile
from tests.factories import make_profile, make_user

pytestmark = pytest.mark.django_db
GIVEN = {
    "certificates": {"name": "1C", "issuer": "IT Park", "issued": "2023-05", "url": ""},
    "licences": {"categories": ["B", "CE"], "since": "2012"},
    "links": {"url": "https://example.org/work", "label": "portfolio"},
}


@pytest.fixture
def phone():
    client = APIClient()
    client.user = make_user()
    client.force_authenticate(client.user)
    return client


@pytest.mark.parametrize("kind", GIVEN)
def test_what_is_sent_is_given_back(phone, kind):
    made = phone.post(f"/api/v1/me/{kind}", GIVEN[kind], format="json").json()
    assert made == {"id": made["id"], **GIVEN[kind]}


@pytest.mark.parametrize("kind", GIVEN)
def test_facts_of_another_do_not_exist(phone, kind):
    theirs = getattr(make_profile(), kind).create(**GIVEN[kind])
    assert phone.delete(f"/api/v1/me/{kind}/{theirs.pk}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("licences", {"categories": []}),
        ("licences", {"categories": ["X"]}),
        ("links", {"url": "javascript:alert(1)"}),
        ("certificates", {"name": "", "issued": "2023"}),
        ("experience", {"title": "a", "start": "2022-05", "end": "2021"}),
    ],
)
def test_what_is_wrong_is_refused(phone, kind, given):
    assert phone.post(f"/api/v1/me/{kind}", given, format="json").status_code == 400


def test_a_person_has_one_licence(phone):
    phone.post("/api/v1/me/licences", GIVEN["licences"], format="json")
    assert (
        phone.post("/api/v1/me/licences", {"categories": ["A"]}, format="json").status_code == 400
    )


def test_a_fact_is_put_where_it_is_wanted(phone):
    profile = Profile.objects.of(phone.user)
    last = [profile.skills.create(name=name) for name in "abc"][-1]
    answer = phone.post(f"/api/v1/me/skills/{last.pk}/move", {"to": 0}, format="json")
    assert answer.status_code == 204
    assert [fact.name for fact in profile.skills.all()] == ["c", "a", "b"]
