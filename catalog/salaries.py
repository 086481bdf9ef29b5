"""Pay of any kind -> a comparable monthly figure: net, in UZS.

What isn't said is taken as usual: pay is monthly, and net. An unknown currency stays unknown.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from catalog.sources.base import Pay
from catalog.tables import read_table

UZS = "UZS"
# The flat income tax of Uzbekistan; what others take is near enough for comparing.
NET_SHARE = Decimal("0.88")
# Hours and shifts in a month: 21 days of 8 hours, and every second day of 12 hours.
TIMES_A_MONTH = {
    "hour": Decimal(168),
    "shift": Decimal(15),
    "month": Decimal(1),
    "year": Decimal(1) / Decimal(12),
}
# A sum beyond this is a slip of the pen or another currency: 10 billion UZS a month.
MOST_A_MONTH = 10**10

# One pattern for lower-case text: much faster than one for each currency.
_CURRENCY = re.compile(
    r"(?P<BYN>бел\.\s?руб|\bbyn\b)"
    r"|(?P<RUB>руб(?:л|\b)|₽|\bru[br]\b)"
    r"|(?P<UZS>\bсум(?:ов|а|ы)?\b|\bсўм|\bso[ʻ'’`‘ʼ]?m\b|\buzs\b)"
    r"|(?P<USD>\$|\busd\b|доллар|\bу\.\s?е\b)"
    r"|(?P<EUR>€|\beur\b|\bевро\b)"
    r"|(?P<KZT>тенге|₸|\bkzt\b|\bтг\b)"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many UZS a unit of a currency is worth since a day."""

    since: date
    uzs: Decimal


# The rates of each currency, oldest first.
Rates = Mapping[str, tuple[Rate, ...]]


@dataclass(frozen=True, slots=True)
class Monthly:
    """Whole UZS a month after tax; None where nothing is known."""

    low: int | None = None
    high: int | None = None


def read_rates() -> Rates:
    """The dated table: rounded rates of the central bank, kept by hand in tables/rates.csv."""
    rates: dict[str, list[Rate]] = {}
    for row in read_table("rates"):
        rate = Rate(date.fromisoformat(row["since"]), Decimal(row["uzs"]))
        rates.setdefault(row["currency"], []).append(rate)
    return {
        currency: tuple(sorted(dated, key=lambda rate: rate.since))
        for currency, dated in rates.items()
    }


def to_uzs(amount: Decimal, currency: str, on: date, rates: Rates) -> Decimal | None:
    """An amount by the rate of a day, or by the oldest known; None for unknown currencies."""
    dated = rates.get(currency)
    if not dated:
        return None
    known = [rate for rate in dated if rate.since <= on] or dated[:1]
    return amount * known[-1].uzs


def to_monthly(pay: Pay, on: date, rates: Rates) -> Monthly:
    """Pay as comparable figures, by the rates of the day on which it was offered."""
    return Monthly(_monthly(pay.low, pay, on, rates), _monthly(pay.high, pay, on, rates))


def _monthly(amount: Decimal | None, pay: Pay, on: date, rates: Rates) -> int | None:
    if amount is None:
        return None
    uzs = to_uzs(amount, pay.currency, on, rates)
    times = TIMES_A_MONTH.get(pay.period or "month")
    if uzs is None or times is None:
        return None
    monthly = round(uzs * times * (NET_SHARE if pay.is_gross else 1))
    return monthly if monthly <= MOST_A_MONTH else None


def currency_in(texts: Iterable[str]) -> str:
    """The currency that texts speak of, for pay that names none; empty where not just one."""
    whole = "\n".join(texts).lower()
    spoken = {match.lastgroup for match in _CURRENCY.finditer(whole)}
    return (spoken.pop() or "") if len(spoken) == 1 else ""
