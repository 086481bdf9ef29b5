"""Finds what has no fresh vector and makes it: pulled, in batches, resumable."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from pgvector import HalfVector

from catalog.models import Course, Source, Vacancy
from catalog.models.offers import OFFERED
from recommendations.centres import changed_specialties, index_specialties
from recommendations.embedding import Embedder
from recommendations.labelling import is_any_unlabelled, label_unnamed
from recommendations.models import CourseVector, EmbeddingModel, VacancyVector
from recommendations.phrases import are_phrases_fresh, index_phrases
from recommendations.texts import hash_of, text_of_course, text_of_vacancy

# Rows whose texts are sorted by length together, and that are stored in one transaction.
CHUNK = 1_024
# Below this many rows an exact scan is faster than any index.
INDEX_FROM = 5_000
# Links of a vector in the index, and how far around it is looked for them.
LINKS, BREADTH = 32, 200
# Above this many new vectors, making the index again is faster than growing it.
REBUILD_FROM = 20_000
LOCK_NUMBER = 720_411_903

Progress = Callable[[str, int, int], None]


def _silent(what: str, done: int, total: int) -> None:
    """Progress for those who don't look."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What is indexed alike: a model of rows, their vectors, and how their text is made."""

    name: str
    rows: Any  # Vacancy or Course
    vectors: Any  # VacancyVector or CourseVector
    key: str
    text_of: Callable[[Any], str]
    columns: tuple[str, ...]
    # What people are shown, as far as the row itself tells.
    offered: Q


KINDS = (
    Kind(
        "vacancies",
        Vacancy,
        VacancyVector,
        "vacancy",
        text_of_vacancy,
        ("title", "key_skills", "description"),
        OFFERED,
    ),
    Kind(
        "courses",
        Course,
        CourseVector,
        "course",
        text_of_course,
        ("title", "skill_names", "description"),
        Q(closed_at=None),
    ),
)


def index_stale(embedder: Embedder, progress: Progress = _silent) -> int:
    """Make every vector that is missing or stale; the number of rows that were looked at.

    Stopped anywhere, it goes on where it was. A model that isn't the serving one takes over
    when its vectors are complete.
    """
    with _alone():
        return _index_all(embedder, progress)


def is_fresh(name: str, version: str) -> bool:
    """Whether everything has its vector of this model already."""
    model = EmbeddingModel.objects.filter(name=name, version=version, is_serving=True).first()
    return (
        model is not None
        and not count_stale(model)
        and not any(rows.exists() for kind in KINDS for rows in _misnoted(kind, model))
        and not changed_specialties(model)
        and are_phrases_fresh(model)
        and not is_any_unlabelled()
    )


def index_words(progress: Progress = _silent) -> int:
    """What can be done without any model: specialties guessed by words; how many were found."""
    with _alone():
        return label_unnamed(None, progress)


def is_being_indexed() -> bool:
    """Whether some process is making vectors at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND (classid::bigint << 32) | objid::bigint = %s)",
            [LOCK_NUMBER],
        )
        return bool(cursor.fetchone()[0])


def _index_all(embedder: Embedder, progress: Progress) -> int:
    model, _ = EmbeddingModel.objects.get_or_create(
        name=embedder.name,
        version=embedder.version,
        defaults={"dimensions": embedder.dimensions},
    )
    done = sum(_index_kind(kind, model, embedder, progress) for kind in KINDS)
    index_specialties(model, embedder, refresh=done > 0)
    if done or not are_phrases_fresh(model):
        index_phrases(model, embedder)
    label_unnamed(model, progress)
    if done:
        _count_sources()
    if not model.is_serving:
        model.take_over()
        for old in EmbeddingModel.objects.exclude(pk=model.pk):
            for kind in KINDS:
                _drop_index(kind, old)
            old.delete()
    return done


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time: a second one would make the same vectors again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])


def count_stale(model: EmbeddingModel | None) -> int:
    """How many open vacancies and courses have no fresh vector of this model."""
    return sum(_stale(kind, model).count() for kind in KINDS)


def _stale(kind: Kind, model: EmbeddingModel | None) -> models.QuerySet[Any]:
    fresh = kind.vectors.objects.filter(
        model=model, made_at__gte=OuterRef("updated_at"), **{kind.key: OuterRef("pk")}
    )
    return kind.rows.objects.filter(~Exists(fresh), closed_at=None)


def _index_kind(kind: Kind, model: EmbeddingModel, embedder: Embedder, progress: Progress) -> int:
    stale = _stale(kind, model)
    total, done = stale.count(), 0
    if total >= REBUILD_FROM:
        _drop_index(kind, model)
    keys = list(stale.order_by("pk").values_list("pk", flat=True))
    for start in range(0, total, CHUNK):
        chosen = keys[start : start + CHUNK]
        rows = list(kind.rows.objects.filter(pk__in=chosen).only(*kind.columns))
        _index_rows(kind, model, embedder, rows)
        done += len(chosen)
        progress(kind.name, min(done, total), total)
    _note_offered(kind, model)
    if kind.vectors.objects.filter(model=model).count() >= INDEX_FROM:
        _make_index(kind, model)
    return done


def _misnoted(kind: Kind, model: EmbeddingModel) -> tuple[models.QuerySet[Any], ...]:
    """Vectors taken for offered that are not, and the other way round."""
    offered = Exists(kind.rows.objects.filter(kind.offered, pk=OuterRef(f"{kind.key}_id")))
    noted = kind.vectors.objects.filter(model=model)
    return noted.filter(~offered, is_offered=True), noted.filter(offered, is_offered=False)


def _note_offered(kind: Kind, model: EmbeddingModel) -> None:
    """Let the index hold what people are shown, and nothing else."""
    gone, returned = _misnoted(kind, model)
    if gone.count() + returned.count() >= REBUILD_FROM:
        _drop_index(kind, model)
    gone.update(is_offered=False)
    returned.update(is_offered=True)


def _index_rows(
    kind: Kind, model: EmbeddingModel, embedder: Embedder, rows: Sequence[models.Model]
) -> None:
    made_at = timezone.now()
    texts = {row.pk: kind.text_of(row) for row in rows}
    hashes = {pk: hash_of(text) for pk, text in texts.items()}
    known = _known_vectors(kind, model, set(hashes.values()))
    unknown = {hashes[pk]: text for pk, text in texts.items() if hashes[pk] not in known}
    # Texts of like length share a batch, so that little of it is padding.
    ordered = sorted(unknown.items(), key=lambda pair: len(pair[1]))
    vectors = embedder.documents([text for _, text in ordered])
    made = {key: HalfVector(vector) for (key, _), vector in zip(ordered, vectors, strict=True)}
    kind.vectors.objects.bulk_create(
        [
            kind.vectors(
                model=model,
                text_hash=hashes[pk],
                vector=made[hashes[pk]] if hashes[pk] in made else known[hashes[pk]],
                made_at=made_at,
                **{f"{kind.key}_id": pk},
            )
            for pk in texts
        ],
        update_conflicts=True,
        unique_fields=["model", kind.key],
        update_fields=["text_hash", "vector", "made_at"],
        batch_size=500,
    )


def _known_vectors(
    kind: Kind, model: EmbeddingModel, hashes: set[bytes]
) -> dict[bytes, HalfVector]:
    found = kind.vectors.objects.filter(model=model, text_hash__in=hashes)
    return {
        bytes(text_hash): vector for text_hash, vector in found.values_list("text_hash", "vector")
    }


def _index_name(kind: Kind, model: EmbeddingModel) -> str:
    return f"offered_{kind.key}_vectors_of_model_{model.pk}"


def _drop_index(kind: Kind, model: EmbeddingModel) -> None:
    with connection.cursor() as cursor:
        for name in (_index_name(kind, model), *_former_names(kind, model)):
            cursor.execute(f'DROP INDEX IF EXISTS "{name}"')


def _former_names(kind: Kind, model: EmbeddingModel) -> Sequence[str]:
    """What it was called while it held repeats too, and while it had fewer links."""
    return [f"{kind.key}_vectors_of_model_{model.pk}{end}" for end in ("", "_m32")]


def _make_index(kind: Kind, model: EmbeddingModel) -> None:
    """An HNSW index over this model's vectors of what is offered, cast to its width.

    Texts repeat, and repeats fill the links of a small graph: 16 links found .91 of the nearest
    fifty among 61,000, 32 find .987 and more (benchmarks/matching_engines.py).
    """
    table, name = kind.vectors._meta.db_table, _index_name(kind, model)
    width, number = int(model.dimensions), int(model.pk)
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(
            f'CREATE INDEX IF NOT EXISTS "{name}" ON "{table}" '
            f"USING hnsw ((vector::halfvec({width})) halfvec_cosine_ops) "
            f"WITH (m = {LINKS}, ef_construction = {BREADTH})"
            f" WHERE model_id = {number} AND is_offered"
        )
        for former in _former_names(kind, model):
            cursor.execute(f'DROP INDEX IF EXISTS "{former}"')
        cursor.execute("RESET maintenance_work_mem")
        cursor.execute(f'ANALYZE "{table}"')


def _count_sources() -> None:
    """Let the planner know the sources: too few for it to look by itself, and then it guesses.

    It would take half of them for inactive, and expect half of what passes a filter.
    """
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{Source._meta.db_table}"')
