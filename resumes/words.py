"""The fixed words of a resume in four written forms, and names in the script of each."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from babel import Locale

from catalog.scripts import script_of, to_cyrillic, to_latin

TABLE = Path(__file__).parent / "tables" / "words.csv"
LOCALES = {"uz": "uz", "uz-Cyrl": "uz_Cyrl", "ru": "ru", "en": "en"}
CYRILLIC = ("uz-Cyrl", "ru")
# The passport's Latin for Russian letters that Uzbek doesn't have or writes otherwise.
_RUSSIAN = str.maketrans({"щ": "ш", "Щ": "Ш", "ы": "и", "Ы": "И", "ь": "", "Ь": ""})


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    return {
        key: {
            "uz": row["uz"],
            "uz-Cyrl": to_cyrillic(row["uz"]),
            "ru": row["ru"],
            "en": row["en"],
        }
        for key, row in rows.items()
    }


def word(key: str, language: str) -> str:
    """A heading or a term: KeyError for one that the table doesn't hold."""
    return _table()[key][language]


def years(number: int, language: str) -> str:
    """An age in words: 21 год, 22 года, 25 лет."""
    if language == "ru":
        form = {"one": "год", "few": "года"}.get(Locale("ru").plural_form(number), "лет")
        return f"{number} {form}"
    if language == "en":
        return f"{number} years old" if number != 1 else "1 year old"
    return f"{number} {'yosh' if language == 'uz' else 'ёш'}"


def month(text: str, language: str) -> str:
    """YYYY or YYYY-MM as people write it: март 2024."""
    year, _, number = text.partition("-")
    if not number:
        return year
    months = Locale.parse(LOCALES[language]).months["stand-alone"]["wide"]
    return f"{months[int(number)]} {year}"


def language_name(code: str, language: str) -> str:
    """The name of a language by its ISO 639-1 code; the code where nobody names it."""
    return Locale.parse(LOCALES[language]).languages.get(code, code).capitalize()


def name_in_script(name: str, language: str) -> str:
    """A person's name in the script of the resume, as passports write it."""
    script = script_of(name)
    if language in CYRILLIC and script == "Latn":
        return to_cyrillic(name)
    if language not in CYRILLIC and script == "Cyrl":
        return to_latin(name.translate(_RUSSIAN))
    return name


def file_name(name: str, extension: str) -> str:
    """A name for the file: letters, digits and underscores, never empty."""
    plain = re.sub(r"[^\w]+", "_", name, flags=re.UNICODE).strip("_")[:80]
    return f"{plain or 'resume'}.{extension}"
