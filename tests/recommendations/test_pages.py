from datetime import date

import pytest
from django.urls import reverse

from recommendations.models import Mark
from recommendations.trends import note_demand
from tests.factories import (
    make_course,
    make_profile,
    make_source,
    make_specialty,
    make_user,
    make_vacancy,
)

MINE = ["specialty_list", "vacancy_list", "course_list", "mark_list"]


@pytest.fixture
def specialty(db):
    return make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})


@pytest.fixture
def person(client, specialty):
    profile = make_profile(preferences="tikish")
    profile.finish_questionnaire()
    profile.suggest_specialty(specialty)
    client.force_login(profile.user)
    return profile


def page_of(client, name, *args, **query):
    return client.get(reverse(f"recommendations:{name}", args=args), query)


@pytest.mark.parametrize("name", MINE)
def test_recommendations_are_for_the_signed_in(client, db, name):
    assert page_of(client, name).url.startswith(reverse("accounts:login"))


@pytest.mark.parametrize("name", ["specialty_list", "vacancy_list", "course_list"])
def test_without_wishes_the_questionnaire_comes_first(client, db, name):
    client.force_login(make_user())
    assert page_of(client, name).url == "/"
    assert "Avval bir necha savol" in client.get("/", follow=True).text


def test_specialties_show_demand_and_reasons(client, person, specialty):
    make_vacancy("Tikuvchi", specialty=specialty, monthly_uzs_from=4_000_000)
    page = page_of(client, "specialty_list").text
    assert "Tikuvchi" in page
    assert "4\u00a0000\u00a0000 soʻm" in page


def test_looking_at_specialties_writes_nothing(client, person, specialty):
    person.suggest_specialty(None)
    page_of(client, "specialty_list", tilt=100)
    person.refresh_from_db()
    assert person.specialty is None


@pytest.mark.parametrize("tilt", ["", "abc", "-5", "1000"])
def test_nonsense_in_the_slider_counts_as_none(client, person, tilt):
    assert page_of(client, "specialty_list", tilt=tilt).status_code == 200


def test_a_specialty_is_chosen_by_the_person(client, person):
    other = make_specialty("hh-21", name="Haydovchi")
    client.post(reverse("recommendations:choose", args=[other.pk]))
    person.refresh_from_db()
    assert (person.specialty, person.specialty_set_by) == (other, "person")


def test_vacancies_come_with_a_band_and_reasons(client, person, specialty):
    make_vacancy("Tikuvchi atelyega", specialty=specialty)
    page = page_of(client, "vacancy_list").text
    assert "Tikuvchi atelyega" in page
    assert 'class="reason"' in page
    assert 'class="star"' in page


def test_filters_filter(client, person, specialty):
    make_vacancy("Uyda tikish", specialty=specialty, work_modes=["remote"])
    make_vacancy("Fabrikada tikish", specialty=specialty, work_modes=["office"])
    page = page_of(client, "vacancy_list", work_mode="remote").text
    assert "Uyda tikish" in page
    assert "Fabrikada tikish" not in page


def test_an_empty_list_says_what_to_do(client, person):
    assert "Filtrlarni tozalash" in page_of(client, "vacancy_list", work_mode="remote").text


def test_a_vacancy_is_public(client, db):
    vacancy = make_vacancy("Novvoy", description="<p>Non yopish</p>", language="uz")
    page = page_of(client, "vacancy_detail", vacancy.pk).text
    assert "<p>Non yopish</p>" in page
    assert 'lang="uz"' in page


def test_the_text_of_a_posting_brings_no_script(client, db):
    vacancy = make_vacancy(description="<p onclick=x>Non</p><script>alert(1)</script>")
    page = page_of(client, "vacancy_detail", vacancy.pk).text
    assert "alert(1)" not in page
    assert "onclick" not in page


def test_an_example_says_so_and_leads_nowhere(client, db):
    demo = make_source("Demo", is_example=True)
    vacancy = make_vacancy(source=demo, url="https://elsewhere.example/1")
    page = page_of(client, "vacancy_detail", vacancy.pk).text
    assert "Bu namuna" in page
    assert "elsewhere.example" not in page


def test_a_real_vacancy_leads_to_its_source_without_telling_from_where(client, db):
    vacancy = make_vacancy(url="https://work.example/1")
    page = page_of(client, "vacancy_detail", vacancy.pk).text
    assert 'href="https://work.example/1" target="_blank" rel="noopener noreferrer"' in page


def test_a_closed_vacancy_says_so(client, db):
    vacancy = make_vacancy(url="https://work.example/1")
    vacancy.close()
    page = page_of(client, "vacancy_detail", vacancy.pk).text
    assert "yopilgan" in page
    assert "work.example" not in page


def test_the_signed_in_see_why_it_suits(client, person, specialty):
    vacancy = make_vacancy("Tikuvchi", specialty=specialty)
    assert "Nega sizga mos" in page_of(client, "vacancy_detail", vacancy.pk).text


@pytest.mark.parametrize("state", ["saved", "hidden", "applied"])
def test_a_vacancy_is_marked(client, person, state):
    vacancy = make_vacancy()
    client.post(reverse("recommendations:mark", args=[vacancy.pk]), {"state": state})
    assert Mark.objects.get(user=person.user, vacancy=vacancy).state == state


def test_a_mark_is_taken_back(client, person):
    vacancy = make_vacancy()
    for state in ("saved", ""):
        client.post(reverse("recommendations:mark", args=[vacancy.pk]), {"state": state})
    assert not Mark.objects.exists()


def test_a_mark_in_place_answers_with_the_buttons_alone(client, person):
    vacancy = make_vacancy()
    page = client.post(
        reverse("recommendations:mark", args=[vacancy.pk]),
        {"state": "saved"},
        headers={"hx-request": "true"},
    ).text
    assert 'aria-pressed="true"' in page
    assert "<html" not in page


def test_a_mark_never_leads_to_another_host(client, person):
    vacancy = make_vacancy()
    form = {"state": "saved", "next": "https://elsewhere.example/"}
    answer = client.post(reverse("recommendations:mark", args=[vacancy.pk]), form)
    assert answer.url == vacancy.get_absolute_url()


def test_a_strange_mark_is_refused(client, person):
    vacancy = make_vacancy()
    address = reverse("recommendations:mark", args=[vacancy.pk])
    assert client.post(address, {"state": "bought"}).status_code == 400


def test_marks_of_others_are_not_shown(client, person):
    vacancy = make_vacancy("Novvoy")
    Mark.objects.create(user=make_user(), vacancy=vacancy, state="saved")
    assert "Novvoy" not in page_of(client, "mark_list").text


def test_courses_suit_the_specialty(client, person, specialty):
    course = make_course("Tikish kursi")
    course.specialties.add(specialty)
    assert "Tikish kursi" in page_of(client, "course_list").text


def test_marks_take_a_fixed_number_of_queries(client, person, django_assert_max_num_queries):
    for number in range(8):
        vacancy = make_vacancy(f"Ish {number}", skills=("Excel",))
        Mark.objects.create(user=person.user, vacancy=vacancy, state="saved")
    with django_assert_max_num_queries(11):
        page_of(client, "mark_list")


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
@pytest.mark.parametrize("name", MINE)
def test_pages_render_in_four_written_forms(client, person, specialty, settings, name, language):
    Mark.objects.create(
        user=person.user,
        vacancy=make_vacancy("Tikuvchi", specialty=specialty, skills=("Excel",)),
        state="saved",
    )
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    assert page_of(client, name).status_code == 200


def test_specialties_draw_how_demand_went(client, person, specialty):
    make_vacancy("Tikuvchi", specialty=specialty)
    note_demand(date(2026, 11, 1))
    assert 'class="line"' not in page_of(client, "specialty_list").text
    make_vacancy("Bichuvchi", specialty=specialty)
    note_demand(date(2026, 11, 9))
    assert "2026-yil 1-noyabr kuni 1 ta, 2026-yil 9-noyabr kuni 2 ta" in (
        page_of(client, "specialty_list").text
    )
