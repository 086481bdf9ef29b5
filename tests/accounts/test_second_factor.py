import base64
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django_q.models import OrmQ
from rest_framework.test import APIClient

from accounts.limits import CostlyThrottle, turns
from accounts.models import KeptAnswer, SecondFactor
from accounts.second_factor import begin, code_at, confirm, passes, secret_of, step_now, turn_off
from tests.factories import make_user

PASSWORD = "a long enough passphrase"


def code_of(user, off=0):
    return code_at(secret_of(SecondFactor.objects.get(user=user)), step_now() + off)


@pytest.fixture
def dilnoza(db):
    return make_user("dilnoza")


@pytest.fixture
def guarded(dilnoza):
    """Somebody with a second factor, whose last code is of the half minute before this one."""
    begin(dilnoza)
    dilnoza.codes = confirm(dilnoza, code_of(dilnoza, -1), None)
    dilnoza.refresh_from_db()
    return dilnoza


@pytest.fixture
def phone():
    return APIClient()


def login(phone, **given):
    return phone.post("/api/v1/auth/login", {"username": "dilnoza", "password": PASSWORD, **given})


def test_codes_are_those_of_the_standard():
    # RFC 6238, appendix B, for SHA-1: the last six of the eight digits it gives.
    times = {59: "287082", 1111111109: "081804", 2000000000: "279037", 20000000000: "353130"}
    secret = b"12345678901234567890"
    assert {at: code_at(secret, at // 30) for at in times} == times


def test_a_database_alone_makes_no_codes(guarded, settings):
    before = secret_of(guarded.second_factor)
    settings.SECRET_KEY = "another key than that of the site, as a thief of the database has"
    assert secret_of(guarded.second_factor) != before


def test_a_code_is_taken_once(guarded):
    code = code_of(guarded)
    assert [passes(guarded, code), passes(guarded, code)] == [True, False]


def test_a_clock_may_be_half_a_minute_off(guarded):
    assert passes(guarded, code_of(guarded, 1))


def test_an_old_code_is_wrong(guarded):
    assert not passes(guarded, code_of(guarded, -10))


def test_a_written_down_code_works_once(guarded):
    code = guarded.codes[0]
    assert [passes(guarded, code), passes(guarded, code)] == [True, False]


def test_a_written_down_code_may_be_typed_carelessly(guarded):
    assert passes(guarded, guarded.codes[0].lower().replace("-", " ").replace("0", "o"))


def test_guessing_is_stopped_for_the_authenticator_alone(guarded):
    for _ in range(SecondFactor.MOST_FAILURES):
        passes(guarded, "000000")
    assert not passes(guarded, code_of(guarded))
    assert passes(guarded, guarded.codes[0])


def test_codes_are_kept_as_hashes(guarded):
    kept = " ".join(guarded.recovery_codes.values_list("code_hash", flat=True))
    assert not any(code in kept or code.replace("-", "") in kept for code in guarded.codes)


def test_turning_it_off_takes_the_codes_along(guarded):
    turn_off(guarded)
    assert not guarded.recovery_codes.exists()


# --- The API ---------------------------------------------------------------------------------


def test_the_api_asks_for_the_code(phone, guarded):
    answer = login(phone)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (401, "otp_required")


def test_the_api_takes_the_code(phone, guarded):
    assert login(phone, otp=code_of(guarded)).status_code == 200


def test_the_api_refuses_a_wrong_code(phone, guarded):
    answer = login(phone, otp="000000")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (401, "otp_wrong")


def test_a_wrong_password_never_tells_of_the_second_factor(phone, guarded):
    assert login(phone, password="wrong").json()["errors"][0]["code"] != "otp_required"


def test_wrong_codes_lock_the_name_at_this_address(phone, guarded, settings):
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        login(phone, otp="000000")
    locked = login(phone, otp=code_of(guarded))
    elsewhere = phone.post(
        "/api/v1/auth/login",
        {"username": "dilnoza", "password": PASSWORD, "otp": guarded.codes[0]},
        REMOTE_ADDR="203.0.113.9",
    )
    assert (locked.status_code, elsewhere.status_code) == (429, 200)


def test_the_mobile_door_refuses_a_second_factor(phone, guarded):
    form = {"username": "dilnoza", "password": PASSWORD}
    answer = phone.post("/mobile/login", form, format="multipart")
    assert (answer.status_code, "second factor" in answer.json()["detail"]) == (403, True)


# --- Turning it on and off from a phone ------------------------------------------------------

FACTOR = "/api/v1/me/second-factor"


def sign_in_phone(**given):
    answer = login(APIClient(), **given).json()
    return with_token(answer)


def with_token(answer):
    phone = APIClient()
    phone.credentials(HTTP_AUTHORIZATION=f"Bearer {answer['access']}")
    return phone


def codes_of_errors(answer):
    return [(error["attr"], error["code"]) for error in answer.json()["errors"]]


@pytest.fixture
def enrolling(dilnoza):
    phone = sign_in_phone()
    phone.begun = phone.post(FACTOR, {"password": PASSWORD}).json()
    return phone


@pytest.fixture
def enrolled(enrolling, dilnoza):
    """A phone with the tokens that turning it on gave, and the codes to write down."""
    answer = enrolling.post(f"{FACTOR}/confirm", {"code": code_of(dilnoza, -1)})
    phone = with_token(answer.json())
    phone.codes = answer.json()["codes"]
    return phone


def test_a_phone_sees_that_it_is_off(dilnoza):
    state = sign_in_phone().get(FACTOR)
    assert state.json() == {"on": False, "since": None, "codes_left": 0, "compulsory": False}
    assert "no-store" in state["Cache-Control"]


def test_a_phone_begins_with_what_an_authenticator_needs(enrolling, dilnoza):
    secret = secret_of(SecondFactor.objects.get(user=dilnoza))
    assert base64.b32decode(enrolling.begun["secret"]) == secret
    assert f"secret={enrolling.begun['secret']}&" in enrolling.begun["address"]
    assert not enrolling.get(FACTOR).json()["on"]


def test_beginning_again_gives_the_same_secret(enrolling):
    assert enrolling.post(FACTOR, {"password": PASSWORD}).json() == enrolling.begun


def test_a_phone_left_lying_about_begins_nothing(dilnoza):
    answer = sign_in_phone().post(FACTOR, {"password": "wrong"})
    assert (answer.status_code, codes_of_errors(answer)) == (400, [("password", "wrong")])
    assert not SecondFactor.objects.exists()


def test_the_first_code_turns_it_on_and_gives_codes_and_tokens(enrolled):
    state = enrolled.get(FACTOR).json()
    assert (state["on"], state["codes_left"], len(enrolled.codes)) == (True, 8, 8)
    assert login(APIClient()).json()["errors"][0]["code"] == "otp_required"
    assert login(APIClient(), otp=enrolled.codes[0]).status_code == 200


def test_tokens_from_before_are_dead(enrolling, enrolled):
    assert enrolling.get("/api/v1/me").status_code == 401


def test_a_wrong_first_code_turns_nothing_on_over_the_api(enrolling):
    answer = enrolling.post(f"{FACTOR}/confirm", {"code": "000000"})
    assert (answer.status_code, codes_of_errors(answer)) == (400, [("code", "wrong")])
    assert not enrolling.get(FACTOR).json()["on"]


@pytest.mark.parametrize(
    ("path", "body"), [(FACTOR, {"password": PASSWORD}), (f"{FACTOR}/confirm", {"code": "000000"})]
)
def test_what_is_on_is_not_begun_anew(enrolled, path, body):
    answer = enrolled.post(path, body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "on_already")


def test_turning_it_off_needs_password_and_code(enrolled, dilnoza):
    code = enrolled.codes[0]
    refused = [
        enrolled.delete(FACTOR, {"password": "wrong", "code": code}),
        enrolled.delete(FACTOR, {"password": PASSWORD, "code": "000000"}),
        enrolled.delete(FACTOR, {"password": PASSWORD}),
    ]
    assert [answer.status_code for answer in refused] == [400] * 3
    assert enrolled.delete(FACTOR, {"password": PASSWORD, "code": code}).status_code == 204
    assert login(APIClient()).status_code == 200
    assert not dilnoza.recovery_codes.exists()


def test_there_is_nothing_to_turn_off_twice(enrolling):
    given = {"password": PASSWORD, "code": "000000"}
    assert enrolling.delete(FACTOR, given).status_code == 404
    assert enrolling.post(f"{FACTOR}/codes", {"password": PASSWORD}).status_code == 404


def test_new_codes_kill_those_from_before(enrolled):
    assert enrolled.post(f"{FACTOR}/codes", {"password": "wrong"}).status_code == 400
    codes = enrolled.post(f"{FACTOR}/codes", {"password": PASSWORD}).json()["codes"]
    assert login(APIClient(), otp=enrolled.codes[0]).status_code == 401
    assert login(APIClient(), otp=codes[0]).status_code == 200


def test_secrets_and_codes_are_not_kept_for_repeats(enrolling, dilnoza):
    key = {"HTTP_IDEMPOTENCY_KEY": "one"}
    enrolling.post(FACTOR, {"password": PASSWORD}, **key)
    enrolling.post(f"{FACTOR}/confirm", {"code": code_of(dilnoza, -1)}, **key)
    assert not KeptAnswer.objects.exists()


def test_codes_for_a_forgotten_password_are_made_on_a_phone(dilnoza):
    phone, path = sign_in_phone(), "/api/v1/me/recovery-codes"
    assert phone.post(path, {"password": "wrong"}).status_code == 400
    codes = phone.post(path, {"password": PASSWORD}).json()["codes"]
    new = {"username": "dilnoza", "code": codes[0], "new": "quite another passphrase"}
    assert phone.get(path).json() == {"codes_left": 8}
    assert APIClient().post("/api/v1/auth/recover/code", new).status_code == 204
    assert login(APIClient(), password=new["new"]).status_code == 200


def test_guessing_the_second_factor_over_the_api_is_limited(enrolling, monkeypatch):
    rates = {**CostlyThrottle.THROTTLE_RATES, "sign_in": "2/hour"}
    monkeypatch.setattr(CostlyThrottle, "THROTTLE_RATES", rates)
    turns.clear()
    tries = [enrolling.post(f"{FACTOR}/confirm", {"code": "000000"}) for _ in range(3)]
    assert [answer.status_code for answer in tries] == [400, 400, 429]


def test_a_change_is_told_to_the_owner(enrolling, dilnoza, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        enrolling.post(f"{FACTOR}/confirm", {"code": code_of(dilnoza, -1)})
    assert [row.task["args"] for row in OrmQ.objects.all()] == [
        (dilnoza.pk, "second_factor_changed")
    ]


# --- The pages -------------------------------------------------------------------------------


def sign_in(client, **given):
    return client.post(
        reverse("accounts:login"), {"username": "dilnoza", "password": PASSWORD, **given}
    )


def test_the_password_alone_signs_nobody_in(client, guarded):
    assert sign_in(client).url == reverse("accounts:code")
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_the_code_signs_in_and_goes_on_where_one_was(client, guarded):
    sign_in(client, next="/profile/")
    assert client.post(reverse("accounts:code"), {"code": code_of(guarded)}).url == "/profile/"
    assert client.get("/profile/").status_code == 200


def test_a_wrong_code_is_told_on_the_page(client, guarded):
    sign_in(client)
    assert client.post(reverse("accounts:code"), {"code": "000000"}).status_code == 422


def test_waiting_for_the_code_ends(client, guarded, monkeypatch):
    sign_in(client)
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(reverse("accounts:code")).url == reverse("accounts:login")


def test_a_new_password_ends_the_waiting(client, guarded):
    sign_in(client)
    guarded.set_password("quite another passphrase")
    guarded.save()
    assert client.get(reverse("accounts:code")).url == reverse("accounts:login")


def test_no_key_is_shown_to_an_open_browser_alone(client, dilnoza):
    client.force_login(dilnoza)
    address = reverse("accounts:second_factor")
    client.get(address)
    refused = client.post(address, {"current": "wrong"})
    late = client.post(address, {"code": "000000"})
    assert (refused.status_code, late.status_code) == (422, 200)
    assert not SecondFactor.objects.filter(user=dilnoza).exists()


def test_the_password_is_good_for_ten_minutes(client, dilnoza, monkeypatch):
    client.force_login(dilnoza)
    address = show_key(client)
    assert "otpauth://" in client.get(address).text
    later = time.time() + 601
    monkeypatch.setattr("accounts.settings_pages.owning.time.time", lambda: later)
    assert "otpauth://" not in client.get(address).text


def show_key(client):
    """Give the password on the page, which then shows the key."""
    address = reverse("accounts:second_factor")
    client.post(address, {"current": PASSWORD})
    client.get(address)
    return address


def test_the_page_turns_it_on_and_shows_codes_once(client, dilnoza):
    client.force_login(dilnoza)
    address = show_key(client)
    page = client.post(address, {"code": code_of(dilnoza)})
    assert page.text.count("<code") == 8
    assert client.get(address).status_code == 302


def test_a_wrong_first_code_turns_nothing_on(client, dilnoza):
    client.force_login(dilnoza)
    page = client.post(show_key(client), {"code": "000000"})
    assert page.status_code == 422
    assert not SecondFactor.objects.get(user=dilnoza).confirmed_at


def test_turning_it_on_signs_out_who_came_with_the_password_alone(client, dilnoza):
    other = type(client)()
    other.force_login(dilnoza)
    client.force_login(dilnoza)
    client.post(show_key(client), {"code": code_of(dilnoza)})
    assert other.get(reverse("accounts:profile")).status_code == 302
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_turning_it_off_needs_the_password(client, guarded):
    client.force_login(guarded)
    address = reverse("accounts:second_factor_off")
    client.post(address, {"current": "wrong"})
    still = SecondFactor.objects.filter(user=guarded).exists()
    client.post(address, {"current": PASSWORD})
    assert (still, SecondFactor.objects.filter(user=guarded).exists()) == (True, False)


# --- The desk --------------------------------------------------------------------------------


@pytest.fixture
def boss(db):
    user = make_user("dilnoza", is_staff=True, is_superuser=True)
    user.second_factor.delete()
    return type(user).objects.get(pk=user.pk)


def test_the_first_administrator_enrols_at_the_first_sign_in(client, boss):
    address = sign_in(client).url
    assert address == reverse("accounts:second_factor")
    # The password was given a moment ago, so it isn't asked for again.
    assert "otpauth://" in client.get(address).text


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/", "/admin/nothing/"])
def test_the_desk_is_shut_without_a_second_factor(client, boss, path):
    client.force_login(boss)
    assert client.get(path).url.startswith(reverse("accounts:second_factor"))


def test_the_desk_is_open_with_one(client, boss):
    client.force_login(boss)
    client.post(show_key(client), {"code": code_of(boss)})
    assert client.get("/admin/").status_code == 200


def test_the_desk_has_no_sign_in_of_its_own(client, db):
    answer = client.post("/admin/login/", {"username": "x", "password": "y"})
    assert answer.url.startswith(reverse("accounts:login"))


def test_for_people_there_is_no_desk(client, dilnoza):
    client.force_login(dilnoza)
    assert client.get("/admin/").status_code == 404


def test_a_command_lets_somebody_enrol_anew(boss, guarded_by_command):
    assert not SecondFactor.objects.filter(user=boss).exists()


@pytest.fixture
def guarded_by_command(boss):
    begin(boss)
    confirm(boss, code_of(boss, -1), None)
    call_command("reset_second_factor", "DILNOZA", stdout=StringIO())


def test_the_command_says_where_there_is_no_such_name(db):
    with pytest.raises(CommandError, match="Nobody"):
        call_command("reset_second_factor", "nobody")
