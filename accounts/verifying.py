"""Whether an e-mail address is the person's: a signed link goes there, and comes back."""

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User

SALT = "accounts.verifying"
LINK_SECONDS = 3 * 24 * 3600


class LinkError(Exception):
    """The link is old or altered, or the address is somebody's already."""


def set_email(user: User, email: str) -> bool:
    """Keep an address that isn't verified yet; False where it is the one that we have."""
    email = User.objects.normalize_email(email)
    if email == user.email:
        return False
    user.email, user.email_verified_at = email, None
    user.save(update_fields=["email", "email_verified_at"])
    return True


def verification_key(user: User) -> str:
    """What the link carries: whose address it is, and which."""
    return signing.dumps([user.pk, user.email], salt=SALT)


def user_of_key(key: str) -> User:
    """Whose address a link would verify; raises LinkError."""
    try:
        pk, email = signing.loads(key, salt=SALT, max_age=LINK_SECONDS)
    except signing.BadSignature as error:
        raise LinkError from error
    user = User.objects.filter(pk=pk, email=email, is_active=True).first()
    if user is None or not email:
        raise LinkError
    return user


def verify(key: str) -> User:
    """Note the address as the person's; raises LinkError."""
    user = user_of_key(key)
    if user.email_verified_at is None:
        user.email_verified_at = timezone.now()
        try:
            with transaction.atomic():
                user.save(update_fields=["email_verified_at"])
        except IntegrityError as error:
            raise LinkError from error
    return user
