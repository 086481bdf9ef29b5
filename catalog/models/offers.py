"""What people look for: vacancies and courses."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models.choices import Employment, ExperienceNeeded, PayPeriod, Schedule, WorkMode
from catalog.models.reference import Region, Skill, Specialty
from catalog.models.sources import Source


class Offer(models.Model):
    """What a vacancy and a course share: where it came from and how long it has been seen."""

    external_id = models.CharField(_("id at the source"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True, help_text=_("clean HTML"))
    language = models.CharField(_("language"), max_length=8, blank=True)
    url = models.URLField(_("address"), max_length=600, blank=True)
    # SHA-256 of what the source said; rows that say the same are not touched.
    content_hash = models.CharField(max_length=64, editable=False)
    first_seen_at = models.DateTimeField(_("first seen"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Moves only when the content did: vectors are made again when it does.
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def close(self) -> None:
        """Mark as gone from its source, as of now."""
        self.closed_at = timezone.now()
        self.save(update_fields=["closed_at"])


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    """Questions about vacancies."""

    def open(self) -> Self:
        """Those that people may still apply to, from active sources, each opening once."""
        return self.filter(closed_at=None, source__is_active=True, same_as=None)

    def newest_first(self) -> Self:
        """By the date of publication, else by when first seen."""
        return self.order_by("-dated_at", "-pk")

    def for_cards(self) -> Self:
        """With what a card shows, in a fixed number of queries; long texts stay behind."""
        others = Vacancy.objects.filter(closed_at=None).select_related("source")
        others = others.only("same_as_id", "place", "url", "source").order_by("pk")
        return (
            self.select_related("source", "region", "town", "specialty")
            .prefetch_related("skills", models.Prefetch("also_offered", others))
            .defer("description", "search")
        )


class Vacancy(Offer):
    """An opening at an employer."""

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="vacancies", verbose_name=_("source")
    )
    employer = models.CharField(_("employer"), max_length=300, blank=True)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("as the source says it")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="vacancies", verbose_name=_("region")
    )
    town = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="town_vacancies",
        null=True,
        blank=True,
        verbose_name=_("town"),
    )
    specialty = models.ForeignKey(
        Specialty,
        models.PROTECT,
        related_name="vacancies",
        null=True,
        blank=True,
        verbose_name=_("specialty"),
    )
    specialty_confidence = models.FloatField(
        _("confidence in the specialty"),
        null=True,
        blank=True,
        help_text=_("0 to 1; empty where the source or a curator named it"),
    )
    skills = models.ManyToManyField(
        Skill, related_name="vacancies", blank=True, verbose_name=_("skills")
    )
    key_skills = models.TextField(
        _("skills as posted"), blank=True, help_text=_("names divided by commas")
    )
    work_modes = ArrayField(
        models.CharField(max_length=10, choices=WorkMode),
        default=list,
        blank=True,
        verbose_name=_("work modes"),
    )
    schedules = ArrayField(
        models.CharField(max_length=10, choices=Schedule),
        default=list,
        blank=True,
        verbose_name=_("schedules"),
    )
    employment = models.CharField(_("employment"), max_length=10, choices=Employment, blank=True)
    experience = models.CharField(
        _("experience"), max_length=5, choices=ExperienceNeeded, blank=True
    )
    salary_from = models.DecimalField(
        _("pay from"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    salary_to = models.DecimalField(
        _("pay to"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_gross = models.BooleanField(_("before tax"), null=True, blank=True)
    pay_period = models.CharField(_("paid"), max_length=5, choices=PayPeriod, blank=True)
    monthly_uzs_from = models.BigIntegerField(_("UZS a month, from"), null=True, blank=True)
    monthly_uzs_to = models.BigIntegerField(_("UZS a month, to"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # The row that stands for this opening where several rows offer it; found, never typed.
    same_as = models.ForeignKey(
        "self",
        models.SET_NULL,
        related_name="also_offered",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("same as"),
    )
    dated_at = models.GeneratedField(
        expression=models.functions.Coalesce("published_at", "first_seen_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="russian")
        + SearchVector("title", weight="A", config="english")
        + SearchVector("title", weight="A", config="simple")
        + SearchVector("employer", "place", "key_skills", weight="B", config="simple")
        + SearchVector("description", weight="D", config="russian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="vacancy_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(salary_from=None)
                | Q(salary_to=None)
                | Q(salary_from__lte=F("salary_to")),
                name="pay_from_is_at_most_pay_to",
            ),
            models.CheckConstraint(
                condition=Q(salary_from=None, salary_to=None) | ~Q(currency=""),
                name="pay_has_a_currency",
            ),
        ]
        indexes = [
            models.Index(
                fields=["specialty", "region"],
                condition=Q(closed_at=None),
                name="open_by_specialty",
            ),
            models.Index(fields=["region"], condition=Q(closed_at=None), name="open_by_region"),
            models.Index(
                fields=["-dated_at", "-id"], condition=Q(closed_at=None), name="open_by_date"
            ),
            models.Index(
                fields=["monthly_uzs_to"], condition=Q(closed_at=None), name="open_by_pay"
            ),
            GinIndex(fields=["work_modes"], name="vacancy_work_modes"),
            GinIndex(fields=["search"], name="vacancy_words"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="vacancy_title_trigrams"),
        ]

    def get_absolute_url(self) -> str:
        """The page of the vacancy."""
        return reverse("recommendations:vacancy_detail", args=[self.pk])


class Fingerprint(models.Model):
    """What a vacancy's text is compared by, kept so that it is made once."""

    vacancy = models.OneToOneField(Vacancy, models.CASCADE, primary_key=True)
    content_hash = models.CharField(max_length=64)
    # `duplicates.LENGTH` numbers of 4 bytes; empty for a text too short to compare.
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.vacancy_id}"


class CourseQuerySet(models.QuerySet["Course"]):
    """Questions about courses."""

    def open(self) -> Self:
        """Those that still exist, from active sources."""
        return self.filter(closed_at=None, source__is_active=True)

    def for_cards(self) -> Self:
        """With what a card shows, in a fixed number of queries."""
        return self.select_related("source").prefetch_related("skills").defer("search")


class Course(Offer):
    """Something to learn from."""

    class Level(models.TextChoices):
        """Whom a course is for."""

        BEGINNER = "beginner", _("beginner")
        INTERMEDIATE = "intermediate", _("intermediate")
        ADVANCED = "advanced", _("advanced")

    source = models.ForeignKey(
        Source, models.CASCADE, related_name="courses", verbose_name=_("source")
    )
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    workload = models.CharField(_("workload"), max_length=100, blank=True)
    rating = models.FloatField(_("rating"), null=True, blank=True)
    enrolled = models.PositiveIntegerField(_("learners"), null=True, blank=True)
    image_url = models.URLField(_("address of a picture"), max_length=600, blank=True)
    skills = models.ManyToManyField(
        Skill, related_name="courses", blank=True, verbose_name=_("skills")
    )
    skill_names = models.TextField(
        _("skills as listed"), blank=True, help_text=_("names divided by commas")
    )
    specialties = models.ManyToManyField(
        Specialty, related_name="courses", blank=True, verbose_name=_("specialties")
    )
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="russian")
        + SearchVector("title", weight="A", config="english")
        + SearchVector("title", weight="A", config="simple")
        + SearchVector("provider", "skill_names", weight="B", config="simple")
        + SearchVector("description", weight="D", config="russian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], name="course_once_per_source"
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="course_words"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="course_title_trigrams"),
        ]

    def get_absolute_url(self) -> str:
        """The page of the course."""
        return reverse("catalog:course_detail", args=[self.pk])
