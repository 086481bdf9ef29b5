"""The eleven strings of the application, mapped to a profile and back.

The names are a trap: `work_mode` is our schedule and `remote_or_local` is our work mode. What
the application sends maps to our fields where it can, and is kept as text beside them in any case.
"""

from functools import partial
from typing import Any

from django.utils import timezone

from accounts.models import Profile
from catalog.models import Region, Schedule, WorkMode

ANSWERS = (
    "email", "phone_number", "age", "gender", "education", "residence", "labor_preference",
    "work_mode", "remote_or_local", "preferred_specialization", "preferences",
)  # fmt: skip

GENDERS = {"мужчина": Profile.Gender.MALE, "женщина": Profile.Gender.FEMALE}
LABOURS = {"умственный": Profile.Labour.MENTAL, "физический": Profile.Labour.PHYSICAL}
SCHEDULES = {"парт тайм": Schedule.PART_TIME, "фулл тайм": Schedule.FULL_TIME}
WORK_MODES = {
    "удаленная": WorkMode.REMOTE,
    "удалённая": WorkMode.REMOTE,
    "гибридная": WorkMode.HYBRID,
    "в офисе": WorkMode.OFFICE,
}
EDUCATION = {
    "среднее": Profile.EducationLevel.SECONDARY,
    "среднее специальное": Profile.EducationLevel.VOCATIONAL,
    "высшее": Profile.EducationLevel.BACHELOR,
    "бакалавр": Profile.EducationLevel.BACHELOR,
    "магистр": Profile.EducationLevel.MASTER,
    "доктор": Profile.EducationLevel.DOCTOR,
}
OLDEST, YOUNGEST = 100, 14


def keep_answers(profile: Profile, answers: dict[str, str]) -> None:
    """Map what maps to our fields; keep all of it as text."""

    def mapped(name: str, values: dict[str, Any]) -> Any:
        return values.get(answers[name].strip().casefold(), "")

    profile.mobile_answers = answers
    profile.contact_email = answers["email"].strip()[:254]
    profile.phone = answers["phone_number"].strip()[:40]
    profile.birth_year = birth_year(answers["age"], timezone.localdate().year)
    profile.gender = mapped("gender", GENDERS)
    profile.education_level = mapped("education", EDUCATION)
    profile.city = answers["residence"].strip()[:100]
    profile.region = region_of(profile.city)
    profile.labour = mapped("labor_preference", LABOURS)
    profile.schedules = [value] if (value := mapped("work_mode", SCHEDULES)) else []
    profile.work_modes = [value] if (value := mapped("remote_or_local", WORK_MODES)) else []
    profile.preferences = answers["preferences"]
    profile.save()


def answers_of(profile: Profile) -> dict[str, str]:
    """What the application would have sent for a questionnaire that was answered elsewhere."""

    def back(values: dict[str, Any], value: str) -> str:
        return next((text for text, ours in values.items() if ours == value), "")

    age = timezone.localdate().year - profile.birth_year if profile.birth_year else ""
    texts = {
        "email": profile.contact_email,
        "phone_number": profile.phone,
        "age": str(age),
        "gender": back(GENDERS, profile.gender),
        "education": back(EDUCATION, profile.education_level),
        "residence": profile.city or (profile.region.name_ru if profile.region else ""),
        "labor_preference": back(LABOURS, profile.labour),
        "work_mode": back(SCHEDULES, next(iter(profile.schedules), "")),
        "remote_or_local": back(WORK_MODES, next(iter(profile.work_modes), "")).capitalize(),
        "preferred_specialization": profile.specialty.name_ru if profile.specialty else "",
        "preferences": profile.preferences,
    }
    return {name: texts[name] for name in ANSWERS}


def birth_year(age: str, this_year: int) -> int | None:
    """The year of birth of somebody of an age; None for what isn't an age."""
    text = age.strip()
    if not (text.isascii() and text.isdigit()) or not YOUNGEST <= int(text[:4]) <= OLDEST:
        return None
    return this_year - int(text[:4])


def region_of(residence: str) -> Region | None:
    """The region that a person names, by a region's or a town's name or other spelling."""
    folded = residence.strip().casefold()
    if not folded:
        return None
    named = partial(_goes_by, folded)
    local = Region.objects.select_related("parent").filter(kind__in=["region", "town"])
    found = next((row for row in local if named(row)), None)
    return found.parent if found and found.kind == Region.Kind.TOWN else found


def _goes_by(folded: str, row: Region) -> bool:
    names = [row.name_ru, row.name_uz, row.name_uz_cyrl, row.name_en, *row.aliases]
    return folded in {name.casefold() for name in names}
