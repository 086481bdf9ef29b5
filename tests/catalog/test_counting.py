from datetime import timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from catalog.counting import COUNTED_FILTERS, count_choices
from catalog.models import Region
from catalog.searching import Wanted, search_vacancies
from tests.factories import make_region, make_specialty, make_vacancy


@pytest.fixture
def several(db):
    """Vacancies of many kinds, among them some that say little."""
    baking, driving = make_specialty("hh-1", name="Non"), make_specialty("hh-2", name="Yo‘l")
    andijan, samarkand = make_region("UZ-AN"), make_region("UZ-SA")
    town = Region.objects.create(
        code="asaka", kind="town", parent=andijan, name_uz="Asaka", name_ru="Асака"
    )
    kinds = product(["Novvoy", "Haydovchi"], [andijan, samarkand], [["remote"], ["office"], []])
    for number, (title, region, modes) in enumerate(kinds):
        make_vacancy(
            title,
            region=region,
            town=town if number % 5 == 0 and region == andijan else None,
            specialty=[baking, driving, None][number % 3],
            work_modes=modes,
            schedules=[["full_time", "shift"], []][number % 2],
            employment=["full", "part", ""][number % 3],
            experience=["none", ""][number % 2],
            monthly_uzs_from=[None, 3_000_000, 9_000_000][number % 3],
        )
    return {"specialty": baking.pk, "region": andijan.pk, "work_mode": "remote"}


@pytest.mark.parametrize("q", ["", "novvoy", "novvoy haydovchi", "nowvoy"])
@pytest.mark.parametrize("chosen", [(), ("region",), ("region", "work_mode"), ("specialty",)])
def test_each_count_is_what_the_choice_finds(several, q, chosen):
    wanted = {"q": q, **{name: several[name] for name in chosen}}
    counts = count_choices(Wanted(**wanted))
    assert counts.total == search_vacancies(Wanted(**wanted)).count()
    for name in COUNTED_FILTERS:
        for value, count in counts.by_filter[name].items():
            key = int(value) if value.isdecimal() else value
            assert search_vacancies(Wanted(**{**wanted, name: key})).count() == count


def test_pay_narrows_the_counts_too(several):
    counts = count_choices(Wanted(salary_from=5_000_000))
    assert counts.total == search_vacancies(Wanted(salary_from=5_000_000)).count() == 4


def test_counting_takes_one_query_and_none_again(several, django_assert_num_queries):
    cache.clear()
    with django_assert_num_queries(1):
        count_choices(Wanted())
    with django_assert_num_queries(0):
        count_choices(Wanted())


def test_the_page_shows_counts_beside_the_choices(client, several):
    page = client.get(reverse("catalog:vacancy_search"), {"q": "novvoy"}).text
    assert "Masofadan (2)" in page or "masofadan (2)" in page


def test_the_api_tells_the_counts(client, several):
    answer = client.get("/api/v1/vacancies/counts", {"work_mode": "remote"}).json()
    assert answer["total"] == 4
    assert {"value": "office", "count": 4} in answer["work_mode"]
    assert {row["count"] for row in answer["region"]} >= {2}


def test_counts_refuse_what_the_list_refuses(client, db):
    assert client.get("/api/v1/vacancies/counts", {"work_mode": "moon"}).status_code == 400


# --- Pages of the API --------------------------------------------------------------------


def walk(client, address, key="next"):
    while address:
        answer = client.get(address).json()
        yield [row["id"] for row in answer["results"]]
        address = answer[key]


@pytest.fixture
def dated(db):
    """Seven vacancies, three of one moment, newest first."""
    now = timezone.now()
    ages = [0, 1, 1, 1, 2, 3, 4]
    made = [make_vacancy(f"Ish {age}", published_at=now - timedelta(days=age)) for age in ages]
    made.sort(key=lambda row: (row.published_at, row.pk), reverse=True)
    return [str(row.pk) for row in made]


def test_plain_pages_go_on_after_the_last_row(client, dated):
    pages = list(walk(client, "/api/v1/vacancies?limit=2"))
    assert pages == [dated[0:2], dated[2:4], dated[4:6], dated[6:]]


def test_pages_go_back_too(client, dated):
    second = client.get(client.get("/api/v1/vacancies?limit=3").json()["next"]).json()
    third = client.get(second["next"]).json()
    pages = list(walk(client, third["previous"], "previous"))
    assert pages == [dated[3:6], dated[0:3]]


def test_a_new_row_moves_no_page(client, dated):
    second = client.get("/api/v1/vacancies?limit=3").json()["next"]
    make_vacancy("Eng yangi", published_at=timezone.now() + timedelta(minutes=1))
    assert [row["id"] for row in client.get(second).json()["results"]] == dated[3:6]


def test_searched_pages_follow_each_other(client, dated):
    pages = list(walk(client, "/api/v1/vacancies?q=ish&limit=3"))
    assert [len(page) for page in pages] == [3, 3, 1]
    assert {row for page in pages for row in page} == set(dated)


@pytest.mark.parametrize("path", ["regions", "specialties", "skills", "courses"])
def test_every_plain_list_goes_on_by_place(client, db, path):
    from tests.factories import make_course, make_skill

    for number in range(5):
        make_region(f"UZ-{number}")
        make_specialty(f"hh-{number}", name=f"Kasb {number}")
        make_skill(f"Mahorat {number}")
        make_course(f"Kurs {number}", enrolled=[None, 7, 7, None, 3][number])
    pages = list(walk(client, f"/api/v1/{path}?limit=2"))
    rows = [row for page in pages for row in page]
    assert len(rows) == len(set(rows)) >= 5


@pytest.mark.parametrize(
    "cursor",
    ["x", "🙂", "W10", "eyJhZnRlciI6WzFdfQ", "eyJhZnRlciI6WyJ4IiwieSJdfQ", "eyJzdGFydCI6Im4ifQ"],
)
@pytest.mark.parametrize("path", ["vacancies", "vacancies?q=ish", "skills"])
def test_a_made_up_cursor_is_refused_with_a_sentence(client, dated, path, cursor):
    answer = client.get(f"/api/v1/{path}", {"cursor": cursor, "q": "ish" if "?" in path else ""})
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert answer.json()["errors"][0]["attr"] == "cursor"
