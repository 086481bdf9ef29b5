from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Specialty
from catalog.searching import Wanted
from recommendations.marking import mark_vacancy
from recommendations.models import EmbeddingModel, VacancyVector
from recommendations.ranking import recommend_vacancies, similar_vacancies
from recommendations.scoring import WEIGHTS, Signals, score, seeker_of
from tests.factories import (
    make_profile,
    make_region,
    make_specialty,
    make_vacancy,
)

unit = st.floats(0, 1)
signals = st.builds(Signals, **dict.fromkeys(WEIGHTS, unit))


@given(signals, st.sampled_from(sorted(WEIGHTS)))
def test_a_better_signal_never_lowers_a_score(found, name):
    assert score(replace(found, **{name: 1.0})) >= score(found)


def test_weights_add_up_to_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1)


@pytest.fixture
def baking(db):
    return make_specialty("hh-94", name="Baker")


@pytest.fixture
def baker(baking):
    profile = make_profile(region=make_region())
    profile.choose_specialty(baking)
    return profile


def test_reasons_add_up_to_the_score(baker, baking):
    make_vacancy(specialty=baking)
    match = recommend_vacancies(baker).matches[0]
    assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score)


def test_a_vacancy_of_the_specialty_comes_first(baker, baking):
    make_vacancy("Other", specialty=make_specialty("hh-1"))
    wanted = make_vacancy("Baker", specialty=baking)
    assert recommend_vacancies(baker).matches[0].vacancy == wanted


def test_similar_vacancies_are_of_the_same_specialty_where_there_is_no_vector(baking):
    vacancy, other = make_vacancy(specialty=baking), make_vacancy(specialty=baking)
    make_vacancy(specialty=make_specialty("hh-1"))
    assert similar_vacancies(vacancy) == [other]


def test_similar_vacancies_are_the_nearest(baking):
    vacancy, far, near = make_vacancy("A"), make_vacancy("B"), make_vacancy("C")
    model = EmbeddingModel.objects.create(name="m", version="1", dimensions=2, is_serving=True)
    for row, vector in ((vacancy, [1, 0]), (far, [0, 1]), (near, [0.9, 0.1])):
        VacancyVector.objects.create(model=model, vacancy=row, text_hash=b"1", vector=vector)
    assert similar_vacancies(vacancy) == [near, far]


def test_similar_vacancies_of_the_same_specialty_come_first(baking):
    other = make_specialty("hh-1", name="Payvandchi")
    vacancy, near = make_vacancy("A", specialty=baking), make_vacancy("B", specialty=other)
    far = make_vacancy("C", specialty=baking)
    make_vectors({vacancy: [1, 0], near: [1, 0.01], far: [0.9, 0.3]})
    assert similar_vacancies(vacancy) == [far, near]


def test_the_title_tells_which_specialty_similar_vacancies_have(baking):
    Specialty.objects.filter(pk=baking.pk).update(name_uz="Novvoy", synonyms={})
    other = make_specialty("hh-1", name="Payvandchi")
    vacancy, near = make_vacancy("Novvoy kerak"), make_vacancy("B", specialty=other)
    far = make_vacancy("C", specialty=baking)
    make_vectors({vacancy: [1, 0], near: [1, 0.01], far: [0.9, 0.3]})
    assert similar_vacancies(vacancy) == [far, near]


def make_vectors(vectors):
    model = EmbeddingModel.objects.create(name="m", version="1", dimensions=2, is_serving=True)
    for row, vector in vectors.items():
        VacancyVector.objects.create(model=model, vacancy=row, text_hash=b"1", vector=vector)


def test_a_hidden_vacancy_is_not_listed(baker, baking):
    mark_vacancy(baker.user, make_vacancy(specialty=baking), "hidden")
    assert recommend_vacancies(baker).matches == []


def test_a_closed_vacancy_is_not_listed(baker, baking):
    make_vacancy(specialty=baking).close()
    assert recommend_vacancies(baker).matches == []


def test_at_most_two_of_one_employer_come_first(baker, baking):
    for _ in range(4):
        make_vacancy(specialty=baking, employer="Big")
    make_vacancy("Other", specialty=make_specialty("hh-1"), employer="Small")
    employers = [match.vacancy.employer for match in recommend_vacancies(baker).matches[:3]]
    assert employers == ["Big", "Big", "Small"]


def test_a_pay_filter_filters(baker, baking):
    make_vacancy(specialty=baking, monthly_uzs_to=1_000_000)
    make_vacancy(specialty=baking)
    assert recommend_vacancies(baker, Wanted(salary_from=2_000_000)).total == 0


def test_missing_skills_are_named(baker, baking):
    make_vacancy(specialty=baking, skills=("Bread",))
    assert [row.name for row in recommend_vacancies(baker).matches[0].missing_skills] == ["Bread"]


def test_without_a_model_the_list_says_so(baker, baking):
    make_vacancy(specialty=baking)
    assert recommend_vacancies(baker).notice


def test_pages_follow_one_another(baker, baking):
    for _ in range(5):
        make_vacancy(specialty=baking)
    pages = [recommend_vacancies(baker, limit=2, offset=offset).matches for offset in (0, 2, 4)]
    assert len({match.vacancy.pk for page in pages for match in page}) == 5


def test_queries_dont_grow_with_rows(baker, baking, django_assert_max_num_queries):
    for _ in range(12):
        make_vacancy(specialty=baking, skills=("Bread", "Cake"))
    with django_assert_max_num_queries(25):
        recommend_vacancies(baker)


def test_no_page_shows_more_than_two_of_an_employer_while_others_are_left(baker, baking):
    for number in range(30):
        make_vacancy(specialty=baking, employer="Big" if number < 4 else f"Small {number}")
    listed = recommend_vacancies(baker, limit=40).matches
    for start in range(len(listed) - 20):
        page = [match.vacancy.employer for match in listed[start : start + 20]]
        assert page.count("Big") <= 2


def test_a_list_is_filled_up_to_a_page_with_what_has_no_vector_yet(baker, baking):
    EmbeddingModel.objects.create(name="m", version="1", dimensions=2, is_serving=True)
    for _ in range(12):
        make_vacancy(specialty=baking)
        make_vacancy(specialty=make_specialty("hh-1"))
    matches = recommend_vacancies(baker).matches
    assert len(matches) == 20
    assert [match.is_near_specialty for match in matches] == [False] * 12 + [True] * 8


def test_a_vacancy_of_an_unknown_specialty_is_not_called_near(baker):
    make_vacancy()
    assert not recommend_vacancies(baker).matches[0].is_near_specialty


def test_a_list_that_changed_between_pages_begins_anew_and_says_so(baker, baking):
    for _ in range(5):
        make_vacancy(specialty=baking)
    first = recommend_vacancies(baker, limit=2)
    make_vacancy(specialty=baking).close()
    same = recommend_vacancies(baker, limit=2, offset=2, stamp=first.stamp)
    assert (same.offset, same.notice, same.is_started_over) == (2, first.notice, False)
    make_vacancy(specialty=baking)
    anew = recommend_vacancies(baker, limit=2, offset=2, stamp=first.stamp)
    assert (anew.offset, anew.is_started_over) == (0, True)
    assert anew.notice.startswith("The list has changed")


def test_a_list_stays_as_it_is_while_a_day_lasts(baker, baking, time_machine):
    time_machine.move_to("2026-03-02 00:30+05:00")
    for hours in range(0, 72, 5):
        make_vacancy(specialty=baking, first_seen_at=timezone.now() - timedelta(hours=hours))
    morning = recommend_vacancies(baker).stamp
    time_machine.move_to("2026-03-02 23:30+05:00")
    assert recommend_vacancies(baker).stamp == morning


@pytest.mark.parametrize(
    ("currency", "period", "amount"),
    [("UZS", "month", 6_000_000), ("USD", "month", 500), ("RUB", "month", 40_000),
     ("UZS", "hour", 36_000), ("USD", "year", 6_000)],
)  # fmt: skip
def test_a_wish_for_pay_counts_in_any_currency_and_period(baker, baking, currency, period, amount):
    baker.desired_pay, baker.desired_currency, baker.desired_period = amount, currency, period
    make_vacancy("little", specialty=baking, monthly_uzs_to=2_000_000)
    make_vacancy("enough", specialty=baking, monthly_uzs_to=12_000_000)
    first, second = recommend_vacancies(baker).matches
    assert [first.vacancy.title, second.vacancy.title] == ["enough", "little"]
    assert "Pays what you wish for" in [reason.text for reason in first.reasons]


def test_a_wish_in_an_unknown_currency_compares_nothing(baker):
    baker.desired_pay, baker.desired_currency = 5, "XXX"
    assert seeker_of(baker).desired_uzs is None
