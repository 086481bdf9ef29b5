"""What to learn: the skills that vacancies ask for and a profile lacks, and their courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
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
# Levels from which on people can follow a course.
READING_LEVELS = ("b1", "b2", "c1", "c2", "native")
# What the readers of an interface read who name no languages: Russian is read widely.
READ_WITH = {"uz": {"uz", "ru"}, "uz-cyrl": {"uz-Cyrl", "uz", "ru"}, "ru": {"ru"}, "en": {"en"}}


@dataclass(frozen=True, slots=True)
class CourseMatch:
    """A course, which of the missing skills it teaches, and why it is here."""

    course: Course
    teaches: tuple[Skill, ...]
    reasons: tuple[Reason, ...]
    is_readable: bool


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
    known, asking = _known(profile), _asking(profile)
    missing = _missing(asking, known, limit)
    unlocked = _unlocked(asking, known)
    courses = _courses_by_skill([skill.pk for skill in missing], languages_of(profile))
    return [
        GapSkill(skill, skill.asked, unlocked.get(skill.pk, 0), courses.get(skill.pk, []))
        for skill in missing
    ]


def _asking(profile: Profile) -> QuerySet[Vacancy]:
    return Vacancy.objects.open().filter(specialty=profile.specialty_id)


def _missing(asking: QuerySet[Vacancy], known: set[int], limit: int) -> list[Any]:
    """Skills that vacancies ask for and a person lacks, each with `asked`, how many do."""
    return list(
        Skill.objects.filter(vacancies__in=asking)
        .exclude(pk__in=known)
        .annotate(asked=Count("vacancies", filter=Q(vacancies__in=asking)))
        .order_by("-asked", "code")[:limit]
    )


def _courses_by_skill(skills: Sequence[int], readable: set[str]) -> dict[int, list[Course]]:
    """A few courses that teach each skill, those that the person reads first."""
    taught = Course.skills.through.objects.filter(
        skill__in=skills, course__in=Course.objects.open()
    ).order_by("course_id")
    chosen: dict[int, list[int]] = {}
    pairs = taught.values_list("skill_id", "course_id", "course__language")
    for skill, course, _language in sorted(pairs, key=lambda pair: pair[2] not in readable):
        if len(of_skill := chosen.setdefault(skill, [])) < COURSES_PER_SKILL:
            of_skill.append(course)
    rows = Course.objects.for_cards().in_bulk({pk for keys in chosen.values() for pk in keys})
    return {skill: [rows[pk] for pk in keys] for skill, keys in chosen.items()}


def recommend_courses(
    profile: Profile, *, skill: Skill | None = None, limit: int = 20
) -> list[CourseMatch]:
    """Courses for the specialty and the missing skills, in the person's languages first."""
    allowed = Course.objects.open()
    if skill is not None:
        allowed = allowed.filter(skills=skill)
    missing, readable = _missing_ids(profile), languages_of(profile)
    place = place_of(profile)
    near = nearest_courses(place, allowed, POOL) if place else {}
    fitting = Q(pk__in=near) | Q(specialties=profile.specialty_id) | Q(skills__in=missing)
    top = max(near.values(), default=1.0)
    scored = []
    for row in _lessons(allowed.filter(fitting), profile, missing):
        nearness = max(0.0, 1 - (top - near[row.pk]) / BAND) if row.pk in near else 0.0
        given = _contributions(row, nearness, readable)
        # What only lies near in meaning doesn't pass what teaches, for its language alone.
        is_apt = skill is not None or row.is_for_specialty or row.missing_taught > 0
        is_first = is_apt and row.language in readable
        scored.append((not is_first, -sum(given.values()), row.pk, given))
    scored.sort(key=lambda item: item[:3])
    shown = Course.objects.for_cards().in_bulk([pk for _, _, pk, _ in scored[:limit]])
    return [
        _match(shown[pk], missing, given, readable)
        for _, _, pk, given in scored[:limit]
        if pk in shown
    ]


def notice_for(matches: Sequence[CourseMatch]) -> str:
    """What the reader should know of a list of courses; empty where there is nothing to say."""
    if matches and not any(match.is_readable for match in matches):
        return _("There is no such course in a language that you read; these are in others.")
    return ""


def _missing_ids(profile: Profile, limit: int = 10) -> set[int]:
    if profile.specialty_id is None:
        return set()
    return {skill.pk for skill in _missing(_asking(profile), _known(profile), limit)}


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the scorer knows of a course."""

    pk: int
    language: str
    is_for_specialty: bool
    missing_taught: int


def _lessons(courses: QuerySet[Course], profile: Profile, missing: set[int]) -> list[Lesson]:
    """Courses by three queries and without their texts."""
    rows = list(courses.order_by().values_list("pk", "language").distinct())
    keys = [pk for pk, _ in rows]
    suiting = set(
        Course.specialties.through.objects.filter(
            course__in=keys, specialty=profile.specialty_id
        ).values_list("course_id", flat=True)
    )
    taught = dict(
        Course.skills.through.objects.filter(course__in=keys, skill__in=missing)
        .values_list("course_id")
        .annotate(n=Count("pk"))
    )
    return [Lesson(pk, written, pk in suiting, taught.get(pk, 0)) for pk, written in rows]


def _contributions(lesson: Lesson, nearness: float, readable: set[str]) -> dict[str, float]:
    signals = {
        "meaning": nearness,
        "specialty": float(lesson.is_for_specialty),
        "skill": min(1.0, lesson.missing_taught / 2),
        "language": float(lesson.language in readable),
    }
    return {name: weight * signals[name] for name, weight in WEIGHTS.items()}


def _match(
    course: Course, missing: set[int], given: dict[str, float], readable: set[str]
) -> CourseMatch:
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
    return CourseMatch(course, teaches, reasons, is_readable=course.language in readable)


def _known(profile: Profile) -> set[int]:
    return set(profile.skills.exclude(skill=None).values_list("skill_id", flat=True))


def _unlocked(asking: QuerySet[Vacancy], known: set[int]) -> dict[int, int]:
    """Vacancies that ask for exactly one skill more than the person has, by that skill."""
    lacking = asking.annotate(lacks=Count("skills", filter=~Q(skills__in=known))).filter(lacks=1)
    pairs = Vacancy.skills.through.objects.filter(vacancy__in=lacking.values("pk")).exclude(
        skill__in=known
    )
    return dict(pairs.values_list("skill").annotate(n=Count("pk")))


def languages_of(profile: Profile) -> set[str]:
    """The languages in which a person can follow a course: those they name, and the reader's own.

    Who names none is taken to read what readers of the interface's language do.
    """
    named = profile.languages.filter(level__in=READING_LEVELS).values_list("language", flat=True)
    reader = get_language() or "en"
    if not (known := set(named)):
        return READ_WITH[reader]
    known.add("uz-Cyrl" if reader == "uz-cyrl" else reader)
    return known | {"uz-Cyrl"} if "uz" in known else known
