from datetime import timedelta

import jwt
import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.devices import devices_of, end_device, end_devices
from accounts.models import TokenFamily
from accounts.passwords import set_password
from accounts.tokens import mobile_token_for, tokens_for
from tests.factories import make_profile, make_user

PASSWORD = "a long enough passphrase"


@pytest.fixture
def dilnoza(db):
    return make_profile(user=make_user("dilnoza")).user


@pytest.fixture
def phone():
    return APIClient()


def renew(phone, refresh):
    return phone.post("/api/v1/auth/refresh", {"refresh": refresh})


def reads(phone, access, path="/api/v1/me"):
    return phone.get(path, headers={"authorization": f"Bearer {access}"}).status_code


def test_a_lost_answer_can_be_asked_for_again(phone, dilnoza):
    refresh = tokens_for(dilnoza)["refresh"]
    assert [renew(phone, refresh).status_code for _ in range(3)] == [200, 200, 200]


def test_a_token_used_twice_kills_its_family(phone, dilnoza):
    refresh = tokens_for(dilnoza)["refresh"]
    newer = renew(phone, refresh).json()
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert renew(phone, refresh).status_code == 401
        assert renew(phone, newer["refresh"]).status_code == 401
        assert reads(phone, newer["access"]) == 401


def test_a_thief_within_the_grace_is_found_out_later(phone, dilnoza):
    refresh = tokens_for(dilnoza)["refresh"]
    own, stolen = renew(phone, refresh).json(), renew(phone, refresh).json()
    assert renew(phone, own["refresh"]).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert renew(phone, stolen["refresh"]).status_code == 401
    assert not TokenFamily.objects.alive().exists()


def test_one_family_dies_and_the_other_lives(phone, dilnoza):
    first, second = tokens_for(dilnoza), tokens_for(dilnoza)
    phone.post("/api/v1/auth/logout", {"refresh": first["refresh"]})
    assert [reads(phone, pair["access"]) for pair in (first, second)] == [401, 200]


def test_signing_out_twice_does_no_harm(phone, dilnoza):
    pair = tokens_for(dilnoza)
    answers = [phone.post("/api/v1/auth/logout", {"refresh": pair["refresh"]}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]


@pytest.mark.parametrize("written", ["", "nonsense", "a.b.c"])
def test_what_is_no_token_renews_nothing(phone, db, written):
    assert renew(phone, written).status_code in (400, 401)


def test_an_access_token_renews_nothing(phone, dilnoza):
    assert renew(phone, tokens_for(dilnoza)["access"]).status_code == 401


def test_a_refresh_token_reads_nothing(phone, dilnoza):
    assert reads(phone, tokens_for(dilnoza)["refresh"]) == 401


def test_a_token_of_one_door_opens_no_other(phone, dilnoza):
    assert reads(phone, mobile_token_for(dilnoza)) == 401
    assert reads(phone, tokens_for(dilnoza)["access"], "/mobile/users/me") == 401
    assert reads(phone, mobile_token_for(dilnoza), "/mobile/users/me") == 200


@pytest.mark.parametrize("algorithm", ["none", "HS384", "HS512"])
def test_the_algorithm_is_fixed(phone, dilnoza, settings, algorithm):
    claims = jwt.decode(tokens_for(dilnoza)["access"], options={"verify_signature": False})
    key = "" if algorithm == "none" else settings.JWT_SIGNING_KEY * 2
    assert reads(phone, jwt.encode(claims, key or None, algorithm=algorithm)) == 401


def test_the_key_of_sessions_signs_no_tokens(phone, dilnoza, settings):
    claims = jwt.decode(tokens_for(dilnoza)["access"], options={"verify_signature": False})
    assert settings.SECRET_KEY != settings.JWT_SIGNING_KEY
    assert reads(phone, jwt.encode(claims, settings.SECRET_KEY, algorithm="HS256")) == 401


def test_an_access_token_lives_a_quarter_of_an_hour(phone, dilnoza):
    access = tokens_for(dilnoza)["access"]
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert reads(phone, access) == 401


def test_a_mobile_token_lives_a_day(phone, dilnoza):
    token = mobile_token_for(dilnoza)
    for hours, status in ((23, 200), (25, 401)):
        with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
            assert reads(phone, token, "/mobile/users/me") == status


def test_a_new_password_ends_tokens_of_both_doors(phone, dilnoza):
    pair, mobile = tokens_for(dilnoza), mobile_token_for(dilnoza)
    set_password(dilnoza, "quite another passphrase")
    assert renew(phone, pair["refresh"]).status_code == 401
    assert reads(phone, pair["access"]) == 401
    assert reads(phone, mobile, "/mobile/users/me") == 401


def test_the_api_changes_the_password(phone, dilnoza):
    access = tokens_for(dilnoza)["access"]
    given = {"current": PASSWORD, "new": "quite another passphrase"}
    answer = phone.post(
        "/api/v1/auth/password", given, headers={"authorization": f"Bearer {access}"}
    )
    assert (answer.status_code, reads(phone, access)) == (204, 401)
    dilnoza.refresh_from_db()
    assert dilnoza.check_password("quite another passphrase")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"current": "wrong", "new": "quite another passphrase"}, "current"),
     ({"current": PASSWORD, "new": "12345678"}, "new")],
)  # fmt: skip
def test_the_api_says_what_is_wrong_with_a_password(phone, dilnoza, given, field):
    access = tokens_for(dilnoza)["access"]
    answer = phone.post(
        "/api/v1/auth/password", given, headers={"authorization": f"Bearer {access}"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["attr"]) == (400, field)


def test_a_device_is_seen_and_ended_over_the_api(phone, dilnoza):
    access = tokens_for(dilnoza)["access"]
    phone.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    row = phone.get("/api/v1/me/devices").json()["results"][0]
    assert phone.delete(f"/api/v1/me/devices/{row['id']}").status_code == 204
    assert reads(phone, access) == 401


def test_nobody_ends_anothers_device(dilnoza):
    tokens_for(dilnoza)
    assert not end_device(make_user(), devices_of(dilnoza)[0].id)
    assert len(devices_of(dilnoza)) == 1


def test_all_devices_end_but_this_one(client, dilnoza):
    client.force_login(dilnoza)
    client.get("/profile/")
    tokens_for(dilnoza)
    end_devices(dilnoza, but=client.session.session_key)
    assert [device.door for device in devices_of(dilnoza)] == ["web"]


def test_a_signed_in_browser_is_listed_with_its_program_and_address(client, dilnoza):
    client.force_login(dilnoza)
    client.get("/profile/", headers={"user-agent": "Firefox 140"}, REMOTE_ADDR="203.0.113.7")
    device = devices_of(dilnoza)[0]
    assert (device.agent, device.address) == ("Firefox 140", "203.0.113.7")


def test_a_server_in_front_tells_the_address(client, dilnoza, settings):
    settings.PROXIES = 1
    client.force_login(dilnoza)
    client.get("/profile/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.7"})
    assert devices_of(dilnoza)[0].address == "203.0.113.7"


def test_without_a_server_in_front_nobody_is_believed(client, dilnoza):
    client.force_login(dilnoza)
    client.get("/profile/", headers={"x-forwarded-for": "203.0.113.7"})
    assert devices_of(dilnoza)[0].address == "127.0.0.1"


def test_an_ended_browser_is_signed_out(client, dilnoza):
    client.force_login(dilnoza)
    client.get("/profile/")
    end_device(dilnoza, devices_of(dilnoza)[0].id)
    assert client.get("/profile/").status_code == 302


def test_the_page_never_shows_what_signs_in(client, dilnoza):
    client.force_login(dilnoza)
    client.get("/profile/")
    assert client.session.session_key not in client.get("/me/settings/devices/").text
