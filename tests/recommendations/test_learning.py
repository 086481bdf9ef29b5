"""What is missing and where to learn it: each figure is what adding the skill brings."""

from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import translation
from rest_framework.test import APIClient

from accounts.models import ProfileSkill
from catalog.models import Vacancy
from recommendations.learning import languages_of, recommend_courses, skill_gap
from tests.factories import make_course, make_profile, make_skill, make_specialty, make_vacancy

SKILLS = ("Bread", "Cake", "Ovens", "Dough")


@pytest.fixture
def baking(db):
    return make_specialty("hh-94", name="Baker")


@pytest.fixture
def baker(baking):
    profile = make_profile(preferences="baking")
    profile.choose_specialty(baking)
    profile.finish_questionnaire()
    return profile


@pytest.fixture
def market(baking):
    """A vacancy for every set of one to three skills, some twice, and others that don't count."""
    for size in (1, 2, 3):
        for number, skills in enumerate(combinations(SKILLS, size)):
            for _ in range(1 + number % 2):
                make_vacancy(specialty=baking, skills=skills)
    make_vacancy(specialty=make_specialty("hh-1"), skills=SKILLS)
    make_vacancy(specialty=baking, skills=SKILLS).close()


def learn(profile, name):
    ProfileSkill.objects.create(profile=profile, name=name, skill=make_skill(name))


def lacking_nothing(profile):
    """Open vacancies of the specialty all of whose skills the person has."""
    known = set(profile.skills.values_list("skill", flat=True))
    asking = Vacancy.objects.open().filter(specialty=profile.specialty).exclude(skills=None)
    return sum({skill.pk for skill in row.skills.all()} <= known for row in asking.distinct())


@pytest.mark.parametrize("known", [(), ("Bread",), ("Bread", "Cake")])
def test_a_skill_opens_just_as_many_vacancies_as_were_shown(baker, market, known):
    for name in known:
        learn(baker, name)
    before = lacking_nothing(baker)
    gap = skill_gap(baker)
    assert {row.skill.name for row in gap} == set(SKILLS) - set(known)
    for row in gap:
        learn(baker, row.skill.name)
        assert lacking_nothing(baker) == before + row.unlocks
        baker.skills.filter(name=row.skill.name).delete()
    assert any(row.unlocks for row in gap)


def test_as_many_vacancies_ask_as_were_shown_most_first(baker, market):
    gap = skill_gap(baker)
    for row in gap:
        asking = [
            vacancy
            for vacancy in Vacancy.objects.open().filter(specialty=baker.specialty)
            if row.skill in vacancy.skills.all()
        ]
        assert row.vacancies == len(asking)
    assert [row.vacancies for row in gap] == sorted((row.vacancies for row in gap), reverse=True)


def test_without_a_specialty_there_is_no_gap(market):
    assert skill_gap(make_profile(preferences="baking")) == []


def test_a_course_names_the_missing_skill_it_teaches(baker, baking):
    make_vacancy(specialty=baking, skills=("Bread",))
    make_course(skills=("Bread",))
    assert recommend_courses(baker)[0].teaches == (make_skill("Bread"),)


def test_courses_in_the_persons_languages_come_first(baker, baking):
    make_vacancy(specialty=baking, skills=("Bread", "Cake"))
    make_course("English, both", skills=("Bread", "Cake"), language="en")
    make_course("Russian, one", skills=("Bread",), language="ru")
    make_course("Russian, of something else", language="ru")
    baker.languages.create(language="ru", level="b2")
    with translation.override("uz"):
        titles = [match.course.title for match in recommend_courses(baker)]
        of_gap = skill_gap(baker)[0].courses
    assert titles == ["Russian, one", "English, both"]
    assert [course.title for course in of_gap] == ["Russian, one", "English, both"]


def test_where_no_course_is_in_a_language_of_the_person_the_list_says_so(baker, baking, client):
    make_vacancy(specialty=baking, skills=("Bread",))
    make_course("Bread in English", skills=("Bread",), language="en")
    phone = APIClient()
    phone.force_authenticate(baker.user)
    address = "/api/v1/me/courses"
    assert phone.get(address, headers={"accept-language": "ru"}).json()["notice"]
    assert not phone.get(address, headers={"accept-language": "en"}).json()["notice"]
    client.force_login(baker.user)
    page = client.get(
        reverse("recommendations:course_list"), headers={"accept-language": "en"}
    ).text
    assert "1 lacks nothing else" in page
    assert "no course yet" not in page


def test_a_skill_that_no_course_teaches_says_so(baker, baking, client):
    make_vacancy(specialty=baking, skills=("Bread",))
    client.force_login(baker.user)
    assert skill_gap(baker)[0].courses == []
    address = reverse("recommendations:course_list")
    assert "no course yet" in client.get(address, headers={"accept-language": "en"}).text


@pytest.mark.parametrize(
    ("interface", "named", "read"),
    [
        ("uz", {}, {"uz", "ru"}),
        ("en", {}, {"en"}),
        ("ru", {"uz": "native", "en": "a2"}, {"ru", "uz", "uz-Cyrl"}),
        ("uz-cyrl", {"en": "c1"}, {"uz-Cyrl", "en"}),
    ],
)
def test_people_read_what_they_name_and_the_language_they_look_in(baker, interface, named, read):
    for language, level in named.items():
        baker.languages.create(language=language, level=level)
    with translation.override(interface):
        assert languages_of(baker) == read
