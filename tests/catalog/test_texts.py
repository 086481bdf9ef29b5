"""Clean texts, without anybody's contacts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.texts import (
    asked_part,
    clean_html,
    language_of,
    plain_text,
    repaired,
    without_contacts,
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("One\n\nTwo & <three>", "<p>One</p><p>Two &amp; &lt;three&gt;</p>"),
        ("Need:\n- bread\n• salt", "<p>Need:</p><ul><li>bread</li><li>salt</li></ul>"),
        ("<p onclick=x>Hi <script>evil()</script><b>you</b></p>", "<p>Hi <b>you</b></p>"),
        ("<a href='javascript:x'>k</a><p>t</p>", "k<p>t</p>"),
        ("R&amp;D <highlighttext>Python</highlighttext>", "<p>R&amp;D Python</p>"),
        ("<h1>Title</h1><div>text</div>", "<h3>Title</h3><p>text</p>"),
        ("", ""),
    ],
)
def test_html_is_cleaned(raw, clean):
    assert clean_html(raw) == clean


@given(st.text())
def test_nothing_dangerous_is_left(raw):
    clean = clean_html(f"<p>{raw}</p><img src=x onerror=alert(1)>")
    assert "<img" not in clean
    assert "<script" not in clean


@pytest.mark.parametrize(
    "contact",
    [
        "+998 90 123-45-67",
        "+998901234567",
        "998901234567",
        "90 123 45 67",
        "(71) 200-00-00",
        "8 (999) 123-45-67",
        "hr@firma.uz",
        "@hr_tashkent",
        "https://t.me/firma_hr",
    ],
)
def test_contacts_of_people_are_dropped(contact):
    assert without_contacts(f"Звоните {contact} сегодня") == "Звоните … сегодня"


@pytest.mark.parametrize(
    "text",
    [
        "2 000 000 - 5 000 000 сум",
        "от 10 000 000 до 12 500 000",
        "с 9-00 до 18-00, 5/2, 2019-2020",
        "C++ и 1C 8.3",
        "ГОСТ 12.1.004-91",
    ],
)
def test_pay_and_hours_are_no_contacts(text):
    assert without_contacts(text) == text


def test_plain_text_has_a_line_for_each_paragraph():
    assert plain_text("<p>a &amp; b</p><ul><li>c</li></ul>") == "a & b\nc"


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        ("Требуется продавец", "", "ru"),
        ("Sotuvchi kerak, tajriba boʻlsa yaxshi", "", "uz"),
        ("Сотувчи керак, тўлиқ иш куни, ҳамма шароит", "", "uz-Cyrl"),
        ("Sales manager with experience", "", "en"),
        ("Сотувчи керак", "uz", "uz-Cyrl"),
        ("Требуется продавец", "kk", "kk"),
        ("12345", "", ""),
    ],
)
def test_the_language_is_told(text, said, code):
    assert language_of(text, said) == code


@pytest.mark.parametrize(
    "misread",
    [
        "Программист".encode().decode("cp1251"),
        "Программист".encode().decode("latin-1"),
        "Программист".encode("cp1251").decode("cp1252"),
    ],
)
def test_what_was_read_in_a_wrong_encoding_is_repaired(misread):
    assert repaired(misread) == "Программист"


@pytest.mark.parametrize(
    "text",
    ["Программист РСФСР", "Сотрудник СЁГУН", "Oʻquvchi", "naïve café", "Größe übermäßig", "Müller"],
)
def test_right_texts_stay_as_they_are(text):
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir suchen einen Mitarbeiter für den Vertrieb in unserem Büro in Berlin", "de"),
        ("We are looking for a driver with a category B licence and experience", "en"),
        ("Driver", "en"),
    ],
)
def test_the_language_of_latin_letters(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("plain", "asked"),
    [
        ("Требования:\nPython\nУсловия:\nБассейн, ДМС", "Python"),
        ("Python. Мы предлагаем: фитнес", "Python."),
        ("Мы предлагаем:\nФитнес\nТребования:\nExcel", "Excel"),
        ("Talablar:\nExcel\nBiz taklif qilamiz:\nSport zali", "Excel"),
        ("Requirements:\nSQL\nWhat we offer:\nYoga", "SQL"),
        ("Мы предлагаем: фитнес", "Мы предлагаем: фитнес"),
        ("Опыт работы с условиями договоров", "Опыт работы с условиями договоров"),
    ],
)
def test_what_is_offered_is_no_skill_that_is_asked_for(plain, asked):
    assert asked_part(plain).strip() == asked
