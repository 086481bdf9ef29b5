"""Demand over time: one snapshot a day, whatever ran twice, and trends that it bears out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from catalog.models import Source, Vacancy
from recommendations.demand import market, market_for
from recommendations.models import DemandSnapshot
from recommendations.specialties import recommend_specialties
from recommendations.tasks import note_demand_today
from recommendations.trends import Moment, history_of, note_demand
from tests.factories import make_profile, make_region, make_source, make_specialty, make_vacancy

TODAY = date(2026, 3, 31)
THEN = TODAY - timedelta(days=30)


@pytest.fixture(autouse=True)
def _on_a_day(time_machine):
    time_machine.move_to("2026-03-31 12:00+05:00")


@pytest.fixture
def baking(db):
    """A specialty whose source has been read for a year."""
    make_source()
    Source.objects.update(created_at=timezone.now() - timedelta(days=365))
    return make_specialty("hh-94", name="Baker", synonyms={"uz": ["non yopish"]})


def offer(specialty, number=1, **fields):
    return [make_vacancy(specialty=specialty, **fields) for _ in range(number)]


def trend(specialty, *regions):
    return market(tuple(row.pk for row in regions)).demand[specialty.pk].trend


def test_a_snapshot_says_what_the_market_says(baking):
    tashkent, samarkand = make_region("UZ-TK"), make_region("UZ-SA")
    offer(baking, 3, region=tashkent, monthly_uzs_from=4_000_000)
    offer(baking, 2, region=samarkand, work_modes=["remote"])
    offer(baking, 1, region=make_region("RU", kind="country"))
    offer(None, 2, region=tashkent)
    note_demand(TODAY)
    rows = DemandSnapshot.objects.values_list("specialty", "region", "local", "remote", "pay_count")
    assert set(rows) == {
        (None, None, 6, 2, 3),
        (baking.pk, None, 4, 2, 3),
        (baking.pk, tashkent.pk, 3, 0, 3),
        (baking.pk, samarkand.pk, 0, 2, 0),
    }


def test_closed_and_repeated_vacancies_are_not_counted(baking):
    first, second, third = offer(baking, 3)
    second.close()
    Vacancy.objects.filter(pk=third.pk).update(same_as=first)
    note_demand(TODAY)
    assert history_of(baking) == [Moment(TODAY, 1, None, 0)]


def test_a_day_is_noted_once_and_its_last_word_counts(baking):
    offer(baking, 2)
    note_demand_today()
    note_demand_today()
    offer(baking)
    note_demand_today()
    assert history_of(baking) == [Moment(TODAY, 3, None, 0)]


def test_the_trend_is_unknown_until_there_is_a_snapshot(baking):
    offer(baking)
    assert trend(baking) is None


@pytest.mark.parametrize(("days", "is_known"), [(20, False), (26, True), (34, True), (50, False)])
def test_a_trend_compares_with_about_thirty_days_ago(baking, days, is_known):
    offer(baking, 2)
    note_demand(TODAY - timedelta(days=days))
    offer(baking, 1)
    assert trend(baking) == (0.5 if is_known else None)


def test_the_snapshot_nearest_to_thirty_days_ago_counts(baking):
    offer(baking, 2)
    note_demand(THEN - timedelta(days=3))
    offer(baking, 2)
    note_demand(THEN + timedelta(days=1))
    offer(baking, 2)
    assert trend(baking) == 0.5


def test_the_trend_is_of_the_persons_market(baking):
    tashkent, samarkand = make_region("UZ-TK"), make_region("UZ-SA")
    offer(baking, 2, region=tashkent)
    offer(baking, 2, region=samarkand, work_modes=["remote"])
    note_demand(THEN)
    offer(baking, 2, region=tashkent)
    offer(baking, 4, region=samarkand)
    assert trend(baking, tashkent) == 0.5
    assert trend(baking, tashkent, samarkand) == 1.5
    assert trend(baking) == 1.5
    assert market_for(make_profile(region=tashkent)).demand[baking.pk].trend == 0.5


def test_a_specialty_that_nobody_asked_for_then_has_no_trend(baking):
    offer(None)
    note_demand(THEN)
    offer(baking)
    assert trend(baking) is None


def test_a_source_added_since_is_no_growing_demand(baking):
    offer(baking, 2)
    note_demand(THEN)
    offer(baking, 5, source=make_source("Another"))
    assert trend(baking) == 0
    assert market().demand[baking.pk].open_vacancies == 7


def test_history_counts_a_day_without_vacancies_as_none(baking):
    (vacancy,) = offer(baking, monthly_uzs_from=4_000_000, monthly_uzs_to=6_000_000)
    note_demand(THEN)
    vacancy.close()
    note_demand(TODAY)
    assert history_of(baking) == [Moment(THEN, 1, 5_000_000, 1), Moment(TODAY, 0, None, 0)]


def test_history_is_told_for_a_region(baking):
    samarkand = make_region("UZ-SA")
    offer(baking, 2)
    offer(baking, 1, region=samarkand)
    note_demand(TODAY)
    assert [moment.open_vacancies for moment in history_of(baking, samarkand)] == [1]


def test_old_snapshots_are_kept_one_a_week(baking):
    offer(baking)
    for days in range(120, -1, -1):
        note_demand(TODAY - timedelta(days=days))
    noted = [moment.day for moment in history_of(baking)]
    old = [day for day in noted if day < TODAY - timedelta(days=62)]
    assert {day.isoweekday() for day in old} == {1}
    assert len(old) == 9
    assert len(noted) - len(old) == 63


def test_the_api_and_the_page_show_the_trend(baking, client):
    offer(baking, 4)
    note_demand(THEN)
    Vacancy.objects.first().close()
    profile = make_profile(preferences="non yopish")
    profile.finish_questionnaire()
    phone = APIClient()
    phone.force_authenticate(profile.user)
    assert phone.get("/api/v1/me/specialties").json()["results"][0]["demand"]["trend"] == -0.25
    client.force_login(profile.user)
    page = client.get(reverse("recommendations:specialty_list"), headers={"accept-language": "en"})
    assert "25% fewer than 30 days ago" in page.text


def test_the_trend_costs_no_query_a_specialty(baking, django_assert_max_num_queries):
    for number in range(10):
        offer(make_specialty(f"x-{number}"))
    note_demand(THEN)
    profile = make_profile(preferences="non yopish")
    recommend_specialties(profile)
    samarkand = make_region("UZ-SA")
    with django_assert_max_num_queries(4):
        market((samarkand.pk,))
