"""What of a person stays here whatever they agree to: placeholders go out in its stead."""

import re
from functools import cache

from accounts.models import Profile
from catalog.tables import read_table, split_cell
from resumes.checking.vocabulary import LANGUAGES, folded, vocabulary
from resumes.writing.masking import Mask

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST_NAME = 2


def personal_mask(profile: Profile) -> Mask:
    """A mask that knows the person's names, contacts and places, and their employers'."""
    places = [profile.city, *_region_names(profile)]
    user = profile.user
    known = {
        "NAME": [*_parts(profile.full_name), *_parts(user.get_full_name()), user.get_username()],
        "PHONE": [profile.phone],
        "EMAIL": [profile.contact_email, user.email],
        "ADDRESS": [place for place in places if place],
        "EMPLOYER": [row.employer for row in profile.experience.all()],
        "SCHOOL": [row.institution for row in profile.education.all()],
        "LINK": [row.url for row in profile.links.all()],
    }
    return Mask(known, is_common)


def is_common(said: str) -> bool:
    """Whether every word of it is one that many use: a skill, a tool, a word of our tables."""
    words = _WORD.findall(said)
    return bool(words) and all(_is_known(folded(word)) for word in words)


def _is_known(word: str) -> bool:
    if word in _skill_words():
        return True
    return any(vocabulary(language).find([word])[0] for language in LANGUAGES)


@cache
def _skill_words() -> frozenset[str]:
    """The words that names of skills are made of."""
    found = set()
    for row in read_table("skills"):
        names = [row["name_uz"], row["name_uz_cyrl"], row["name_ru"], row["name_en"]]
        for name in (*names, *split_cell(row["synonyms"])):
            found |= {folded(word) for word in _WORD.findall(name)}
    return frozenset(found)


def _parts(name: str) -> list[str]:
    """A name, and each part of it that is long enough to tell who it is."""
    parts = [part for part in name.split() if len(part) > SHORTEST_NAME]
    return [name, *parts] if name.strip() else []


def _region_names(profile: Profile) -> list[str]:
    region = profile.region
    return [region.name_in(form) for form in ("uz", "uz-Cyrl", "ru", "en")] if region else []
