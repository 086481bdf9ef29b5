"""Makes a user with an empty profile."""

from django.db import IntegrityError, transaction

from accounts.models import Profile, User


class NameTakenError(Exception):
    """Somebody else has this login name, in whatever case."""


def sign_up(username: str, password: str, email: str = "") -> User:
    """A new user; the caller has judged the password. Raises NameTakenError."""
    user = User(
        username=User.normalize_username(username), email=User.objects.normalize_email(email)
    )
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            Profile.objects.create(user=user)
    except IntegrityError as error:
        raise NameTakenError(username) from error
    return user


def is_taken(username: str) -> bool:
    """Whether somebody has this login name, in whatever case."""
    return User.objects.filter(username__iexact=username).exists()


def login_name(typed: str) -> str:
    """The login name as it was given at sign-up, where only the case differs."""
    names = User.objects.filter(username__iexact=typed).values_list("username", flat=True)
    return names.first() or typed
