"""What there is to learn."""

from pathlib import PurePath
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models.offers import Offer
from catalog.models.reference import Skill, Specialty
from catalog.models.sources import Source


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
    # Our own copy of the picture, a name in the storage; empty until it is fetched.
    picture = models.CharField(max_length=100, blank=True, editable=False, db_default="")
    # The address that it was fetched from, or that could not be.
    picture_of = models.CharField(max_length=600, blank=True, editable=False, db_default="")
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

    @property
    def picture_url(self) -> str:
        """The address of our copy of its picture; empty where there is none."""
        if not self.picture:
            return ""
        return reverse("catalog:course_picture", args=[self.pk, PurePath(self.picture).stem])
