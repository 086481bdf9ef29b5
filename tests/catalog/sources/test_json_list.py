"""Any JSON list, read by expressions, from a server of ours."""

import json

import pytest
from werkzeug import Response

from catalog.sources.base import ItemError, RawItem, SourceError
from catalog.sources.json_list import JsonList

ADAPTER = JsonList()


def options(httpserver, **given):
    return {
        "address": httpserver.url_for("/jobs"),
        "list": "data.jobs",
        "field_external_id": "id",
        "field_title": "name",
        **given,
    }


def jobs(*numbers):
    return [{"id": number, "name": f"Job {number}"} for number in numbers]


def serve(httpserver, answer):
    httpserver.expect_request("/jobs").respond_with_handler(answer)


def ids(pages):
    return [item.raw["id"] for page in pages for item in page.items]


def test_one_page(httpserver, read_all):
    httpserver.expect_request("/jobs").respond_with_json({"data": {"jobs": jobs(1, 2)}})
    assert ids(read_all(ADAPTER, options(httpserver))) == [1, 2]


def test_the_whole_answer_may_be_the_list(httpserver, read_all):
    httpserver.expect_request("/jobs").respond_with_json(jobs(1))
    assert ids(read_all(ADAPTER, options(httpserver, list=""))) == [1]


def by_number(request):
    page = int(request.args["page"])
    found = {1: jobs(1, 2), 2: jobs(3)}.get(page, [])
    return Response(json.dumps({"data": {"jobs": found}}))


def test_numbered_pages_end_with_an_empty_one(httpserver, read_all):
    serve(httpserver, by_number)
    pages = read_all(ADAPTER, options(httpserver, paging="page", first=1))
    assert ids(pages) == [1, 2, 3]


def test_reading_goes_on_from_a_checkpoint(httpserver, read_all):
    serve(httpserver, by_number)
    pages = read_all(ADAPTER, options(httpserver, paging="page", first=1), {"page": 2})
    assert ids(pages) == [3]


def test_offsets(httpserver, read_all):
    def answer(request):
        skip = int(request.args["skip"])
        return Response(json.dumps({"data": {"jobs": jobs(1, 2, 3)[skip : skip + 2]}}))

    serve(httpserver, answer)
    pages = read_all(ADAPTER, options(httpserver, paging="offset", parameter="skip"))
    assert ids(pages) == [1, 2, 3]


def test_each_page_names_the_next(httpserver, read_all):
    def answer(request):
        is_first = "cursor" not in request.args
        following = httpserver.url_for("/jobs?cursor=b") if is_first else None
        found = jobs(1) if is_first else jobs(2)
        return Response(json.dumps({"data": {"jobs": found}, "next": following}))

    serve(httpserver, answer)
    assert ids(read_all(ADAPTER, options(httpserver, paging="next", next="next"))) == [1, 2]


def test_the_same_page_again_and_again_ends(httpserver, read_all):
    httpserver.expect_request("/jobs").respond_with_json({"data": {"jobs": jobs(1, 2)}})
    pages = read_all(ADAPTER, options(httpserver, paging="page", first=1))
    assert ids(pages) == [1, 2]


def test_a_list_that_is_elsewhere_is_said_with_what_there_is(httpserver, read_all):
    httpserver.expect_request("/jobs").respond_with_json({"results": [], "total": 0})
    with pytest.raises(SourceError, match=r"no list at “data\.jobs”.*results, total"):
        read_all(ADAPTER, options(httpserver))


def test_fields_are_found_by_their_expressions():
    raw = {
        "id": 7,
        "name": "Baker",
        "company": {"name": "Non"},
        "pay": {"min": 100, "cur": "USD"},
        "at": 1_790_000_000,
    }
    given = {
        "field_external_id": "id",
        "field_title": "name",
        "field_employer": "company.name",
        "field_salary_from": "pay.min",
        "field_currency": "pay.cur",
        "field_published_at": "at",
    }
    found = ADAPTER.parse(RawItem("7", raw), given)
    assert (found.external_id, found.title, found.employer) == ("7", "Baker", "Non")
    assert (found.pay.low, found.pay.currency, found.published_at.year) == (100, "USD", 2026)


def test_courses():
    given = {"what": "courses", "field_external_id": "id", "field_title": "name"}
    assert ADAPTER.parse(RawItem("1", {"id": 1, "name": "Baking"}), given).title == "Baking"


@pytest.mark.parametrize("raw", [None, [], "text", {}, {"id": 1}, {"name": None, "id": 1}])
def test_an_item_that_can_t_be_read_is_an_item_error(raw):
    with pytest.raises(ItemError):
        ADAPTER.parse(RawItem("1", raw), {"field_external_id": "id", "field_title": "name"})


def test_a_wrong_expression_is_said_by_its_field():
    problems = ADAPTER.problems({"address": "https://x.uz", "field_title": "a..b"})
    assert "no expression" in problems["field_title"]
    assert "field_external_id" in problems
