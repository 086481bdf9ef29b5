"""What would change a list: every figure is what the list shows once the change is made."""

from itertools import cycle

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import ProfileSkill
from catalog.models import Vacancy
from recommendations.changing import changes_of_list, changes_of_vacancy
from recommendations.demand import market_for
from recommendations.ranking import recommend_vacancies
from recommendations.scoring import GOOD
from tests.factories import (
    make_profile,
    make_region,
    make_skill,
    make_specialty,
    make_vacancy,
)


@pytest.fixture
def seller(db):
    """A seller of Tashkent who works in offices, full time, among many vacancies."""
    selling = make_specialty("hh-97", name="Sotuvchi")
    tashkent, samarkand = make_region("UZ-TK"), make_region("UZ-SA")
    modes = cycle([["office"], ["hybrid"], ["remote"], ["office"], ["hybrid"]])
    hours = cycle([["full_time"], ["part_time"], ["full_time"]])
    places = cycle([tashkent, samarkand, tashkent, samarkand])
    for number, mode, hour, place in zip(range(40), modes, hours, places, strict=False):
        make_vacancy(
            f"Sotuvchi {number}",
            skills=("1C", "Excel")[: number % 3],
            specialty=selling if number % 2 else None,
            work_modes=mode,
            schedules=hour,
            region=place,
        )
    profile = make_profile(
        region=tashkent,
        work_modes=["office"],
        schedules=["full_time"],
        preferences="sotuvchi bo‘lib ishlamoqchiman",
    )
    profile.choose_specialty(selling)
    return profile


def suiting(profile):
    return sum(match.score >= GOOD for match in recommend_vacancies(profile, limit=1_000).matches)


def place_of(profile, vacancy):
    ranked = recommend_vacancies(profile, limit=1_000).matches
    return [match.vacancy.pk for match in ranked].index(vacancy.pk) + 1


def test_more_vacancies_suit_by_just_the_figure_that_was_shown(seller):
    before = suiting(seller)
    changes = [change for change in changes_of_list(seller) if "other_regions" not in change.set]
    assert changes
    for change in changes:
        kept = {name: getattr(seller, name) for name in change.set}
        for name, value in change.set.items():
            setattr(seller, name, value)
        assert suiting(seller) == before + change.added
        for name, value in kept.items():
            setattr(seller, name, value)


def test_looking_in_another_place_too_brings_just_the_figure_that_was_shown(seller):
    before = suiting(seller)
    changes = [change for change in changes_of_list(seller) if "other_regions" in change.set]
    assert [change.set for change in changes] == [{"other_regions": [str(samarkand().pk)]}]
    seller.other_regions.set(changes[0].set["other_regions"])
    assert suiting(seller) == before + changes[0].added > before
    assert not [change for change in changes_of_list(seller) if "other_regions" in change.set]


def samarkand():
    return make_region("UZ-SA")


def test_a_patch_with_what_the_api_shows_brings_just_that(seller):
    """Each change as a phone would make it, and taken back."""
    phone = APIClient()
    phone.force_authenticate(seller.user)

    def suiting_now():
        results = phone.get("/api/v1/me/vacancies?limit=100").json()["results"]
        return sum(row["score"] >= GOOD for row in results)

    before = suiting_now()
    profile = phone.get("/api/v1/me/profile").json()
    shown = phone.get("/api/v1/me/changes").json()["results"]
    assert {name for change in shown for name in change["set"]} == {
        "work_modes", "schedules", "other_regions",
    }  # fmt: skip
    for change in shown:
        answer = phone.patch("/api/v1/me/profile", change["set"], format="json")
        assert answer.status_code == 200
        assert suiting_now() == before + change["added"]
        (name,) = change["set"]
        phone.patch("/api/v1/me/profile", {name: profile[name]}, format="json")
    assert suiting_now() == before


def test_a_skill_lifts_to_just_the_place_that_was_shown(seller):
    asking = recommend_vacancies(seller, limit=1_000).matches
    vacancy = next(match.vacancy for match in reversed(asking) if match.missing_skills)
    changes = [change for change in changes_of_vacancy(seller, vacancy) if "skills" in change.set]
    assert changes
    assert changes[0].rank_from == place_of(seller, vacancy)
    (name,) = changes[0].set["skills"]
    ProfileSkill.objects.create(profile=seller, name=name, skill=make_skill(name))
    assert place_of(seller, vacancy) == changes[0].rank_to < changes[0].rank_from


def test_a_wish_lifts_to_just_the_place_that_was_shown(seller):
    ranked = recommend_vacancies(seller, limit=1_000).matches
    vacancy = next(m.vacancy for m in reversed(ranked) if m.vacancy.work_modes == ["hybrid"])
    change = next(c for c in changes_of_vacancy(seller, vacancy) if "work_modes" in c.set)
    seller.work_modes = change.set["work_modes"]
    assert place_of(seller, vacancy) == change.rank_to < change.rank_from


def test_who_wishes_nothing_is_told_of_no_wish(db):
    profile = make_profile(preferences="ish")
    make_vacancy()
    assert changes_of_list(profile) == []


def test_the_api_tells_changes(seller):
    client = APIClient()
    client.force_authenticate(seller.user)
    listed = client.get("/api/v1/me/changes").json()["results"]
    assert set(listed[0]) == {"text", "set", "added"}
    vacancy = recommend_vacancies(seller, limit=1_000).matches[-1].vacancy
    why = client.get(f"/api/v1/me/vacancies/{vacancy.pk}/why").json()
    assert why["signals"] == why["reasons"]
    assert all(set(row) == {"text", "set", "rank_from", "rank_to"} for row in why["changes"])


@pytest.mark.parametrize("name", ["change_list", "vacancy_changes"])
def test_the_pages_show_changes(client, seller, name):
    client.force_login(seller.user)
    seller.finish_questionnaire()
    vacancy = recommend_vacancies(seller, limit=1_000).matches[-1].vacancy
    address = reverse(f"recommendations:{name}", args=[vacancy.pk] if "vacancy" in name else [])
    assert client.get(address).status_code == 200


def test_demand_is_counted_in_every_place_where_the_person_looks(seller):
    own = market_for(seller).demand[seller.specialty_id].open_vacancies
    seller.other_regions.add(samarkand())
    both = market_for(seller).demand[seller.specialty_id].open_vacancies
    selling = Vacancy.objects.open().filter(specialty=seller.specialty_id)
    remote = selling.filter(work_modes__contains=["remote"])
    assert own == (selling.filter(region=seller.region) | remote).distinct().count()
    assert both == selling.count() > own
