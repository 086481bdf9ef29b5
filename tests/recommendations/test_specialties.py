import numpy as np
import pytest
from django.utils import translation

from catalog.models import Specialty
from catalog.reference import load_reference
from recommendations.embedding import SmallEmbedder
from recommendations.indexing import index_stale
from recommendations.specialties import recommend_specialties, suggest_specialty
from tests.factories import make_profile, make_region, make_specialty, make_vacancy


@pytest.fixture
def sewing(db):
    return make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish", "chevar"]})


@pytest.fixture
def driving(db):
    return make_specialty("hh-21", name="Водитель", synonyms={"ru": ["шофёр", "водить машину"]})


def first(profile, **options):
    return recommend_specialties(profile, **options)[0].specialty.code


def test_words_alone_find_the_specialty_when_there_is_no_model(sewing, driving):
    assert first(make_profile(preferences="tikish bilan shugʻullanmoqchiman")) == "hh-141"


def test_yo_and_ye_are_alike(sewing, driving):
    assert first(make_profile(preferences="работал шофер на заводе")) == "hh-21"


def test_uzbek_cyrillic_finds_what_is_named_in_latin(sewing, driving):
    assert first(make_profile(preferences="тикиш ишлари")) == "hh-141"


@pytest.mark.parametrize(("language", "name"), [("uz", "chevar"), ("uz-cyrl", "чевар")])
def test_a_reason_is_in_the_script_of_its_reader(sewing, driving, language, name):
    with translation.override(language):
        found = recommend_specialties(make_profile(preferences="chevar boʻlmoqchiman"))[0]
    assert any(f"“{name}”" in reason.text for reason in found.reasons)


def test_full_tilt_orders_by_demand(sewing, driving):
    for _ in range(5):
        make_vacancy("Водитель", specialty=driving)
    profile = make_profile(preferences="водить машину или tikish")
    assert first(profile, tilt=1.0) == "hh-21"


def test_demand_counts_the_persons_region(driving):
    make_vacancy("Водитель", specialty=driving, region=make_region("UZ-SA"))
    profile = make_profile(preferences="шофёр", region=make_region("UZ-AN"))
    assert recommend_specialties(profile)[0].demand.open_vacancies == 0


def test_median_pay_says_how_many_it_rests_on(driving):
    for pay in (3_000_000, 5_000_000, 9_000_000):
        make_vacancy("Водитель", specialty=driving, monthly_uzs_from=pay)
    make_vacancy("Водитель", specialty=driving)
    pay = recommend_specialties(make_profile(preferences="шофёр"))[0].pay
    assert (pay.median, pay.n) == (5_000_000, 3)


def test_suggestion_is_written_once_asked(sewing):
    profile = make_profile(preferences="chevar")
    suggest_specialty(profile)
    assert (profile.specialty.code, profile.specialty_set_by) == ("hh-141", "suggestion")


def test_suggestion_never_replaces_a_choice(sewing, driving):
    profile = make_profile(preferences="chevar")
    profile.choose_specialty(driving)
    suggest_specialty(profile)
    assert (profile.specialty.code, profile.specialty_set_by) == ("hh-21", "person")


@pytest.mark.parametrize("wish", ["", "🙂", "a", "слово " * 10_000 + "шофёр", "\u202e\u0007"])
def test_any_wish_gets_an_answer(sewing, driving, wish):
    assert len(recommend_specialties(make_profile(preferences=wish[:10_000]))) == 2


def test_without_specialties_the_list_is_empty(db):
    assert recommend_specialties(make_profile(preferences="chevar")) == []


@pytest.fixture
def a_few(db, prepared_model):
    """A dozen real specialties, with vectors."""
    load_reference()
    kept = ["5", "173", "94", "97", "96", "64", "132", "21", "141", "18", "90", "34"]
    Specialty.objects.exclude(code__in=[f"hh-{number}" for number in kept]).delete()
    index_stale(SmallEmbedder())


@pytest.mark.model
def test_meaning_finds_a_specialty_that_no_word_names(a_few):
    profile = make_profile(preferences="люблю возиться с моторами и железом в гараже")
    codes = [match.specialty.code for match in recommend_specialties(profile, limit=2)]
    assert {"hh-5", "hh-173"} & set(codes)


@pytest.mark.model
def test_who_a_person_is_never_changes_the_list(a_few):
    lists = []
    for fields in (
        {"full_name": "Malika", "gender": "female", "birth_year": 2004},
        {"full_name": "Иван", "gender": "male", "birth_year": 1960, "photo": "photos/x.jpg"},
    ):
        profile = make_profile(preferences="хочу готовить еду", **fields)
        lists.append([(m.specialty.code, m.score) for m in recommend_specialties(profile)])
    assert lists[0] == lists[1]


def test_other_is_never_suggested(db):
    load_reference()
    assert not Specialty.objects.filter(code="hh-40", is_suggested=True).exists()


def test_fit_lies_between_0_and_1(sewing, driving):
    fits = [match.fit for match in recommend_specialties(make_profile(preferences="chevar"))]
    assert np.all((np.array(fits) >= 0) & (np.array(fits) <= 1))
