"""Pay out of free text: found where it is told, and nowhere else."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pay_texts import read_pay
from catalog.sources.base import Pay

M = 1_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Зарплата от 5 млн сум", (5 * M, None, "UZS", "month")),
        ("З/п: от 3 000 000 до 5 000 000 сум", (3 * M, 5 * M, "UZS", "month")),
        ("заработная плата 4-6 млн", (4 * M, 6 * M, "UZS", "month")),
        ("Оклад до 8 000 000 сум", (None, 8 * M, "UZS", "month")),
        ("Зарплата $800–1200", (800, 1200, "USD", "month")),
        ("Доход от 1000$ на руки", (1000, None, "USD", "month")),
        ("Salary: 1500 USD gross", (1500, 1500, "USD", "month")),
        ("Compensation up to $60k per year", (None, 60_000, "USD", "year")),
        ("Maosh 3 mln soʻmdan 5 mln soʻmgacha", (3 * M, 5 * M, "UZS", "month")),
        ("oylik maosh 4 000 000 - 6 000 000 so'm", (4 * M, 6 * M, "UZS", "month")),
        ("Ойлик маош 2,5 млн сўмдан", (2_500_000, None, "UZS", "month")),
        ("Оплата 25 000 сум/час", (25_000, 25_000, "UZS", "hour")),
        ("Оплата за смену 200 тыс сум", (200_000, 200_000, "UZS", "shift")),
        ("Maosh kuniga 150 000 soʻm", (150_000, 150_000, "UZS", "shift")),
        ("Продавец, 3,5 млн сум", (3_500_000, 3_500_000, "UZS", "month")),
        ("Driver $700", (700, 700, "USD", "month")),
        ("зарплата 60 000 - 90 000 руб.", (60_000, 90_000, "RUB", "month")),
    ],
)
def test_pay_that_is_told(text, expected):
    pay = read_pay(text)
    assert (pay.low, pay.high, pay.currency, pay.period) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Выручка 500 млн сум за год и рост каждый месяц, работа с людьми. " * 4,
        "Компания работает с 2015 года, у нас 10 000 клиентов",
        "Возраст от 18 до 35 лет",
        "Зарплата обсуждается, график 5/2, с 9:00 до 18:00",
        "Зарплата + бонус до 1 000 000 сум",
        "Зарплата по итогам собеседования. Опыт от 3 лет",
        "оплата 100%",
        "Зарплата 5",
        "Продажи на 100 000 долларов в месяц, " + "обычный текст вакансии " * 10,
        "",
        "Пекарь",
    ],
)
def test_what_is_no_pay(text):
    assert read_pay(text) == Pay()


@pytest.mark.parametrize(
    ("text", "gross"),
    [
        ("Зарплата 1000$ на руки", False),
        ("Зарплата 1000$ до вычета налогов", True),
        ("Salary $1000 net", False),
        ("Зарплата 1000$", None),
    ],
)
def test_before_or_after_tax(text, gross):
    assert read_pay(text).is_gross is gross


@given(st.text(alphabet="0123456789 .,-–$kмлнтыссумUSDотдозарплата/час\n", max_size=80))
def test_any_text_is_read(text):
    pay = read_pay(text)
    if pay.low is not None and pay.high is not None:
        assert pay.low <= pay.high
    assert bool(pay.currency) == (pay.low is not None or pay.high is not None)
    assert all(value is None or isinstance(value, Decimal) for value in (pay.low, pay.high))
