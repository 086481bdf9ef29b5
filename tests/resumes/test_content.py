"""What resumes say."""

from datetime import date

import pytest

from resumes.checking import unfounded_lines
from resumes.content import compose, content_from
from resumes.models import Resume
from resumes.words import clean, duration, in_own_words, month, name_in_script, years
from tests.factories import make_profile, make_skill, make_user, make_vacancy
from tests.resumes.people import beginner, caller, tailor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
FORMS = Resume.Language.values


def texts(profile, language="ru", **how):
    return [line.text for line in compose(profile, language, today=TODAY, **how).lines()]


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("make", [tailor, beginner, caller])
def test_every_line_stands_on_facts(make, language):
    profile = make()
    assert unfounded_lines(compose(profile, language, today=TODAY), profile) == []


def test_a_line_without_its_fact_is_found():
    profile = beginner()
    content = compose(profile, "ru", today=TODAY)
    profile.full_name = ""
    assert unfounded_lines(content, profile) == [content.name.text]


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("make", [tailor, beginner, caller])
def test_no_heading_is_empty(make, language):
    sections = compose(make(), language, today=TODAY).sections
    assert sections
    assert all(section.lines or section.entries for section in sections)


def test_questionnaire_alone_gives_education_and_wishes():
    assert {"Среднее", "Хочу на склад", "График работы: сменный"} <= set(texts(beginner()))


def test_mobile_strings_that_map_to_nothing_are_said():
    said = set(texts(caller()))
    assert {"Пекарь", "училище", "График работы: 2/2", "Бука", "печь хлеб"} <= said


def test_json_and_back_is_the_same():
    content = compose(tailor(), "en", today=TODAY)
    assert content_from(content.as_json()) == content


def test_months_at_two_places_count_once():
    assert "Общий стаж: 10 лет 11 месяцев" in texts(tailor())


def test_words_in_another_language_are_marked():
    content = compose(tailor(), "uz", today=TODAY)
    assert [line.language for line in content.lines() if line.language] == ["ru"]


def test_what_a_vacancy_asks_for_comes_first():
    profile = tailor()
    profile.skills.create(name="zz", skill=make_skill("Ironing"), position=5)
    found = texts(profile, "en", vacancy=make_vacancy(skills=("Ironing",)))
    assert found.index("Ironing") < found.index("Sewing (expert)")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("uz", "Gulnora Gʻofurova"),
        ("uz-Cyrl", "Гулнора Ғофурова"),
        ("ru", "Гулнора Гофурова"),
        ("en", "Gulnora Gʻofurova"),
    ],
)
def test_names_are_written_as_in_passports(language, name):
    assert name_in_script("Gulnora G'ofurova", language) == name


def test_russian_names_become_latin():
    assert name_in_script("Юрий Щукин", "en") == "Yuriy Shukin"


@pytest.mark.parametrize(("number", "text"), [(21, "21 год"), (22, "22 года"), (25, "25 лет")])
def test_russian_ages_have_the_right_word(number, text):
    assert years(number, "ru") == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("uz", "1 yil 2 oy"), ("uz-Cyrl", "1 йил 2 ой"), ("ru", "1 год 2 месяца")],
)
def test_durations_have_the_right_words(language, text):
    assert duration(14, language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("uz", "2024-yil sentabr"), ("uz-Cyrl", "2024 йил сентябрь"), ("en", "September 2024")],
)
def test_months_are_written_as_people_do(language, text):
    assert month("2024-09", language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz", "Doʻkonda ish kerak"),
        ("uz-Cyrl", "Дўконда иш керак"),
        ("ru", "Do'konda ish kerak"),
    ],
)
def test_uzbek_words_take_the_alphabet_of_an_uzbek_resume(language, text):
    assert in_own_words("Do'konda ish kerak", language) == text


def test_what_no_document_may_hold_is_left_out():
    assert clean("a\x00b\u202e\x0c c\u00a0d\r\ne") == "ab\nc d\ne"


def test_a_profile_with_nothing_still_has_a_name():
    content = compose(make_profile(user=make_user("nobody")), "en", today=TODAY)
    assert (content.name.text, content.sections) == ("nobody", ())
