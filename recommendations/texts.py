"""The texts that are embedded: of a vacancy, a course, a specialty and a profile."""

import hashlib
import html
import re
from collections.abc import Iterable

from accounts.models import Profile
from catalog.models import Course, Specialty, Vacancy

# About 85 tokens in Russian: what comes later in a posting is mostly conditions.
OFFER_CHARACTERS = 320
PROFILE_CHARACTERS = 1_200
# Raised when the way a text is put together changes: every vector is then made again.
SCHEME = "1"

_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


def plain(markup: str) -> str:
    """The words of clean HTML, on one line."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", markup))).strip()


def text_of_vacancy(vacancy: Vacancy) -> str:
    """Title, skills as posted, and the first lines."""
    return _joined([vacancy.title, vacancy.key_skills, plain(vacancy.description)])


def text_of_course(course: Course) -> str:
    """Title, skills as listed, and the first lines."""
    return _joined([course.title, course.skill_names, plain(course.description)])


def texts_of_specialty(specialty: Specialty) -> list[str]:
    """One text a language: the name and the words that people use for it."""
    names = {"uz": specialty.name_uz, "ru": specialty.name_ru, "en": specialty.name_en}
    return [
        _joined([name, ", ".join(specialty.synonyms.get(language, []))])
        for language, name in names.items()
    ]


def text_of_profile(profile: Profile, more_skills: Iterable[str] = ()) -> str:
    """What a person wants and can do: never the name, the age, the gender or the photo.

    `more_skills` are read as if the person had them. Free text of the mobile application that maps
    to no field of ours counts as a wish.
    """
    worked = [f"{fact.title}. {fact.description}" for fact in profile.experience.all()]
    skills = ", ".join([*(fact.name for fact in profile.skills.all()), *more_skills])
    wished = (profile.mobile_answers or {}).get("preferred_specialization", "")
    parts = [wished, profile.preferences, profile.about, skills, *worked]
    return _joined(parts, limit=PROFILE_CHARACTERS)


def hash_of(text: str) -> bytes:
    """Sixteen bytes that say whether a text is the one that was embedded."""
    return hashlib.blake2b(f"{SCHEME}\0{text}".encode(), digest_size=16).digest()


def _joined(parts: Iterable[str], limit: int = OFFER_CHARACTERS) -> str:
    return ". ".join(part.strip(" .") for part in parts if part.strip(" ."))[:limit]
