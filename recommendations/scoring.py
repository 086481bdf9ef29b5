"""The score of one vacancy for one person: signals that add up, each with its reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Experience, Profile
from catalog.models import ExperienceNeeded, Skill, Vacancy, WorkMode
from recommendations.reasons import Reason

# Every weight of the score, in one place; they add up to 1.
WEIGHTS = {
    "meaning": 0.30,
    "specialty": 0.22,
    "skills": 0.12,
    "place": 0.12,
    "mode": 0.06,
    "schedule": 0.05,
    "experience": 0.05,
    "pay": 0.04,
    "freshness": 0.04,
}
STRONG, GOOD = 0.68, 0.5
# What a signal counts for where one side says nothing, and from where on it speaks for a vacancy.
UNKNOWN, SPEAKS = 0.5, 0.6
FRESH_DAYS = 30.0
YEARS_NEEDED = {
    ExperienceNeeded.NONE: 0,
    ExperienceNeeded.FROM_1: 1,
    ExperienceNeeded.FROM_3: 3,
    ExperienceNeeded.FROM_6: 6,
}


@dataclass(frozen=True, slots=True)
class Seeker:
    """What the scorer knows of a person. There is no age, gender, name or photo here."""

    specialty_id: int | None
    # Regions and towns where the person looks.
    places: frozenset[int]
    work_modes: frozenset[str]
    schedules: frozenset[str]
    skills: frozenset[int]
    years: float
    desired_uzs: int | None


@dataclass(frozen=True, slots=True)
class Posting:
    """What the scorer knows of a vacancy: hundreds are scored for each page that is shown."""

    pk: int
    employer: str
    specialty_id: int | None
    specialty_confidence: float | None
    region_id: int
    town_id: int | None
    work_modes: Sequence[str]
    schedules: Sequence[str]
    experience: str
    monthly_uzs_from: int | None
    monthly_uzs_to: int | None
    dated_at: datetime
    skills: frozenset[int]


@dataclass(frozen=True, slots=True)
class Signals:
    """What a score depends on, each 0 to 1."""

    meaning: float
    specialty: float
    skills: float
    place: float
    mode: float
    schedule: float
    experience: float
    pay: float
    freshness: float


@dataclass(frozen=True, slots=True)
class VacancyMatch:
    """A vacancy, its score in 0 to 1, the band of it, and why."""

    vacancy: Vacancy
    score: float
    band: str
    reasons: tuple[Reason, ...]
    missing_skills: tuple[Skill, ...]
    is_near_specialty: bool


def seeker_of(profile: Profile) -> Seeker:
    """What of a profile may rank."""
    region = profile.region
    return Seeker(
        specialty_id=profile.specialty_id,
        places=frozenset([region.pk] if region else []),
        work_modes=frozenset(profile.work_modes),
        schedules=frozenset(profile.schedules),
        skills=frozenset(profile.skills.exclude(skill=None).values_list("skill_id", flat=True)),
        years=_years(profile.experience.all(), timezone.now()),
        desired_uzs=_desired(profile),
    )


_COLUMNS = [column.name for column in fields(Posting) if column.name != "skills"]


def postings(keys: Collection[int]) -> list[Posting]:
    """The vacancies of these keys, by two queries and without their texts."""
    asked: dict[int, list[int]] = {}
    pairs = Vacancy.skills.through.objects.filter(vacancy__in=keys)
    for vacancy_id, skill_id in pairs.values_list("vacancy_id", "skill_id"):
        asked.setdefault(vacancy_id, []).append(skill_id)
    rows = Vacancy.objects.filter(pk__in=keys).values_list(*_COLUMNS)
    # The columns are those of Posting, in its order.
    return [Posting(*row, frozenset(asked.get(row[0], ()))) for row in rows]  # type: ignore[call-arg]


def posting_of(vacancy: Vacancy) -> Posting:
    """A vacancy at hand, as the scorer knows it."""
    values = (getattr(vacancy, name) for name in _COLUMNS)
    skills = frozenset(skill.pk for skill in vacancy.skills.all())
    return Posting(*values, skills)  # type: ignore[call-arg]  # as above


def score(signals: Signals) -> float:
    """The sum of weight times signal, 0 to 1."""
    return sum(weight * getattr(signals, name) for name, weight in WEIGHTS.items())


def read(vacancy: Posting, seeker: Seeker, nearness: float, now: datetime) -> Signals:
    """The signals of one vacancy; what neither side says counts as half."""
    asked = vacancy.skills
    return Signals(
        meaning=nearness,
        specialty=_same_specialty(vacancy, seeker),
        skills=len(asked & seeker.skills) / len(asked) if asked and seeker.skills else 0.0,
        place=_place(vacancy, seeker),
        mode=_overlap(seeker.work_modes, vacancy.work_modes),
        schedule=_overlap(seeker.schedules, vacancy.schedules),
        experience=_experience(vacancy, seeker),
        pay=_pay(vacancy, seeker),
        freshness=max(0.0, 1 - (now - vacancy.dated_at).days / FRESH_DAYS),
    )


def explain(vacancy: Vacancy, seeker: Seeker, nearness: float, now: datetime) -> VacancyMatch:
    """The score of one vacancy with the reasons that add up to it."""
    signals = read(posting_of(vacancy), seeker, nearness, now)
    total = score(signals)
    band = "strong" if total >= STRONG else "good" if total >= GOOD else "fair"
    missing = tuple(row for row in vacancy.skills.all() if row.pk not in seeker.skills)
    return VacancyMatch(
        vacancy,
        total,
        band,
        tuple(reasons(vacancy, seeker, signals)),
        missing,
        is_near_specialty=seeker.specialty_id not in (None, vacancy.specialty_id),
    )


def reasons(vacancy: Vacancy, seeker: Seeker, signals: Signals) -> Iterable[Reason]:
    """Every signal that gave something, most first; what speaks for the vacancy before the rest."""
    found = []
    for name, weight in WEIGHTS.items():
        value = getattr(signals, name)
        if value > 0:
            speaks = value >= SPEAKS or name in ("skills", "specialty")
            text, evidence = _sentence(name, vacancy, seeker) if speaks else (_SILENT[name], "")
            found.append(Reason(name, weight * value, str(text), evidence, is_plus=speaks))
    return sorted(found, key=lambda reason: (not reason.is_plus, -reason.contribution))


_SPEAKING = {
    "meaning": _("Close in meaning to what you wrote"),
    "specialty": _("Your specialty"),
    "skills": _("Asks for what you can do"),
    "place": _("In a place that suits you"),
    "mode": _("Works the way you wish"),
    "schedule": _("The hours suit you"),
    "experience": _("Your experience is enough"),
    "pay": _("Pays what you wish for"),
    "freshness": _("Posted lately"),
}
_SILENT = {
    "meaning": _("Only a little close to what you wrote"),
    "place": _("Your region isn’t known yet"),
    "mode": _("Where the work may be done is open"),
    "schedule": _("The hours are open"),
    "experience": _("Experience is open, or a little is missing"),
    "pay": _("The pay can’t be compared, or is less than you wish for"),
    "freshness": _("Not posted lately"),
}


def _sentence(name: str, vacancy: Vacancy, seeker: Seeker) -> tuple[Any, str]:
    """What a signal says, and the words of the posting that prove it."""
    shared = (row.name for row in vacancy.skills.all() if row.pk in seeker.skills)
    evidence = {
        "meaning": vacancy.title,
        "specialty": vacancy.specialty.name if vacancy.specialty else "",
        "skills": ", ".join(shared),
        "place": vacancy.place,
        "mode": _labels(vacancy.work_modes, WorkMode),
        "experience": vacancy.get_experience_display(),
    }
    return _SPEAKING[name], str(evidence.get(name, ""))


def _same_specialty(vacancy: Posting, seeker: Seeker) -> float:
    if seeker.specialty_id is None or vacancy.specialty_id != seeker.specialty_id:
        return 0.0
    return vacancy.specialty_confidence or 1.0


def _place(vacancy: Posting, seeker: Seeker) -> float:
    if not seeker.places:
        return UNKNOWN
    if WorkMode.REMOTE in vacancy.work_modes:
        return 1.0
    return 1.0 if seeker.places & {vacancy.region_id, vacancy.town_id} else 0.0


def _overlap(wished: frozenset[str], offered: Sequence[str]) -> float:
    if not wished or not offered:
        return UNKNOWN
    return 1.0 if wished & set(offered) else 0.0


def _experience(vacancy: Posting, seeker: Seeker) -> float:
    if not vacancy.experience:
        return UNKNOWN
    lacking = YEARS_NEEDED[ExperienceNeeded(vacancy.experience)] - seeker.years
    return 1.0 if lacking <= 0 else max(0.0, 1 - lacking / 3)


def _pay(vacancy: Posting, seeker: Seeker) -> float:
    offered = vacancy.monthly_uzs_to or vacancy.monthly_uzs_from
    if seeker.desired_uzs is None or offered is None:
        return UNKNOWN
    return min(1.0, offered / seeker.desired_uzs)


def _desired(profile: Profile) -> int | None:
    """The wished pay in UZS a month; only a monthly figure in UZS is compared so far."""
    is_plain = profile.desired_currency == "UZS" and profile.desired_period == "month"
    return int(profile.desired_pay) if profile.desired_pay and is_plain else None


def _years(places: Iterable[Experience], now: datetime) -> float:
    """Years of work; overlapping places count once for each month."""
    months: set[int] = set()
    for fact in places:
        months.update(fact.months(now))
    return len(months) / 12


def _labels(values: Sequence[str], choices: type[models.TextChoices]) -> str:
    return ", ".join(str(choices(value).label) for value in values)
