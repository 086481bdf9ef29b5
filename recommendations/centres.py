"""Where each specialty lies: the mean of its names, and the centre of its open vacancies."""

from collections.abc import Sequence

from django.db import connection
from pgvector import HalfVector

from catalog.models import Specialty, Vacancy
from recommendations.embedding import Embedder, units
from recommendations.models import EmbeddingModel, SpecialtyVector, VacancyVector
from recommendations.texts import hash_of, texts_of_specialty


def index_specialties(model: EmbeddingModel, embedder: Embedder, *, refresh: bool) -> None:
    """The vectors of names, made again when a name changed, and the centres of vacancies."""
    changed = changed_specialties(model)
    flat = [text for texts in changed.values() for text in texts]
    vectors = embedder.documents(flat)
    start = 0
    rows = []
    for pk, texts in changed.items():
        part = vectors[start : start + len(texts)]
        start += len(texts)
        rows.append(
            SpecialtyVector(
                model=model,
                specialty_id=pk,
                text_hash=_hash_of_all(texts),
                vector=HalfVector(units(part.mean(axis=0))),
            )
        )
    SpecialtyVector.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["model", "specialty"],
        update_fields=["text_hash", "vector", "made_at"],
    )
    if refresh or changed:
        update_centroids(model)


def changed_specialties(model: EmbeddingModel) -> dict[int, list[str]]:
    """The texts of specialties whose vector doesn't stand for them, by key."""
    stored = dict(
        SpecialtyVector.objects.filter(model=model).values_list("specialty_id", "text_hash")
    )
    texts = {row.pk: texts_of_specialty(row) for row in Specialty.objects.all()}
    return {
        pk: parts
        for pk, parts in texts.items()
        if bytes(stored.get(pk, b"")) != _hash_of_all(parts)
    }


def _hash_of_all(texts: Sequence[str]) -> bytes:
    return hash_of("\n".join(texts))


def update_centroids(model: EmbeddingModel) -> None:
    """The mean vector of each specialty's open vacancies; the database adds them up."""
    width = int(model.dimensions)
    table, vectors, vacancies = (
        SpecialtyVector._meta.db_table,
        VacancyVector._meta.db_table,
        Vacancy._meta.db_table,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH centres AS (
                SELECT vacancy.specialty_id, count(*) AS n,
                       avg(vector.vector::halfvec({width})) AS centre
                FROM "{vectors}" AS vector
                JOIN "{vacancies}" AS vacancy ON vacancy.id = vector.vacancy_id
                WHERE vector.model_id = %s AND vacancy.closed_at IS NULL
                  AND vacancy.same_as_id IS NULL
                  AND vacancy.specialty_id IS NOT NULL
                  AND vacancy.specialty_confidence IS NULL
                GROUP BY vacancy.specialty_id
            )
            UPDATE "{table}" AS place
            SET centroid = centres.centre, vacancy_count = coalesce(centres.n, 0), made_at = now()
            FROM "{table}" AS own
            LEFT JOIN centres ON centres.specialty_id = own.specialty_id
            WHERE place.id = own.id AND own.model_id = %s
            """,  # noqa: S608 - names of our own tables and an integer
            [model.pk, model.pk],
        )
