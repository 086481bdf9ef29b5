import re

import pytest
from django.urls import reverse

from accounts.models import Experience, Profile
from tests.factories import make_profile, make_skill, make_user

JOB = {"title": "Sotuvchi", "employer": "Bozor", "start": "2022-03", "end": "2024-08"}


@pytest.fixture
def mine(client, db):
    user = make_user()
    client.force_login(user)
    return Profile.objects.of(user)


def add(client, kind, **fields):
    return client.post(reverse("accounts:fact_create", args=[kind]), fields)


def test_experience_is_added(client, mine):
    add(client, "experience", **JOB)
    assert [str(fact) for fact in mine.experience.all()] == ["Sotuvchi"]


def test_work_that_ends_before_it_starts_is_refused(client, mine):
    page = add(client, "experience", **{**JOB, "end": "2020-01"})
    assert page.status_code == 422
    assert 'value="2020-01"' in page.text


def test_experience_is_changed(client, mine):
    fact = mine.experience.create(**JOB)
    client.post(
        reverse("accounts:fact_change", args=["experience", fact.pk]), {**JOB, "title": "Kassir"}
    )
    fact.refresh_from_db()
    assert fact.title == "Kassir"


def test_experience_is_deleted(client, mine):
    fact = mine.experience.create(**JOB)
    client.post(reverse("accounts:fact_delete", args=["experience", fact.pk]))
    assert not mine.experience.exists()


def test_education_takes_years(client, mine):
    add(client, "education", institution="TATU", degree="bachelor", start="2015", end="2019")
    assert mine.education.get().end == "2019"


def test_a_skill_is_joined_to_the_vocabulary(client, mine):
    sewing = make_skill("Tikish")
    add(client, "skills", name="tikish", level="good")
    assert mine.skills.get().skill == sewing


def test_a_skill_is_named_once(client, mine):
    add(client, "skills", name="Excel")
    assert add(client, "skills", name="excel").status_code == 422


def test_a_language_is_named_once(client, mine):
    add(client, "languages", language="ru", level="b2")
    assert add(client, "languages", language="ru", level="c1").status_code == 422


def test_one_more_is_asked_for(client, mine):
    page = add(client, "skills", name="Excel", more="1")
    assert page.url == reverse("accounts:fact_create", args=["skills"])


@pytest.mark.parametrize("action", ["fact_change", "fact_delete"])
def test_a_fact_of_another_does_not_exist(client, mine, action):
    theirs = Experience.objects.create(profile=make_profile(), **JOB)
    address = reverse(f"accounts:{action}", args=["experience", theirs.pk])
    assert client.post(address, JOB).status_code == 404
    assert Experience.objects.filter(pk=theirs.pk).exists()


def test_a_kind_that_is_none_is_not_found(client, mine):
    assert add(client, "user", name="x").status_code == 404


def test_the_profile_shows_every_fact(client, mine):
    mine.experience.create(**JOB)
    mine.languages.create(language="ru", level="b2")
    page = client.get(reverse("accounts:profile")).text
    assert "Sotuvchi" in page
    assert "Rus" in page


@pytest.mark.parametrize("kind", ["experience", "education", "skills", "languages"])
def test_each_kind_has_a_form_of_its_own(client, mine, kind):
    page = client.get(reverse("accounts:fact_create", args=[kind])).text
    assert "<h1><input" not in page
    assert page.count('id="id_') == len(set(re.findall('id="id_[a-z_]+"', page)))
