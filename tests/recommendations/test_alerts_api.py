import pytest
from rest_framework.test import APIClient

from accounts.consents import give
from accounts.tokens import tokens_for
from catalog.searching import Wanted
from recommendations.models import AlertSettings, SavedSearch
from recommendations.searches import MOST_SEARCHES, save_search
from tests.factories import make_region, make_user

ME = "/api/v1/me/"


@pytest.fixture
def user(db):
    return make_user()


@pytest.fixture
def phone(user):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens_for(user)['access']}")
    return client


def test_a_search_is_saved_listed_changed_and_deleted(phone):
    region = make_region(name="Toshkent")
    given = {"q": "tikuvchi", "region": region.pk, "rhythm": "weekly"}
    made = phone.post(f"{ME}searches", given)
    assert made.status_code == 201
    assert made.json()["query"] == f"q=tikuvchi&region={region.pk}"
    assert made.json()["name"] == "“tikuvchi”, Toshkent"
    address = f"{ME}searches/{made.json()['id']}"
    assert phone.patch(address, {"rhythm": "never"}).json()["rhythm"] == "never"
    assert len(phone.get(f"{ME}searches").json()["results"]) == 1
    assert phone.delete(address).status_code == 204
    assert phone.get(address).status_code == 404


def test_the_same_search_is_saved_once(phone):
    ids = {phone.post(f"{ME}searches", {"q": "tikuvchi"}).json()["id"] for _time in range(2)}
    assert len(ids) == 1


@pytest.mark.parametrize("given", [{"rhythm": "hourly"}, {"region": "💥"}, {"salary_from": -1}])
def test_what_cant_be_saved_is_told(phone, given):
    assert phone.post(f"{ME}searches", given).status_code == 400


def test_nobody_saves_searches_without_end(phone, user):
    for number in range(MOST_SEARCHES):
        save_search(user, Wanted(q=f"ish{number}"), by_profile=False)
    assert phone.post(f"{ME}searches", {"q": "one more"}).status_code == 400


def test_the_searches_of_others_arent_there(phone):
    theirs = save_search(make_user(), Wanted(q="tikuvchi"), by_profile=False)
    address = f"{ME}searches/{theirs.pk}"
    assert phone.get(address).status_code == 404
    assert phone.patch(address, {"rhythm": "never"}).status_code == 404
    assert phone.delete(address).status_code == 404
    assert SavedSearch.objects.get().rhythm == "daily"


def test_quiet_hours_are_read_and_set(phone, user):
    give(user, "alerts")
    told = phone.get(f"{ME}alerts").json()
    assert told == {
        "allowed": True, "email_verified": False, "quiet_from": 22, "quiet_until": 8,
    }  # fmt: skip
    assert phone.patch(f"{ME}alerts", {"quiet_from": 20}).json()["quiet_from"] == 20
    assert AlertSettings.objects.get().quiet_until == 8


@pytest.mark.parametrize("given", [{"quiet_from": 24}, {"quiet_until": -1}, {"quiet_from": "💥"}])
def test_hours_that_there_arent_are_refused(phone, given):
    assert phone.patch(f"{ME}alerts", given).status_code == 400


@pytest.mark.parametrize("path", ["searches", "searches/1", "alerts", "marks", "hidden-employers"])
def test_private_addresses_need_a_token(client, db, path):
    assert client.get(f"{ME}{path}").status_code == 401
