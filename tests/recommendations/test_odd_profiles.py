"""Profiles as strangers write them: nothing, one word, a book, signs, other languages."""

import pytest

from catalog.models import Specialty
from catalog.reference import load_reference
from recommendations.embedding import SmallEmbedder
from recommendations.indexing import index_stale
from recommendations.specialties import recommend_specialties
from recommendations.weighing import Weights, brevity_of, default_weights
from tests.factories import make_profile, make_specialty, make_vacancy

STORY = (
    "Я двадцать лет работал на стройке, водил грузовик, держал пасеку и чинил соседям проводку. "
    "Потом переехал к дочери, помогал ей в магазине, вёл учёт на складе и встречал поставщиков."
)
COOK, DRIVER, DEVELOPER, TEACHER = "hh-94", "hh-21", "hh-96", "hh-132"


def order(**fields):
    return [match.specialty.code for match in recommend_specialties(make_profile(**fields))]


@pytest.fixture
def four(db):
    """Four trades by their names alone; most vacancies ask for drivers."""
    load_reference()
    Specialty.objects.exclude(code__in=[COOK, DRIVER, DEVELOPER, TEACHER]).delete()
    driver = Specialty.objects.get(code=DRIVER)
    for _ in range(3):
        make_vacancy("Водитель", specialty=driver)


def test_an_empty_profile_sees_what_is_asked_for_most(four):
    assert order(preferences="")[0] == DRIVER


def test_an_empty_profile_is_told_of_no_likeness(four):
    first = recommend_specialties(make_profile(preferences=""))[0]
    assert (first.fit, first.reasons) == (0.0, ())


@pytest.mark.parametrize("word", ["oshpaz", "Ошпаз", "повар", "cook", "OSHPAZ!!!", "«Повар»"])
def test_one_word_is_enough(four, word):
    assert order(preferences=word)[0] == COOK


def test_the_first_of_ten_thousand_words_count(four):
    assert order(preferences=("oshpaz boʻlmoqchiman " + "men va sen " * 3_333)[:10_000])[0] == COOK


@pytest.mark.parametrize(
    "text", ["🙂🙂🙂", "!!! ??? ...", "1234567890", "\u200b\u200b", "ыфвапролд"]
)
def test_signs_that_say_nothing_still_get_every_specialty(four, text):
    assert len(order(preferences=text)) == 4


def test_two_opposite_wishes_both_fit_best(four):
    profile = make_profile(preferences="хочу быть поваром или программистом, сам не знаю")
    matches = sorted(recommend_specialties(profile), key=lambda match: -match.fit)
    assert {match.specialty.code for match in matches[:2]} == {COOK, DEVELOPER}


def test_work_against_the_wished_kind_says_so(four):
    profile = make_profile(preferences="программист, разработчик", labour="physical")
    matches = {match.specialty.code: match for match in recommend_specialties(profile)}
    against = [reason.signal for reason in matches[DEVELOPER].reasons if not reason.is_plus]
    assert "labour" in against


@pytest.mark.model
def test_no_word_is_named_where_no_letter_is_shared(four, prepared_model):
    index_stale(SmallEmbedder())
    matches = recommend_specialties(make_profile(preferences="🍳🍕"))
    assert not [reason for match in matches for reason in match.reasons if reason.signal == "words"]


@pytest.mark.model
def test_other_languages_are_understood_by_meaning(four, prepared_model):
    index_stale(SmallEmbedder())
    wishes = {
        "мехоҳам дар ошхона хӯрок пазам": COOK,  # Tajik
        "aşçı olarak bir restoranda çalışmak istiyorum": COOK,  # Turkish
        "我想当厨师": COOK,  # Chinese
        "Ich möchte Kinder in der Schule unterrichten": TEACHER,
        "Мен мектепте мұғалім болғым келеді": TEACHER,  # Kazakh
    }
    assert {wish: order(preferences=wish)[0] for wish in wishes} == wishes


def test_a_title_is_brief_and_a_story_is_not():
    assert (brevity_of("Повар в кафе"), brevity_of(STORY), brevity_of("🙂")) == (1.0, 0.0, 0.0)


def test_between_a_title_and_a_story_the_weights_lie_between():
    weights = Weights({"words": 0.2}, {"words": 0.4}, {"hh-1": 1.0})
    assert weights.between(0.5)["words"] == pytest.approx(0.3)
    assert weights.usual_of(["hh-1", "hh-2"], 0.5).tolist() == [0.5, 0.0]


def test_the_weights_of_titles_and_of_stories_add_up_to_one():
    weights = default_weights()
    assert sum(weights.of_titles.values()) == pytest.approx(1, abs=0.002)
    assert sum(weights.of_stories.values()) == pytest.approx(1)


def test_what_is_usual_is_known_of_every_specialty(db):
    load_reference()
    codes = set(Specialty.objects.values_list("code", flat=True))
    assert set(default_weights().usual) == codes


def test_what_is_usual_counts_less_in_a_story(db):
    make_specialty("hh-70", name="Savdo menejeri")
    make_specialty("hh-141", name="Tikuvchi")
    matches = recommend_specialties(make_profile(preferences=STORY))
    assert not [reason for match in matches for reason in match.reasons if reason.signal == "usual"]
