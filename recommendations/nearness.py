"""Nearest neighbours: the vector of a profile, and the vacancies and courses around it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast
from pgvector import HalfVector
from pgvector.django import CosineDistance, HalfVectorField

from accounts.models import Profile
from catalog.models import Course, Vacancy
from recommendations.embedding import NoModelError, Vectors, get_query_embedder, model_name
from recommendations.models import CourseVector, EmbeddingModel, ProfileVector, VacancyVector
from recommendations.texts import hash_of, text_of_profile

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a profile lies in the space of the serving model."""

    model: EmbeddingModel
    vector: Vectors


def place_of(profile: Profile) -> Place | None:
    """The vector of a profile; None where no model can say, and words alone must do.

    Stored with the hash of its text, so that it is made once for each change of wishes.
    """
    model = EmbeddingModel.objects.serving()
    text = text_of_profile(profile)
    if model is None or not text:
        return None
    digest = hash_of(text)
    stored = ProfileVector.objects.filter(model=model, profile=profile).first()
    if stored is not None and bytes(stored.text_hash) == digest:
        return Place(model, np.asarray(stored.vector, dtype=np.float32))
    vector = vector_of_text(model, text)
    if vector is None:
        return None
    ProfileVector.objects.update_or_create(
        model=model,
        profile=profile,
        defaults={"text_hash": digest, "vector": HalfVector(vector)},
    )
    return Place(model, vector)


def place_of_text(text: str) -> Place | None:
    """Where a text lies that nobody has stored; None where no model can say."""
    model = EmbeddingModel.objects.serving()
    vector = vector_of_text(model, text) if model and text else None
    return Place(model, vector) if model and vector is not None else None


def vector_of_text(model: EmbeddingModel, text: str) -> Vectors | None:
    """The vector of what someone looks for; None where this process can't make it."""
    if model.name != model_name():
        return None
    try:
        return get_query_embedder().queries([text])[0]
    except NoModelError as error:
        logger.info("%s", error)
        return None


def distance_to(place: Place) -> CosineDistance:
    """The distance as the partial index of the model knows it: cast to the model's width."""
    column = HalfVectorField(dimensions=place.model.dimensions)
    # As text: Django compares expressions by their hash, and a HalfVector has none.
    text = HalfVector(place.vector).to_text()
    return CosineDistance(Cast("vector", column), Cast(Value(text), column))


def nearest_vacancies(
    place: Place, among: models.QuerySet[Vacancy], limit: int
) -> dict[int, float]:
    """Cosines of the nearest vacancies of a query, by their keys, nearest first."""
    found = VacancyVector.objects.filter(model=place.model, vacancy__in=among)
    return _nearest(found, place, "vacancy_id", limit)


def nearest_courses(place: Place, among: models.QuerySet[Course], limit: int) -> dict[int, float]:
    """Cosines of the nearest courses of a query, by their keys, nearest first."""
    found = CourseVector.objects.filter(model=place.model, course__in=among)
    return _nearest(found, place, "course_id", limit)


def _nearest(found: models.QuerySet[Any], place: Place, key: str, limit: int) -> dict[int, float]:
    ordered = found.annotate(distance=distance_to(place)).order_by("distance")
    with _searching_on():
        rows = list(ordered.values_list(key, "distance")[:limit])
    return {pk: 1.0 - float(distance) for pk, distance in rows if distance is not None}


@contextmanager
def _searching_on() -> Iterator[None]:
    """With a filter, the default scan of HNSW silently returns too few rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL hnsw.iterative_scan = relaxed_order")
        cursor.execute("SET LOCAL hnsw.ef_search = 100")
        yield
