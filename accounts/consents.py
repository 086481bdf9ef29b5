"""Consents: asked per purpose, given and withdrawn by the person, never assumed."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, User

PURPOSES: tuple[str, ...] = tuple(Consent.Purpose.values)
# What each means for the person, in plain words.
MEANINGS: dict[str, str | Promise] = {
    "writing": _(
        "The facts of your profile go to a language model, which words your resume. Your name,"
        " phone, e-mail, address and photo stay here: placeholders go instead."
    ),
    "translating": _(
        "Texts that you wrote yourself go to a translation service. Your name, phone, e-mail,"
        " address and photo stay here."
    ),
    "alerts": _(
        "We write to your confirmed e-mail address when new vacancies suit you or your saved"
        " search. Nobody else gets the address."
    ),
}


@dataclass(frozen=True, slots=True)
class ConsentState:
    """A purpose as it stands for a person; `changed_at` is None where nothing was ever said."""

    purpose: str
    title: str
    meaning: str | Promise
    is_given: bool
    changed_at: datetime | None


def has_consent(user: User | AnonymousUser, purpose: str) -> bool:
    """Whether the person allows it now; ValueError for a purpose that there isn't."""
    _check(purpose)
    if not isinstance(user, User):
        return False
    last = user.consents.latest_of(purpose)
    return last is not None and last.is_given


def give(user: User, purpose: str) -> None:
    """Allow it; saying so twice adds nothing to the history."""
    _say(user, purpose, is_given=True)


def withdraw(user: User, purpose: str) -> None:
    """Allow it no more; counts from the next thing that would have left."""
    _say(user, purpose, is_given=False)


def states_of(user: User) -> list[ConsentState]:
    """Every purpose as it stands, in their order."""
    said = {row.purpose: row for row in user.consents.order_by("pk")}
    return [_state(purpose, said.get(purpose)) for purpose in PURPOSES]


def _state(purpose: str, last: Consent | None) -> ConsentState:
    return ConsentState(
        purpose=purpose,
        title=str(Consent.Purpose(purpose).label),
        meaning=MEANINGS[purpose],
        is_given=last is not None and last.is_given,
        changed_at=last.created_at if last else None,
    )


def _say(user: User, purpose: str, *, is_given: bool) -> None:
    if has_consent(user, purpose) != is_given:
        user.consents.create(purpose=purpose, is_given=is_given)


def _check(purpose: str) -> None:
    if purpose not in PURPOSES:
        message = f"{purpose!r} is no purpose: {', '.join(PURPOSES)}"
        raise ValueError(message)
