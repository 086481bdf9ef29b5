"""Pay that a posting tells in its text and not in its fields: "от 5 млн", "$800–1200 net".

Cautious on purpose: an amount counts only beside a word for pay, or beside a currency within a
short text such as a title; whatever else has figures (turnover, ages, bonuses) is left alone.
"""

import re
from decimal import Decimal

from catalog.sources.base import Pay

# Amounts below and above these are no pay of a month, in the currency's own units.
_BOUNDS = {
    "UZS": (300_000, 300_000_000),
    "RUB": (5_000, 3_000_000),
    "KZT": (30_000, 20_000_000),
    "USD": (100, 50_000),
    "EUR": (100, 50_000),
}
# An hour or a shift pays less, a year more.
_SCALE = {"hour": Decimal(200), "shift": Decimal(30), "month": Decimal(1), "year": Decimal("0.08")}
_WORDS_OF_PAY = (
    r"зарплат\w*|заработн\w+\s+плат\w*|з\s?/\s?п\b|\bзп\b|оклад\w*|доход(?!ы|ов|ам|ах|н)\w*|оплата(?:\s+труда)?"
    r"|вознаграждени\w*|ставк\w+|maosh\w*|oylik\w*|ish\s+haqi\w*|маош\w*|ойлик\w*|иш\s+ҳақи\w*"
    r"|salary|wages?|compensation|\bpay\b|\bpays\b"
)
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+|\d+(?:[.,]\d{1,2})?"
_THOUSANDS = r"тыс(?:яч\w*)?\.?|ming\b|минг\b|т\.\s?р\b|[kк](?![a-zа-яё])"
_MILLIONS = r"млн\.?|миллион\w*|mln\.?|million\w*|mil+ion\w*"
_UNIT = rf"(?:{_MILLIONS}|{_THOUSANDS})"
_CURRENCIES = (
    ("USD", r"\$|\busd\b|доллар\w*|dollar\w*|у\.\s?е\.?"),
    ("EUR", r"€|\beur\b|евро\b"),
    ("RUB", r"₽|руб\w*\.?|\brub\b|\brur\b"),
    ("KZT", r"₸|тенге\b|\bkzt\b"),
    ("UZS", r"сум(?:ов|ам|а|ы)?|сўм|so[ʻ'’`‘ʼ]?m|\buzs\b"),
)
_CURRENCY = "|".join(f"(?:{pattern})" for _code, pattern in _CURRENCIES)
_AMOUNT = re.compile(
    rf"(?P<from>\b(?:от|from)\s+)?(?P<upto>\b(?:до|up\s+to)\s+)?"
    rf"(?P<sign1>{_CURRENCY})?\s?(?P<low>{_NUMBER})\s?(?P<unit1>{_UNIT})?\s?(?P<cur1>{_CURRENCY})?"
    rf"(?P<suffix1>\s?(?:dan|дан)\b)?"
    rf"(?:(?:\s?(?:-|–|—|до|to|gacha|дан|dan)\s?|(?<=dan)\s|(?<=дан)\s)(?P<sign2>{_CURRENCY})?\s?(?P<high>{_NUMBER})\s?"
    rf"(?P<unit2>{_UNIT})?\s?(?P<cur2>{_CURRENCY})?)?(?P<suffix2>\s?(?:gacha|гача)\b)?",
)
_DIGIT = re.compile(r"\d")
_PAY_WORD = re.compile(_WORDS_OF_PAY)
_NOT_PAY = re.compile(
    r"бонус|преми|bonus|mukofot|мукофот|выручк|миллиард|оборот|штраф|аванс|страхов|продаж\w+\s+на|бюджет"
    r"|turnover|revenue|budget|jarima|кредит|компенсац\w+\s+(?:питан|проезд|обед)",
)
_NOT_AMOUNT = re.compile(r"^\s?(?:%|лет|год|г\.|yosh|ёш|yil|йил|час|дн|кв|чел|шт|км)")
_PERIODS = (
    ("hour", re.compile(r"в\s+час|/\s?час|за\s+час|soat|соат|per\s+hour|/\s?h\b|hourly")),
    (
        "shift",
        re.compile(r"в\s+день|за\s+день|/\s?день|за\s+смен|смен[аы]\b|за\s+выход|kunlik|kuniga"
                   r"|кунлик|кунига|per\s+day|daily"),
    ),
    ("year", re.compile(r"в\s+год|/\s?год|per\s+(?:year|annum)|a\s+year|yearly|yiliga")),
)  # fmt: skip
_GROSS = re.compile(r"gross|до\s+вычета|before\s+tax|грязн")
_NET = re.compile(r"\bnet\b|на\s+руки|после\s+вычета|чистыми|qoʻlga|qo['’`]lga|after\s+tax")
# Pay stands this near to its word, and its unit of time this near to the amount.
_BEFORE, _AFTER = 60, 45
_SHORT = 160
# What a text without a currency is paid in, by how large the figure is.
_BARE_UZS = 1_000_000
# Such sums of dollars or euros are told by the year where nothing else is said.
_YEARLY = 10_000


def read_pay(text: str) -> Pay:
    """The pay that a text tells; an empty one where it tells none, or not clearly."""
    # Lower case once: patterns that mind the case are several times faster.
    text = text.lower()
    if not _DIGIT.search(text):
        return Pay()
    for word in _PAY_WORD.finditer(text):
        part = text[word.end() : word.end() + _BEFORE + _AFTER].split("\n", 1)[0]
        head = text[max(0, word.start() - _AFTER) : word.start()].rsplit("\n", 1)[-1]
        if pay := _first_pay(part, near=_BEFORE, around=f"{head} {word.group()} {part}"):
            return pay
    if len(text) <= _SHORT and (pay := _first_pay(text, near=_SHORT, around=text, bare=False)):
        return pay
    return Pay()


def _first_pay(part: str, *, near: int, around: str, bare: bool = True) -> Pay | None:
    """The first amount that is pay; an amount without a currency only where `bare` allows."""
    for found in _AMOUNT.finditer(part):
        if found.start() > near:
            return None
        if _NOT_PAY.search(part[: found.start()][-30:]) or _NOT_AMOUNT.match(part[found.end() :]):
            continue
        if pay := _pay_of(found, part, around, bare=bare):
            return pay
    return None


def _pay_of(found: re.Match[str], part: str, around: str, *, bare: bool) -> Pay | None:
    unit = found["unit1"] or found["unit2"]
    low = _amount(found["low"], unit)
    high = _amount(found["high"], found["unit2"] or unit) if found["high"] else None
    signs = (found[name] for name in ("sign1", "cur1", "sign2", "cur2"))
    currency = _code(next(filter(None, signs), ""))
    if not currency:
        if not bare or max(low, high or 0) < _BARE_UZS:
            return None
        currency = "UZS"
    after = part[found.end() :][:_AFTER]
    period = next((name for name, words in _PERIODS if words.search(after)), "")
    period = period or next((name for name, words in _PERIODS if words.search(around[:_AFTER])), "")
    if high is not None and low > high:
        low, high = high, low
    if not period and currency in ("USD", "EUR") and low >= _YEARLY:
        period = "year"
    if not all(_is_likely(value, currency, period) for value in (low, high) if value is not None):
        return None
    is_top = high is None and bool(found["upto"] or found["suffix2"])
    return Pay(
        None if is_top else low,
        low if is_top else high or _same(low, found),
        currency,
        True if _GROSS.search(around) else False if _NET.search(around) else None,
        period or "month",
    )


def _same(low: Decimal, found: re.Match[str]) -> Decimal | None:
    """A single amount is both ends, unless it is said to be the lower one."""
    return None if found["from"] or found["suffix1"] else low


def _amount(text: str, unit: str | None) -> Decimal:
    is_grouped = re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+", text)
    plain = re.sub(r"\D", "", text) if is_grouped else text.replace(",", ".")
    value = Decimal(plain)
    if unit and re.match(_MILLIONS, unit):
        return value * 1_000_000
    return value * 1_000 if unit else value


def _code(sign: str) -> str:
    if not sign:
        return ""
    return next(code for code, words in _CURRENCIES if re.match(words, sign))


def _is_likely(value: Decimal, currency: str, period: str) -> bool:
    low, high = _BOUNDS[currency]
    return low <= value * _SCALE[period or "month"] <= high
