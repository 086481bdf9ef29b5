from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from catalog.models import Vacancy
from catalog.templatetags.wording import day, language_called, month, pay


def plain(text):
    """With one kind of space."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("language", "read"),
    [
        ("uz", "2026-yil 24-noyabr"),
        ("uz-cyrl", "2026-йил 24-ноябрь"),
        ("ru", "24 ноября 2026 г."),
        ("en", "November 24, 2026"),
    ],
)
def test_a_day_reads_as_people_write_it(language, read):
    with translation.override(language):
        assert plain(day(date(2026, 11, 24))) == read


@pytest.mark.parametrize(
    ("language", "read"),
    [("uz", "2022-yil sentabr"), ("uz-cyrl", "2022-йил сентябрь"), ("ru", "сентябрь 2022 г.")],
)
def test_a_month_reads_as_people_write_it(language, read):
    with translation.override(language):
        assert plain(month("2022-09")) == read
        assert month("2022") == "2022"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("uz", ["oʻzbekcha", "ruscha", "tojikcha", "xx"]),
        ("uz-cyrl", ["ўзбекча", "русча", "тожикча", "xx"]),
        ("ru", ["узбекский", "русский", "таджикский", "xx"]),
    ],
)
def test_languages_are_called_alike(language, names):
    with translation.override(language):
        assert [language_called(code) for code in ("uz", "ru", "tg", "xx")] == names


@pytest.mark.parametrize(
    ("language", "read"),
    [("uz", "50 000 rubldan"), ("uz-cyrl", "50 000 рублдан"), ("ru", "от 50 000 ₽")],
)
def test_an_ending_stands_at_a_word(language, read):
    with translation.override(language):
        shown = pay(Vacancy(salary_from=Decimal(50_000), currency="RUB"))
    assert plain(shown) == read
