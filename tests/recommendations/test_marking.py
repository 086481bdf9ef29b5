from dataclasses import replace

import pytest
from django.urls import reverse

from catalog.employers import employer_key, folded_employer
from catalog.models import Vacancy
from catalog.searching import Wanted
from recommendations.marking import (
    NamelessEmployerError,
    count_for,
    hide_employer,
    mark_vacancy,
    without_hidden,
)
from recommendations.models import HiddenEmployer, Mark
from recommendations.ranking import allowed_for
from tests.factories import make_profile, make_user, make_vacancy

NAMES = [
    "ООО «Нон»",
    "НОН",
    "Non MChJ",
    "Texnopark XK",
    "Ёлка & Ko",
    "ИП Каримов-2",
    "«»",
    "ok",
    "",
]


@pytest.fixture
def user(db):
    return make_user()


def shown_to(user):
    return {vacancy.title for vacancy in without_hidden(Vacancy.objects.open(), user.pk)}


@pytest.mark.parametrize("name", NAMES)
def test_the_database_folds_names_as_python_does(db, name):
    make_vacancy(employer=name)
    key = Vacancy.objects.annotate(key=employer_key()).values_list("key", flat=True).get()
    assert key == folded_employer(name)


def test_an_employer_is_hidden_however_its_name_is_written(user):
    make_vacancy("Novvoy", employer="ООО «Нон»")
    make_vacancy("Sotuvchi", employer="Нон-2")
    hide_employer(user, "НОН")
    assert shown_to(user) == {"Sotuvchi"}


def test_a_hidden_vacancy_is_left_out(user):
    mark_vacancy(user, make_vacancy("Novvoy"), "hidden")
    make_vacancy("Sotuvchi")
    assert shown_to(user) == {"Sotuvchi"}


def test_what_others_hid_is_shown(user):
    make_vacancy("Novvoy", employer="Нон")
    hide_employer(make_user(), "Нон")
    assert shown_to(user) == {"Novvoy"}


def test_a_hidden_vacancy_that_was_deleted_hides_nothing_else(user):
    gone = make_vacancy("Novvoy")
    mark_vacancy(user, gone, "hidden")
    make_vacancy("Sotuvchi")
    gone.delete()
    assert shown_to(user) == {"Sotuvchi"}


def test_what_is_hidden_is_found_by_three_queries_however_much_it_is(
    user, django_assert_num_queries
):
    for name in ("Нон", "Чой", "Ош"):
        hide_employer(user, name)
        mark_vacancy(user, make_vacancy(employer=name), "hidden")
    with django_assert_num_queries(3):
        found = without_hidden(Vacancy.objects.open(), user.pk)
    with django_assert_num_queries(1):
        assert not found


def test_the_ranking_leaves_out_a_hidden_employer(user):
    make_vacancy(employer="Нон")
    hide_employer(user, "Нон")
    assert not allowed_for(make_profile(user=user)).exists()


def test_the_public_search_leaves_out_what_its_reader_hid(client, user):
    make_vacancy("Novvoy", employer="Нон")
    hide_employer(user, "Нон")
    address = reverse("catalog:vacancy_search")
    assert "Novvoy" in client.get(address).text
    client.force_login(user)
    assert "Novvoy" not in client.get(address).text


@pytest.mark.parametrize("name", ["", "«»", "ООО", "🙂"])
def test_nobody_is_hidden_without_a_name(user, name):
    with pytest.raises(NamelessEmployerError):
        hide_employer(user, name)


def test_hiding_twice_is_hiding_once(user):
    hide_employer(user, "Нон")
    hide_employer(user, "ООО Нон")
    assert HiddenEmployer.objects.count() == 1


def test_each_state_is_dated(user):
    vacancy = make_vacancy()
    for state in ("saved", "applied", "applied", "interview"):
        mark = mark_vacancy(user, vacancy, state)
    assert [change.state for change in mark.changes.all()] == ["saved", "applied", "interview"]


def test_a_note_stays_when_the_state_moves(user):
    vacancy = make_vacancy()
    mark_vacancy(user, vacancy, "saved", "call on Monday")
    assert mark_vacancy(user, vacancy, "applied").note == "call on Monday"


def test_a_record_outlives_its_vacancy(user):
    vacancy = make_vacancy("Novvoy", employer="Нон")
    mark_vacancy(user, vacancy, "applied")
    vacancy.delete()
    kept = Mark.objects.values("title", "employer", "vacancy").get()
    assert kept == {"title": "Novvoy", "employer": "Нон", "vacancy": None}


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(work_mode="remote"), Wanted(q="novvoy")])
def test_each_count_is_what_its_reader_is_shown(user, wanted):
    hide_employer(user, "Нон")
    modes = [["remote"], ["office"], ["remote", "office"]]
    for number, employer in enumerate(["Нон", "ООО «Нон»", "Yorugʻ", "Bahor", "Bahor", "Bahor"]):
        make_vacancy(f"Novvoy {number}", employer=employer, work_modes=modes[number % 3])
    for title in ("Novvoy 2", "Novvoy 3"):
        mark_vacancy(user, Vacancy.objects.get(title=title), "hidden")
    counts = count_for(wanted, user.pk)
    assert counts.total == allowed_for(make_profile(user=user), wanted).count()
    for mode, count in counts.by_filter["work_mode"].items():
        assert count == allowed_for(user.profile, replace(wanted, work_mode=mode)).count()


def test_what_somebody_hid_is_counted_for_others(user):
    mark_vacancy(user, make_vacancy(), "hidden")
    assert [count_for(Wanted(), pk).total for pk in (user.pk, make_user().pk, None)] == [0, 1, 1]


def test_who_hid_nothing_costs_no_count_of_their_own(user, django_assert_num_queries):
    count_for(Wanted(), None)
    with django_assert_num_queries(2):
        count_for(Wanted(), user.pk)
