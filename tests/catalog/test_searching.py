"""Search by words and by filters."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalog.models import Course, Region, Source, Specialty, Vacancy
from catalog.searching import Wanted, WantedCourse, search_courses, search_vacancies, words_of


@pytest.fixture
def source(vocabulary):
    return Source.objects.create(name="S", kind="json_lines")


@pytest.fixture
def make(source):
    def make_vacancy(title, **fields):
        fields.setdefault("region", Region.objects.get(code="UZ-TK"))
        fields.setdefault("external_id", f"{Vacancy.objects.count()}")
        return Vacancy.objects.create(source=source, title=title, **fields)

    return make_vacancy


def titles(**wanted):
    return [vacancy.title for vacancy in search_vacancies(Wanted(**wanted))]


def test_without_words_the_newest_come_first(make):
    make("Old", published_at=timezone.now() - timedelta(days=9))
    make("New", published_at=timezone.now())
    assert titles() == ["New", "Old"]


def test_closed_vacancies_are_not_found(make):
    make("Пекарь").close()
    assert titles(q="пекарь") == []


def test_a_word_is_found_in_its_other_forms(make):
    make("Опытные пекари")
    assert titles(q="пекарь") == ["Опытные пекари"]


def test_the_beginning_of_a_word_is_enough(make):
    make("Программист")
    assert titles(q="програм") == ["Программист"]


@pytest.mark.parametrize("q", ["buxgalter", "бухгалтер"])
@pytest.mark.parametrize("title", ["Buxgalter kerak", "Бухгалтер керак"])
def test_both_scripts_are_alike(make, q, title):
    make(title)
    assert titles(q=q) == [title]


@pytest.mark.parametrize("mark", ["'", "’", "ʻ", "`"])
def test_any_apostrophe_will_do(make, mark):
    make("Oʻqituvchi")
    assert titles(q=f"o{mark}qituvchi") == ["Oʻqituvchi"]


@pytest.mark.parametrize("q", ["прораммист", "програмист"])
def test_a_typo_is_forgiven(make, q):
    make("Программист")
    assert titles(q=q) == ["Программист"]


def test_rows_with_all_words_come_first(make):
    make("Пекарь", description="пекарь пекарь пекарь")
    make("Пекарь ночной")
    assert titles(q="ночной пекарь")[0] == "Пекарь ночной"
    assert len(titles(q="ночной пекарь")) == 2


def test_the_title_counts_more_than_the_text(make):
    make("Кассир", description="рядом пекарь")
    make("Пекарь")
    assert titles(q="пекарь") == ["Пекарь", "Кассир"]


@pytest.mark.parametrize(
    "q", ["", "   ", "и", "'); drop -- & | ! :* <->", "\0", "🙂", "long " * 99]
)
def test_any_text_may_be_sought(make, q):
    make("Пекарь")
    titles(q=q)


def test_words_are_limited():
    assert len(words_of(" ".join(f"word{n}" for n in range(99)))) == 12


def test_a_salary_filter_filters(make):
    make("Rich", monthly_uzs_from=9_000_000)
    make("Range", monthly_uzs_from=2_000_000, monthly_uzs_to=6_000_000)
    make("Poor", monthly_uzs_from=9_000_000, monthly_uzs_to=9_500_000).delete()
    make("Low", monthly_uzs_to=3_000_000)
    make("Unknown")
    assert set(titles(salary_from=Decimal(5_000_000))) == {"Rich", "Range"}


def test_unknown_pay_passes_only_when_asked_for(make):
    make("Unknown")
    make("Low", monthly_uzs_to=1)
    assert titles(salary_from=Decimal(5), salary_unknown=True) == ["Unknown"]


def test_a_salary_may_be_in_another_currency(make):
    make("Thousand", monthly_uzs_to=9_000_000)
    assert titles(salary_from=Decimal(100), currency="USD") == ["Thousand"]
    assert titles(salary_from=Decimal(5_000), currency="USD") == []


def test_an_unknown_currency_lets_nothing_pass(make):
    make("Thousand", monthly_uzs_to=9_000_000)
    assert titles(salary_from=Decimal(1), currency="XXX") == []


@pytest.mark.parametrize("code", ["UZ", "UZ-TK", "town"])
def test_a_place_is_a_country_a_region_or_a_town(make, code):
    make("Here", town=Region.objects.get(code="town"))
    make("There", region=Region.objects.get(code="unknown"))
    assert titles(region=Region.objects.get(code=code).pk) == ["Here"]


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("work_modes", ["remote", "office"], {"work_mode": "remote"}),
        ("schedules", ["shift"], {"schedule": "shift"}),
        ("employment", "part", {"employment": "part"}),
        ("experience", "none", {"experience": "none"}),
        ("language", "uz", {"language": "uz"}),
    ],
)
def test_what_a_posting_does_not_say_does_not_pass(make, field, value, wanted):
    make("Says", **{field: value})
    make("Silent")
    assert titles(**wanted) == ["Says"]


def test_specialty_and_source_filter(make, source):
    specialty = Specialty.objects.get(code="hh-96")
    make("Coder", specialty=specialty)
    make("Other")
    assert titles(specialty=specialty.pk) == ["Coder"]
    assert titles(source=source.pk + 1) == []


def test_published_after_counts_from_the_first_sight(make):
    make("Undated", first_seen_at=timezone.now() - timedelta(days=5))
    assert titles(published_after=timezone.now() - timedelta(days=6)) == ["Undated"]
    assert titles(published_after=timezone.now() - timedelta(days=4)) == []


def test_courses_are_found_by_words_and_level(source):
    for number, level in enumerate(["beginner", "advanced"]):
        Course.objects.create(source=source, external_id=number, title="Python", level=level)
    found = search_courses(WantedCourse(q="python", level="advanced"))
    assert [course.level for course in found] == ["advanced"]


def test_courses_that_most_people_took_come_first(source):
    for number, enrolled in enumerate([5, None, 50]):
        Course.objects.create(source=source, external_id=number, title="C", enrolled=enrolled)
    found = search_courses(WantedCourse())
    assert [course.enrolled for course in found] == [50, 5, None]
