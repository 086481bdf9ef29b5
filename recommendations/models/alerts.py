"""Searches that people saved, and the letters that tell them what is new."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Vacancy


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Questions about saved searches."""

    def told(self) -> Self:
        """Those whose news go out by e-mail."""
        return self.exclude(rhythm=SavedSearch.Rhythm.NEVER)


class SavedSearch(models.Model):
    """What a person looks for, again and again: among all vacancies, or in their own ranking."""

    class Rhythm(models.TextChoices):
        """When its news go out."""

        AT_ONCE = "at_once", _("at once")
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")
        NEVER = "never", _("no e-mail")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="searches")
    name = models.CharField(_("name"), max_length=120)
    # The filters as the search page sends them: fields of `catalog.searching.Wanted`.
    filters = models.JSONField(default=dict)
    by_profile = models.BooleanField(_("what suits the profile"), default=False)
    rhythm = models.CharField(_("e-mail"), max_length=8, choices=Rhythm, default=Rhythm.DAILY)
    # Vacancies that were first seen up to this moment are no news.
    looked_until = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-by_profile", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "by_profile", "filters"], name="search_saved_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AlertSettings(models.Model):
    """When a person wants no letters, and the address of the site that they use."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="alert_settings"
    )
    # Hours of Tashkent; the same hour twice means never quiet.
    quiet_from = models.PositiveSmallIntegerField(
        _("quiet from"), default=22, validators=[MaxValueValidator(23)]
    )
    quiet_until = models.PositiveSmallIntegerField(
        _("quiet until"), default=8, validators=[MaxValueValidator(23)]
    )
    # Where links begin, when the settings name no address.
    site = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__lte=23, quiet_until__lte=23), name="quiet_hours_are_hours"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiet_from}-{self.quiet_until}"


class AlertLetterQuerySet(models.QuerySet["AlertLetter"]):
    """Questions about letters."""

    def due(self, now: Any) -> Self:
        """Those that may be tried now, the oldest first."""
        waiting = self.filter(state=AlertLetter.State.WAITING, next_try_at__lte=now)
        return waiting.order_by("pk")


class AlertLetter(models.Model):
    """One letter about new vacancies, from its making to its end."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be delivered")
        # Somebody stopped us between handing it over and noting so: sent twice is worse.
        UNSURE = "unsure", _("perhaps sent")
        DROPPED = "dropped", _("not sent, there was nothing left to tell")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="alert_letters")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # More that was new, beyond what the letter lists.
    more = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)

    objects = AlertLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state="waiting"), name="letters_that_wait"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_letter_has_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class ToldVacancy(models.Model):
    """A vacancy in a letter, and why it is there; nobody is told of one twice."""

    letter = models.ForeignKey(AlertLetter, models.CASCADE, related_name="told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    search = models.ForeignKey(
        SavedSearch, models.SET_NULL, related_name="+", null=True, blank=True
    )
    search_name = models.CharField(max_length=120)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="+")
    # Sentences, in the language that the person had then.
    reasons = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "vacancy"], name="vacancy_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.vacancy_id}"
