"""Light or dark by choice; the language by choice, then by the person, then by the browser."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.factories import make_user

TOKENS = Path("static/css/tokens.css")


def choose(client, theme, address="/help/"):
    return client.post(reverse("set_theme"), {"theme": theme, "next": address})


def test_a_chosen_theme_is_in_the_first_paint(client, db):
    choose(client, "dark")
    assert 'data-theme="dark"' in client.get("/help/").text


def test_without_a_choice_the_device_decides(client, db):
    assert "data-theme" not in client.get("/help/").text


def test_the_device_decides_again_when_asked_to(client, db):
    choose(client, "dark")
    choose(client, "auto")
    assert "data-theme" not in client.get("/help/").text


def test_a_theme_that_is_none_is_not_shown(client, db):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/help/").text


def test_a_choice_leads_back_to_its_page(client, db):
    assert choose(client, "light", "/vacancies/?q=x").url == "/vacancies/?q=x"


def test_a_choice_leads_to_no_other_site(client, db):
    assert choose(client, "light", "https://evil.example/").url == "/"


def test_both_ways_into_the_dark_have_the_same_colours():
    text = TOKENS.read_text()
    blocks = re.findall(r'(?:data-theme="dark"\]|not\(\[data-theme\]\)) \{(.*?)\}', text, re.S)
    assert len(blocks) == 2
    assert blocks[0].split() == blocks[1].split()


@pytest.mark.parametrize(
    ("chosen", "kept", "asked", "spoken"),
    [
        ("ru", "uz", "en", "ru"),
        ("", "uz-cyrl", "en", "uz-Cyrl"),
        ("", "", "en", "en"),
        ("", "", "uz-Cyrl-UZ,ru;q=0.5", "uz-Cyrl"),
        ("", "", "fr", "uz"),
    ],
)
def test_language_by_choice_then_person_then_browser(client, db, chosen, kept, asked, spoken):
    user = make_user("malika")
    user.language = kept
    user.save()
    client.force_login(user)
    if chosen:
        client.cookies["django_language"] = chosen
    page = client.get("/help/", headers={"accept-language": asked}).text
    assert f'<html lang="{spoken}"' in page


def test_pages_are_compressed_and_what_phones_get_is_not(client, db):
    asked = {"accept-encoding": "gzip"}
    assert client.get("/help/", headers=asked).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/api/v1/vacancies", headers=asked).headers
