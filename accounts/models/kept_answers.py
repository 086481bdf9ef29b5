"""Answers that are kept for a day, so that a repeated request makes nothing twice."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    """Questions about kept answers."""

    def expired(self) -> Self:
        """Those whose key may be used anew."""
        age: timedelta = settings.IDEMPOTENCY_LIFETIME
        return self.filter(made_at__lt=timezone.now() - age)

    def take(self, user_id: int | None, key: str, request: str) -> tuple["KeptAnswer", bool]:
        """The row of a key and whether it is new; waits for a request that holds the key now.

        Must be called in a transaction that also makes what the answer tells of: so the row
        is there exactly if the thing is.
        """
        self.expired().filter(user_id=user_id, key=key).delete()
        try:
            with transaction.atomic():
                return self.create(user_id=user_id, key=key, request=request), True
        except IntegrityError:
            return self.get(user_id=user_id, key=key), False


class KeptAnswer(models.Model):
    """What was answered to a request that a phone named by a key of its own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="kept_answers"
    )
    key = models.CharField(max_length=255)
    # A fingerprint of the whole request: the same key with another one is a mistake.
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="key_once_per_person"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(user=None), name="key_once_without_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.status}"
