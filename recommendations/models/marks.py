"""What people did with vacancies."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Vacancy


class MarkQuerySet(models.QuerySet["Mark"]):
    """Questions about marks."""

    def hidden(self) -> Self:
        """Vacancies the person doesn't want to see."""
        return self.filter(state=Mark.State.HIDDEN)


class Mark(models.Model):
    """What a person did with a vacancy."""

    class State(models.TextChoices):
        """How far it went."""

        SAVED = "saved", _("saved")
        HIDDEN = "hidden", _("hidden")
        APPLIED = "applied", _("applied")
        INTERVIEW = "interview", _("interview")
        OFFER = "offer", _("offer")
        REJECTED = "rejected", _("rejected")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="marks")
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="marks")
    state = models.CharField(_("state"), max_length=10, choices=State)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "vacancy"], name="mark_once_per_vacancy"),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy}: {self.state}"
