"""One opening that several rows offer is shown once."""

import pytest
from django.utils import timezone

from catalog.duplicates import candidates, groups, have_other_names, likeness, signature
from catalog.employers import is_same_employer
from catalog.folding import fold_duplicates
from catalog.models import Vacancy
from tests.factories import make_region, make_source, make_vacancy

TEXT = (
    "Пекарня на рынке ищет пекаря в ночную смену: тесто на опаре, самса и лепёшки, печь "
    "тандыр и подовая, выпуск к шести утра, чистое место, санитарная книжка, опыт от года."
)


@pytest.fixture
def bakery(db):
    def make(title="Пекарь", text=TEXT, **fields):
        return make_vacancy(title, description=text, **{"employer": "Нон", **fields})

    return make


def test_the_same_text_has_the_same_signature():
    assert (signature("Пекарь", TEXT) == signature("ПЕКАРЬ", f"<p>{TEXT}</p>")).all()


def test_likeness_estimates_the_share_of_common_word_runs():
    longer = f"{TEXT} Зарплата каждую неделю."
    assert 0.7 < likeness(signature("Пекарь", TEXT), signature("Пекарь", longer)) < 1


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("React developer", "Python developer", True),
        ("C developer", "C++ developer", True),
        ("Java developer", "Java developer (Tashkent)", False),
    ],
)
def test_titles_with_words_of_their_own_name_other_work(one, other, differ):
    assert have_other_names(one, other) is differ


def test_a_text_of_a_few_words_has_no_signature():
    assert signature("Пекарь", "Ночью") is None


def test_a_text_repeated_often_gives_few_pairs():
    import numpy as np

    rows = np.tile(signature("Пекарь", TEXT), (1_000, 1))
    band = next(candidates(rows))
    assert len(band) < 2_000
    assert set(groups(1_000, band)) == {0}


def test_the_first_stands_for_the_others(bakery):
    first, second = bakery(), bakery(source=make_source("Other"))
    assert fold_duplicates().folded == 1
    assert list(Vacancy.objects.open()) == [first]
    assert list(Vacancy.objects.get(pk=first.pk).also_offered.all()) == [second]


@pytest.mark.parametrize(
    "other",
    [
        {"employer": "Другой"},
        {"text": "Склад стройматериалов ищет кладовщика: приёмка цемента и плитки, 1С, погрузчик."},
    ],
)
def test_what_differs_stays_apart(bakery, other):
    bakery(), bakery(**other)
    assert fold_duplicates().folded == 0


def test_the_same_work_in_another_region_is_another_chance(bakery):
    bakery(), bakery(region=make_region("UZ-SA"))
    assert fold_duplicates().folded == 0


def test_a_second_folding_changes_nothing(bakery):
    bakery(), bakery()
    fold_duplicates()
    assert fold_duplicates().changed == 0


def test_when_the_first_closes_the_next_stands_for_the_rest(bakery):
    first, second, third = bakery(), bakery(), bakery()
    fold_duplicates()
    first.close()
    fold_duplicates()
    assert list(Vacancy.objects.open()) == [second]
    assert Vacancy.objects.get(pk=third.pk).same_as == second


def test_a_text_that_changed_stands_alone_again(bakery):
    bakery()
    other = bakery()
    fold_duplicates()
    Vacancy.objects.filter(pk=other.pk).update(
        description="Ищем сварщика на ворота и решётки, свой цех, полуавтомат, оплата сразу",
        content_hash="changed",
        updated_at=timezone.now(),
    )
    fold_duplicates()
    assert Vacancy.objects.open().count() == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ООО «Нон»", "Нон", True),
        ("NON MChJ", "non", True),
        ("Нон", "Нон-2", False),
    ],
)
def test_employers_are_compared_without_their_legal_form(one, other, same):
    assert is_same_employer(one, other) is same
