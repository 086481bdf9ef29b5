"""Codes to write down: shown once, kept as hashes, each good for one use."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import RecoveryCode, User

COUNT, GROUPS, GROUP = 8, 4, 4
# Letters and digits that nobody mistakes for another; 16 of them are 80 bits.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def make_codes(user: User, kind: str) -> list[str]:
    """New codes, which the person sees now and never again; the ones before are dead."""
    codes = [_new_code() for _ in range(COUNT)]
    with transaction.atomic():
        user.recovery_codes.filter(kind=kind).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, kind=kind, code_hash=hash_of(user, code)) for code in codes
        )
    return codes


def use_code(user: User, kind: str, code: str) -> bool:
    """Whether the code works; from then on it doesn't."""
    unused = user.recovery_codes.unused().filter(kind=kind, code_hash=hash_of(user, code))
    return unused.update(used_at=timezone.now()) > 0


def left(user: User, kind: str) -> int:
    """How many are unused."""
    return user.recovery_codes.unused().filter(kind=kind).count()


def hash_of(user: User, code: str) -> str:
    """A fast hash will do: the codes are random, not thought up."""
    plain = "".join(filter(str.isalnum, code.upper())).translate(LOOK_ALIKES)
    return salted_hmac(
        "accounts.recovery_codes", f"{user.pk}:{plain}", algorithm="sha256"
    ).hexdigest()


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP))
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
