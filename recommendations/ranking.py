"""Which vacancies suit a person: near, then scored by signals that add up, with reasons."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Experience, Profile
from catalog.models import ExperienceNeeded, Skill, Vacancy, WorkMode
from catalog.searching import Wanted, search_vacancies
from recommendations.models import Mark
from recommendations.nearness import nearest_vacancies, place_of
from recommendations.reasons import Reason
from recommendations.texts import text_of_profile

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
# Too small a pool loses what only the other signals would lift.
POOL = 300
POOL_OF_SPECIALTY = 150
STRONG, GOOD = 0.68, 0.5
MOST_OF_ONE_EMPLOYER = 2
PAGE = 20
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
    region_id: int | None
    work_modes: frozenset[str]
    schedules: frozenset[str]
    skills: frozenset[int]
    years: float
    desired_uzs: int | None


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


@dataclass(frozen=True, slots=True)
class RankedVacancies:
    """A page of the list, how long the whole is, and what the reader should know of it."""

    matches: list[VacancyMatch]
    total: int
    stamp: str
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates with their nearness, 0 to 1, by key."""

    nearness: dict[int, float] = field(default_factory=dict)
    notice: str = ""


def recommend_vacancies(
    profile: Profile, wanted: Wanted | None = None, *, limit: int = PAGE, offset: int = 0
) -> RankedVacancies:
    """The open vacancies that suit a person, best first, at most two of an employer a page."""
    pool = _pool(profile, _allowed(profile, wanted or Wanted()))
    rows = list(Vacancy.objects.filter(pk__in=pool.nearness).for_cards())
    seeker, now = seeker_of(profile), timezone.now()
    scored = sorted(
        ((score(read(row, seeker, pool.nearness[row.pk], now)), row) for row in rows),
        key=lambda pair: (-pair[0], pair[1].pk),
    )
    spread = _spread([row for _, row in scored])
    chosen = spread[offset : offset + limit]
    matches = [explain(row, seeker, pool.nearness[row.pk], now) for row in chosen]
    return RankedVacancies(matches, len(spread), _stamp(spread), pool.notice)


def explain_vacancy(profile: Profile, vacancy: Vacancy) -> VacancyMatch:
    """How one vacancy suits a person, whether or not it is on the list."""
    place, nearness = place_of(profile), 0.0
    if place is not None:
        alone = Vacancy.objects.filter(pk=vacancy.pk)
        best = nearest_vacancies(place, Vacancy.objects.open(), 1)
        nearness = _relative(nearest_vacancies(place, alone, 1), best).get(vacancy.pk, 0.0)
    return explain(vacancy, seeker_of(profile), nearness, timezone.now())


def seeker_of(profile: Profile) -> Seeker:
    """What of a profile may rank."""
    region = profile.region
    return Seeker(
        specialty_id=profile.specialty_id,
        region_id=region.pk if region else None,
        work_modes=frozenset(profile.work_modes),
        schedules=frozenset(profile.schedules),
        skills=frozenset(profile.skills.exclude(skill=None).values_list("skill_id", flat=True)),
        years=_years(profile.experience.all(), timezone.now()),
        desired_uzs=_desired(profile),
    )


def score(signals: Signals) -> float:
    """The sum of weight times signal, 0 to 1."""
    return sum(weight * getattr(signals, name) for name, weight in WEIGHTS.items())


def read(vacancy: Vacancy, seeker: Seeker, nearness: float, now: datetime) -> Signals:
    """The signals of one vacancy; what neither side says counts as half."""
    asked = {skill.pk for skill in vacancy.skills.all()}
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
    signals = read(vacancy, seeker, nearness, now)
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
    """The signals that gave something, most first, each with the posting's words."""
    shared = ", ".join(row.name for row in vacancy.skills.all() if row.pk in seeker.skills)
    texts = {
        "meaning": (_("Close in meaning to what you wrote"), vacancy.title),
        "specialty": (
            _("Your specialty"),
            vacancy.specialty.name if vacancy.specialty else "",
        ),
        "skills": (_("Asks for what you can do"), shared),
        "place": (_("In a place that suits you"), vacancy.place),
        "mode": (_("Works the way you wish"), _labels(vacancy.work_modes, WorkMode)),
        "schedule": (_("The hours suit you"), ""),
        "experience": (_("Your experience is enough"), vacancy.get_experience_display()),
        "pay": (_("Pays what you wish for"), ""),
        "freshness": (_("Posted lately"), ""),
    }
    given = {name: weight * getattr(signals, name) for name, weight in WEIGHTS.items()}
    for name, contribution in sorted(given.items(), key=lambda pair: -pair[1]):
        if contribution > 0:
            text, evidence = texts[name]
            yield Reason(name, contribution, text, evidence)


def _allowed(profile: Profile, wanted: Wanted) -> models.QuerySet[Vacancy]:
    hidden = Mark.objects.filter(user=profile.user_id).hidden().values("vacancy")
    return search_vacancies(wanted).exclude(pk__in=hidden)


def _pool(profile: Profile, allowed: models.QuerySet[Vacancy]) -> Pool:
    """The nearest by meaning, and the nearest of the specialty, which meaning alone can miss."""
    place = place_of(profile)
    plain = Vacancy.objects.filter(pk__in=allowed.order_by().values("pk"))
    if place is None:
        return _pool_by_words(profile, plain)
    near = nearest_vacancies(place, plain, POOL)
    same = nearest_vacancies(place, plain.filter(specialty=profile.specialty_id), POOL_OF_SPECIALTY)
    return Pool(_relative(near | same, near))


def _pool_by_words(profile: Profile, allowed: models.QuerySet[Vacancy]) -> Pool:
    """Where no vector is at hand: the specialty's own, and those that share the words."""
    text = text_of_profile(profile)
    notice = _("Only words were compared: the meaning of texts isn’t at hand just now.")
    found: dict[int, float] = {}
    if text:
        by_words = search_vacancies(Wanted(q=text)).filter(pk__in=allowed.values("pk"))
        found |= {row.pk: 0.5 for row in by_words.only("pk")[:POOL]}
    same = allowed.filter(specialty=profile.specialty_id).order_by("-dated_at", "-pk")
    found |= dict.fromkeys(same.values_list("pk", flat=True)[:POOL_OF_SPECIALTY], 0.5)
    if len(found) < PAGE:
        newest = allowed.order_by("-dated_at", "-pk").values_list("pk", flat=True)[:PAGE]
        found = dict.fromkeys(newest, 0.0) | found
    return Pool(found, notice)


def _relative(cosines: dict[int, float], among: dict[int, float]) -> dict[int, float]:
    """Nearness 0 to 1: e5's cosines lie in a narrow band below the best, so they are stretched."""
    if not cosines:
        return {}
    top = max([*among.values(), *cosines.values()])
    band = 0.10
    return {pk: max(0.0, 1 - (top - cosine) / band) for pk, cosine in cosines.items()}


def _spread(rows: Sequence[Vacancy]) -> list[Vacancy]:
    """The same rows, no more than two of one employer on a page while others are left."""
    waiting, ordered = list(rows), list[Vacancy]()
    while waiting:
        page: list[Vacancy] = []
        later: list[Vacancy] = []
        seen: dict[str, int] = {}
        for row in waiting:
            name = row.employer.casefold()
            full = name and seen.get(name, 0) >= MOST_OF_ONE_EMPLOYER
            if len(page) >= PAGE or full:
                later.append(row)
                continue
            seen[name] = seen.get(name, 0) + 1
            page.append(row)
        ordered += page
        waiting = later
    return ordered


def _stamp(rows: Sequence[Vacancy]) -> str:
    """Changes when the order does."""
    keys = ",".join(str(row.pk) for row in rows)
    return hashlib.blake2b(keys.encode(), digest_size=8).hexdigest()


def _same_specialty(vacancy: Vacancy, seeker: Seeker) -> float:
    if seeker.specialty_id is None or vacancy.specialty_id != seeker.specialty_id:
        return 0.0
    return vacancy.specialty_confidence or 1.0


def _place(vacancy: Vacancy, seeker: Seeker) -> float:
    if seeker.region_id is None:
        return 0.5
    if WorkMode.REMOTE in vacancy.work_modes:
        return 1.0
    return 1.0 if seeker.region_id in (vacancy.region_id, vacancy.town_id) else 0.0


def _overlap(wished: frozenset[str], offered: Sequence[str]) -> float:
    if not wished or not offered:
        return 0.5
    return 1.0 if wished & set(offered) else 0.0


def _experience(vacancy: Vacancy, seeker: Seeker) -> float:
    if not vacancy.experience:
        return 0.5
    lacking = YEARS_NEEDED[ExperienceNeeded(vacancy.experience)] - seeker.years
    return 1.0 if lacking <= 0 else max(0.0, 1 - lacking / 3)


def _pay(vacancy: Vacancy, seeker: Seeker) -> float:
    offered = vacancy.monthly_uzs_to or vacancy.monthly_uzs_from
    if seeker.desired_uzs is None or offered is None:
        return 0.5
    return min(1.0, offered / seeker.desired_uzs)


def _desired(profile: Profile) -> int | None:
    """The wished pay in UZS a month; only a monthly figure in UZS is compared so far."""
    is_plain = profile.desired_currency == "UZS" and profile.desired_period == "month"
    return int(profile.desired_pay) if profile.desired_pay and is_plain else None


def _years(places: Iterable[Experience], now: datetime) -> float:
    """Years of work; overlapping places count once for each month."""
    months: set[int] = set()
    for fact in places:
        last = _month(fact.end) if fact.end else now.year * 12 + now.month
        months.update(range(_month(fact.start), last + 1))
    return len(months) / 12


def _month(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month)


def _labels(values: Sequence[str], choices: type[models.TextChoices]) -> str:
    return ", ".join(str(choices(value).label) for value in values)
