"""Cover letters: each sentence stands on facts, in four written forms."""

from datetime import date

import pytest

from resumes.checking import known_facts
from resumes.content import compose
from resumes.content.letter import compose_letter, letter_language
from resumes.models import Resume
from tests.factories import make_vacancy
from tests.resumes.people import beginner, caller, tailor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)


def letter(profile, language="ru", vacancy=None, **fields):
    vacancy = vacancy or make_vacancy(**{"title": "Швея", "employer": "Шёлк", **fields})
    resume = compose(profile, language, today=TODAY, vacancy=vacancy)
    return compose_letter(profile, vacancy, resume, today=TODAY)


def texts(*args, **fields):
    return [line.text for line in letter(*args, **fields).sections[0].lines]


@pytest.mark.parametrize("language", Resume.Language.values)
@pytest.mark.parametrize("make", [tailor, beginner, caller])
def test_every_sentence_stands_on_facts(make, language):
    profile, vacancy = make(), make_vacancy(skills=("Sewing",), schedules=["full_time", "shift"])
    known = {*known_facts(profile), f"vacancy:{vacancy.pk}"}
    lines = letter(profile, language, vacancy).lines()
    assert [line.text for line in lines if not line.facts or not known >= {*line.facts}] == []


def test_an_employer_that_is_not_named_is_not_spoken_of():
    said = texts(tailor(), employer="")
    assert "Прошу рассмотреть мою кандидатуру на вакансию «Швея»." in said


def test_who_has_not_worked_says_nothing_of_work():
    assert not [text for text in texts(beginner()) if "опыт" in text.lower()]


def test_hours_that_suit_are_said():
    said = texts(beginner(), schedules=["shift"])
    assert "Предложенный график мне подходит: сменный." in said


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uz", "«Шёлк» kompaniyasidagi «Швея» vakansiyasiga"),
        ("uz-Cyrl", "«Шёлк» компаниясидаги «Швея» вакансиясига"),
        ("ru", "на вакансию «Швея», компания «Шёлк»."),
        ("en", "for the vacancy “Швея” at Шёлк."),
    ],
)
def test_the_vacancy_is_named_as_it_was_posted(language, text):
    assert any(text in said for said in texts(tailor(), language))


def test_the_age_is_no_part_of_a_letter():
    assert not [line for line in letter(tailor()).contacts if line.kind == "age"]


@pytest.mark.parametrize(
    ("posted", "language"), [("ru", "ru"), ("uz-cyrl", "uz-Cyrl"), ("de", "en"), ("", "en")]
)
def test_the_language_is_that_of_the_posting(posted, language):
    assert letter_language(make_vacancy(language=posted), "en") == language
