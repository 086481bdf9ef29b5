"""Translations that were made, so that a text goes out once."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Questions about translations."""

    def public(self) -> Self:
        """Of texts that everybody may read."""
        return self.filter(owner=None)

    def characters_since(self, moment: datetime) -> int:
        """How much went to the translator since a moment, whatever came of it."""
        made = self.filter(made_at__gte=moment).aggregate(sum=models.Sum("size"))
        return int(made["sum"] or 0)


class Translation(models.Model):
    """A text in another language, or why there is none; private ones go with their owner."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="translations",
        null=True,
        blank=True,
        editable=False,
    )
    # SHA-256 of the text and the language that it is in.
    digest = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"), blank=True)
    failure = models.CharField(_("why there is none"), max_length=300, blank=True)
    size = models.PositiveIntegerField(_("characters"), default=0)
    made_at = models.DateTimeField(_("made"))

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "language"],
                condition=Q(owner=None),
                name="public_text_translated_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "digest", "language"],
                condition=Q(owner__isnull=False),
                name="private_text_translated_once",
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="translation_made_at")]

    def __str__(self) -> str:
        return f"{self.language} {self.digest[:8]}"
