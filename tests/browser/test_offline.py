"""Without a network: saved vacancies and resumes open, other pages say so; updates set no trap."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from recommendations.marking import mark_vacancy
from recommendations.models import Mark
from resumes.composing import create_resume
from tests.browser.walker import PHONE, Walker
from tests.factories import make_vacancy
from workfinder import offline

pytestmark = pytest.mark.browser

NO_CONNECTION = {"uz": "Aloqa yoʻq", "ru": "Нет связи"}
COPIES = """async (wanted) => {
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of (await caches.keys()).filter((name) => name.startsWith("kept-"))) {
      const index = await (await caches.open(name)).match("/index");
      if (index && wanted in (await index.json()).pages) return true;
    }
    await new Promise((next) => setTimeout(next, 100));
  }
  return false;
}"""
KEPT_NAMES = "async () => (await caches.keys()).filter((name) => name.startsWith('kept-')).length"


@pytest.fixture
def walker(browser, site, language):
    context = browser.new_context(viewport=PHONE, locale=language, reduced_motion="reduce")
    yield Walker(context.new_page(), site, language)
    context.close()


@pytest.fixture
def person(walker):
    """Signed in, with a saved vacancy and a resume."""
    walker.sign_up()
    user = User.objects.get(username=walker.name)
    vacancy = make_vacancy("Tikuvchi tungi smenaga", language="uz", description="<p>Kechki ish</p>")
    mark_vacancy(user, vacancy, "saved", "Dilshod akaga qoʻngʻiroq")
    create_resume(user, language="ru")
    return user


def come_with_worker(walker, path="/help/"):
    """Visit, and wait until the worker serves the page."""
    walker.go(path)
    walker.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    walker.page.wait_for_function("() => navigator.serviceWorker.controller")


def wait_for_copy(walker, path):
    assert walker.page.evaluate(COPIES, path), f"no copy of {path}"


def test_what_a_person_keeps_opens_without_a_network(walker, person):
    mark = Mark.objects.get(user=person)
    resume = person.resumes.get()
    come_with_worker(walker)
    wait_for_copy(walker, resume.get_absolute_url())
    walker.page.context.set_offline(True)
    walker.go("/me/marks/")
    expect(walker.page.get_by_text("Tikuvchi tungi smenaga")).to_be_visible()
    expect(walker.page.locator("#toast time")).to_contain_text(
        re.compile(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d")
    )
    walker.look("saved offline")
    walker.go(mark.vacancy.get_absolute_url())
    expect(walker.page.get_by_text("Kechki ish")).to_be_visible()
    walker.go(mark.get_absolute_url())
    expect(walker.page.locator("textarea[name=note]")).to_have_value("Dilshod akaga qoʻngʻiroq")
    walker.go(resume.get_absolute_url())
    expect(walker.page.locator("h1")).to_be_visible()
    walker.look("resume offline")


def test_a_page_that_isnt_kept_says_so_and_lists_what_is(walker, person):
    come_with_worker(walker)
    wait_for_copy(walker, "/me/marks/")
    wait_for_copy(walker, person.resumes.get().get_absolute_url())
    walker.page.context.set_offline(True)
    walker.go("/courses/")
    expect(walker.page.locator("h1")).to_have_text(NO_CONNECTION[walker.language])
    walker.look("offline page")
    walker.page.locator("#kept a[href='/me/marks/']").click()
    expect(walker.page.get_by_text("Tikuvchi tungi smenaga")).to_be_visible()


def test_a_tab_shows_its_own_copy_and_no_other_list_passes_for_one(walker, person):
    mark_vacancy(person, make_vacancy("Novvoy", language="uz"), "applied")
    come_with_worker(walker)
    wait_for_copy(walker, "/me/marks/?state=applied")
    walker.page.context.set_offline(True)
    walker.go("/me/marks/")
    walker.page.locator("a[href='/me/marks/?state=applied']").click()
    expect(walker.page.get_by_text("Novvoy")).to_be_visible()
    expect(walker.page.get_by_text("Tikuvchi tungi smenaga")).to_have_count(0)
    for query in ("?state=offer", "?page=2"):
        walker.go(f"/me/marks/{query}")
        expect(walker.page.locator("h1")).to_have_text(NO_CONNECTION[walker.language])
    expect(walker.page.locator("#kept a[href*='?state=']")).to_have_count(0)


def test_back_online_pages_are_of_now(walker, person):
    come_with_worker(walker)
    wait_for_copy(walker, "/me/marks/")
    walker.page.context.set_offline(True)
    walker.go("/me/marks/")
    Mark.objects.filter(user=person).delete()
    walker.page.context.set_offline(False)
    walker.go("/me/marks/")
    expect(walker.page.get_by_text("Tikuvchi tungi smenaga")).to_have_count(0)


def test_signing_out_wipes_what_was_kept(walker, person):
    come_with_worker(walker)
    wait_for_copy(walker, "/me/marks/")
    walker.go("/profile/")
    walker.page.locator("form[action='/sign-out/'] button").click()
    walker.page.wait_for_url("**/")
    walker.page.wait_for_function(f"async () => (await ({KEPT_NAMES})()) === 0")
    walker.page.context.set_offline(True)
    walker.go("/me/marks/")
    expect(walker.page.locator("h1")).to_have_text(NO_CONNECTION[walker.language])


def test_the_next_person_finds_nothing_of_the_one_before(walker, person):
    come_with_worker(walker)
    wait_for_copy(walker, "/me/marks/")
    walker.page.context.clear_cookies(name="sessionid")
    walker.name = f"{walker.name}b"
    walker.sign_up()
    come_with_worker(walker)
    wait_for_copy(walker, "/me/marks/")
    assert walker.page.evaluate(KEPT_NAMES) == 1
    walker.page.context.set_offline(True)
    walker.go("/me/marks/")
    expect(walker.page.get_by_text("Tikuvchi tungi smenaga")).to_have_count(0)


def test_after_an_update_the_new_shell_serves(walker, person, monkeypatch):
    come_with_worker(walker)
    shells = "async () => (await caches.keys()).filter((name) => name.startsWith('shell-'))"
    before = walker.page.evaluate(shells)
    monkeypatch.setattr(offline, "release", lambda: "another-release")
    walker.go("/help/")
    walker.page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    walker.page.wait_for_function(
        f"async () => (await ({shells})()).join() === 'shell-another-release'"
    )
    assert before != ["shell-another-release"]
    walker.page.context.set_offline(True)
    walker.go("/courses/")
    expect(walker.page.locator("h1")).to_have_text(NO_CONNECTION[walker.language])


def test_a_form_that_cant_be_sent_says_so_and_keeps_what_was_typed(walker, person):
    come_with_worker(walker)
    walker.go("/me/marks/new/")
    walker.page.fill("input[name=title]", "Novvoy")
    walker.page.context.set_offline(True)
    walker.page.locator("main form button").first.click()
    expect(walker.page.locator("h1")).to_have_text(NO_CONNECTION[walker.language])
    walker.page.go_back()
    expect(walker.page.locator("input[name=title]")).to_have_value("Novvoy")


def test_a_first_visit_installs_nothing(walker):
    walker.go("/")
    walker.page.wait_for_timeout(1_200)
    assert not walker.page.evaluate(
        "() => navigator.serviceWorker.getRegistrations().then(r => r.length)"
    )
