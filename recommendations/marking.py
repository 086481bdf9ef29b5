"""What people do with vacancies: save, hide, apply."""

from accounts.models import User
from catalog.models import Vacancy
from recommendations.models import Mark


def mark_vacancy(user: User, vacancy: Vacancy, state: str, note: str | None = None) -> Mark:
    """Set how far it went with a vacancy; a note stays unless another one is given."""
    given = {"state": state} if note is None else {"state": state, "note": note}
    return Mark.objects.update_or_create(user=user, vacancy=vacancy, defaults=given)[0]


def unmark_vacancy(user: User, vacancy: Vacancy) -> None:
    """As if nothing had been done; does no harm where nothing was."""
    Mark.objects.filter(user=user, vacancy=vacancy).delete()
