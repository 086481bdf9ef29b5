"""A curator who is no programmer sets up sources, tries them, mends what is wrong and imports."""

import json
import os
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django_q.conf import Conf
from playwright.sync_api import Page, expect

from accounts.models import RecoveryCode
from accounts.recovery_codes import make_codes
from catalog.models import QuarantinedItem, Source, Vacancy
from tests.browser.walker import DESK, PASSWORD, PHONE
from tests.factories import make_region, make_user
from workfinder.roles import CURATORS, make_roles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"phone": PHONE, "desk": DESK}
JOBS = {
    "data": {
        "jobs": [
            {"id": 1, "name": "Oshpaz", "company": {"title": "Choyxona"}, "pay": 4_000_000},
            {"id": 2, "name": "Nonvoy", "company": {"title": "Tandir"}, "pay": 3_500_000},
            {"id": 3, "heading": "Haydovchi", "company": {"title": "Yoʻl"}, "pay": 5_000_000},
        ]
    }
}
FEED = """<rss version="2.0"><channel><title>Ishlar</title><item><guid>a</guid>
<title>Payvandchi</title><link>https://example.uz/a</link><description>Zavodda ish, maosh 5 mln
soʻmdan</description></item></channel></rss>"""


@pytest.fixture(params=["uz", pytest.param("ru", marks=pytest.mark.slow)])
def language(request):
    return request.param


@pytest.fixture
def server(httpserver, settings, monkeypatch):
    """The places that are read, and a queue that works at once."""
    settings.SOURCES_ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    monkeypatch.setattr(Conf, "SYNC", True)
    httpserver.expect_request("/jobs").respond_with_data(
        json.dumps(JOBS), content_type="application/json"
    )
    httpserver.expect_request("/feed").respond_with_data(FEED, content_type="application/rss+xml")
    return httpserver


@pytest.fixture
def desk(browser, live_server, transactional_db, language):
    """The desk, open for a curator."""
    make_region("unknown", kind="unknown")
    make_roles()
    curator = make_user("curator", is_staff=True, language=language)
    curator.set_password(PASSWORD)
    curator.save()
    curator.groups.add(Group.objects.get(name=CURATORS))
    context = browser.new_context(viewport=DESK, locale=language, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/")
    page.fill("input[name=username]", "curator")
    page.fill("input[name=password]", PASSWORD)
    page.click("main form .button--wide")
    page.fill("input[name=code]", make_codes(curator, RecoveryCode.Kind.SECOND_FACTOR)[0])
    page.click("main form .button--large")
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def look(page: Page, name: str, language: str) -> None:
    """Keep pictures where they are asked for."""
    if folder := os.environ.get("JOURNEY_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for size, viewport in SIZES.items():
            page.set_viewport_size(viewport)
            path = Path(folder) / f"desk {name} {language} {size}.png"
            page.screenshot(path=path, full_page=True)
        page.set_viewport_size(DESK)


def add_source(page: Page, name: str, kind: str) -> None:
    page.goto(f"{page.url.split('/admin/')[0]}/admin/catalog/source/add/")
    page.fill("input[name=name]", name)
    page.select_option("select[name=kind]", kind)
    page.click("[name=_save]")
    page.wait_for_url(re.compile(r"/source/\d+/change/"))


def open_source(page: Page) -> None:
    """Back to the options of the one source."""
    path = f"/admin/catalog/source/{Source.objects.get().pk}/change/"
    page.goto(page.url.split("/admin/")[0] + path)


def save_and(page: Page, deed: str) -> None:
    """Press a button that saves and starts a run, and wait for its result."""
    page.click(f"[name=catalog_source_{deed}_it]")
    page.wait_for_url(re.compile(r"/importrun/\d+/change/"))


def test_a_curator_adds_a_json_list(desk, server, language):
    add_source(desk, "Ishlar", "json_list")
    desk.fill("input[name=option_address]", server.url_for("/jobs"))
    desk.fill("input[name=option_field_title]", "name..")
    save = desk.locator("[name=_save]")
    save.click()
    expect(desk.locator("input[name=option_field_title]")).to_have_value("name..")
    look(desk, "1 wrong expression", language)
    desk.fill("input[name=option_field_title]", "name")
    desk.fill("input[name=option_field_employer]", "company.title")
    save_and(desk, "try")
    expect(desk.locator("#content-main")).to_contain_text("data")
    look(desk, "2 no list", language)
    open_source(desk)
    desk.fill("input[name=option_list]", "data.jobs")
    desk.fill("input[name=option_field_salary_from]", "pay")
    desk.fill("input[name=option_field_currency]", "'UZS'")
    look(desk, "3 options", language)
    save_and(desk, "try")
    expect(desk.locator("#content-main")).to_contain_text("Choyxona")
    look(desk, "4 tried", language)
    assert not Vacancy.objects.exists()
    open_source(desk)
    assert_stored_only_by_importing(desk)
    import_and_mend(desk, language)


def assert_stored_only_by_importing(desk: Page) -> None:
    save_and(desk, "rehearse")
    assert not Vacancy.objects.exists()


def import_and_mend(desk: Page, language: str) -> None:
    open_source(desk)
    save_and(desk, "import")
    look(desk, "5 imported", language)
    assert sorted(Vacancy.objects.values_list("title", flat=True)) == ["Nonvoy", "Oshpaz"]
    assert QuarantinedItem.objects.count() == 1
    desk.click("a[href*=quarantineditem][href*=run__id]")
    look(desk, "6 set aside", language)
    open_source(desk)
    desk.fill("input[name=option_field_title]", "name || heading")
    desk.click("[name=_save]")
    desk.goto(re.sub(r"/admin/.*", "/admin/catalog/quarantineditem/", desk.url))
    desk.check("input[name=_selected_action]")
    desk.select_option("select[name=action]", "read_again")
    desk.locator("button[name=index], button[type=submit][title]").first.click()
    desk.wait_for_load_state()
    look(desk, "7 read again", language)
    assert Vacancy.objects.filter(title="Haydovchi").exists()
    assert not QuarantinedItem.objects.exists()


def test_a_curator_adds_a_feed(desk, server, language):
    add_source(desk, "Tasma", "rss")
    desk.fill("input[name=option_address]", server.url_for("/feed"))
    desk.fill("input[name=option_employer]", "Zavod")
    save_and(desk, "import")
    look(desk, "8 feed imported", language)
    vacancy = Vacancy.objects.get()
    assert (vacancy.title, vacancy.employer, vacancy.salary_from) == (
        "Payvandchi",
        "Zavod",
        5_000_000,
    )


def test_without_a_key_the_desk_says_what_to_do(desk, server, settings, language):
    settings.HH_ACCESS_TOKEN = settings.HH_CLIENT_ID = ""
    add_source(desk, "HeadHunter", "hh")
    expect(desk.locator("#content-main")).to_contain_text("dev.hh.ru")
    look(desk, "9 no key", language)
    save_and(desk, "import")
    expect(desk.locator("#content-main")).to_contain_text("dev.hh.ru")
    desk.goto(re.sub(r"/admin/.*", "/admin/", desk.url))
    look(desk, "10 first page", language)
