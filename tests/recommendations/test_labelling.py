import pytest
from django.utils import timezone

from catalog.importing.storing import store
from catalog.importing.understanding import VacancyRow, load_vocabulary, understand
from catalog.models import Vacancy
from catalog.sources.base import FoundVacancy
from recommendations.indexing import index_stale, index_words, is_fresh
from tests.factories import make_region, make_source, make_specialty, make_vacancy
from tests.recommendations.test_indexing import RandomEmbedder


@pytest.fixture
def trades(db):
    names = {"hh-31": "Сварщик", "hh-21": "Водитель", "hh-94": "Повар", "hh-18": "Бухгалтер"}
    return {code: make_specialty(code, name=name) for code, name in names.items()}


def test_a_name_in_the_title_gives_the_specialty_without_any_model(trades):
    vacancy = make_vacancy("Сварщик")
    index_words()
    vacancy.refresh_from_db()
    assert vacancy.specialty == trades["hh-31"]


def test_a_guess_says_how_sure_it_is(trades):
    vacancy = make_vacancy("Сварщик")
    index_words()
    vacancy.refresh_from_db()
    assert 0.6 <= vacancy.specialty_confidence <= 1


def test_what_nobody_can_tell_stays_unknown(trades):
    vacancy = make_vacancy("Ищем тебя!")
    index_words()
    vacancy.refresh_from_db()
    assert vacancy.specialty is None
    assert vacancy.specialty_confidence < 0.6


def test_what_the_source_named_stays(trades):
    vacancy = make_vacancy("Сварщик", specialty=trades["hh-94"])
    index_words()
    vacancy.refresh_from_db()
    assert (vacancy.specialty, vacancy.specialty_confidence) == (trades["hh-94"], None)


def test_a_guess_is_no_change_of_the_vacancy(trades):
    vacancy = make_vacancy("Сварщик")
    index_words()
    assert Vacancy.objects.get(pk=vacancy.pk).updated_at == vacancy.updated_at


def test_each_vacancy_is_guessed_once(trades):
    make_vacancy("Сварщик"), make_vacancy("Ищем тебя!")
    index_words()
    assert index_words() == 0


def test_indexing_guesses_too(trades):
    make_vacancy("Сварщик")
    index_stale(RandomEmbedder("small", 8))
    assert is_fresh("small", "1")
    assert not Vacancy.objects.filter(specialty_confidence=None).exists()


def test_neighbours_vote(trades):
    for number in range(12):
        make_vacancy(f"Job {number}", specialty=trades["hh-18"])
    for _ in range(3):
        make_vacancy("Ищем тебя!", specialty=trades["hh-94"])
    alike = make_vacancy("Ищем тебя!", description="")
    index_stale(RandomEmbedder("small", 64))
    alike.refresh_from_db()
    assert alike.specialty == trades["hh-94"]


def stored(title, source):
    now = timezone.now()
    found = FoundVacancy(external_id="1", title=title)
    run = source.runs.create(state="done")
    store(VacancyRow, run, [understand(found, title, load_vocabulary(), now)], now)


def test_an_import_of_the_same_words_keeps_the_guess(trades):
    make_region("unknown", kind="unknown")
    source = make_source()
    stored("Сварщик", source)
    index_words()
    stored("Сварщик", source)
    assert Vacancy.objects.get().specialty == trades["hh-31"]


def test_other_words_are_guessed_anew(trades):
    make_region("unknown", kind="unknown")
    source = make_source()
    stored("Сварщик", source)
    index_words()
    stored("Бухгалтер", source)
    index_words()
    assert Vacancy.objects.get().specialty == trades["hh-18"]
