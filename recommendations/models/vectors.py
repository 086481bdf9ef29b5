"""Vectors of texts, each with the model that made it."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from accounts.models import Profile
from catalog.models import Course, Specialty, Vacancy


class EmbeddingModelQuerySet(models.QuerySet["EmbeddingModel"]):
    """Questions about models of vectors."""

    def serving(self) -> "EmbeddingModel | None":
        """The one whose vectors answer now; None before the first index."""
        return self.filter(is_serving=True).first()


class EmbeddingModel(models.Model):
    """A model of vectors: its name, the hash of its files, and the width of what it makes."""

    name = models.CharField(max_length=200)
    version = models.CharField(max_length=64, help_text=_("hash of the model's files and settings"))
    dimensions = models.PositiveSmallIntegerField()
    is_serving = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EmbeddingModelQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="model_once_per_version"),
            models.UniqueConstraint(
                fields=["is_serving"],
                condition=models.Q(is_serving=True),
                name="one_model_serves_at_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version[:8]})"

    @transaction.atomic
    def take_over(self) -> None:
        """Serve from now on, instead of the model that did."""
        EmbeddingModel.objects.filter(is_serving=True).update(is_serving=False)
        self.is_serving = True
        self.save(update_fields=["is_serving"])


class Vector(models.Model):
    """Where a text lies in meaning; derived, and made again when the text or the model changes.

    The column has no width of its own: each model gets a partial HNSW index cast to its width,
    so that a model of another width can be indexed while the old one serves.
    """

    model = models.ForeignKey(EmbeddingModel, models.CASCADE, related_name="+")
    text_hash = models.BinaryField(max_length=16)
    vector = HalfVectorField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.model} {self.pk}"


class OfferVector(Vector):
    """The vector of an offer, and whether the offer is open and no repetition of another one.

    The index holds only those: repeats, a third of real vacancies, would crowd it.
    """

    is_offered = models.BooleanField(default=True, db_default=True)

    class Meta(Vector.Meta):
        abstract = True


class VacancyVector(OfferVector):
    """The vector of a vacancy's text."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="vectors")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "vacancy"], name="vacancy_vector_once_per_model"
            )
        ]
        # A text that repeats is embedded once.
        indexes = [models.Index(fields=["model", "text_hash"], name="vacancy_vector_by_text")]


class CourseVector(OfferVector):
    """The vector of a course's text."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="vectors")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "course"], name="course_vector_once_per_model")
        ]


class Phrase(Vector):
    """A name of a specialty, or a title under which it is offered, embedded as a query."""

    specialty = models.ForeignKey(Specialty, models.CASCADE, related_name="phrases")
    text = models.CharField(max_length=200)
    is_title = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "specialty", "text"], name="phrase_once_per_model"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SpecialtyVector(Vector):
    """The centre of a specialty: of its names, and of the vacancies that ask for it."""

    specialty = models.ForeignKey(Specialty, models.CASCADE, related_name="vectors")
    # None where no vacancy asks for it; `vector` is of its names and synonyms.
    centroid = HalfVectorField(null=True)
    vacancy_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "specialty"], name="specialty_vector_once_per_model"
            )
        ]


class ProfileVector(Vector):
    """The vector of what a person can do and wants."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="vectors")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["model", "profile"], name="profile_vector_once_per_model"
            )
        ]
