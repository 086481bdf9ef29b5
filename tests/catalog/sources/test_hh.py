"""HeadHunter: tokens, slices, budgets, and all the ways in which it refuses."""

import json
from datetime import timedelta

import pytest
import time_machine
from werkzeug import Response

from catalog.sources.base import Forgetful, ItemError, RawItem, Reading, SourceError
from catalog.sources.hh import HeadHunter, search
from tests.catalog.sources.hh_server import NOW, HhServer, error, item

ADAPTER = HeadHunter()


@pytest.fixture(autouse=True)
def keys(settings):
    settings.HH_CLIENT_ID, settings.HH_CLIENT_SECRET = "id", "secret"
    settings.HH_ACCESS_TOKEN = ""
    settings.SOURCES_USER_AGENT = "CareerCanvas/1.0 (me@example.uz)"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def read(httpserver, read_all):
    def read_hh(server, checkpoint=None, memory=None, **given):
        options = {"base": server.serve(httpserver), "area": "97", "days": 30, "details": 0}
        return read_all(ADAPTER, options | given, checkpoint, memory)

    return read_hh


def ids(pages):
    return sorted(int(item.place) for page in pages for item in page.items)


def raw(pages):
    return [item.raw for page in pages for item in page.items]


def test_all_that_was_published_is_read(read):
    server = HhServer([item(number, hours=number) for number in range(1, 251)])
    assert ids(read(server)) == list(range(1, 251))


def test_what_is_older_is_not(read):
    assert ids(read(HhServer([item(1), item(2, hours=24 * 31)]))) == [1]


def test_more_than_the_depth_is_cut_into_slices_of_time(read, monkeypatch):
    monkeypatch.setattr(search, "DEPTH", 100)
    server = HhServer([item(number, hours=number / 10) for number in range(1, 451)], depth=100)
    assert ids(read(server)) == list(range(1, 451))


def test_more_than_the_depth_in_one_moment_is_cut_by_area_and_role(read, monkeypatch):
    monkeypatch.setattr(search, "DEPTH", 100)
    places = [("2759", "96"), ("2759", "97"), ("2778", "96")]
    server = HhServer(
        [
            item(number, role=places[number % 3][1], area=places[number % 3][0])
            for number in range(1, 241)
        ],
        depth=100,
    )
    assert ids(read(server)) == list(range(1, 241))


def test_what_was_found_and_what_was_fetched_is_said(read):
    assert read(HhServer([item(1), item(2)]))[-1].notes == ("HeadHunter: 2 found, 2 fetched.",)


def test_reading_goes_on_from_every_checkpoint(read, monkeypatch):
    monkeypatch.setattr(search, "PER_PAGE", 10)
    monkeypatch.setattr(search, "DEPTH", 40)
    server = HhServer([item(number, hours=number / 4) for number in range(1, 151)], depth=40)
    pages = read(server)
    for number in range(1, len(pages)):
        before = ids(pages[:number])
        rest = ids(read(server, pages[number - 1].checkpoint))
        assert set(before) | set(rest) == set(range(1, 151))


def test_a_page_that_shifts_repeats_and_loses_nothing(read, monkeypatch):
    monkeypatch.setattr(search, "PER_PAGE", 2)
    server = HhServer([item(number) for number in range(1, 6)])
    server.items.insert(2, server.items[1])
    assert ids(read(server)) == [1, 2, 3, 4, 5]


def test_one_token_serves_from_import_to_import(read):
    server, memory = HhServer([item(1)]), Forgetful()
    read(server, memory=memory)
    read(server, memory=memory)
    assert server.tokens_given == 1


def test_a_revoked_token_is_replaced_once(read):
    server, memory = HhServer([item(1)]), Forgetful()
    memory["token"] = {"value": "old", "at": (NOW - timedelta(hours=1)).timestamp()}
    assert ids(read(server, memory=memory)) == [1]
    assert server.tokens_given == 1


def test_tokens_are_not_asked_for_again_and_again(read):
    memory = Forgetful(token={"value": "old", "at": NOW.timestamp()})
    with pytest.raises(SourceError, match="revoked") as raised:
        read(HhServer([item(1)]), memory=memory)
    assert raised.value.wait


def test_a_token_of_one_s_own_is_used(read, settings):
    settings.HH_ACCESS_TOKEN, settings.HH_CLIENT_ID = "own", ""
    server = HhServer([item(1)])
    assert ids(read(server)) == [1]
    assert server.tokens_given == 0


def test_a_wrong_key_is_said(read, settings):
    settings.HH_CLIENT_SECRET = "wrong"
    with pytest.raises(SourceError):
        read(HhServer([item(1)]))


def test_without_a_key_it_says_what_to_do(settings):
    settings.HH_CLIENT_ID = settings.HH_CLIENT_SECRET = ""
    assert "dev.hh.ru" in ADAPTER.hindrance({})
    with pytest.raises(SourceError, match="no key"):
        next(iter(ADAPTER.fetch(Reading())))


def test_a_captcha_stops_the_source_at_once(read):
    server = HhServer([item(1)], faults=[error(403, "captcha_required", "captcha_required")] * 9)
    with pytest.raises(SourceError, match="captcha") as raised:
        read(server)
    assert raised.value.needs_curator
    assert len(server.faults) == 8


def test_a_missing_contact_is_said(read, settings):
    settings.SOURCES_USER_AGENT = "CareerCanvas"
    with pytest.raises(SourceError, match="CONTACT_EMAIL"):
        read(HhServer([item(1)]))


@pytest.mark.parametrize(
    "fault",
    [
        Response(status=429, headers={"Retry-After": "1"}),
        Response("<html>busy</html>", status=502, content_type="text/html"),
    ],
)
def test_what_may_pass_passes(read, fault):
    assert ids(read(HhServer([item(1)], faults=[fault]))) == [1]


@pytest.mark.parametrize("body", ["", "[]", "null", '{"found": 1, "items": [', "<html></html>"])
def test_a_search_that_answers_nonsense_fails_with_a_sentence(read, body):
    with pytest.raises(SourceError):
        read(HhServer([item(1)], faults=[Response(body)] * 9))


def test_full_texts_are_read_within_the_budget_and_once(read):
    server, memory = HhServer([item(number) for number in range(1, 6)]), Forgetful()
    with_text = [bool(it.get("detail")) for it in raw(read(server, memory=memory, details=3))]
    assert with_text.count(True) == 3
    assert all(it.get("detail") for it in raw(read(server, memory=memory, details=3)))
    assert len(server.details) == 5


def test_a_full_text_is_asked_for_again_when_the_vacancy_is_renewed(read):
    server, memory = HhServer([item(1, hours=5)]), Forgetful()
    first = raw(read(server, memory=memory, details=9))
    server.items[0]["published_at"] = item(1, hours=2)["published_at"]
    second = raw(read(server, memory=memory, details=9))
    assert len(server.details) == 2
    assert first[0]["detail"] == second[0]["detail"]


def test_a_vacancy_that_is_gone_meanwhile_keeps_its_excerpt(read, httpserver):
    server = HhServer([item(1)])
    base = server.serve(httpserver)
    httpserver.clear()
    server.items, gone = [], server.items
    server.serve(httpserver)
    server.items = gone
    httpserver.expect_request("/vacancies/1").respond_with_data("", status=404)
    pages = list(ADAPTER.fetch(Reading({"base": base, "days": 30, "details": 9})))
    assert "detail" not in raw(pages)[0]


def test_archived_vacancies_are_left_out(read):
    assert ids(read(HhServer([item(1, archived=True), item(2)]))) == [2]


def test_nobody_s_contacts_are_kept(read):
    assert "person@example.com" not in json.dumps(raw(read(HhServer([item(1)]))))


def found(**fields):
    return ADAPTER.parse(RawItem("1", item(1, **fields)), {})


def test_an_excerpt_stands_for_the_text():
    assert found().description == "Знание Python"


def test_the_full_text_and_its_skills_go_before_the_excerpt():
    detail = {"description": "<p>Full</p>", "key_skills": ["Django"]}
    assert (found(detail=detail).description, found(detail=detail).key_skills) == (
        "<p>Full</p>",
        ("Django",),
    )


def test_a_role_names_the_specialty():
    assert found().specialty_code == "hh-96"


def test_new_fields_of_pay_go_before_the_old():
    old = {"from": 1, "to": 2, "currency": "RUR", "gross": True}
    new = {"from": 100, "to": None, "currency": "USD", "gross": False, "mode": {"id": "SHIFT"}}
    pay = found(salary=old, salary_range=new).pay
    assert (pay.low, pay.currency, pay.is_gross, pay.period) == (100, "USD", False, "shift")
    assert found(salary=old).pay.currency == "RUB"


def test_pay_that_is_counted_otherwise_is_unknown():
    new = {"from": 100, "currency": "USD", "mode": {"id": "SERVICE"}}
    assert found(salary_range=new).pay.low is None


def test_work_formats_go_before_the_old_schedule():
    new = found(work_format=[{"id": "HYBRID"}, {"id": "FIELD_WORK"}], schedule={"id": "remote"})
    assert new.work_modes == ("office", "hybrid")
    assert found(schedule={"id": "remote"}).work_modes == ("remote",)


@pytest.mark.parametrize(
    ("fields", "schedules"),
    [
        ({"work_schedule_by_days": [{"id": "FIVE_ON_TWO_OFF"}]}, ("full_time",)),
        ({"work_schedule_by_days": [{"id": "TWO_ON_TWO_OFF"}]}, ("shift",)),
        ({"working_hours": [{"id": "HOURS_4"}]}, ("part_time",)),
        ({"schedule": {"id": "fullDay"}}, ("full_time",)),
        ({"employment_form": {"id": "PART"}}, ("part_time",)),
    ],
)
def test_schedules(fields, schedules):
    assert found(**fields).schedules == schedules


@pytest.mark.parametrize(
    ("fields", "employment"),
    [
        ({"employment_form": {"id": "FULL"}, "employment": {"id": "part"}}, "full"),
        ({"employment_form": {"id": "FLY_IN_FLY_OUT"}}, "full"),
        ({"employment": {"id": "probation"}}, "internship"),
        ({"internship": True, "employment_form": {"id": "FULL"}}, "internship"),
    ],
)
def test_employment(fields, employment):
    assert found(**fields).employment == employment


@pytest.mark.parametrize(
    "raw_item",
    [
        None,
        [],
        {},
        {"id": None, "name": None},
        dict.fromkeys(item(1)),
        {"id": "1", "name": 5 * [1]},
    ],
)
def test_nulls_everywhere_are_set_aside(raw_item):
    with pytest.raises(ItemError):
        ADAPTER.parse(RawItem("1", raw_item), {})
