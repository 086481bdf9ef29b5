"""Skills, languages, papers, contacts: facts that fit in a line."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from babel import Locale

from accounts.models import DrivingLicence
from resumes.checking.vocabulary import folded
from resumes.reading.dates import date_of
from resumes.reading.parts import FoundFact, ReadLine
from resumes.words import FORMS, language_name, word

_DIVIDERS = re.compile(r"\s*(?:·|•|;|,(?![^()]*\))|\||\t)\s*")
LONGEST_SKILL, LONGEST_NAME = 120, 150
EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
PHONE = re.compile(r"(?<![\w.,])\+?\d(?:[\s()./-]{0,2}\d){8,14}(?!\w)")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\")]+"
    r"|\b(?:linkedin\.com|github\.com|t\.me|behance\.net)/[^\s<>«»\")]+",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:год рождения|дата рождения|родил(?:ся|ась)|tugʻilgan|туғилган|born|birth)\D*"
    r"(?:\d{1,2}[\s./-]+(?:\d{1,2}|[^\W\d]+)[\s./-]+)?((?:19|20)\d\d)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^(?:проживает|место жительства|город|адрес|регион|yashash joyi|manzil|shahar|address|city"
    r"|location|lives in)\s*[:\-–]\s*(.+)$",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"(?:водит|права|категори|haydovchilik|ҳайдовчилик|prava|driv|licen)", re.IGNORECASE
)
_CATEGORY = re.compile(r"(?<![\w])([ABCDАВСД](?:E|Е)?)(?![\w])")
FEWEST_NAMES, MOST_NAMES = 2, 4
_CYRILLIC_CODES = str.maketrans("авс", "abc")
_CYRILLIC_CATEGORIES = str.maketrans("АВСДЕ", "ABCDE")
LEVELS = {
    "native": r"родн|ona tili|она тили|native|mother tongue|bilingual",
    "c2": r"\bc2\b|в совершенстве|mastery|proficien(?!cy\))",
    "c1": r"\bc1\b|продвинут|свобод|fluent|professional|advanced|erkin|эркин",
    "b2": r"\bb2\b|средне-продвинут|выше средн|upper",
    "b1": r"\bb1\b|средн|intermediate|limited working|oʻrta|ўрта|разговор",
    "a2": r"\ba2\b|элементар|elementary|базов|basic",
    "a1": r"\ba1\b|начальн|beginner|boshlangʻich|бошланғич",
}
_LOCAL_LANGUAGES = ("uz", "ru", "en", "tg", "kk", "ky", "tk", "tr", "de", "fr", "es", "it", "ko",
                    "ja", "zh", "ar", "fa", "hi", "tt", "az", "uk", "pl", "pt", "ps", "ur", "hy",
                    "ka", "he")  # fmt: skip


def skills_of(lines: Iterable[ReadLine]) -> list[FoundFact]:
    """Skills, with the level where one stands beside it."""
    names = [part for line in lines for part in _DIVIDERS.split(line.text)]
    found: dict[str, FoundFact] = {}
    for name in names:
        said, level = _with_level(name.strip(" .–—-"))
        if said and len(said) <= LONGEST_SKILL:
            fields: dict[str, str | list[str]] = {"name": said, "level": level}
            found.setdefault(said.casefold(), FoundFact("skills", fields))
    return list(found.values())


def _with_level(name: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name)
    level = _skill_levels().get(match[2].casefold(), "") if match else ""
    return (match[1], level) if match and level else (name, "")


@cache
def _skill_levels() -> dict[str, str]:
    keys = ("basic", "good", "expert")
    return {word(key, form).casefold(): key for key in keys for form in FORMS}


def languages_of(lines: Iterable[ReadLine]) -> list[FoundFact]:
    """Languages with their levels; one without a level is left to the person."""
    found: dict[str, FoundFact] = {}
    for line in lines:
        for part in re.split(r"[;•·\n]|,\s(?=[^\W\d]+\s*[—–-])", line.text):
            code = _language_in(part)
            if code:
                fields: dict[str, str | list[str]] = {"language": code, "level": level_of(part)}
                found.setdefault(code, FoundFact("languages", fields))
    return list(found.values())


def level_of(text: str) -> str:
    """The level of a language by its code or by the words that people use for it."""
    said = text.casefold()
    if code := re.search(r"\b([abcавс][12])\b", said):
        return code[1].translate(_CYRILLIC_CODES)
    return next((key for key, words in LEVELS.items() if re.search(words, said)), "")


def name_among(lines: Sequence[ReadLine]) -> str:
    """A person's name among the last lines of a section, where LinkedIn puts it."""
    for line in lines:
        words = line.text.split()
        is_capital = all(word[:1].isupper() and word.isalpha() for word in words)
        if FEWEST_NAMES <= len(words) <= MOST_NAMES and is_capital and not _language_in(line.text):
            return line.text
    return ""


def _language_in(text: str) -> str:
    names = _language_names()
    words = re.findall(r"\w+", folded(text))
    for length in (2, 1):
        for at in range(len(words) - length + 1):
            if code := names.get(" ".join(words[at : at + length])):
                return code
    return ""


@cache
def _language_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _LOCAL_LANGUAGES:
        for form in FORMS:
            name = folded(language_name(code, form))
            for said in (name, name.removesuffix(" tili").removesuffix(" тили")):
                found.setdefault(said, code)
        for locale in ("ru", "en"):
            found.setdefault(folded(Locale(locale).languages.get(code, code)), code)
    return found


_DASH = re.compile(r"\s[—–]\s")


def certificates_of(lines: Iterable[ReadLine]) -> list[FoundFact]:
    """Courses and certificates: a name, who gave it, when."""
    found = []
    for line in lines:
        dated = date_of(line.text)
        name, issuer = _name_and_issuer(dated.rest if dated else line.text, line.text)
        link = LINK.search(line.text)
        if name:
            fields: dict[str, str | list[str]] = {
                "name": name,
                "issuer": issuer,
                "issued": dated.end if dated else "",
                "url": link[0] if link else "",
            }
            found.append(FoundFact("certificates", fields))
    return found


def _name_and_issuer(rest: str, line: str) -> tuple[str, str]:
    """A dash parts the two, as in our own resumes; without one the last comma does."""
    *names, after = _DASH.split(line)
    if names:
        dated = date_of(after)
        return " — ".join(names).strip(), (dated.rest if dated else after).strip(" ,—–")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if not parts:
        return "", ""
    return ", ".join(parts[:-1]) or parts[0], parts[-1] if len(parts) > 1 else ""


def licence_in(text: str) -> FoundFact | None:
    """A driving licence that a line tells of."""
    if not _LICENCE.search(text):
        return None
    known = {str(value) for value in DrivingLicence.Category.values}
    said = [match.translate(_CYRILLIC_CATEGORIES) for match in _CATEGORY.findall(text)]
    categories = [value for value in dict.fromkeys(said) if value in known]
    year = re.search(r"(?:19|20)\d\d", text)
    if not categories:
        return None
    return FoundFact("licences", {"categories": categories, "since": year[0] if year else ""})


def links_in(text: str) -> list[FoundFact]:
    """Addresses that a line names, with the words before them."""
    found = []
    for match in LINK.finditer(text):
        url = match[0].rstrip(".,;")
        label = text[: match.start()].strip(" :–—-•")
        full = url if url.casefold().startswith("http") else f"https://{url}"
        found.append(FoundFact("links", {"url": full, "label": label[:100]}))
    return found


def contacts_of(
    lines: Sequence[ReadLine], is_place: Callable[[str], bool]
) -> tuple[dict[str, str], list[FoundFact], list[str]]:
    """What the head of a resume tells of the person, its links, and the lines that are left."""
    fields: dict[str, str] = {}
    links: list[FoundFact] = []
    left: list[str] = []
    for at, line in enumerate(lines):
        found = _contact(line, is_place, at=at, has_name="full_name" in fields)
        links += links_in(line.text) if not EMAIL.search(line.text) else []
        if found:
            fields = {**found, **fields}
        elif not LINK.search(line.text):
            left.append(line.text)
    return fields, links, left


def _contact(
    line: ReadLine, is_place: Callable[[str], bool], *, at: int, has_name: bool
) -> dict[str, str]:
    text = line.text
    found: dict[str, str] = {}
    if match := EMAIL.search(text):
        found["contact_email"] = match[0]
    if (match := PHONE.search(text)) and len(re.sub(r"\D", "", match[0])) >= 9:  # noqa: PLR2004
        found["phone"] = match[0].strip()
    if match := _BORN.search(text):
        found["birth_year"] = match[1]
    if found:
        return found
    if match := _PLACE.match(text):
        return {"city": match[1].split(",")[0].strip()}
    if is_place(text.split(",")[0].strip()):
        return {"city": text.split(",")[0].strip()}
    is_first = at == 0 or line.look == "title"
    return {"full_name": text} if not has_name and is_first and _is_name(text) else {}


def _is_name(text: str) -> bool:
    words = text.split()
    return len(text) <= LONGEST_NAME and not re.search(r"[\d@:]", text) and 1 <= len(words) <= 6  # noqa: PLR2004
