import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.forms import STEPS
from accounts.models import Profile
from tests.factories import make_region, make_specialty, make_user, make_vacancy


@pytest.fixture
def person(client, db):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def answer(client, person):
    def post(step, **fields):
        return client.post(reverse("accounts:questionnaire", args=[step]), fields)

    return post


def profile_of(user):
    return Profile.objects.get(user=user)


def test_the_whole_questionnaire_ends_in_a_suggestion(answer, person):
    sewing = make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish", "chevar"]})
    make_vacancy("Tikuvchi", specialty=sewing)
    region = make_region("UZ-AN")
    answer("name", full_name="Gulnora Rahimova")
    answer("person", age="41", gender="female")
    answer("education", education_level="vocational", labour="physical")
    answer("place", region=region.pk, city="Chust", schedules=["full_time", "part_time"])
    answer("mode", work_modes=["office", "remote"])
    answer("contact", phone="+998 90 123 45 67", contact_email="gulnora@mail.uz")
    answer("wishes", preferences="tikish, chevar")
    page = answer("photo")
    profile = profile_of(person)
    assert page.url == reverse("recommendations:specialty_list")
    assert profile.is_questionnaire_done
    assert profile.specialty == sewing
    assert profile.region == region
    assert profile.schedules == ["full_time", "part_time"]


def test_age_is_kept_as_the_year_of_birth(answer, person):
    answer("person", age="41", gender="")
    assert profile_of(person).birth_year == timezone.localdate().year - 41


def test_every_card_but_wishes_may_stay_empty(answer, person):
    refused = [step for step in STEPS if answer(step).status_code != 302]
    assert refused == ["wishes"]


def test_without_wishes_the_end_leads_back_to_them(answer, person):
    assert answer("photo").url == reverse("accounts:questionnaire", args=["wishes"])


def test_back_keeps_what_is_valid(answer, person):
    page = answer("education", labour="mental", to="back")
    assert page.url == reverse("accounts:questionnaire", args=["person"])
    assert profile_of(person).labour == "mental"


def test_back_keeps_what_is_not_valid_yet(answer, client):
    answer("contact", phone="12", to="back")
    page = client.get(reverse("accounts:questionnaire", args=["contact"]))
    assert 'value="12"' in page.text


def test_what_was_kept_is_gone_once_saved(answer, client):
    answer("contact", phone="12", to="back")
    answer("contact", phone="+998901234567")
    page = client.get(reverse("accounts:questionnaire", args=["contact"]))
    assert 'value="+998901234567"' in page.text


def test_an_error_keeps_what_was_typed(answer):
    page = answer("person", age="7")
    assert page.status_code == 422
    assert 'value="7"' in page.text
    assert 'aria-invalid="true"' in page.text


def test_an_answer_from_the_profile_leads_back_to_it(answer):
    page = answer("name", full_name="Gulnora", **{"from": "profile"})
    assert page.url == reverse("accounts:profile")


def test_new_wishes_renew_the_suggestion(answer, person):
    make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})
    driving = make_specialty("hh-21", name="Haydovchi", synonyms={"uz": ["mashina haydash"]})
    answer("wishes", preferences="tikish")
    answer("photo")
    answer("wishes", preferences="mashina haydash")
    assert profile_of(person).specialty == driving


def test_a_choice_of_ones_own_outlives_new_wishes(answer, person):
    sewing = make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})
    make_specialty("hh-21", name="Haydovchi", synonyms={"uz": ["mashina haydash"]})
    answer("wishes", preferences="tikish")
    answer("photo")
    profile_of(person).choose_specialty(sewing)
    answer("wishes", preferences="mashina haydash")
    assert profile_of(person).specialty == sewing


def test_the_first_page_leads_on_where_the_person_was(answer, client):
    client.get(reverse("accounts:questionnaire", args=["mode"]))
    assert client.get("/").url == reverse("accounts:questionnaire", args=["mode"])


def test_an_unknown_card_is_not_found(client, person):
    assert client.get("/questionnaire/secret/").status_code == 404
