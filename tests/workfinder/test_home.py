"""The first page for strangers: what is asked for, and how much there is."""

import pytest

from tests.factories import make_specialty, make_vacancy
from workfinder.home import figures

pytestmark = pytest.mark.django_db


def test_what_nobody_wants_to_become_is_not_asked_for():
    other = make_specialty("hh-40", name="Other", is_suggested=False)
    welder = make_specialty("hh-109", name="Welder")
    for specialty in (other, other, welder):
        make_vacancy(specialty=specialty)
    assert [asked.pk for asked in figures().most_asked] == [welder.pk]


def test_figures_are_counted_in_words(client):
    make_vacancy(specialty=make_specialty("hh-109"))
    page = client.get("/", headers={"accept-language": "ru"}).text
    assert "открытая вакансия" in page
    assert "нужная профессия" in page
