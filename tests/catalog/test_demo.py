"""The demo catalogue is a believable market: big enough, mixed, and no two of it alike."""

from collections import Counter
from datetime import date

import pytest

from catalog import demo
from catalog.demo.likeness import nearest
from catalog.examples import load_examples
from catalog.models import Region, Vacancy
from catalog.sources.base import FoundVacancy
from catalog.sources.json_lines import read_found

ALIKE = 0.5


@pytest.fixture(scope="module")
def vacancies():
    return list(demo.vacancies())


@pytest.fixture(scope="module")
def courses():
    return list(demo.courses())


def test_there_are_enough_vacancies_and_courses(vacancies, courses):
    assert len(vacancies) >= 2_000
    assert len(courses) >= 300


def test_they_cover_a_hundred_specialties(vacancies):
    assert len({row["role_code"] for row in vacancies}) >= 100


def test_they_come_in_four_written_forms(vacancies):
    share = Counter(row["language"] for row in vacancies)
    assert {form for form, n in share.items() if n >= 50} == {"ru", "uz", "uz-Cyrl", "en"}


def test_it_is_made_the_same_way_each_time(vacancies):
    assert list(demo.vacancies()) == vacancies


def test_no_two_read_alike(vacancies):
    texts = [f"{row['title']} {row['description']}" for row in vacancies]
    assert max(nearest(texts)) < ALIKE


def test_each_has_an_id_of_its_own(vacancies, courses):
    ids = [row["external_id"] for row in [*vacancies, *courses]]
    assert len(set(ids)) == len(ids)


def test_none_leads_outside(vacancies, courses):
    assert not [row["external_id"] for row in [*vacancies, *courses] if row["url"]]
    texts = " ".join(row["description"] for row in [*vacancies, *courses])
    assert "http" not in texts
    assert "@" not in texts


def test_every_field_is_understood(vacancies):
    found = [read_found(row) for row in vacancies]
    assert all(isinstance(item, FoundVacancy) and item.specialty_code for item in found)
    assert all(item.experience and item.work_modes for item in found)


def test_all_of_it_is_loaded_as_examples_over_fourteen_regions(db, vacancies, courses):
    run = load_examples(date(2026, 11, 24))
    assert (run.new, run.quarantined) == (len(vacancies) + len(courses), 0)
    assert Vacancy.objects.filter(source__is_example=False).count() == 0
    regions = Region.objects.filter(kind=Region.Kind.REGION, vacancies__isnull=False).distinct()
    assert regions.count() == 14
