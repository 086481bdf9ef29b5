"""What is kept no longer than it serves: the queue deletes it every day."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import (
    DataExport,
    Erasure,
    FamilyToken,
    KeptAnswer,
    SecondFactor,
    Session,
    TokenFamily,
    User,
)
from workfinder.erasing import finish, request_erasure
from workfinder.outbox import forget_old_letters

DAY = timedelta(days=1)
# Ended sign-ins of phones stay so long, for whoever wants to see what happened.
ENDED_FAMILIES = 30 * DAY
USED_TOKENS = 7 * DAY
FAILED_SIGN_INS = DAY
UNCONFIRMED_ADDRESSES = 30 * DAY
BEGUN_FACTORS = DAY
# An account on which nothing was ever said, and that nobody has used for so long.
EMPTY_ACCOUNTS = 365 * DAY
RECEIPTS = 3 * 365 * DAY
LETTERS = 7 * DAY


def retain() -> str:
    """Delete what has served its time; how much, by kind."""
    now = timezone.now()
    exports = list(DataExport.objects.outdated())
    for export in exports:
        export.drop()
    counts = {name: rows.delete()[0] for name, rows in _outdated(now).items()}
    counts["exports"] = len(exports)
    counts["letters"] = forget_old_letters(LETTERS)
    counts["addresses"] = _unconfirmed(now).update(email="")
    counts["empty accounts"] = _erase_empty(now)
    return ", ".join(f"{name}: {count}" for name, count in counts.items() if count) or "nothing"


def _outdated(now: datetime) -> dict[str, QuerySet[Any]]:
    attempts = {"attempt_time__lt": now - FAILED_SIGN_INS}
    return {
        "sessions": Session.objects.filter(expire_date__lt=now),
        "tokens": FamilyToken.objects.filter(used_at__lt=now - USED_TOKENS),
        "families": TokenFamily.objects.filter(
            Q(ended_at__lt=now - ENDED_FAMILIES) | Q(expires_at__lt=now)
        ),
        "failed sign-ins": AccessAttempt.objects.filter(**attempts),
        "sign-ins": AccessLog.objects.filter(**attempts),
        "failures": AccessFailureLog.objects.filter(**attempts),
        "kept answers": KeptAnswer.objects.expired(),
        "begun factors": SecondFactor.objects.filter(
            confirmed_at=None, user__last_login__lt=now - BEGUN_FACTORS
        ),
        "receipts": Erasure.objects.filter(done_at__lt=now - RECEIPTS),
    }


def _unconfirmed(now: datetime) -> QuerySet[User]:
    """Addresses that somebody typed and nobody confirmed."""
    unconfirmed = User.objects.filter(email_verified_at=None, is_staff=False).exclude(email="")
    return unconfirmed.filter(date_joined__lt=now - UNCONFIRMED_ADDRESSES)


def _erase_empty(now: datetime) -> int:
    since = now - EMPTY_ACCOUNTS
    rarely = Q(last_login=None) | Q(last_login__lt=since)
    silent = User.objects.filter(rarely, date_joined__lt=since, is_staff=False)
    silent = silent.filter(profile__questionnaire_done_at=None)
    silent = silent.exclude(sessions__last_used_at__gte=since)
    silent = silent.exclude(token_families__last_used_at__gte=since)
    found = list(silent)
    for user in found:
        finish(str(request_erasure(user).pk))
    return len(found)
