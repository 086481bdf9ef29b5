from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.forms import FACT_FORMS
from tests.factories import make_profile, make_user

PRIVATE = [
    ("accounts:profile", []),
    ("accounts:about", []),
    ("accounts:photo", []),
    ("accounts:questionnaire", ["name"]),
    ("accounts:fact_create", ["skills"]),
    ("accounts:fact_change", ["skills", 1]),
]


@pytest.mark.parametrize(("name", "args"), PRIVATE)
def test_private_pages_ask_who_one_is(client, db, name, args):
    address = reverse(name, args=args)
    assert client.get(address).url == f"{reverse('accounts:login')}?next={address}"


@pytest.mark.parametrize(
    ("language", "tag", "words"),
    [
        ("uz", "uz", "Hisob ochish"),
        ("uz-cyrl", "uz-Cyrl", "Ҳисоб очиш"),
        ("ru", "ru", "Создать учётную запись"),
        ("en", "en", "Create an account"),
    ],
)
def test_pages_speak_four_written_forms(client, db, settings, language, tag, words):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(reverse("accounts:sign_up")).text
    assert f'<html lang="{tag}">' in page
    assert words in page


def test_a_chosen_language_is_kept_with_the_person(client, db):
    user = make_user()
    client.force_login(user)
    client.post(reverse("set_language"), {"language": "uz-cyrl", "next": "/help/"})
    user.refresh_from_db()
    assert user.language == "uz-cyrl"


def test_the_pay_wished_for_is_kept(client, db):
    profile = make_profile()
    client.force_login(profile.user)
    client.post(
        reverse("accounts:about"),
        {"about": "Men", "desired_pay": "4000000", "desired_currency": "UZS"},
    )
    profile.refresh_from_db()
    assert profile.desired_pay == 4_000_000


def test_sign_out_is_a_post(client, db):
    client.force_login(make_user())
    assert client.get(reverse("accounts:logout")).status_code == 405


def test_one_licence_is_all_there_is_to_add(client, db):
    client.force_login(make_user())
    pages = {kind: client.get(reverse("accounts:fact_create", args=[kind])) for kind in FACT_FORMS}
    assert [kind for kind, page in pages.items() if 'name="more"' not in page.text] == ["licences"]


def test_an_address_stands_in_the_profile_as_it_was_typed(client, db):
    profile = make_profile(contact_email="malika@example.uz", gender="female")
    client.force_login(profile.user)
    page = client.get(reverse("accounts:profile"), headers={"accept-language": "en"}).text
    assert ("malika@example.uz" in page, ">Female<" in page) == (True, True)


@pytest.mark.parametrize(("pay", "shown"), [("4000000.00", "4000000"), ("450.50", "450.50")])
def test_pay_is_shown_for_change_as_people_write_it(client, db, pay, shown):
    client.force_login(make_profile(desired_pay=Decimal(pay)).user)
    assert f'value="{shown}"' in client.get(reverse("accounts:about")).text
