"""Makes a user with an empty profile."""

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import KeptAnswer, Profile, User


class NameTakenError(Exception):
    """Somebody else has this login name, in whatever case."""


def sign_up(username: str, password: str, email: str = "", key: str = "") -> User:
    """A new user; the caller has judged the password. Raises NameTakenError.

    `key` is what a phone names its request by, for when it has to send it again.
    """
    user = User(
        username=User.normalize_username(username), email=User.objects.normalize_email(email)
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            Profile.objects.create(user=user)
            if key:
                KeptAnswer.objects.create(user=user, key=_key_of_sign_up(key))
    except IntegrityError as error:
        raise NameTakenError(username) from error
    return user


def signed_up_before(username: str, password: str, key: str) -> User | None:
    """Whom the same request, sent before, has made; its answer was lost on the way."""
    if not key:
        return None
    answers = KeptAnswer.objects.exclude(pk__in=KeptAnswer.objects.expired())
    kept = answers.filter(key=_key_of_sign_up(key), user__username__iexact=username).first()
    user = kept.user if kept else None
    return user if user and user.is_active and user.check_password(password) else None


def _key_of_sign_up(key: str) -> str:
    return f"sign-up {key}"[:255]


def is_taken(username: str) -> bool:
    """Whether somebody has this login name, in whatever case."""
    return User.objects.filter(username__iexact=username).exists()


def login_name(typed: str) -> str:
    """The login name as it was given at sign-up: by any case of it, or by a confirmed e-mail.

    One question for every name, known or not, so that the time says nothing.
    """
    by_email = Q(email__iexact=typed, email_verified_at__isnull=False)
    found = User.objects.filter(Q(username__iexact=typed) | by_email)
    names = list(found.values_list("username", flat=True)[:2])
    exact = [name for name in names if name.casefold() == typed.casefold()]
    return next(iter(exact + names), typed)
