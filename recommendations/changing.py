"""What would change a list, or the place of one vacancy in it: the list is ranked again, exactly.

Nothing is estimated: each figure is what the list shows after the person has made the change.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Profile
from catalog.models import Region, Schedule, Skill, Vacancy, WorkMode
from recommendations.nearness import place_of, place_of_text
from recommendations.ranking import Pool, allowed_for, make_pool, rank, spread
from recommendations.scoring import GOOD, Posting, Seeker, seeker_of
from recommendations.texts import text_of_profile

MOST_CHANGES = 6
# Each skill is tried by ranking all anew, vector and all.
MOST_SKILLS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """What a person could change, as fields of the profile, and what it would bring.

    `added` is how many more vacancies would suit (band good or strong); ranks begin at 1 and are
    None for a vacancy that isn't on the list.
    """

    text: str
    set: dict[str, Any]
    added: int = 0
    rank_from: int | None = None
    rank_to: int | None = None


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change of wishes: how it is said, what it sets, and who the seeker then is."""

    name: str
    set: dict[str, Any]
    seeker: Seeker


def changes_of_list(profile: Profile) -> list[Change]:
    """Wishes that would let more vacancies suit, most first."""
    seeker = seeker_of(profile)
    pool = make_pool(profile, place_of(profile), allowed_for(profile))
    before = _suiting(pool, seeker)
    found = []
    for wish in _wishes(profile, seeker):
        added = _suiting(pool, wish.seeker) - before
        if added > 0:
            more = ngettext("%(wish)s: %(count)s more", "%(wish)s: %(count)s more", added)
            text = more % {"wish": wish.name, "count": added}
            found.append(Change(text, wish.set, added=added))
    found.sort(key=lambda change: -change.added)
    return found[:MOST_CHANGES]


def changes_of_vacancy(profile: Profile, vacancy: Vacancy) -> list[Change]:
    """Skills and wishes that would lift a vacancy in the list, most first."""
    seeker, allowed = seeker_of(profile), allowed_for(profile)
    pool = make_pool(profile, place_of(profile), allowed)
    before = _place_of(vacancy, rank(pool, seeker))
    found = []
    for wish in _wishes(profile, seeker):
        if _concerns(wish, vacancy):
            after = _place_of(vacancy, rank(pool, wish.seeker))
            found.append(_moved(wish.name, wish.set, before, after))
    for skill in _missing(vacancy, seeker):
        text = text_of_profile(profile, more_skills=(skill.name,))
        able = replace(seeker, skills=seeker.skills | {skill.pk})
        changed = make_pool(profile, place_of_text(text), allowed, text)
        after = _place_of(vacancy, rank(changed, able))
        name = _("Add “%(skill)s”") % {"skill": skill.name}
        found.append(_moved(name, {"skills": [skill.name]}, before, after))
    lifted = [change for change in found if change is not None]
    lifted.sort(key=lambda change: change.rank_to or 0)
    return lifted[:MOST_CHANGES]


def _wishes(profile: Profile, seeker: Seeker) -> Iterator[_Wish]:
    """One more work mode, one more schedule, or another region beside the person's own.

    Who has named none of a kind already accepts them all.
    """
    if seeker.work_modes:
        yield from _accepting(seeker, "work_modes", WorkMode)
    if seeker.schedules:
        yield from _accepting(seeker, "schedules", Schedule)
    if seeker.places:
        others = [str(row.pk) for row in profile.other_regions.all()]
        for region in Region.objects.of_uzbekistan().exclude(pk__in=seeker.places):
            name = _("Look in %(place)s too") % {"place": region.name}
            changed = replace(seeker, places=seeker.places | {region.pk})
            yield _Wish(name, {"other_regions": [*others, str(region.pk)]}, changed)


def _accepting(seeker: Seeker, field: str, choices: type[TextChoices]) -> Iterator[_Wish]:
    wished: frozenset[str] = getattr(seeker, field)
    for choice in choices:
        if choice.value not in wished:
            more = wished | {choice.value}
            name = _("Accept “%(what)s” too") % {"what": choice.label}
            changed: dict[str, Any] = {field: more}
            yield _Wish(name, {field: sorted(more)}, replace(seeker, **changed))


def _concerns(wish: _Wish, vacancy: Vacancy) -> bool:
    """Whether a vacancy offers what a wish would accept; others only make way for it."""
    seeker = wish.seeker
    return {
        "work_modes": bool(seeker.work_modes & set(vacancy.work_modes)),
        "schedules": bool(seeker.schedules & set(vacancy.schedules)),
        "other_regions": bool(seeker.places & {vacancy.region_id, vacancy.town_id}),
    }[next(iter(wish.set))]


def _missing(vacancy: Vacancy, seeker: Seeker) -> Sequence[Skill]:
    return [row for row in vacancy.skills.all() if row.pk not in seeker.skills][:MOST_SKILLS]


def _suiting(pool: Pool, seeker: Seeker) -> int:
    return sum(total >= GOOD for total, _row in rank(pool, seeker))


def _place_of(vacancy: Vacancy, scored: Sequence[tuple[float, Posting]]) -> int | None:
    """The place of a vacancy in the list as it is shown; None where it isn't on it."""
    shown = spread([row for _total, row in scored])
    return next((n for n, row in enumerate(shown, start=1) if row.pk == vacancy.pk), None)


def _moved(name: str, made: dict[str, Any], before: int | None, after: int | None) -> Change | None:
    """A change that lifts; None for one that doesn't."""
    if after is None or (before is not None and after >= before):
        return None
    if before is None:
        text = _("%(change)s: on to the list, in place %(to)s") % {"change": name, "to": after}
    else:
        places = {"change": name, "from": before, "to": after}
        text = _("%(change)s: from place %(from)s to %(to)s") % places
    return Change(text, made, rank_from=before, rank_to=after)
