import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.consents import PURPOSES, give, has_consent, states_of, withdraw
from accounts.tokens import tokens_for
from tests.factories import make_user


@pytest.fixture
def dilnoza(db):
    return make_user("dilnoza")


@pytest.fixture
def phone(dilnoza):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens_for(dilnoza)['access']}")
    return client


@pytest.mark.parametrize("purpose", PURPOSES)
def test_nothing_is_allowed_until_the_person_says_so(dilnoza, purpose):
    assert not has_consent(dilnoza, purpose)


def test_a_consent_counts_for_its_purpose_alone(dilnoza):
    give(dilnoza, "writing")
    assert [purpose for purpose in PURPOSES if has_consent(dilnoza, purpose)] == ["writing"]


def test_a_withdrawn_consent_counts_no_more(dilnoza):
    give(dilnoza, "alerts")
    withdraw(dilnoza, "alerts")
    assert not has_consent(dilnoza, "alerts")


def test_the_history_keeps_every_change_and_no_repetition(dilnoza):
    for say in (give, give, withdraw, withdraw, give):
        say(dilnoza, "writing")
    assert list(dilnoza.consents.values_list("is_given", flat=True)) == [True, False, True]


def test_one_persons_consent_is_not_anothers(dilnoza):
    give(dilnoza, "writing")
    assert not has_consent(make_user(), "writing")


def test_an_unknown_purpose_is_an_error(dilnoza):
    with pytest.raises(ValueError, match="no purpose"):
        has_consent(dilnoza, "selling")


def test_states_say_when(dilnoza):
    give(dilnoza, "writing")
    said = {state.purpose: state.changed_at is not None for state in states_of(dilnoza)}
    assert said == {"writing": True, "translating": False, "alerts": False}


def test_the_page_gives_and_withdraws(client, dilnoza):
    client.force_login(dilnoza)
    address = reverse("accounts:consent", args=["writing"])
    client.post(address, {"given": "yes"})
    given = has_consent(dilnoza, "writing")
    client.post(address, {"given": "no"})
    assert (given, has_consent(dilnoza, "writing")) == (True, False)


def test_the_page_shows_the_history(client, dilnoza):
    give(dilnoza, "alerts")
    client.force_login(dilnoza)
    assert "ruxsat berilgan" in client.get(reverse("accounts:consent_history")).text


def test_the_api_gives_and_withdraws(phone, dilnoza):
    answer = phone.put("/api/v1/me/consents/writing", {"given": True})
    given = has_consent(dilnoza, "writing")
    phone.put("/api/v1/me/consents/writing", {"given": False})
    assert answer.json()["given"] is True
    assert (given, has_consent(dilnoza, "writing")) == (True, False)


def test_the_api_lists_every_purpose(phone):
    rows = phone.get("/api/v1/me/consents").json()["results"]
    assert [row["purpose"] for row in rows] == list(PURPOSES)


@pytest.mark.parametrize("method", ["get", "put"])
def test_the_api_knows_no_other_purpose(phone, method):
    answer = getattr(phone, method)("/api/v1/me/consents/selling", {"given": True})
    assert answer.status_code == 404
