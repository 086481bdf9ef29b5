"""The log of what left this site for a person: what went where, never the text itself."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Questions about what left."""

    def newest_first(self) -> Self:
        """The last first."""
        return self.order_by("-sent_at", "-pk")

    def since(self, moment: datetime) -> Self:
        """What left from a moment on."""
        return self.filter(sent_at__gte=moment)


# What stayed here, as its owner calls it.
WITHHELD = {
    "name": _("Your name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "address": _("Place of living"),
    "employer": _("Employer"),
    "school": _("Place of study"),
    "link": _("Links"),
}


class Disclosure(models.Model):
    """One request to another service, with a person's consent; shown to that person."""

    class Purpose(models.TextChoices):
        """What it was for; the same words as the consents."""

        WRITING = "writing", _("a language model rephrased")
        TRANSLATING = "translating", _("a translator translated")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="disclosures", editable=False
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose)
    host = models.CharField(_("sent to"), max_length=255)
    # Ids of the facts whose words went out: profile.about, experience:12.
    facts = ArrayField(models.CharField(max_length=60), default=list)
    # Kinds of what stayed here, with a placeholder in its stead: name, phone, employer.
    withheld = ArrayField(models.CharField(max_length=20), default=list)
    size = models.PositiveIntegerField(_("characters"))
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("what left")
        verbose_name_plural = _("what left")
        indexes = [models.Index(fields=["owner", "-sent_at"], name="disclosures_of_owner")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.host} {self.sent_at:%Y-%m-%d}"

    @property
    def kept_here(self) -> list[str]:
        """What stayed, in words."""
        return [str(WITHHELD.get(kind, kind)) for kind in self.withheld]
