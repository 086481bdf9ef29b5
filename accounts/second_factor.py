"""The second factor: codes of an authenticator application (RFC 6238), and codes written down.

The secret of an authenticator is derived from the site's key and a random salt, and only the salt
is kept: a copy of the database alone makes no codes.
"""

import base64
import hmac
import secrets
import struct
import time
from urllib.parse import quote, urlencode

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.devices import end_devices
from accounts.models import RecoveryCode, SecondFactor, User
from accounts.recovery_codes import make_codes, use_code

ISSUER = "Career Canvas"
STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20
# A clock may be half a minute off, either way.
STEPS_OFF = (0, -1, 1)


def secret_of(factor: SecondFactor) -> bytes:
    """What the authenticator and we both know."""
    key = salted_hmac("accounts.second_factor", factor.salt, algorithm="sha256")
    return key.digest()[:SECRET_BYTES]


def code_at(secret: bytes, step: int) -> str:
    """The code of a half minute, as RFC 4226 makes it."""
    digest = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    offset = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_now() -> int:
    """The half minute that it is."""
    return int(time.time()) // STEP_SECONDS


def written_secret(factor: SecondFactor) -> str:
    """The secret as people type it into an authenticator."""
    return base64.b32encode(secret_of(factor)).decode()


def enrolment_address(user: User, factor: SecondFactor) -> str:
    """What the picture says to an authenticator."""
    label = quote(f"{ISSUER}:{user.get_username()}")
    said = {"secret": written_secret(factor), "issuer": ISSUER}
    return f"otpauth://totp/{label}?{urlencode(said, quote_via=quote)}"


def begin(user: User) -> SecondFactor:
    """A factor to be confirmed with a first code; one that is on already stays."""
    factor, _is_new = SecondFactor.objects.get_or_create(
        user=user, defaults={"salt": secrets.token_hex(32)}
    )
    return factor


def confirm(user: User, code: str, session_key: str | None) -> list[str] | None:
    """Turn it on with a code that is right: codes to write down. None for a wrong one."""
    factor = begin(user)
    if factor.confirmed_at or not _take(factor, code):
        return None
    factor.confirmed_at = timezone.now()
    factor.save(update_fields=["confirmed_at"])
    # Whoever signed in with the password alone must show the second factor now.
    end_devices(user, but=session_key)
    return make_codes(user, RecoveryCode.Kind.SECOND_FACTOR)


def turn_off(user: User) -> None:
    """Back to the password alone, the codes with it."""
    SecondFactor.objects.filter(user=user).delete()
    user.recovery_codes.filter(kind=RecoveryCode.Kind.SECOND_FACTOR).delete()


def passes(user: User, code: str) -> bool:
    """Whether a code lets the person in: the authenticator's, or one that was written down."""
    typed = "".join(code.split())
    if len(typed) == DIGITS and typed.isdecimal():
        return _takes_otp(user, typed)
    return use_code(user, RecoveryCode.Kind.SECOND_FACTOR, typed)


@transaction.atomic
def _takes_otp(user: User, code: str) -> bool:
    """Counts what is wrong; see SecondFactor.MOST_FAILURES."""
    factors = SecondFactor.objects.select_for_update().exclude(confirmed_at=None)
    factor = factors.filter(user=user).first()
    if factor is None:
        return False
    now = timezone.now()
    if factor.failures_since is None or now - factor.failures_since > factor.FAILURES_SPAN:
        factor.failures, factor.failures_since = 0, now
    if factor.failures >= factor.MOST_FAILURES:
        return False
    is_right = _take(factor, code)
    factor.failures = 0 if is_right else factor.failures + 1
    factor.save(update_fields=["failures", "failures_since"])
    return is_right


def _take(factor: SecondFactor, code: str) -> bool:
    """Whether the code is of now and wasn't taken before."""
    typed, secret, now = "".join(code.split()), secret_of(factor), step_now()
    for step in (now + off for off in STEPS_OFF):
        if step > factor.last_step and hmac.compare_digest(
            code_at(secret, step).encode(), typed.encode()
        ):
            factor.last_step = step
            factor.save(update_fields=["last_step"])
            return True
    return False
