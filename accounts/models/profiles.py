"""Profiles: what a person can do and wants."""

import uuid
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.users import User
from catalog.models import PayPeriod, Region, Schedule, Specialty, WorkMode


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Questions about profiles."""

    def of(self, user: User | AnonymousUser) -> "Profile":
        """The profile of a user; made empty the first time it is asked for."""
        return self.select_related("region", "specialty").get_or_create(user=user)[0]


def photo_path(profile: "Profile", name: str) -> str:
    """A storage key that says nothing about the person."""
    return f"photos/{uuid.uuid4().hex}.jpg"


class Profile(models.Model):
    """What a person can do and wants."""

    class Gender(models.TextChoices):
        """As the person says; never used in ranking."""

        MALE = "male", _("male")
        FEMALE = "female", _("female")

    class EducationLevel(models.TextChoices):
        """The highest level of education."""

        NONE = "none", _("no schooling finished")
        SECONDARY = "secondary", _("secondary school")
        VOCATIONAL = "vocational", _("vocational college")
        BACHELOR = "bachelor", _("bachelor’s degree")
        MASTER = "master", _("master’s degree")
        DOCTOR = "doctor", _("doctoral degree")

    class Labour(models.TextChoices):
        """The kind of labour a person wishes for."""

        MENTAL = "mental", _("with the head")
        PHYSICAL = "physical", _("with the hands")
        ANY = "any", _("either")

    class SpecialtySetBy(models.TextChoices):
        """Who chose the specialty; a person's choice is changed by that person alone."""

        SUGGESTION = "suggestion", _("suggestion")
        PERSON = "person", _("person")

    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=6, choices=Gender, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    # Shown in the resume; not the verified address that signs in.
    contact_email = models.CharField(_("e-mail"), max_length=254, blank=True)
    region = models.ForeignKey(
        Region, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    # Where the person would work too, beside the region in which they live.
    other_regions = models.ManyToManyField(
        Region, blank=True, related_name="+", verbose_name=_("other regions")
    )
    city = models.CharField(_("town"), max_length=100, blank=True)
    education_level = models.CharField(
        _("education"), max_length=10, choices=EducationLevel, blank=True
    )
    labour = models.CharField(_("kind of labour"), max_length=8, choices=Labour, blank=True)
    work_modes = ArrayField(
        models.CharField(max_length=10, choices=WorkMode),
        default=list,
        blank=True,
        verbose_name=_("work mode"),
    )
    schedules = ArrayField(
        models.CharField(max_length=10, choices=Schedule),
        default=list,
        blank=True,
        verbose_name=_("schedule"),
    )
    preferences = models.TextField(_("wishes in your own words"), max_length=10_000, blank=True)
    about = models.TextField(_("about yourself"), max_length=10_000, blank=True)
    desired_pay = models.DecimalField(
        _("desired pay"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    desired_currency = models.CharField(_("currency"), max_length=3, default="UZS")
    desired_period = models.CharField(
        _("paid"), max_length=5, choices=PayPeriod, default=PayPeriod.MONTH
    )
    specialty = models.ForeignKey(
        Specialty,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("specialty"),
    )
    specialty_set_by = models.CharField(
        _("specialty chosen by"), max_length=10, choices=SpecialtySetBy, blank=True
    )
    photo = models.ImageField(_("photo"), upload_to=photo_path, blank=True)
    questionnaire_done_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The eleven strings of the mobile application, as sent: what doesn't map is kept as text.
    mobile_answers = models.JSONField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                condition=Q(specialty=None) | ~Q(specialty_set_by=""),
                name="chosen_specialty_says_who_chose",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.user.get_username()

    @property
    def is_questionnaire_done(self) -> bool:
        """Whether recommendations have something to stand on."""
        return self.questionnaire_done_at is not None

    def finish_questionnaire(self) -> None:
        """Note that the questionnaire was answered; the first time counts."""
        if self.questionnaire_done_at is None:
            self.questionnaire_done_at = timezone.now()
            self.save(update_fields=["questionnaire_done_at", "updated_at"])

    def choose_specialty(self, specialty: Specialty) -> None:
        """The person's own choice: nothing but the person changes it again."""
        self.specialty = specialty
        self.specialty_set_by = self.SpecialtySetBy.PERSON
        self.save(update_fields=["specialty", "specialty_set_by", "updated_at"])

    def suggest_specialty(self, specialty: Specialty | None) -> None:
        """Write a recommendation, unless the person has chosen."""
        if self.specialty_set_by == self.SpecialtySetBy.PERSON:
            return
        self.specialty = specialty
        self.specialty_set_by = self.SpecialtySetBy.SUGGESTION if specialty else ""
        self.save(update_fields=["specialty", "specialty_set_by", "updated_at"])

    def regions(self) -> list[Region]:
        """Where the person looks for work, their own region first; none is everywhere."""
        others = [row for row in self.other_regions.all() if row.pk != self.region_id]
        return [self.region, *others] if self.region else others

    @property
    def desired_salary(self) -> dict[str, Any] | None:
        """The wished pay as one thing; None where none is wished."""
        if self.desired_pay is None:
            return None
        return {
            "amount": float(self.desired_pay),
            "currency": self.desired_currency,
            "period": self.desired_period,
        }

    # What makes a profile complete, most useful first: (field or relation, weight in percent).
    COMPLETENESS = {
        "preferences": 20,
        "full_name": 10,
        "region": 10,
        "education_level": 5,
        "labour": 5,
        "work_modes": 5,
        "schedules": 5,
        "phone": 10,
        "photo": 5,
        "experience": 10,
        "education": 5,
        "skills": 5,
        "languages": 5,
    }

    def missing_parts(self) -> list[str]:
        """Names of what is not filled in, most useful first."""
        return [name for name in self.COMPLETENESS if not self._has(name)]

    def completeness_percent(self) -> int:
        """How complete the profile is, 0 to 100."""
        return 100 - sum(self.COMPLETENESS[name] for name in self.missing_parts())

    def _has(self, name: str) -> bool:
        value: Any = getattr(self, name)
        return value.exists() if hasattr(value, "exists") else bool(value)
