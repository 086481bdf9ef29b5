import pytest
from django.urls import reverse

from accounts.models import User
from accounts.signing_up import NameTakenError, sign_up
from tests.factories import make_user

PASSWORD = "toshkent shahri 1995"


@pytest.fixture
def sent(client, db):
    def send(username="dilnoza", password=PASSWORD):
        return client.post(
            reverse("accounts:sign_up"), {"username": username, "password": password}
        )

    return send


def test_sign_up_leads_to_the_questionnaire(sent):
    assert sent().url == reverse("accounts:questionnaire", args=["name"])


def test_sign_up_makes_an_empty_profile(sent):
    sent()
    assert User.objects.get(username="dilnoza").profile.preferences == ""


def test_a_new_person_is_signed_in(sent, client):
    sent()
    assert client.get(reverse("accounts:profile")).status_code == 200


def test_a_name_is_taken_whatever_the_case(sent):
    make_user("Dilnoza")
    assert "band" in sent().text


def test_two_sign_ups_at_once_make_one_user(db):
    sign_up("dilnoza", PASSWORD)
    with pytest.raises(NameTakenError):
        sign_up("DILNOZA", PASSWORD)


def test_a_common_password_is_refused(sent):
    sent(password="password1")
    assert not User.objects.exists()


def test_an_error_loses_nothing_that_was_typed(sent):
    assert 'value="12"' in sent(username="dilnoza", password="12").text


def test_passwords_are_hashed_with_argon2(sent):
    sent()
    assert User.objects.get().password.startswith("argon2")


def test_sign_in_forgives_the_case_of_the_name(client, db):
    make_user("dilnoza")
    form = {"username": "Dilnoza", "password": "a long enough passphrase"}
    assert client.post(reverse("accounts:login"), form).status_code == 302


def test_sign_in_says_the_same_for_known_and_unknown_names(client, db):
    make_user("dilnoza")
    pages = [
        client.post(reverse("accounts:login"), {"username": name, "password": "wrong"}).text
        for name in ("dilnoza", "nobody")
    ]
    assert ["Login yoki parol notoʻgʻri" in page for page in pages] == [True, True]


def test_ten_wrong_passwords_lock_the_name(client, db, settings):
    settings.AXES_FAILURE_LIMIT = 2
    make_user("dilnoza")
    for _ in range(2):
        page = client.post(reverse("accounts:login"), {"username": "dilnoza", "password": "wrong"})
    assert page.status_code == 429
    assert "15 daqiqa" in page.text


def test_a_stranger_cannot_be_sent_elsewhere_after_sign_in(client, db):
    make_user("dilnoza")
    form = {
        "username": "dilnoza",
        "password": "a long enough passphrase",
        "next": "https://elsewhere.example/",
    }
    assert client.post(reverse("accounts:login"), form).url == "/"
