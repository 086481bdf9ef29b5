"""What beside the password lets a person in: an authenticator, and codes to write down."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SecondFactor(models.Model):
    """An authenticator application. The secret itself is not here: see accounts.second_factor."""

    # So many wrong codes within an hour, and the rest of that hour takes none: six digits could
    # be guessed otherwise. Codes to write down work all the time.
    MOST_FAILURES = 30
    FAILURES_SPAN = timedelta(hours=1)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor"
    )
    salt = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    # The half minute of the last code that was taken: no code is taken twice.
    last_step = models.BigIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    failures_since = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}: {'on' if self.confirmed_at else 'not confirmed'}"


class RecoveryCodeQuerySet(models.QuerySet["RecoveryCode"]):
    """Questions about codes."""

    def unused(self) -> Self:
        """Those that still work."""
        return self.filter(used_at=None)


class RecoveryCode(models.Model):
    """A code that was shown once; here is its hash alone."""

    class Kind(models.TextChoices):
        """What it stands in for: the two never mix, or one code would undo both factors."""

        PASSWORD = "password", _("instead of a forgotten password")
        SECOND_FACTOR = "otp", _("instead of the authenticator")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    code_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "code_hash"], name="recovery_code_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {'used' if self.used_at else 'unused'}"
