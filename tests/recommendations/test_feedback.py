"""Saved and hidden vacancies rank the list again, at once, and the list says so."""

import pytest
from rest_framework.test import APIClient

from recommendations.marking import mark_vacancy, unmark_vacancy
from recommendations.models import EmbeddingModel, VacancyVector
from recommendations.ranking import explain_vacancy, recommend_vacancies
from tests.factories import make_profile, make_specialty, make_vacancy

# Directions: bread lies near cake and far from iron.
BREAD, CAKE, IRON = [1.0, 0.0, 0.0], [0.98, 0.2, 0.0], [0.0, 0.0, 1.0]


@pytest.fixture
def offers(db):
    """Four alike but for what they are near to; without a mark the oldest comes first."""
    baking = make_specialty("hh-94", name="Baker")
    model = EmbeddingModel.objects.create(name="m", version="1", dimensions=3, is_serving=True)
    rows = {}
    for title, vector in (("iron", IRON), ("steel", IRON), ("bread", BREAD), ("cake", CAKE)):
        rows[title] = make_vacancy(title, specialty=baking)
        VacancyVector.objects.create(
            model=model, vacancy=rows[title], text_hash=b"1", vector=vector
        )
    return rows


@pytest.fixture
def person(offers):
    profile = make_profile()
    profile.choose_specialty(next(iter(offers.values())).specialty)
    return profile


def titles(profile):
    return [match.vacancy.title for match in recommend_vacancies(profile).matches]


def reason_of(profile, title):
    matches = recommend_vacancies(profile).matches
    found = next(match for match in matches if match.vacancy.title == title)
    return next(reason for reason in found.reasons if reason.signal == "feedback")


def test_a_list_without_marks_says_nothing_of_them(person):
    assert titles(person) == ["iron", "steel", "bread", "cake"]
    reason = reason_of(person, "cake")
    assert (reason.is_plus, reason.evidence) == (False, "")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("saved", "saved"),
        ("applied", "applied for"),
        ("interview", "invited"),
        ("offer", "offered"),
    ],
)
def test_what_is_like_a_wanted_one_rises_and_says_why(person, offers, state, said):
    mark_vacancy(person.user, offers["bread"], state)
    assert titles(person)[:2] == ["bread", "cake"]
    reason = reason_of(person, "cake")
    assert said in reason.text
    assert (reason.is_plus, reason.evidence) == (True, "bread")


@pytest.mark.parametrize(
    ("state", "said"), [("saved", "You saved it"), ("offer", "You applied for it")]
)
def test_a_marked_one_is_not_called_like_itself(person, offers, state, said):
    mark_vacancy(person.user, offers["bread"], state)
    reason = reason_of(person, "bread")
    assert (reason.text, reason.evidence, reason.is_plus) == (said, "", True)


def test_a_hidden_one_is_not_called_applied_for(person, offers):
    mark_vacancy(person.user, offers["iron"], "hidden")
    found = explain_vacancy(person, offers["iron"])
    reason = next(reason for reason in found.reasons if reason.signal == "feedback")
    assert (reason.text, reason.is_plus) == ("You hid it", False)


def test_what_is_like_a_hidden_one_falls_and_says_why(person, offers):
    mark_vacancy(person.user, offers["iron"], "hidden")
    assert titles(person) == ["bread", "cake", "steel"]
    reason = reason_of(person, "steel")
    assert (reason.text, reason.evidence, reason.is_plus) == (
        "Like one that you hid",
        "iron",
        False,
    )
    assert reason.contribution == pytest.approx(0, abs=0.001)


def test_what_marks_say_stands_first_among_the_reasons(person, offers):
    mark_vacancy(person.user, offers["iron"], "hidden")
    assert recommend_vacancies(person).matches[-1].reasons[0].signal == "feedback"


def test_a_mark_taken_back_leaves_no_trace(person, offers):
    before = recommend_vacancies(person).stamp
    mark_vacancy(person.user, offers["bread"], "saved")
    assert recommend_vacancies(person).stamp != before
    unmark_vacancy(person.user, offers["bread"])
    assert recommend_vacancies(person).stamp == before


def test_both_kinds_of_marks_weigh_against_each_other(person, offers):
    mark_vacancy(person.user, offers["bread"], "saved")
    mark_vacancy(person.user, offers["iron"], "hidden")
    assert titles(person) == ["bread", "cake", "steel"]


def test_marks_of_others_say_nothing(person, offers):
    mark_vacancy(make_profile().user, offers["bread"], "saved")
    assert titles(person) == ["iron", "steel", "bread", "cake"]


def test_the_page_of_a_vacancy_says_the_same_as_the_list(person, offers):
    mark_vacancy(person.user, offers["bread"], "saved")
    alone = explain_vacancy(person, offers["cake"]).reasons
    listed = reason_of(person, "cake")
    assert listed in alone


def test_the_api_says_it_with_its_evidence(person, offers):
    client = APIClient()
    client.force_authenticate(person.user)
    assert (
        client.put(f"/api/v1/me/marks/{offers['bread'].pk}", {"state": "saved"}).status_code == 200
    )
    second = client.get("/api/v1/me/vacancies").json()["results"][1]
    assert second["vacancy"]["title"] == "cake"
    assert second["reasons"][0]["signal"] == "feedback"
    assert second["reasons"][0]["evidence"] == "bread"
    assert second["score"] == pytest.approx(sum(row["contribution"] for row in second["reasons"]))
