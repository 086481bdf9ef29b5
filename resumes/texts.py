"""What people typed, as a resume shows it: names and own words in the script of each form."""

import re
import unicodedata

from django.db.models import Q

from catalog.models import Region
from catalog.scripts import normalize_apostrophes, script_of, to_cyrillic, to_latin
from catalog.texts import language_of

CYRILLIC = ("uz-Cyrl", "ru")
# A short text says too little of its language, once its script is right.
LEAST_TO_TELL = 40
# What the passport writes where an alphabet lacks a letter of the other.
_RUSSIAN_TO_UZBEK = str.maketrans({"щ": "ш", "Щ": "Ш", "ы": "и", "Ы": "И", "ь": "", "Ь": ""})
_UZBEK_TO_RUSSIAN = str.maketrans("ўқғҳЎҚҒҲ", "укгхУКГХ")
# Russian names spelled the English way, which Uzbek has no such pairs for.
_ENGLISH_PAIRS = {"kh": "x", "Kh": "X", "KH": "X", "zh": "j", "Zh": "J", "ZH": "J"}
_PAIRS = re.compile("|".join(_ENGLISH_PAIRS))
_ENGLISH = re.compile(r"\b(?:the|and|with|for|of|in|to|my|a|at|am|have|is)\b", re.IGNORECASE)
# Endings and words by which even a short text shows that it is Uzbek.
_UZBEK_LATIN = re.compile(
    r"[og]ʻ|q[aio]|[aiou]q\b"
    r"|\w(?:chi|chilik|lik|dim|moq|[aiy]man|ganman|xona|(?:chi|lar|si|im)ning)\b"
    r"|[bdfhkmnrstvxz]lar\b|\w{3}(?:lari|larni|larga|lardan|asi|isi)\b"
    r"|\b(?:va|uchun|bilan|yoki|kerak|ish|ishi|ishlari|usta|ham)\b"
    # Places of study and work: Navoiy hunar-texnika bilim yurti.
    r"|\b(?:bilim|yurti|maktab|maktabi|kolleji|litseyi|universiteti|instituti|zavodi|fabrikasi"
    r"|korxonasi|ustaxonasi|bozori|markazi|tumani|shahri|viloyati|davlat)\b",
    re.IGNORECASE,
)
_UZBEK_CYRILLIC = re.compile(
    r"[ўқғҳ]|вчи\b|чилик\b|[бдзкмнрстхв]лар(?:и|ни|га|дан|нинг)?\b|\b(?:ва|билан|учун|керак)\b",
    re.IGNORECASE,
)
# Words of other languages among Uzbek ones: PostgreSQL, HTML, Django, Photoshop, Google.
_FOREIGN_WORD = re.compile(
    r"(\b(?:\w*[a-z]{2}[A-Z]\w*|[A-Z]{3,5}|(?i:dj)\w*|\w*(?i:th|ph|oo|ee|ck|tion)\w*)\b)"
)


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
    """A place by the name that the table of places has for it, else in one's own words."""
    if not name:
        return ""
    spelled = normalize_apostrophes(name)
    known = Q()
    for form in ("uz", "uz_cyrl", "ru", "en"):
        known |= Q(**{f"name_{form}__iexact": spelled})
    local = Region.objects.filter(known, kind__in=[Region.Kind.TOWN, Region.Kind.REGION])
    # Tashkent and Bukhara are towns first.
    place = local.order_by("-kind").first()
    if place:
        return place.name_in(language)
    return in_own_words(name, language) if " " in name else name_in_script(name, language)


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
    if language not in ("uz", "uz-Cyrl"):
        return text
    spelled = normalize_apostrophes(text)
    if script_of(spelled) == "Cyrl":
        return to_latin(spelled) if language == "uz" and is_uzbek(spelled) else text
    if not is_uzbek(spelled):
        return text
    if language == "uz":
        return spelled
    parts = [spelled] if spelled.isupper() else _FOREIGN_WORD.split(spelled)
    # What isn't a foreign word stands at the even places.
    parts[::2] = [to_cyrillic(part) for part in parts[::2]]
    return "".join(parts)


def is_uzbek(text: str) -> bool:
    """Whether a text, however short, is surely Uzbek in one of its alphabets."""
    if language_of(text) in ("uz", "uz-Cyrl"):
        return True
    if script_of(text) == "Cyrl":
        signs = len(_UZBEK_CYRILLIC.findall(text))
        return signs > (len(text) >= LEAST_TO_TELL)
    is_english = re.search(r"w|c(?!h)|tion|ee|oo|\bth", text, re.IGNORECASE)
    return bool(_UZBEK_LATIN.search(text)) and not is_english


def is_rewritten(text: str, said: str) -> bool:
    """Whether Uzbek words went into the other alphabet."""
    return script_of(text) != script_of(said)


def foreign_language(text: str, language: str) -> str:
    """The language of a text where a resume is in another one, else empty."""
    found = _language_of(normalize_apostrophes(text), language)
    return "" if found == language else found


def foreign_label(text: str, language: str) -> str:
    """The same for a title or a name, where a Latin one may be of any language."""
    if script_of(text) == "Latn" and not is_uzbek(normalize_apostrophes(text)):
        return ""
    return foreign_language(text, language)


def _language_of(text: str, language: str) -> str:
    script = script_of(text)
    if not script or script == "mixed":
        return language
    in_script = (script == "Cyrl") == (language in CYRILLIC)
    if in_script and len(text) < LEAST_TO_TELL:
        return language
    found = language_of(text)
    if script == "Cyrl":
        return "uz-Cyrl" if found == "ru" and is_uzbek(text) else found
    return "en" if found == "en" and len(_ENGLISH.findall(text)) > 1 else "uz"


def file_name(name: str, extension: str) -> str:
    """A name for the file: letters, digits and underscores, never empty."""
    plain = re.sub(r"[^\w]+", "_", name, flags=re.UNICODE).strip("_")[:80]
    return f"{plain or 'resume'}.{extension}"
