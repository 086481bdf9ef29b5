"""Coursera and Stepik, from servers that page as they do."""

import json

import pytest
from werkzeug import Response

from catalog.sources.base import ItemError, RawItem, SourceError
from catalog.sources.coursera import PER_PAGE, Coursera
from catalog.sources.stepik import Stepik


def element(number, **fields):
    return {
        "id": f"c{number}",
        "name": f"Course {number}",
        "slug": f"course-{number}",
        "description": "Learn Python",
        "primaryLanguages": ["en"],
        "workload": "4 hours",
        "photoUrl": "https://images.example/1.png",
        "partnerIds": ["7"],
        **fields,
    }


def coursera(httpserver, count, *, repeat=False):
    def answer(request):
        start = 0 if repeat else int(request.args["start"])
        end = min(start + PER_PAGE, count)
        paging = {"total": count} | ({"next": str(end)} if end < count or repeat else {})
        body = {
            "elements": [element(number) for number in range(start, end)],
            "paging": paging,
            "linked": {"partners.v1": [{"id": "7", "name": "Some University"}]},
        }
        return Response(json.dumps(body))

    httpserver.expect_request("/courses.v1").respond_with_handler(answer)
    return {"base": httpserver.url_for("/courses.v1")}


def count_of(pages):
    return sum(len(page.items) for page in pages)


def test_coursera_is_read_to_its_end(httpserver, read_all):
    assert count_of(read_all(Coursera(), coursera(httpserver, 250))) == 250


def test_coursera_goes_on_from_a_checkpoint(httpserver, read_all):
    assert count_of(read_all(Coursera(), coursera(httpserver, 250), {"start": 200})) == 50


def test_the_same_page_of_coursera_again_and_again_ends(httpserver, read_all):
    assert count_of(read_all(Coursera(), coursera(httpserver, 50, repeat=True))) == 50


def test_a_course_of_coursera(httpserver, read_all):
    (page,) = read_all(Coursera(), coursera(httpserver, 1))
    found = Coursera().parse(page.items[0], {})
    assert (found.title, found.provider, found.language) == ("Course 0", "Some University", "en")
    assert found.url == "https://www.coursera.org/learn/course-0"


@pytest.mark.parametrize("body", ["{}", "[]", "null", '{"elements": null}'])
def test_coursera_that_answers_otherwise_says_so(httpserver, read_all, body):
    httpserver.expect_request("/courses.v1").respond_with_data(body)
    with pytest.raises(SourceError, match="no longer answers"):
        read_all(Coursera(), {"base": httpserver.url_for("/courses.v1")})


def test_coursera_that_is_gone_says_so(httpserver, read_all):
    with pytest.raises(SourceError):
        read_all(Coursera(), {"base": httpserver.url_for("/gone")})


def lesson(number, **fields):
    return {
        "id": number,
        "title": f"Course {number}",
        "summary": "Короткий курс",
        "description": "<p>Python</p>",
        "language": "ru",
        "learners_count": 500,
        "workload": "3 часа в неделю",
        "cover": "/media/cover.png",
        "is_public": True,
        **fields,
    }


def stepik(httpserver, *pages):
    def answer(request):
        number = int(request.args["page"])
        has_next = number < len(pages)
        body = {"meta": {"page": number, "has_next": has_next}, "courses": pages[number - 1]}
        return Response(json.dumps(body))

    httpserver.expect_request("/api/courses").respond_with_handler(answer)
    return {"base": httpserver.url_for(""), "language": "ru", "least_learners": 100}


def test_stepik_is_read_to_its_end(httpserver, read_all):
    options = stepik(httpserver, [lesson(1), lesson(2)], [lesson(3)])
    assert count_of(read_all(Stepik(), options)) == 3


def test_stepik_goes_on_from_a_checkpoint(httpserver, read_all):
    options = stepik(httpserver, [lesson(1)], [lesson(2)])
    assert count_of(read_all(Stepik(), options, {"page": 2})) == 1


def test_the_same_page_of_stepik_again_and_again_ends(httpserver, read_all):
    options = stepik(httpserver, *([[lesson(1)]] * 9))
    assert count_of(read_all(Stepik(), options)) == 1


@pytest.mark.parametrize(
    "fields", [{"language": "en"}, {"learners_count": 5}, {"is_public": False}]
)
def test_courses_that_nobody_asked_for_are_left_out(httpserver, read_all, fields):
    options = stepik(httpserver, [lesson(1, **fields), lesson(2)])
    assert count_of(read_all(Stepik(), options)) == 1


def test_a_course_of_stepik():
    found = Stepik().parse(RawItem("1", lesson(1)), {})
    assert (found.title, found.enrolled, found.language) == ("Course 1", 500, "ru")
    assert found.url == "https://stepik.org/course/1"
    assert found.image_url == "https://stepik.org/media/cover.png"


@pytest.mark.parametrize("adapter", [Coursera(), Stepik()])
@pytest.mark.parametrize("raw", [None, {}, dict.fromkeys(element(1)), dict.fromkeys(lesson(1))])
def test_nulls_everywhere_are_set_aside(adapter, raw):
    with pytest.raises(ItemError):
        adapter.parse(RawItem("1", raw), {})
