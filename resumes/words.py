"""The fixed words of a resume in four written forms, and names in the script of each."""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

from babel import Locale
from django.db.models import Q

from catalog.models import Region
from catalog.scripts import normalize_apostrophes, script_of, to_cyrillic, to_latin
from catalog.texts import language_of

FOLDER = Path(__file__).parent / "tables"
CYRILLIC = ("uz-Cyrl", "ru")
MONTHS = 12
# A short text says too little of its language, once its script is right.
LEAST_TO_TELL = 40
# What the passport writes where an alphabet lacks a letter of the other.
_RUSSIAN_TO_UZBEK = str.maketrans({"щ": "ш", "Щ": "Ш", "ы": "и", "Ы": "И", "ь": "", "Ь": ""})
_UZBEK_TO_RUSSIAN = str.maketrans("ўқғҳЎҚҒҲ", "укгхУКГХ")
# Russian names spelled the English way, which Uzbek has no such pairs for.
_ENGLISH_PAIRS = {"kh": "x", "Kh": "X", "KH": "X", "zh": "j", "Zh": "J", "ZH": "J"}
_PAIRS = re.compile("|".join(_ENGLISH_PAIRS))
_ENGLISH = re.compile(r"\b(?:the|and|with|for|of|in|to|my|a|at|am|have|is)\b", re.IGNORECASE)
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


def language_name(code: str, language: str) -> str:
    """The name of a language by its ISO 639-1 code; the code where nobody names it."""
    if code in _table("languages"):
        return _table("languages")[code][language]
    named = "ru" if language == "ru" else "en"
    return Locale(named).languages.get(code, code).capitalize()


def name_in_script(name: str, language: str) -> str:
    """A person's name in the script of the resume, as passports write it."""
    script = script_of(name)
    if language in CYRILLIC and script == "Latn":
        name = to_cyrillic(_PAIRS.sub(lambda match: _ENGLISH_PAIRS[match[0]], name))
    elif language not in CYRILLIC and script == "Cyrl":
        name = to_latin(name.translate(_RUSSIAN_TO_UZBEK))
    if language == "ru":
        return name.translate(_UZBEK_TO_RUSSIAN)
    return name if language in CYRILLIC else normalize_apostrophes(name)


def place_name(name: str, language: str) -> str:
    """A town by the name that the table of places has for it, else in the script."""
    if not name:
        return ""
    spelled = normalize_apostrophes(name)
    known = Q()
    for form in ("uz", "uz_cyrl", "ru", "en"):
        known |= Q(**{f"name_{form}__iexact": spelled})
    town = Region.objects.towns().filter(known).first()
    return town.name_in(language) if town else name_in_script(name, language)


def clean(text: str) -> str:
    """Without the characters that no document may hold; line ends stay."""
    lines = (clean_line(line) for line in re.split(r"\r\n|[\n\r\v\f\u2028\u2029]", text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """The same on one line, with single spaces."""
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return "".join(char for char in spaced if char.isprintable()).strip()


def in_own_words(text: str, language: str) -> str:
    """As written; Uzbek in the alphabet of an Uzbek resume, with the right apostrophes."""
    spelled = normalize_apostrophes(text)
    written = language_of(spelled)
    if language == "uz-Cyrl" and written == "uz":
        return to_cyrillic(spelled)
    if language == "uz" and written == "uz-Cyrl":
        return to_latin(spelled)
    return spelled if language == "uz" and not foreign_language(text, language) else text


def foreign_language(text: str, language: str) -> str:
    """The language of a text where a resume is in another one, else empty."""
    found = _language_of(normalize_apostrophes(text), language)
    return "" if found == language else found


def _language_of(text: str, language: str) -> str:
    script = script_of(text)
    if not script or script == "mixed":
        return language
    in_script = (script == "Cyrl") == (language in CYRILLIC)
    if in_script and len(text) < LEAST_TO_TELL:
        return language
    found = language_of(text)
    if script == "Latn":
        found = "en" if found == "en" and len(_ENGLISH.findall(text)) > 1 else "uz"
    return found


def file_name(name: str, extension: str) -> str:
    """A name for the file: letters, digits and underscores, never empty."""
    plain = re.sub(r"[^\w]+", "_", name, flags=re.UNICODE).strip("_")[:80]
    return f"{plain or 'resume'}.{extension}"
