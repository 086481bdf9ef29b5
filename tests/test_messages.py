import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from tests.factories import make_vacancy
from workfinder.messages import collect, compile_all, faults, in_cyrillic

ROOT = settings.BASE_DIR
# Letters carry their styles with them: programs that show them load none.
LETTERS = sorted((ROOT / "templates").rglob("letters/*.html"))
TEMPLATES = sorted(set((ROOT / "templates").rglob("*.html")) - set(LETTERS))
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|javascript:", re.I)


def test_every_message_is_translated():
    assert faults(ROOT) == []


def test_messages_of_templates_are_collected():
    assert "Skip to the content" in collect(ROOT)


def test_plurals_of_templates_are_collected():
    assert collect(ROOT)["%(figure)s course"].id == ("%(figure)s course", "%(figure)s courses")


def test_a_message_that_is_not_translated_is_a_fault(tmp_path):
    for app in ("workfinder", "catalog", "accounts", "recommendations", "resumes", "templates"):
        (tmp_path / app).mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% load i18n %}{% translate "Hello" %}')
    assert faults(tmp_path) == ["uz: not translated: 'Hello'", "ru: not translated: 'Hello'"]


def test_a_lost_placeholder_is_a_fault(tmp_path):
    for app in ("workfinder", "catalog", "accounts", "recommendations", "resumes", "templates"):
        (tmp_path / app).mkdir()
    (tmp_path / "catalog" / "a.py").write_text('gettext("Hello, %(name)s")')
    for language in ("uz", "ru"):
        folder = tmp_path / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "django.po").write_text('msgid "Hello, %(name)s"\nmsgstr "Salom"\n')
    assert "uz: name is not in the translation of 'Hello, %(name)s'" in faults(tmp_path)


def test_cyrillic_keeps_placeholders_tags_and_acronyms():
    text = "<b>%(count)s ta</b> PDF fayl, Python"
    assert in_cyrillic(text) == "<b>%(count)s та</b> PDF файл, Python"


@pytest.mark.parametrize(
    ("uzbek", "cyrillic"),
    [
        ("FreeOTP yoki Google Authenticator", "FreeOTP ёки Google Authenticator"),
        ("CONTACT_EMAIL ni belgilang", "CONTACT_EMAIL ни белгиланг"),
        ("masalan ali@mail.uz, dev.hh.ru", "масалан ali@mail.uz, dev.hh.ru"),
        ("masalan “tikuvchilik”", "масалан “тикувчилик”"),
        ("“data.items” — “data” ichidagi", "“data.items” — “data” ичидаги"),
        ("JSON Lines fayli, zip", "JSON Lines файли, zip"),
        ("B, yengil avtomobil", "B, енгил автомобиль"),
        ("U, yaʼni siz", "У, яъни сиз"),
    ],
)
def test_cyrillic_keeps_names_settings_and_codes(uzbek, cyrillic):
    assert in_cyrillic(uzbek) == cyrillic


def test_cyrillic_speaks_djangos_sentences_too():
    compile_all(ROOT)
    with override("uz-cyrl"):
        assert gettext("This field is required.") == "Бу майдонни тўлдиринг."


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_has_inline_style_or_script(path: Path):
    assert not INLINE.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
@pytest.mark.parametrize("address", ["/", "/help/", "/vacancies/", "/courses/", "/sign-in/"])
def test_public_pages_render_in_four_written_forms(client, db, language, address):
    make_vacancy(salary_from=3_000_000, currency="UZS")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("language", "pay"),
    [
        ("uz", "3\u00a0500\u00a0000 soʻmdan"),
        ("uz-cyrl", "3\u00a0500\u00a0000 сўмдан"),
        ("ru", "от 3\u00a0500\u00a0000 сум"),
        ("en", "from 3,500,000 soum"),
    ],
)
def test_pay_reads_as_people_say_it(client, db, language, pay):
    make_vacancy(salary_from=3_500_000, currency="UZS")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert pay in client.get("/vacancies/").text.replace("&nbsp;", "\u00a0")


def test_pages_allow_nothing_inline(client, db):
    policy = client.get(reverse("help"))["Content-Security-Policy"]
    assert "unsafe-inline" not in policy


def test_an_unknown_address_has_a_page(client, db):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "Bunday sahifa yoʻq" in answer.text


def test_a_lost_form_token_has_a_page(db, settings):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post(reverse("accounts:sign_up"), {})
    assert answer.status_code == 403
    assert "Sahifa eskirib qoldi" in answer.text
