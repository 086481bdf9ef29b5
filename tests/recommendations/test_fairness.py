"""Who a person is changes no list: age, gender, name and photo are flipped and lists compared."""

from dataclasses import fields
from itertools import cycle, product

import pytest
from django.urls import reverse

from accounts.models import Profile
from recommendations.changing import changes_of_list
from recommendations.learning import recommend_courses, skill_gap
from recommendations.ranking import recommend_vacancies
from recommendations.scoring import Seeker
from recommendations.specialties import recommend_specialties
from recommendations.texts import text_of_profile
from tests.factories import (
    make_course,
    make_profile,
    make_region,
    make_specialty,
    make_vacancy,
)

PEOPLE = 200
# Two people who differ in all that must not count; the form decides nothing else.
ONE = {"birth_year": 1960, "gender": "male", "full_name": "Ali Valiyev", "photo": ""}
OTHER = {"birth_year": 2005, "gender": "female", "full_name": "Анна Ким", "photo": "photos/a.jpg"}
NEVER = {"birth_year", "age", "gender", "full_name", "name", "photo"}

WISHES = ["sotuvchi", "Excel bilaman", "продавец", "teacher of mathematics", "har qanday ish", ""]
LABOURS = ["", "mental", "physical", "any", "physical"]
MODES = [[], ["remote"], ["office", "hybrid"], ["office"]]
SCHEDULES = [[], ["full_time"], ["part_time", "shift"]]
PAYS = [None, 3_000_000, None, 20_000_000]


@pytest.fixture
def market(db):
    """Vacancies and courses of three trades in two regions."""
    trades = [
        make_specialty("hh-97", name="Sotuvchi", synonyms={"ru": ["продавец"]}),
        make_specialty("hh-132", name="Teacher"),
        make_specialty("hh-52", name="Ishchi", labour="physical"),
    ]
    places = [make_region("UZ-TK"), make_region("UZ-SA")]
    kinds = zip(range(15), cycle(trades), cycle(places), cycle(MODES), cycle(SCHEDULES))
    for number, trade, place, modes, hours in kinds:
        make_vacancy(
            f"{trade.name} {number}",
            skills=("1C", "Excel")[: number % 3],
            specialty=trade if number % 4 else None,
            region=place,
            work_modes=modes,
            schedules=hours,
            monthly_uzs_to=number * 1_000_000 or None,
        )
    for number, trade in zip(range(4), cycle(trades)):
        make_course(skills=("Excel",), language="ru").specialties.add(trade)
        make_course(f"Course {number}", language="uz")
    return trades, places


def lists(profile: Profile) -> tuple[object, ...]:
    """Everything that is recommended, with scores and reasons."""
    specialties = recommend_specialties(profile, limit=200)
    vacancies = recommend_vacancies(profile, limit=1_000)
    return (
        [(row.specialty.pk, row.score, row.fit, row.reasons) for row in specialties],
        [(row.vacancy.pk, row.score, row.band, row.reasons) for row in vacancies.matches],
        [(row.course.pk, row.reasons) for row in recommend_courses(profile)],
        [(row.skill.pk, row.vacancies, row.unlocks) for row in skill_gap(profile)],
        text_of_profile(profile),
    )


def test_lists_of_two_hundred_people_stay_when_age_gender_name_and_photo_change(market):
    trades, places = market
    profile = make_profile()
    seen = set()
    kinds = zip(
        range(PEOPLE), cycle(WISHES), cycle(LABOURS), cycle(MODES), cycle(SCHEDULES), cycle(PAYS)
    )
    for number, wish, labour, modes, hours, pay in kinds:
        profile.preferences = f"{wish} {number}"
        profile.labour, profile.work_modes, profile.schedules = labour, modes, hours
        profile.desired_pay, profile.region = pay, (None, *places)[number % 3]
        profile.specialty = trades[number % 3]
        made = []
        for person in (ONE, OTHER):
            for name, value in person.items():
                setattr(profile, name, value)
            made.append(lists(profile))
        assert made[0] == made[1]
        seen.add(repr(made[0]))
    # The people themselves differ, so the comparison says something.
    assert len(seen) == PEOPLE


def test_what_would_change_a_list_doesnt_look_at_the_person_either(market):
    trades, places = market
    profile = make_profile(preferences="sotuvchi", specialty=trades[0], specialty_set_by="person")
    found = []
    for modes, hours, place in product(MODES[1:], SCHEDULES[1:], places):
        profile.work_modes, profile.schedules, profile.region = modes, hours, place
        made = []
        for person in (ONE, OTHER):
            for name, value in person.items():
                setattr(profile, name, value)
            made.append(changes_of_list(profile))
        assert made[0] == made[1]
        found += made[0]
    assert found


def test_the_scorer_has_no_place_for_who_a_person_is():
    assert not NEVER & {field.name for field in fields(Seeker)}


def test_the_help_page_says_so(client, db):
    page = client.get(reverse("help"), headers={"accept-language": "en"}).text
    assert "Age, gender, name and photo" in page
