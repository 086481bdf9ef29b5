import pytest
from django.urls import reverse

from tests.factories import make_course, make_region, make_source, make_specialty, make_vacancy


def search(client, **query):
    return client.get(reverse("catalog:vacancy_search"), query).text


def test_search_finds_by_words(client, db):
    make_vacancy("Novvoy")
    make_vacancy("Payvandchi")
    page = search(client, q="payvandchi")
    assert "Payvandchi" in page
    assert "Novvoy" not in page


def test_search_hides_closed_vacancies(client, db):
    make_vacancy("Novvoy").close()
    assert "Novvoy" not in search(client)


def test_search_narrows_by_specialty_and_region(client, db):
    baking, andijan = make_specialty("hh-1", name="Non"), make_region("UZ-AN")
    make_vacancy("Novvoy", specialty=baking, region=andijan)
    make_vacancy("Haydovchi", region=make_region("UZ-SA"))
    page = search(client, specialty=baking.pk, region=andijan.pk)
    assert "Novvoy" in page
    assert "Haydovchi" not in page


@pytest.mark.parametrize(
    "query", [{"page": "abc"}, {"page": "99999"}, {"region": "x"}, {"q": "\x00"}]
)
def test_nonsense_in_the_address_breaks_nothing(client, db, query):
    assert client.get(reverse("catalog:vacancy_search"), query).status_code == 200


def test_nothing_found_says_what_to_do(client, db):
    assert "Boshqa soʻz" in search(client, q="yoʻqnarsa")


def test_pages_follow_each_other(client, db):
    for number in range(21):
        make_vacancy(f"Ish {number}")
    assert "page=2" in search(client)
    assert "page=1" in search(client, page="2")


def test_search_takes_a_fixed_number_of_queries(client, db, django_assert_max_num_queries):
    for number in range(10):
        make_vacancy(f"Ish {number}", skills=("Excel", "1C"), specialty=make_specialty())
    with django_assert_max_num_queries(6):
        search(client)


def test_courses_are_found_by_words(client, db):
    make_course("Excel kursi")
    make_course("Tikish kursi")
    page = client.get(reverse("catalog:course_search"), {"q": "excel"}).text
    assert "Excel kursi" in page
    assert "Tikish kursi" not in page


def test_a_course_leads_to_its_source(client, db):
    course = make_course("Excel kursi", url="https://learn.example/1")
    assert "https://learn.example/1" in client.get(course.get_absolute_url()).text


def test_an_example_of_a_course_leads_nowhere(client, db):
    demo = make_source("Demo", is_example=True)
    course = make_course("Excel kursi", url="https://learn.example/1", source=demo)
    assert "learn.example" not in client.get(course.get_absolute_url()).text


def test_each_filter_that_is_set_can_be_taken_off_alone(client, db):
    make_vacancy()
    page = client.get("/vacancies/?q=bak&work_mode=office&salary_from=3000000").text
    assert "?q=bak&amp;salary_from=3000000" in page
    assert "?q=bak&amp;work_mode=office" in page
