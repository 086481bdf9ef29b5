"""axe on every page that links lead to, in both themes and all four written forms."""

import pytest

from catalog.models import Specialty, Vacancy
from recommendations.models import Mark
from tests.browser.barriers import faults_of, small_targets_of
from tests.browser.crawler import walk
from tests.browser.walker import PHONE
from tests.factories import make_profile, make_user

pytestmark = pytest.mark.browser

FORMS = ["uz", "uz-cyrl", "ru", "en"]
# A person's pages are many: fewer than these and the walk has lost its way.
MANY = 35


def grid(core):
    """All forms in both themes; one by default, the rest by ./test --all."""
    return [
        pytest.param(form, theme, marks=[] if (form, theme) == core else pytest.mark.slow)
        for form in FORMS
        for theme in ("light", "dark")
    ]


OPEN = ["/", "/sign-up/", "/sign-in/", "/help/", "/vacancies/", "/courses/"]
OWN = [
    "/me/vacancies/", "/me/specialties/", "/me/courses/", "/me/marks/", "/me/resumes/",
    "/me/changes/", "/profile/", "/me/settings/", "/questionnaire/name/?from=profile",
]  # fmt: skip


@pytest.fixture
def person(catalogue):
    """Somebody who has said much, saved and hidden something."""
    profile = make_profile(
        user=make_user("malika"), full_name="Malika Karimova", birth_year=2002,
        preferences="Kiyim tikishni yaxshi koʻraman", work_modes=["office"], phone="+998901234567",
    )  # fmt: skip
    profile.finish_questionnaire()
    profile.choose_specialty(Specialty.objects.get(code="hh-141"))
    profile.skills.create(name="Overlok")
    profile.experience.create(title="Tikuvchi", employer="Atlas", start="2023-02")
    profile.languages.create(language="uz", level="native")
    first, second = Vacancy.objects.all()[:2]
    Mark.objects.create(user=profile.user, vacancy=first, state="saved")
    Mark.objects.create(user=profile.user, vacancy=second, state="applied")
    return profile.user


@pytest.fixture
def open_page(browser, site):
    """A page in a written form and a theme, signed in where a client is."""
    contexts = []

    def opened(form, theme, client=None):
        context = browser.new_context(viewport=PHONE, color_scheme=theme, reduced_motion="reduce")
        contexts.append(context)
        kept = {"django_language": form, **(_cookies(client) if client else {})}
        context.add_cookies([{"name": k, "value": v, "url": site} for k, v in kept.items()])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def _cookies(client):
    return {name: morsel.value for name, morsel in client.cookies.items()}


@pytest.mark.parametrize(("form", "theme"), grid(("ru", "dark")))
def test_a_stranger_meets_no_barrier(open_page, site, form, theme):
    page = open_page(form, theme)
    faults = []
    for address in walk(page, site, OPEN):
        faults += faults_of(page, address) + small_targets_of(page, address)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("form", "theme"), grid(("uz", "light")))
def test_a_person_meets_no_barrier(open_page, site, client, person, form, theme):
    client.force_login(person)
    page = open_page(form, theme, client)
    faults, walked = [], []
    for address in walk(page, site, OWN):
        walked.append(address)
        faults += faults_of(page, address) + small_targets_of(page, address)
    assert not faults, "\n".join(faults)
    assert len(walked) > MANY


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_empty_places_have_no_barrier(open_page, site, client, db, theme):
    profile = make_profile(user=make_user("bahor"), preferences="tikish")
    profile.finish_questionnaire()
    client.force_login(profile.user)
    page = open_page("uz", theme, client)
    faults = []
    for address in OWN:
        page.goto(site + address)
        faults += faults_of(page, address)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_errors_have_no_barrier(open_page, site, client, person, theme):
    client.force_login(person)
    page = open_page("ru", theme, client)
    faults = []
    for address in ("/questionnaire/wishes/", "/profile/skills/new/", "/profile/experience/new/"):
        page.goto(site + address)
        page.locator("form.card textarea, form.card input:not([type=hidden])").first.fill("")
        page.locator("form.card .button--large").first.click()
        assert page.locator(".field__errors").count()
        faults += faults_of(page, address)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_opens_over_a_page_has_no_barrier(open_page, site, theme):
    page = open_page("uz", theme)
    page.goto(site + "/vacancies/")
    faults = []
    for target in ("site-menu", "filters"):
        page.locator(f"[popovertarget={target}]").first.click()
        faults += faults_of(page, target)
        page.keyboard.press("Escape")
    assert not faults, "\n".join(faults)
