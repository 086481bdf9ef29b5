"""What people did with vacancies, and what they don't want to see."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Vacancy


class MarkQuerySet(models.QuerySet["Mark"]):
    """Questions about marks."""

    def hidden(self) -> Self:
        """Vacancies that the person doesn't want to see, each still in the catalogue."""
        return self.filter(state=Mark.State.HIDDEN, vacancy__isnull=False)

    def followed(self) -> Self:
        """What the person saved or applied to: all but the hidden."""
        return self.exclude(state=Mark.State.HIDDEN)

    def for_cards(self) -> Self:
        """With what a card shows, in a fixed number of queries."""
        vacancy = ("vacancy__source", "vacancy__region", "vacancy__town", "resume")
        return self.select_related(*vacancy).defer("vacancy__description", "vacancy__search")


class Mark(models.Model):
    """What a person did with a vacancy: one of the catalogue, or one found elsewhere.

    What names the vacancy is kept here too, so that the person's own record outlives it.
    """

    class State(models.TextChoices):
        """How far it went."""

        SAVED = "saved", _("saved")
        HIDDEN = "hidden", _("hidden")
        APPLIED = "applied", _("applied")
        INTERVIEW = "interview", _("interview")
        OFFER = "offer", _("offer")
        REJECTED = "rejected", _("rejected")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="marks")
    # None where it was found elsewhere, or has left the catalogue.
    vacancy = models.ForeignKey(
        Vacancy, models.SET_NULL, related_name="marks", null=True, blank=True
    )
    title = models.CharField(_("title"), max_length=300, db_default="")
    employer = models.CharField(_("employer"), max_length=300, blank=True, db_default="")
    url = models.URLField(_("address"), max_length=600, blank=True, db_default="")
    state = models.CharField(_("state"), max_length=10, choices=State)
    note = models.TextField(_("note"), max_length=2_000, blank=True)
    # The one that was sent, or will be.
    resume = models.ForeignKey(
        "resumes.Resume", models.SET_NULL, related_name="sent_for", null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "vacancy"], name="mark_once_per_vacancy"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.state}"

    def get_absolute_url(self) -> str:
        """The page of what the person noted."""
        return reverse("recommendations:mark_detail", args=[self.pk])

    def last_change(self) -> "MarkChange | None":
        """When it came into the state that it is in; of rows read before where they are."""
        changes = list(self.changes.all())
        return changes[-1] if changes else None

    @property
    def is_found_elsewhere(self) -> bool:
        """Whether there is no such vacancy in the catalogue, or no longer."""
        return self.vacancy_id is None


class MarkChange(models.Model):
    """When a mark came into a state."""

    mark = models.ForeignKey(Mark, models.CASCADE, related_name="changes")
    state = models.CharField(max_length=10, choices=Mark.State)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.state} {self.made_at:%Y-%m-%d}"


class HiddenEmployer(models.Model):
    """An employer whose vacancies a person doesn't want to see, however its name is written."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="hidden_employers"
    )
    name = models.CharField(_("employer"), max_length=300)
    # `catalog.employers.folded_employer` of the name.
    key = models.CharField(max_length=300, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="employer_hidden_once"),
            models.CheckConstraint(condition=~Q(key=""), name="hidden_employer_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
