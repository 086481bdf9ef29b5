"""What people allowed us to do with their data, and when."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about consents."""

    def latest_of(self, purpose: str) -> "Consent | None":
        """The last word on a purpose; None where nothing was ever said."""
        return self.filter(purpose=purpose).order_by("-pk").first()

    def newest_first(self) -> Self:
        """The history, the last word first."""
        return self.order_by("-pk")


class Consent(models.Model):
    """One answer to "may we": rows are never changed, so they are the history."""

    class Purpose(models.TextChoices):
        """What is asked for; each is allowed and withdrawn on its own."""

        WRITING = "writing", _("Help of a language model with resumes")
        TRANSLATING = "translating", _("Translation by another service")
        ALERTS = "alerts", _("E-mail about new vacancies")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    is_given = models.BooleanField(_("given"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["user", "purpose", "-id"], name="consent_last_word")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(purpose__in=["writing", "translating", "alerts"]),
                name="consent_is_for_a_known_purpose",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {'given' if self.is_given else 'withdrawn'}"
