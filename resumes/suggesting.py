"""What people of a specialty often have: asked of the person, never written into a resume."""

from dataclasses import dataclass

from django.db.models import Count

from accounts.models import Profile
from catalog.models import Skill, Vacancy

MOST = 5
# Asked for by fewer openings of the specialty, a skill is no hint.
LEAST_OPENINGS, LEAST_SHARE = 3, 0.1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A skill that the profile doesn't name, and how many openings of how many ask for it."""

    skill: Skill
    openings: int
    of: int


def suggestions_for(profile: Profile) -> list[Suggestion]:
    """Skills that openings of the person's specialty ask for most, and the profile doesn't hold."""
    if profile.specialty_id is None:
        return []
    openings = Vacancy.objects.open().filter(specialty_id=profile.specialty_id)
    of = openings.count()
    held = profile.skills.exclude(skill=None).values("skill")
    asked = (
        Skill.objects.filter(vacancies__in=openings)
        .exclude(pk__in=held)
        .annotate(openings=Count("vacancies"))
        .filter(openings__gte=max(LEAST_OPENINGS, int(LEAST_SHARE * of)))
        .order_by("-openings", "code")[:MOST]
    )
    return [Suggestion(skill, skill.openings, of) for skill in asked]
