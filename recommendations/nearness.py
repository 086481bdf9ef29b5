"""Nearest neighbours: the vector of a profile, and the vacancies and courses around it."""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
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
from recommendations.embedding import NoModelError, Vectors, get_query_embedder
from recommendations.models import CourseVector, EmbeddingModel, ProfileVector, VacancyVector
from recommendations.texts import hash_of, text_of_profile

# With fewer rows comparing all of them is fast enough, and right.
EXACT_BELOW = 15_000
# How far the index looks around. 100 missed a quarter of the nearest fifty among 61,000.
LOOK_AROUND = 400

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text lies in the space of the serving model.

    `neighbours`, where they are known already: the vacancies around it, nearest first, each by its
    cosine and the key of its specialty, None where it has none.
    """

    model: EmbeddingModel
    vector: Vectors
    neighbours: Sequence[tuple[float, int | None]] | None = None


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
    try:
        return get_query_embedder(model.name, model.version).queries([text])[0]
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
    found = VacancyVector.objects.filter(
        model=place.model, vacancy__in=among.order_by().values("pk")
    )
    return _nearest(found, place, "vacancy_id", limit, expected=_expected(among))


def specialties_of(keys: Iterable[int]) -> dict[int, int | None]:
    """The key of the specialty of each vacancy, by the vacancy's."""
    return dict(Vacancy.objects.filter(pk__in=keys).values_list("pk", "specialty_id"))


def nearest_courses(place: Place, among: models.QuerySet[Course], limit: int) -> dict[int, float]:
    """Cosines of the nearest courses of a query, by their keys, nearest first."""
    found = CourseVector.objects.filter(model=place.model, course__in=among.order_by().values("pk"))
    return _nearest(found, place, "course_id", limit, expected=_expected(among))


def _nearest(
    found: models.QuerySet[Any], place: Place, key: str, limit: int, *, expected: int
) -> dict[int, float]:
    """By comparing all where few are expected to pass, else by the index, which may miss some."""
    asked = found.annotate(distance=distance_to(place)).values_list(key, "distance")
    if expected < EXACT_BELOW:
        rows = _compared(asked, limit)
    else:
        with _searching_on():
            # The index holds only these.
            rows = list(asked.filter(is_offered=True).order_by("distance")[:limit])
    return {pk: 1.0 - float(distance) for pk, distance in rows if distance is not None}


def _compared(asked: models.QuerySet[Any, Any], limit: int) -> list[tuple[int, float | None]]:
    """The nearest of all that pass: those first, and none by the index, which would miss some."""
    text, given = asked.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found (key, distance) AS MATERIALIZED ({text})"  # noqa: S608 - Django's own
            " SELECT key, distance FROM found ORDER BY distance LIMIT %s",
            [*given, limit],
        )
        return cursor.fetchall()


def _expected(among: models.QuerySet[Any]) -> int:
    """How many rows the database expects to pass: a guess, for the price of a plan."""
    plan = json.loads(among.order_by().values("pk").explain(format="json"))
    return int(plan[0]["Plan"]["Plan Rows"])


@contextmanager
def _searching_on() -> Iterator[None]:
    """With a filter, the default scan of HNSW silently returns too few rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),"
            " set_config('hnsw.ef_search', %s, true)",
            [str(LOOK_AROUND)],
        )
        yield
