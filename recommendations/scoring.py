"""The score of one vacancy for one person: signals that add up."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter, mul

from django.db import connection
from django.utils import timezone

from accounts.models import Experience, Profile
from catalog.models import ExperienceNeeded, Skill, Vacancy, WorkMode
from catalog.rates import rates_in_use
from catalog.salaries import UZS, read_rates, to_monthly
from catalog.sources.base import Pay

# Every weight of the score, in one place; they add up to 1.
WEIGHTS = {
    "meaning": 0.28,
    "specialty": 0.20,
    "skills": 0.11,
    "place": 0.11,
    "feedback": 0.08,
    "mode": 0.055,
    "schedule": 0.045,
    "experience": 0.045,
    "pay": 0.04,
    "freshness": 0.035,
}
STRONG, GOOD = 0.67, 0.5
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
    # The day where the site is.
    dated_on: date
    skills: frozenset[int]


@dataclass(frozen=True, slots=True)
class Signals:
    """What a score depends on, each 0 to 1."""

    meaning: float
    specialty: float
    skills: float
    place: float
    feedback: float
    mode: float
    schedule: float
    experience: float
    pay: float
    freshness: float


def seeker_of(profile: Profile) -> Seeker:
    """What of a profile may rank."""
    return Seeker(
        specialty_id=profile.specialty_id,
        places=frozenset(region.pk for region in profile.regions()),
        work_modes=frozenset(profile.work_modes),
        schedules=frozenset(profile.schedules),
        skills=frozenset(profile.skills.exclude(skill=None).values_list("skill_id", flat=True)),
        years=_years(profile.experience.all(), timezone.now()),
        desired_uzs=_desired(profile),
    )


_COLUMNS = [column.name for column in fields(Posting)[:-2]]
# In the order of Posting.
_OF_VACANCY = ", ".join(f"offer.{'id' if name == 'pk' else name}" for name in _COLUMNS)


def postings(keys: Collection[int]) -> list[Posting]:
    """The vacancies of these keys, by one query and without their texts."""
    table, asked = Vacancy._meta.db_table, Vacancy.skills.through._meta.db_table
    with connection.cursor() as cursor:
        # One parameter for all keys: hundreds of them take longer to write than rows to read.
        cursor.execute(
            f"""
            SELECT {_OF_VACANCY}, (offer.dated_at AT TIME ZONE %s)::date,
                ARRAY(SELECT skill_id FROM "{asked}" WHERE vacancy_id = offer.id)
            FROM "{table}" AS offer WHERE id = ANY(%s)
            """,  # noqa: S608 - names of our own
            [timezone.get_current_timezone_name(), list(keys)],
        )
        found = cursor.fetchall()
    return [Posting(*row, frozenset(skills)) for *row, skills in found]  # type: ignore[call-arg]


def posting_of(vacancy: Vacancy, asked: Iterable[Skill]) -> Posting:
    """A vacancy at hand with the skills that it asks for, as the scorer knows it."""
    values = (getattr(vacancy, name) for name in _COLUMNS)
    skills = frozenset(skill.pk for skill in asked)
    return Posting(*values, timezone.localdate(vacancy.dated_at), skills)  # type: ignore[call-arg]  # as above


_VALUES, _WEIGHTS = attrgetter(*WEIGHTS), tuple(WEIGHTS.values())


def score(signals: Signals) -> float:
    """The sum of weight times signal, 0 to 1."""
    return sum(map(mul, _WEIGHTS, _VALUES(signals)))


def read(
    vacancy: Posting, seeker: Seeker, *, nearness: float, feedback: float, today: date
) -> Signals:
    """The signals of one vacancy; what neither side says counts as half.

    `nearness` is that in meaning, `feedback` what the person's marks on others say, each 0 to 1.
    """
    asked = vacancy.skills
    return Signals(
        meaning=nearness,
        specialty=_same_specialty(vacancy, seeker),
        skills=len(asked & seeker.skills) / len(asked) if asked and seeker.skills else 0.0,
        place=_place(vacancy, seeker),
        feedback=feedback,
        mode=_overlap(seeker.work_modes, vacancy.work_modes),
        schedule=_overlap(seeker.schedules, vacancy.schedules),
        experience=_experience(vacancy, seeker),
        pay=_pay(vacancy, seeker),
        # By the day, so that a list doesn't change while it is read.
        freshness=max(0.0, 1 - (today - vacancy.dated_on).days / FRESH_DAYS),
    )


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
    """The wished pay, taken as net, in UZS a month by today's rates; None if it can't be told."""
    if not profile.desired_pay:
        return None
    wished = Pay(
        low=profile.desired_pay,
        currency=profile.desired_currency,
        is_gross=False,
        period=profile.desired_period,
    )
    # Most wish in UZS, which has no rate to look up.
    rates = read_rates() if wished.currency == UZS else rates_in_use()
    return to_monthly(wished, timezone.localdate(), rates).low


def _years(places: Iterable[Experience], now: datetime) -> float:
    """Years of work; overlapping places count once for each month."""
    months: set[int] = set()
    for fact in places:
        months.update(fact.months(now))
    return len(months) / 12
