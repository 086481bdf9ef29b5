import hashlib

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from catalog.models import Vacancy
from recommendations import indexing, nearness
from recommendations.indexing import count_stale, index_stale, is_being_indexed, is_fresh
from recommendations.models import EmbeddingModel, VacancyVector
from recommendations.nearness import Place, nearest_vacancies
from tests.factories import make_course, make_specialty, make_vacancy


class RandomEmbedder:
    """Vectors that a text always gets again, of any width."""

    def __init__(self, name: str, dimensions: int) -> None:
        self.name, self.version, self.dimensions = name, "1", dimensions
        self.seen: list[str] = []

    def documents(self, texts):
        self.seen += texts
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(-1, self.dimensions)

    queries = documents

    def _vector(self, text):
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
        vector = np.random.default_rng(seed).normal(size=self.dimensions)
        return vector / np.linalg.norm(vector)


def test_everything_stale_gets_a_vector(db):
    make_vacancy(), make_course(), make_specialty()
    index_stale(RandomEmbedder("small", 8))
    assert count_stale(EmbeddingModel.objects.serving()) == 0


def test_a_second_run_embeds_nothing(db):
    make_vacancy()
    index_stale(RandomEmbedder("small", 8))
    again = RandomEmbedder("small", 8)
    index_stale(again)
    assert again.seen == []


def test_a_complete_index_is_fresh(db):
    make_vacancy()
    index_stale(RandomEmbedder("small", 8))
    assert is_fresh("small", "1")


def test_an_index_without_a_new_vacancy_is_not_fresh(db):
    index_stale(RandomEmbedder("small", 8))
    make_vacancy()
    assert not is_fresh("small", "1")


def test_an_index_of_another_version_is_not_fresh(db):
    index_stale(RandomEmbedder("small", 8))
    assert not is_fresh("small", "2")


def test_the_worker_leaves_an_index_alone_that_is_being_made(db):
    seen = []
    make_vacancy()
    index_stale(RandomEmbedder("small", 8), lambda *_: seen.append(is_being_indexed()))
    assert (seen[0], is_being_indexed()) == (True, False)


def test_a_changed_vacancy_is_embedded_again(db):
    vacancy = make_vacancy("Baker")
    index_stale(RandomEmbedder("small", 8))
    Vacancy.objects.filter(pk=vacancy.pk).update(title="Welder", updated_at=timezone.now())
    again = RandomEmbedder("small", 8)
    index_stale(again)
    assert again.seen == ["Welder"]


def test_a_text_that_repeats_is_embedded_once(db):
    make_vacancy("Baker"), make_vacancy("Baker")
    embedder = RandomEmbedder("small", 8)
    index_stale(embedder)
    assert embedder.seen.count("Baker") == 1


def test_a_stopped_index_goes_on(db, monkeypatch):
    for number in range(3):
        make_vacancy(f"Baker {number}")
    monkeypatch.setattr(indexing, "CHUNK", 1)
    stopping = RandomEmbedder("small", 8)

    def stop(what, done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_stale(stopping, stop)
    again = RandomEmbedder("small", 8)
    index_stale(again)
    assert len(again.seen) == 1


def test_a_model_of_another_width_takes_over_and_back(db):
    make_vacancy(), make_specialty()
    for name, width in (("small", 8), ("wide", 1024), ("small", 8)):
        index_stale(RandomEmbedder(name, width))
        serving = EmbeddingModel.objects.serving()
        assert (serving.name, serving.dimensions) == (name, width)


def test_the_old_model_serves_until_the_last_vector_of_the_new_one_is_there(db):
    wanted = make_vacancy("Welder")
    make_vacancy("Baker")
    old = RandomEmbedder("small", 8)
    index_stale(old)
    seen = []

    def look(what, done, total):
        model = EmbeddingModel.objects.serving()
        place = Place(model, old.documents(["Welder"])[0])
        nearest = next(iter(nearest_vacancies(place, Vacancy.objects.open(), 1)))
        seen.append((model.name, nearest))

    index_stale(RandomEmbedder("wide", 1024), look)
    assert set(seen) == {("small", wanted.pk)}
    assert EmbeddingModel.objects.get().name == "wide"


def test_a_model_that_is_gone_leaves_no_index(transactional_db, monkeypatch):
    monkeypatch.setattr(indexing, "INDEX_FROM", 1)
    make_vacancy()
    indexes = []
    for name, width in (("small", 8), ("wide", 1024)):
        index_stale(RandomEmbedder(name, width))
        indexes.append(f"offered_vacancy_vectors_of_model_{EmbeddingModel.objects.serving().pk}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%hnsw%'")
        names = [row[0] for row in cursor.fetchall()]
    found = [index in names for index in indexes]
    assert found == [False, True]


def test_the_nearest_is_the_same_text(db):
    embedder = RandomEmbedder("small", 8)
    wanted = make_vacancy("Welder")
    make_vacancy("Baker")
    index_stale(embedder)
    place = Place(EmbeddingModel.objects.serving(), embedder.documents(["Welder"])[0])
    assert next(iter(nearest_vacancies(place, Vacancy.objects.open(), 2))) == wanted.pk


def test_many_vectors_get_an_hnsw_index(transactional_db, monkeypatch):
    monkeypatch.setattr(indexing, "INDEX_FROM", 1)
    make_vacancy()
    index_stale(RandomEmbedder("small", 8))
    with connection.cursor() as cursor:
        # Indexes that other tests made outlive their rows.
        model = EmbeddingModel.objects.get().pk
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexdef LIKE '%hnsw%'")
        mine = [row[0] for row in cursor.fetchall() if f"(model_id = {model})" in row[0]]
        assert "halfvec(8)" in mine[0]


def test_a_closed_vacancy_is_not_embedded(db):
    make_vacancy().close()
    index_stale(RandomEmbedder("small", 8))
    assert not VacancyVector.objects.exists()


def test_what_is_offered_is_noted_and_noted_again(db):
    first, second, third = make_vacancy("Baker"), make_vacancy("Baker 2"), make_vacancy("Baker 3")
    Vacancy.objects.filter(pk=second.pk).update(same_as=first)
    index_stale(RandomEmbedder("small", 8))

    def offered():
        return set(VacancyVector.objects.filter(is_offered=True).values_list("vacancy", flat=True))

    assert offered() == {first.pk, third.pk}
    Vacancy.objects.filter(pk=second.pk).update(same_as=None)
    third.close()
    assert not is_fresh("small", "1")
    index_stale(RandomEmbedder("small", 8))
    assert offered() == {first.pk, second.pk}
    assert is_fresh("small", "1")


def test_the_index_finds_no_repeats(transactional_db, monkeypatch):
    monkeypatch.setattr(indexing, "INDEX_FROM", 1)
    monkeypatch.setattr(nearness, "EXACT_BELOW", 0)
    embedder = RandomEmbedder("small", 8)
    rows = [make_vacancy(f"Baker {number}") for number in range(30)]
    Vacancy.objects.filter(pk__in=[row.pk for row in rows[10:]]).update(same_as=rows[0])
    index_stale(embedder)
    place = Place(EmbeddingModel.objects.serving(), embedder.documents(["Baker 20"])[0])
    found = nearest_vacancies(place, Vacancy.objects.open(), 20)
    assert set(found) == {row.pk for row in rows[:10]}
