"""What to learn: the skills that vacancies ask for and a profile lacks, and their courses."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Profile
from catalog.models import Course, Skill, Vacancy
from recommendations.nearness import nearest_courses, place_of
from recommendations.reasons import Reason

POOL = 100
COURSES_PER_SKILL = 3
# Every weight of a course's score, in one place.
WEIGHTS = {"meaning": 0.35, "specialty": 0.30, "skill": 0.25, "language": 0.10}
BAND = 0.10


@dataclass(frozen=True, slots=True)
class CourseMatch:
    """A course, which of the missing skills it teaches, and why it is here."""

    course: Course
    teaches: tuple[Skill, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class GapSkill:
    """A skill that is missing: how many vacancies ask for it, and how many lack only it."""

    skill: Skill
    vacancies: int
    unlocks: int
    courses: list[Course]


def skill_gap(profile: Profile, limit: int = 10) -> list[GapSkill]:
    """What the open vacancies of the specialty ask for that the profile lacks, most asked first."""
    if profile.specialty_id is None:
        return []
    known = _known(profile)
    asking = Vacancy.objects.open().filter(specialty=profile.specialty_id)
    missing = list(
        Skill.objects.filter(vacancies__in=asking)
        .exclude(pk__in=known)
        .annotate(asked=Count("vacancies", filter=Q(vacancies__in=asking)))
        .order_by("-asked", "code")
        .prefetch_related(
            Prefetch("courses", Course.objects.open().for_cards().order_by("pk"), "taught_by")
        )[:limit]
    )
    unlocked = _unlocked(asking, known)
    return [
        GapSkill(
            skill,
            skill.asked,
            unlocked.get(skill.pk, 0),
            _readable_first(skill.taught_by)[:COURSES_PER_SKILL],
        )
        for skill in missing
    ]


def recommend_courses(
    profile: Profile, *, skill: Skill | None = None, limit: int = 20
) -> list[CourseMatch]:
    """Courses for the specialty and the missing skills, in the person's languages first."""
    allowed = Course.objects.open()
    if skill is not None:
        allowed = allowed.filter(skills=skill)
    missing = {gap.skill.pk for gap in skill_gap(profile)}
    place = place_of(profile)
    near = nearest_courses(place, allowed, POOL) if place else {}
    fitting = Q(pk__in=near) | Q(specialties=profile.specialty_id) | Q(skills__in=missing)
    rows = allowed.filter(fitting).distinct().for_cards().prefetch_related("specialties")
    top = max(near.values(), default=1.0)
    scored = []
    for row in rows:
        nearness = max(0.0, 1 - (top - near[row.pk]) / BAND) if row.pk in near else 0.0
        given = _contributions(row, profile, missing, nearness)
        scored.append((sum(given.values()), row, given))
    scored.sort(key=lambda item: (-item[0], item[1].pk))
    return [_match(row, missing, given) for _, row, given in scored[:limit]]


def _contributions(
    course: Course, profile: Profile, missing: set[int], nearness: float
) -> dict[str, float]:
    taught = {skill.pk for skill in course.skills.all()}
    signals = {
        "meaning": nearness,
        "specialty": float(profile.specialty_id in {row.pk for row in course.specialties.all()}),
        "skill": min(1.0, len(taught & missing) / 2),
        "language": float(course.language in _languages()),
    }
    return {name: weight * signals[name] for name, weight in WEIGHTS.items()}


def _match(course: Course, missing: set[int], given: dict[str, float]) -> CourseMatch:
    teaches = tuple(skill for skill in course.skills.all() if skill.pk in missing)
    names = ", ".join(skill.name for skill in teaches)
    texts = {
        "meaning": (_("Close in meaning to what you wrote"), course.title),
        "specialty": (_("For your specialty"), ""),
        "skill": (_("Teaches what vacancies ask for and you lack"), names),
        "language": (_("In a language you read"), ""),
    }
    reasons = tuple(
        Reason(name, contribution, *texts[name])
        for name, contribution in sorted(given.items(), key=lambda pair: -pair[1])
        if contribution > 0
    )
    return CourseMatch(course, teaches, reasons)


def _known(profile: Profile) -> set[int]:
    return set(profile.skills.exclude(skill=None).values_list("skill_id", flat=True))


def _unlocked(asking: QuerySet[Vacancy], known: set[int]) -> dict[int, int]:
    """Vacancies that ask for exactly one skill more than the person has, by that skill."""
    lacking = asking.annotate(lacks=Count("skills", filter=~Q(skills__in=known))).filter(lacks=1)
    pairs = Vacancy.skills.through.objects.filter(vacancy__in=lacking.values("pk")).exclude(
        skill__in=known
    )
    return dict(pairs.values_list("skill").annotate(n=Count("pk")))


def _languages() -> tuple[str, ...]:
    """The languages of the reader, by the language of the interface: Russian is read widely."""
    return {
        "uz": ("uz", "ru"),
        "uz-cyrl": ("uz-Cyrl", "uz", "ru"),
        "ru": ("ru",),
        "en": ("en",),
    }[get_language() or "en"]


def _readable_first(courses: list[Course]) -> list[Course]:
    languages = _languages()
    return sorted(courses, key=lambda course: course.language not in languages)
