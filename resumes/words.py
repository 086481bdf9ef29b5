"""The fixed words of a resume in four written forms: terms, ages, months, pay."""

import csv
from functools import cache
from pathlib import Path

from babel import Locale

from catalog.scripts import to_cyrillic

# The codes of the four written forms, as people call them in a resume.
FORMS = ("uz", "uz-Cyrl", "ru", "en")
FOLDER = Path(__file__).parent / "tables"
MONTHS = 12
_YEARS = {"one": "год", "few": "года"}
_MONTHS = {"one": "месяц", "few": "месяца"}


@cache
def _table(name: str) -> dict[str, dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: {
                "uz": row["uz"],
                "uz-Cyrl": to_cyrillic(row["uz"]),
                "ru": row["ru"],
                "en": row["en"],
            }
            for row in csv.DictReader(file)
        }


def word(key: str, language: str) -> str:
    """A heading or a term: KeyError for one that the table doesn't hold."""
    return _table("words")[key][language]


def years(number: int, language: str) -> str:
    """An age, with the word that Russian wants: 21 год, 22 года, 25 лет."""
    return _counted(number, _YEARS, "лет") if language == "ru" else str(number)


def duration(months: int, language: str) -> str:
    """So many years and months: 4 года 2 месяца, 4 yil 2 oy, 4 years 2 months."""
    parts = zip(divmod(months, MONTHS), ("year", "month"), strict=True)
    return " ".join(_span(number, unit, language) for number, unit in parts if number)


def _span(number: int, unit: str, language: str) -> str:
    if language == "ru":
        forms, many = (_YEARS, "лет") if unit == "year" else (_MONTHS, "месяцев")
        return _counted(number, forms, many)
    if language == "en":
        return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return f"{number} {word(f'{unit}s', language)}"


def _counted(number: int, forms: dict[str, str], many: str) -> str:
    return f"{number} {forms.get(Locale('ru').plural_form(number), many)}"


def month(text: str, language: str) -> str:
    """YYYY or YYYY-MM as people write it: март 2024, 2024-yil mart."""
    year, _, number = text.partition("-")
    if not number:
        return year
    name = word(f"month_{int(number)}", language)
    # Uzbek has the year first, with a hyphen in Latin letters and none in Cyrillic.
    dated = {"uz": f"{year}-yil {name}", "uz-Cyrl": f"{year} йил {name}"}
    return dated.get(language, f"{name} {year}")


def since(year: str, language: str) -> str:
    """From a year on: с 2012 года, 2012-yildan beri, since 2012."""
    said = {"uz": f"{year}-yildan beri", "uz-Cyrl": f"{year} йилдан бери", "ru": f"с {year} года"}
    return said.get(language, f"since {year}")


def categories(names: list[str], language: str) -> str:
    """The categories of a driving licence: категории B, C; B toifasi; category B."""
    listed, is_one = ", ".join(names), len(names) == 1
    if language == "ru":
        return f"категория {listed}" if is_one else f"категории {listed}"
    if language == "en":
        return f"category {listed}" if is_one else f"categories {listed}"
    kind = "toifasi" if is_one else "toifalari"
    return f"{listed} {kind if language == 'uz' else to_cyrillic(kind)}"


def dash(language: str) -> str:
    """Between two statements: the shorter one in English."""
    return " – " if language == "en" else " — "


def language_name(code: str, language: str) -> str:
    """The name of a language by its ISO 639-1 code; the code where nobody names it."""
    if code in _table("languages"):
        return _table("languages")[code][language]
    named = "ru" if language == "ru" else "en"
    return Locale(named).languages.get(code, code).capitalize()


def pay(amount: int, currency: str, period: str, language: str) -> str:
    """A wage as people write it: 5 500 000 сум в месяц, oyiga 5 500 000 soʻm."""
    unit = word("uzs", language) if currency == "UZS" else currency
    figure = f"{amount:,}" if language == "en" else f"{amount:,}".replace(",", "\u00a0")
    money = f"{figure}\u00a0{unit}"
    when = word(f"pay_{period}", language)
    return f"{when} {money}" if language.startswith("uz") else f"{money} {when}"
