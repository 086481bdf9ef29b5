"""The demo catalogue in the database."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from catalog import demo
from catalog.examples import load_examples, remove_examples
from catalog.models import Course, Region, Source, Specialty, Vacancy

TODAY = date(2026, 11, 24)


@pytest.fixture
def small_demo(db, monkeypatch):
    """A demo of two vacancies and a course, instead of the whole."""
    offers = [
        {"external_id": f"hh-96-{n}", "role_code": "hh-96", "title": f"Job {n}", "area": "Ташкент",
         "employer": "X", "days_ago": n, "language": "ru", "url": None}
        for n in range(2)
    ]  # fmt: skip
    courses = [{"external_id": "c1", "title": "Course", "provider": "X", "skills": []}]
    monkeypatch.setattr(demo, "vacancies", lambda: iter(offers))
    monkeypatch.setattr(demo, "courses", lambda: iter(courses))
    return offers


def test_examples_say_that_they_are(small_demo):
    load_examples(TODAY)
    assert Source.objects.get().is_example
    assert (Vacancy.objects.count(), Course.objects.count()) == (2, 1)


def test_the_tables_come_with_them(small_demo):
    load_examples(TODAY)
    assert Region.objects.of_uzbekistan().count() == 14
    assert Vacancy.objects.filter(specialty=Specialty.objects.get(code="hh-96")).count() == 2


def test_dates_count_back_from_the_day_of_loading(small_demo):
    load_examples(TODAY)
    days = {vacancy.published_at.date() for vacancy in Vacancy.objects.all()}
    assert days == {date(2026, 11, 24), date(2026, 11, 23)}


def test_a_second_load_does_nothing(small_demo):
    load_examples(TODAY)
    assert load_examples(date(2026, 11, 25)) is None


def test_removed_examples_stay_away(small_demo):
    load_examples(TODAY)
    assert remove_examples() == 3
    assert load_examples(TODAY) is None
    assert not Vacancy.objects.exists()


def test_removed_examples_come_back_when_asked_for(small_demo):
    load_examples(TODAY)
    remove_examples()
    load_examples(TODAY, anew=True)
    assert Vacancy.objects.open().count() == 2


def test_what_a_newer_demo_lacks_is_closed(small_demo):
    load_examples(TODAY)
    small_demo.pop()
    load_examples(TODAY, anew=True)
    assert Vacancy.objects.open().count() == 1


def test_the_commands_load_and_remove(small_demo):
    call_command("load_demo", stdout=StringIO(), stderr=StringIO())
    out = StringIO()
    call_command("remove_demo", stdout=out)
    assert "3 examples removed" in out.getvalue()
