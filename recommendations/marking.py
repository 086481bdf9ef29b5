"""What people do with vacancies: save, apply, note how it went, hide; and employers they hide."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from catalog.counting import Counts, combinations_among, count_choices, unchosen
from catalog.employers import folded_employer
from catalog.models import Vacancy
from catalog.models.offers import VacancyQuerySet
from catalog.searching import Wanted, search_vacancies
from recommendations.models import HiddenEmployer, Mark, MarkChange


class NamelessEmployerError(Exception):
    """A vacancy that names no employer, or a name without a letter: nobody can be hidden."""


def without_hidden(vacancies: VacancyQuerySet, user_id: int | None) -> VacancyQuerySet:
    """Leave out the vacancies and the employers that a person hid; nothing for nobody."""
    hidden = _hidden_keys(user_id)
    # Told by key: a query within the query makes each plan of a ranked list dearer.
    return vacancies.exclude(pk__in=hidden) if hidden else vacancies


def count_for(wanted: Wanted, user_id: int | None) -> Counts:
    """What each choice of a filter would leave of what a person is shown.

    The counts are everybody's, kept for a minute, less the few vacancies that this person hid.
    """
    counts = count_choices(wanted)
    hidden = _hidden_keys(user_id)
    if not hidden:
        return counts
    theirs = search_vacancies(unchosen(wanted)).filter(pk__in=hidden)
    return counts.without(combinations_among(theirs).counts(wanted))


def _hidden_keys(user_id: int | None) -> set[int]:
    """The vacancies that a person hid, one by one or with their employer; none for nobody."""
    if user_id is None:
        return set()
    employers = list(HiddenEmployer.objects.filter(user=user_id).values_list("key", flat=True))
    keys = set(Mark.objects.filter(user=user_id).hidden().values_list("vacancy", flat=True))
    if employers:
        keys.update(Vacancy.objects.open().offered_by(employers).values_list("pk", flat=True))
    return keys


@transaction.atomic
def mark_vacancy(user: User, vacancy: Vacancy, state: str, note: str | None = None) -> Mark:
    """Set how far it went with a vacancy; a note stays unless another one is given."""
    known = {"title": vacancy.title, "employer": vacancy.employer, "url": vacancy.url}
    mark, is_new = Mark.objects.select_for_update().get_or_create(
        user=user, vacancy=vacancy, defaults={**known, "state": state, "note": note or ""}
    )
    if is_new:
        _note_change(mark)
        return mark
    given = {**known, "state": state} | ({} if note is None else {"note": note})
    return change_mark(mark, **given)


@transaction.atomic
def add_vacancy(user: User, **given: Any) -> Mark:
    """Follow a vacancy that the person found elsewhere; nobody else ever sees it."""
    mark = Mark.objects.create(user=user, vacancy=None, **given)
    _note_change(mark)
    return mark


@transaction.atomic
def change_mark(mark: Mark, **given: Any) -> Mark:
    """Change what is noted; another state is dated."""
    is_moved = given.get("state", mark.state) != mark.state
    for name, value in given.items():
        setattr(mark, name, value)
    mark.save()
    if is_moved:
        _note_change(mark)
    return mark


def _note_change(mark: Mark) -> None:
    MarkChange.objects.create(mark=mark, state=mark.state, made_at=timezone.now())


def unmark_vacancy(user: User, vacancy: Vacancy) -> None:
    """As if nothing had been done; does no harm where nothing was."""
    Mark.objects.filter(user=user, vacancy=vacancy).delete()


def hide_employer(user: User, name: str) -> HiddenEmployer:
    """Show no more vacancies of an employer; raises NamelessEmployerError."""
    key = folded_employer(name)
    if not key:
        raise NamelessEmployerError
    return HiddenEmployer.objects.get_or_create(user=user, key=key, defaults={"name": name})[0]
