"""The interview of activities: found in any language, and nothing added without a yes."""

import csv

import pytest
from django.urls import reverse

from accounts.activities import Field, activities, find
from accounts.models import Profile
from catalog.scripts import to_cyrillic
from catalog.tables import FOLDER
from tests.factories import make_skill, make_user


def skill_codes():
    with (FOLDER / "skills.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


@pytest.fixture
def mine(client, db):
    user = make_user()
    client.force_login(user)
    for code in ("market-trading", "money-counting"):
        make_skill(code)
    return Profile.objects.of(user)


def test_there_are_many():
    assert len(activities()) >= 150


def test_each_has_a_name_in_every_language_once():
    for language in ("uz", "ru", "en"):
        names = [row.name_in(language) for row in activities().values()]
        assert all(names)
        assert len(names) == len({*names})


def test_each_speaks_of_skills_of_the_vocabulary():
    spoken = {code for row in activities().values() for code in row.skills}
    assert spoken <= skill_codes()


def test_each_belongs_to_a_field():
    assert {row.field for row in activities().values()} == {*Field.values}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("торговал на базаре", "bazaar-selling"),
        ("sold at the bazaar", "bazaar-selling"),
        ("bozorda sotdim", "bazaar-selling"),
        ("uy qurganman", "houses"),
        ("уй қурганман", "houses"),
        ("built houses", "houses"),
        ("вела хозяйство", "household"),
        ("roʻzgʻor yuritganman", "household"),
        ("ro'zg'or", "household"),
        ("sewed clothes", "sewing-clothes"),
    ],
)
def test_activities_are_found_as_people_say_them(query, code):
    assert code in [row.code for row in find(query)][:4]


@pytest.mark.parametrize("query", ["", "   ", "xyzzy", "'", "%"])
def test_nothing_is_found_for_nothing(query):
    assert find(query) == []


def test_the_uzbek_name_is_in_both_alphabets():
    row = activities()["houses"]
    assert row.uz_cyrl == to_cyrillic("Uy qurish") == "Уй қуриш"


def test_skills_are_offered_and_not_added(client, mine):
    address = reverse("accounts:activities")
    page = client.get(address, {"done": "bazaar-selling", "skills": "1"}).text
    assert "market-trading" in page
    assert not mine.skills.exists()


def test_only_what_was_ticked_is_added(client, mine):
    given = {"done": "bazaar-selling", "skill": ["money-counting"]}
    client.post(reverse("accounts:activities"), given)
    assert [fact.name for fact in mine.skills.all()] == ["money-counting"]
    assert mine.skills.get().skill.code == "money-counting"


def test_a_skill_that_was_not_offered_is_not_added(client, mine):
    make_skill("surgery")
    client.post(reverse("accounts:activities"), {"done": "bazaar-selling", "skill": ["surgery"]})
    assert not mine.skills.exists()


def test_the_same_yes_twice_adds_once(client, mine):
    given = {"done": "bazaar-selling", "skill": ["money-counting"]}
    for _ in range(2):
        client.post(reverse("accounts:activities"), given)
    assert mine.skills.count() == 1


def test_what_is_held_is_not_offered(client, mine):
    mine.skills.create(name="hisob", skill=make_skill("money-counting"))
    page = client.get(
        reverse("accounts:activities"), {"done": "bazaar-selling", "skills": "1"}
    ).text
    assert 'value="money-counting"' not in page


def test_what_was_chosen_stays_when_one_searches_on(client, mine):
    page = client.get(reverse("accounts:activities"), {"q": "uy", "done": "bazaar-selling"}).text
    assert 'value="bazaar-selling" checked' in page


def test_a_guest_is_asked_to_sign_in(client, db):
    assert client.get(reverse("accounts:activities")).status_code == 302


def test_phones_find_them_too(client, mine):
    found = client.get("/api/v1/activities", {"q": "базар"}).json()["results"]
    (first,) = [row for row in found if row["code"] == "bazaar-selling"]
    assert "market-trading" in [skill["name"] for skill in first["skills"]]
