"""What readers say is wrong with a vacancy."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.offers import Vacancy


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def waiting(self) -> Self:
        """Those that no curator has answered."""
        return self.filter(answered_at=None)


class Report(models.Model):
    """What a reader says is wrong with a vacancy, and what a curator answers."""

    class Reason(models.TextChoices):
        """What is wrong."""

        SCAM = "scam", _("looks like a scam")
        CLOSED = "closed", _("is closed already")
        WRONG_PAY = "wrong_pay", _("the pay is wrong")
        OTHER = "other", _("something else")

    vacancy = models.ForeignKey(
        Vacancy, models.CASCADE, related_name="reports", verbose_name=_("vacancy")
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="reports",
        null=True,
        blank=True,
        verbose_name=_("reader"),
    )
    reason = models.CharField(_("what is wrong"), max_length=10, choices=Reason)
    text = models.TextField(_("in the reader's words"), blank=True, max_length=1000)
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    answer = models.TextField(
        _("answer"), blank=True, max_length=1000, help_text=_("the reader sees it")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        indexes = [
            models.Index(
                fields=["created_at"], condition=Q(answered_at=None), name="reports_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.vacancy}"
