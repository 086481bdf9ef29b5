import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.facts import join_skill, move, settle
from accounts.models import FACT_MODELS, Experience, Profile
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


def test_what_can_not_be_read_is_not_called_too_early(client, mine):
    fields = {"institution": "TATU", "start": "kecha", "end": "20"}
    form = add(client, "education", **fields).context["form"]
    assert {field: len(errors) for field, errors in form.errors.items()} == {"start": 1, "end": 1}
    assert form.errors["end"] == form.errors["start"]


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


@pytest.mark.parametrize("kind", FACT_MODELS)
def test_each_kind_has_a_form_of_its_own(client, mine, kind):
    page = client.get(reverse("accounts:fact_create", args=[kind])).text
    assert "<h1><input" not in page
    assert page.count('id="id_') == len(set(re.findall('id="id_[a-z_0-9]+"', page)))


def test_a_month_is_taken_as_people_write_it(client, mine):
    add(client, "experience", **{**JOB, "start": "3.2022"})
    assert mine.experience.get().start == "2022-03"


def test_a_year_alone_is_taken(client, mine):
    add(client, "experience", **{**JOB, "start": "2022-03", "end": "2022"})
    assert mine.experience.get().end == "2022"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2015-03", "2015-03", 1), ("2015", "2018", 36), ("2015", "2015", 0), ("2025-11", "", 3)],
)
def test_months_of_work(start, end, months):
    fact = Experience(start=start, end=end)
    assert len(fact.months(date(2026, 1, 5))) == months


def test_the_licence_keeps_its_categories(client, mine):
    add(client, "licences", categories=["B", "C"], since="2012")
    assert mine.licences.get().categories == ["B", "C"]


def test_a_person_has_one_licence(client, mine):
    add(client, "licences", categories=["B"])
    assert add(client, "licences", categories=["C"]).status_code == 422


def test_a_link_without_its_scheme_is_taken(client, mine):
    add(client, "links", url="example.org/work")
    assert mine.links.get().url == "https://example.org/work"


def test_a_link_that_could_run_something_is_refused(client, mine):
    assert add(client, "links", url="javascript:alert(1)").status_code == 422


def test_a_certificate_is_added(client, mine):
    add(client, "certificates", name="1C", issuer="IT Park", issued="2023")
    assert mine.certificates.get().issued == "2023"


def three(mine):
    return [mine.skills.create(name=name) for name in "abc"]


def names(mine):
    return [fact.name for fact in mine.skills.all()]


def test_a_fact_moves_up(client, mine):
    last = three(mine)[2]
    client.post(reverse("accounts:fact_move", args=["skills", last.pk]), {"to": "up"})
    assert names(mine) == ["a", "c", "b"]


def test_a_fact_at_the_top_stays(client, mine):
    first = three(mine)[0]
    client.post(reverse("accounts:fact_move", args=["skills", first.pk]), {"to": "up"})
    assert names(mine) == ["a", "b", "c"]


def test_a_new_skill_comes_last_in_an_ordered_list(client, mine):
    move(three(mine)[2], 0)
    add(client, "skills", name="d")
    assert names(mine) == ["c", "a", "b", "d"]


def test_new_work_comes_by_its_date_in_an_ordered_list(mine):
    for start in ("2010-01", "2020-01"):
        mine.experience.create(title=start, start=start)
    move(mine.experience.get(start="2010-01"), 1)
    settle(mine.experience.create(title="2015-01", start="2015-01"))
    assert [fact.start for fact in mine.experience.all()] == ["2020-01", "2015-01", "2010-01"]


def test_a_deleted_fact_comes_back_as_it_was(client, mine):
    fact = mine.experience.create(**JOB)
    client.post(reverse("accounts:fact_delete", args=["experience", fact.pk]))
    assert "Sotuvchi" in client.get(reverse("accounts:profile")).text
    client.post(reverse("accounts:fact_undo"))
    assert mine.experience.get() == fact
    assert mine.experience.get().employer == "Bozor"


def test_what_has_come_again_is_not_brought_back(client, mine):
    fact = mine.skills.create(name="Excel")
    client.post(reverse("accounts:fact_delete", args=["skills", fact.pk]))
    mine.skills.create(name="excel")
    client.post(reverse("accounts:fact_undo"))
    assert mine.skills.count() == 1


def test_nothing_deleted_is_nothing_brought_back(client, mine):
    assert client.post(reverse("accounts:fact_undo")).status_code == 302


def test_another_person_moves_nothing(client, mine):
    theirs = Experience.objects.create(profile=make_profile(), **JOB)
    address = reverse("accounts:fact_move", args=["experience", theirs.pk])
    assert client.post(address, {"to": "up"}).status_code == 404


@pytest.mark.parametrize("typed", ["Excel", "excel", " EXCEL ", "эксель", "MS Excel"])
def test_a_skill_that_a_text_must_spell_exactly_is_joined_however_it_is_typed(db, typed):
    excel = make_skill("Microsoft Excel")
    excel.synonyms = ["=Excel", "ms excel", "эксель"]
    excel.save()
    assert join_skill(typed) == excel
