"""Changing a password: known, or forgotten and recovered by e-mail or by a written-down code."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.devices import end_devices
from accounts.models import RecoveryCode, User
from accounts.recovery_codes import use_code

SALT = "accounts.passwords"
LINK_SECONDS = 3600
# So long no second letter with a link goes to the same person.
LETTER_PAUSE = timedelta(minutes=1)


class RecoveryError(Exception):
    """The link or the code recovers nothing."""


def set_password(user: User, password: str, session_key: str | None = None) -> None:
    """The new password counts; every token, and every session but the one named, dies."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_devices(user, but=session_key)


def owner_of(name: str) -> User | None:
    """Whom a letter can help: by login name or address, where the address is confirmed."""
    confirmed = User.objects.filter(is_active=True, email_verified_at__isnull=False)
    return confirmed.filter(Q(username__iexact=name) | Q(email__iexact=name)).first()


def may_write(user: User) -> bool:
    """Whether a letter may go now; noted as gone, so that nobody is flooded."""
    now = timezone.now()
    rested = Q(letter_sent_at=None) | Q(letter_sent_at__lt=now - LETTER_PAUSE)
    rows = User.objects.filter(rested, pk=user.pk)
    return rows.update(letter_sent_at=now) > 0


def recovery_key(user: User) -> str:
    """What the link of the letter carries; a new password makes it void."""
    return signing.dumps([user.pk, _state_of(user)], salt=SALT)


def user_of_key(key: str) -> User:
    """Who may set a new password by this link; raises RecoveryError."""
    try:
        pk, state = signing.loads(key, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise RecoveryError from error
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not constant_time_compare(state, _state_of(user)):
        raise RecoveryError
    return user


def recover_by_code(name: str, code: str, password: str) -> User:
    """Set a new password, judged before, by a written-down code. Raises RecoveryError."""
    user = User.objects.filter(username__iexact=name, is_active=True).first()
    if not use_code(user or User(pk=0), RecoveryCode.Kind.PASSWORD, code) or user is None:
        raise RecoveryError
    set_password(user, password)
    return user


def complaints(password: str, user: User) -> list[str]:
    """What is wrong with a password, in sentences; nothing for a good one."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return error.messages
    return []


def _state_of(user: User) -> str:
    said = f"{user.pk}:{user.password}:{user.email}:{user.email_verified_at}"
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()
