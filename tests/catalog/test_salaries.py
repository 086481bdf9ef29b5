"""Pay of any kind as a comparable monthly figure."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.salaries import Monthly, Rate, currency_in, read_rates, to_monthly, to_uzs
from catalog.sources.base import Pay
from catalog.tables import read_table

DAY = date(2026, 1, 15)
RATES = {
    "UZS": (Rate(date(2020, 1, 1), Decimal(1)),),
    "USD": (Rate(date(2020, 1, 1), Decimal(10_000)), Rate(date(2026, 1, 1), Decimal(12_000))),
}


def test_net_uzs_a_month_stays_as_it_is():
    pay = Pay(Decimal(5_000_000), Decimal(8_000_000), "UZS", period="month")
    assert to_monthly(pay, DAY, RATES) == Monthly(5_000_000, 8_000_000)


def test_gross_pay_loses_the_tax():
    pay = Pay(Decimal(10_000_000), None, "UZS", is_gross=True)
    assert to_monthly(pay, DAY, RATES) == Monthly(8_800_000, None)


@pytest.mark.parametrize(
    ("period", "monthly"), [("hour", 168_000), ("shift", 15_000), ("month", 1_000), ("year", 83)]
)
def test_any_period_becomes_a_month(period, monthly):
    assert to_monthly(Pay(Decimal(1_000), None, "UZS", period=period), DAY, RATES).low == monthly


@pytest.mark.parametrize(("day", "uzs"), [("2025-12-31", 10_000), ("2026-01-01", 12_000)])
def test_the_rate_of_the_day_counts(day, uzs):
    assert to_uzs(Decimal(1), "USD", date.fromisoformat(day), RATES) == uzs


def test_before_the_first_rate_the_first_one_counts():
    assert to_uzs(Decimal(1), "USD", date(2001, 1, 1), RATES) == 10_000


def test_an_unknown_currency_stays_unknown():
    assert to_monthly(Pay(Decimal(5), None, "XXX"), DAY, RATES) == Monthly()


def test_a_slip_of_the_pen_is_no_pay():
    assert to_monthly(Pay(Decimal(10) ** 9, None, "USD"), DAY, RATES) == Monthly()


@given(st.decimals(0, 10**6, places=2), st.decimals(0, 10**6, places=2), st.booleans())
def test_the_lower_figure_never_passes_the_upper(one, other, is_gross):
    pay = Pay(min(one, other), max(one, other), "USD", is_gross)
    monthly = to_monthly(pay, DAY, RATES)
    assert monthly.high is None or (monthly.low or 0) <= monthly.high


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("от 200 000 рублей", "RUB"),
        ("maosh 5 mln soʻm", "UZS"),
        ("5 млн сум", "UZS"),
        ("$800–1200", "USD"),
        ("до 300 000 тенге", "KZT"),
        ("$500 или 6 млн сум", ""),
        ("зарплата по итогам", ""),
        ("рубрика", ""),
    ],
)
def test_the_only_currency_of_a_text_is_taken(text, code):
    assert currency_in([text]) == code


def test_the_table_of_rates_is_sound():
    dates = {(row["currency"], row["since"]) for row in read_table("rates")}
    assert len(dates) == len(read_table("rates"))
    assert all(rate.uzs > 0 for dated in read_rates().values() for rate in dated)


@pytest.mark.parametrize("code", ["UZS", "USD", "EUR", "RUB", "KZT", "BYN", "UAH", "KGS", "GBP"])
def test_currencies_of_the_neighbourhood_are_known(code):
    assert code in read_rates()
