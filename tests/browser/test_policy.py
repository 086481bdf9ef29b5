"""No page of ours asks the browser for what its policy forbids, or another host for anything."""

import pytest
from django.urls import reverse

from accounts.models import RecoveryCode
from accounts.recovery_codes import make_codes
from tests.browser.crawler import walk
from tests.browser.test_accessibility import OPEN, OWN, person  # noqa: F401 - a fixture
from tests.browser.walker import DESK, Walker
from tests.factories import make_user

pytestmark = pytest.mark.browser

NOTE = """window.refused = [];
document.addEventListener('securitypolicyviolation', (event) => {
    window.refused.push(`${event.violatedDirective} ${event.blockedURI}`);
});"""
SETTINGS = [
    "accounts:settings", "accounts:login_name", "accounts:password", "accounts:email",
    "accounts:recovery_codes", "accounts:second_factor", "accounts:devices",
    "accounts:consent_history", "accounts:data_copy", "accounts:delete_account", "privacy",
]  # fmt: skip
DOORS = ["accounts:login", "accounts:recover", "accounts:recover_by_code", "privacy"]
DESK_PAGES = ["admin:index", "admin:accounts_user_changelist", "admin:catalog_source_add"]


def opened(browser, site, client=None, **options):
    context = browser.new_context(reduced_motion="reduce", **options)
    context.add_init_script(NOTE)
    if client:
        kept = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": kept, "url": site}])
    return context


def sign_in(client, user):
    """With the password given a moment ago, so that the page of the second factor shows its key."""
    client.force_login(user)
    client.post(reverse("accounts:second_factor"), {"current": "a long enough passphrase"})


def refused_on(page):
    return page.evaluate("window.refused")


def test_no_page_of_strangers_breaks_the_policy(browser, site):
    context = opened(browser, site)
    page = context.new_page()
    walker = Walker(page, site, "uz")
    starts = [*OPEN, *(reverse(name) for name in DOORS)]
    wrong = [f"{at}: {said}" for at in walk(page, site, starts) for said in refused_on(page)]
    assert (wrong, walker.wrong) == ([], [])
    context.close()


def test_no_page_of_people_breaks_the_policy(browser, site, client, person):  # noqa: F811
    sign_in(client, person)
    context = opened(browser, site, client)
    page = context.new_page()
    walker = Walker(page, site, "uz")
    starts = [*OWN, *(reverse(name) for name in SETTINGS)]
    wrong = [f"{at}: {said}" for at in walk(page, site, starts) for said in refused_on(page)]
    assert (wrong, walker.wrong) == ([], [])
    context.close()


def test_the_desk_and_the_page_of_calls_break_no_policy(browser, site, client, catalogue):
    client.force_login(make_user(is_staff=True, is_superuser=True))
    context = opened(browser, site, client, viewport=DESK)
    page = context.new_page()
    walker = Walker(page, site, "uz")
    for path in [*(reverse(name) for name in DESK_PAGES), "/docs/"]:
        walker.go(path)
        page.wait_for_load_state("networkidle")
        assert refused_on(page) == [], path
    assert walker.wrong == []
    context.close()


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_the_settings_fit_a_phone(browser, site, client, person, language):  # noqa: F811
    make_codes(person, RecoveryCode.Kind.PASSWORD)
    person.language = language
    person.save()
    sign_in(client, person)
    context = opened(browser, site, client, viewport={"width": 390, "height": 844})
    walker = Walker(context.new_page(), site, language)
    for name in SETTINGS:
        walker.go(reverse(name))
        walker.look(name.replace(":", " "))
    assert walker.wrong == []
    context.close()
