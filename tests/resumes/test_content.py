"""What resumes say."""

from datetime import date

import pytest

from resumes.checking import founded, unfounded_lines
from resumes.content import compose, content_from
from resumes.models import Resume
from resumes.texts import (
    clean,
    foreign_language,
    in_own_words,
    is_uzbek,
    name_in_script,
    place_name,
)
from resumes.words import duration, month, pay, years
from tests.factories import make_profile, make_region, make_skill, make_user, make_vacancy
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


def test_what_stands_on_nothing_is_left_out_with_its_heading():
    profile = beginner()
    content = compose(profile, "ru", today=TODAY)
    profile.education_level = ""
    assert "education" not in [section.key for section in founded(content, profile).sections]


def test_the_rest_of_a_content_stays():
    profile = beginner()
    content = compose(profile, "ru", today=TODAY)
    profile.birth_year = None
    left = {line.text for line in content.lines()} - {"Год рождения: 2005"}
    assert {line.text for line in founded(content, profile).lines()} == left


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
    assert "Tikuvchi, опыт работы — 10 лет 11 месяцев." in texts(tailor())


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


def keys(profile):
    return [section.key for section in compose(profile, "ru", today=TODAY).sections]


def test_who_has_worked_shows_that_before_the_wishes():
    assert keys(tailor())[-1] == "wishes"


def test_of_a_beginner_the_wishes_come_first():
    assert keys(beginner())[0] == "wishes"


def test_a_specialty_says_what_kind_of_labour_it_is():
    profile = tailor()
    profile.labour = "physical"
    assert "Вид труда: физический" not in texts(profile)


def test_the_year_of_birth_is_among_the_contacts():
    contacts = compose(beginner(), "uz", today=TODAY).contacts
    assert contacts[-1].text == "Tugʻilgan yili: 2005"


def test_an_unknown_region_is_not_a_place():
    profile = make_profile(region=make_region("unknown", kind="unknown", name="Unknown"))
    assert compose(profile, "en", today=TODAY).contacts == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz", "oyiga 5\u00a0500\u00a0000\u00a0soʻm"),
        ("uz-Cyrl", "ойига 5\u00a0500\u00a0000\u00a0сўм"),
        ("ru", "5\u00a0500\u00a0000\u00a0сум в месяц"),
        ("en", "5,500,000\u00a0UZS a month"),
    ],
)
def test_pay_is_written_as_people_do(language, text):
    assert pay(5_500_000, "UZS", "month", language) == text


def test_years_of_study_stand_close():
    profile = make_profile()
    profile.education.create(institution="x", start="2005", end="2008")
    assert "2005–2008" in texts(profile)


def test_dates_of_work_stand_apart():
    assert "март 2015 — февраль 2020" in texts(tailor())


def test_english_dates_have_the_shorter_dash():
    assert "March 2015 – February 2020" in texts(tailor(), "en")


def test_titles_take_the_alphabet_of_an_uzbek_resume():
    assert "Тикувчи" in texts(tailor(), "uz-Cyrl")


def test_places_of_work_go_by_the_name_of_the_language():
    make_region("uz-hh-1", kind="town", parent=make_region("UZ-TO"), name_ru="Чирчик",
                name_uz="Chirchiq")  # fmt: skip
    assert place_name("Chirchiq", "ru") == "Чирчик"


def test_a_skill_of_ones_own_has_a_capital():
    profile = make_profile()
    profile.skills.create(name="каменная кладка")
    assert "Каменная кладка" in texts(profile)


def test_a_capital_inside_a_name_of_a_skill_stays():
    profile = make_profile()
    profile.skills.create(name="iOS")
    assert "iOS" in texts(profile)


@pytest.mark.parametrize(
    "text", ["Tikuvchi", "Oltita tikuvchining ishini tekshirdim.", "Тикувчи", "Ҳайдовчи"]
)
def test_short_uzbek_is_known(text):
    assert is_uzbek(text)


@pytest.mark.parametrize(
    "text", ["Software engineer", "Salesman", "Dental planning", "Врач", "Ключи", "Nur Textile"]
)
def test_what_may_be_of_another_language_is_not_uzbek(text):
    assert not is_uzbek(text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Photoshop va Python bilan ishlayman", "Photoshop ва Python билан ишлайман"),
        ("HTML, PostgreSQL va Django bilan ishlaganman", "HTML, PostgreSQL ва Django"),
        ("MEN USTAMAN VA TIKAMAN", "МЕН УСТАМАН ВА ТИКАМАН"),
        ("Nur Textile", "Nur Textile"),
    ],
)
def test_foreign_words_keep_their_letters(written, said):
    assert in_own_words(written, "uz-Cyrl").startswith(said)


def test_words_put_into_the_alphabet_of_a_resume_are_in_its_language():
    profile = make_profile(about="Buyurtma bilan kiyim tikaman va ularni taʼmirlayman.")
    content = compose(profile, "uz-Cyrl", today=TODAY)
    assert [line.language for line in content.lines() if line.language] == []


def test_uzbek_without_its_own_letters_is_not_russian():
    assert foreign_language("Буюртма билан кийим тикаман ва таъмирлайман.", "uz-Cyrl") == ""


def test_nothing_visible_is_no_skill():
    profile = make_profile()
    profile.skills.create(name="\u200b")
    assert "skills" not in keys(profile)
