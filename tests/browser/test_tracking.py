"""Saved and applied, hidden things and letters: with and without JavaScript, in two languages.

JOURNEY_PICTURES names a folder for pictures of every page, narrow and wide, light and dark.
"""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.consents import has_consent
from accounts.models import User
from recommendations.letters import compose, stop_key
from recommendations.models import AlertLetter, AlertSettings, HiddenEmployer, Mark, ToldVacancy
from resumes.composing import create_resume
from tests.browser.walker import Walker
from tests.factories import make_vacancy

pytestmark = pytest.mark.browser


def sign_up(walker: Walker) -> User:
    walker.sign_up()
    user = User.objects.get(username=walker.name)
    user.language = walker.language
    user.save()
    return user


def open_vacancy(walker: Walker, title: str, **fields):
    vacancy = make_vacancy(title, language="uz", **fields)
    walker.go(vacancy.get_absolute_url())
    return vacancy


def test_a_vacancy_goes_from_saved_to_an_offer(walker):
    user = sign_up(walker)
    create_resume(user, language="ru")
    walker.go("/me/marks/")
    walker.look("tracker empty")
    open_vacancy(walker, "Tikuvchi tungi smenaga", employer="Atlas Libos", salary_from=5_000_000,
                 currency="UZS")  # fmt: skip
    walker.page.locator("main button[value=saved]").first.click()
    expect(walker.page.locator("main .button--on").first).to_be_visible()
    walker.go("/me/marks/")
    walker.page.locator("select[name=state]").select_option("applied")
    walker.press(".mark__move button")
    expect(walker.page.locator(".mark__state")).to_have_count(1)
    walker.press(".card__title a")
    walker.page.fill("textarea[name=note]", "Dilshod aka, dushanba kuni qoʻngʻiroq")
    walker.page.locator("select[name=resume]").select_option(index=1)
    walker.look("mark")
    walker.press("form.form .button--large")
    walker.go("/me/marks/?state=applied")
    walker.look("tracker")
    mark = Mark.objects.get(user=user)
    assert (mark.state, mark.resume) == ("applied", user.resumes.get())
    assert [change.state for change in mark.changes.all()] == ["saved", "applied"]


def test_one_from_elsewhere_is_added_taken_off_and_brought_back(walker):
    user = sign_up(walker)
    walker.go("/me/marks/new/")
    walker.look("found elsewhere")
    walker.page.fill("input[name=title]", "Novvoy yordamchisi")
    walker.page.fill("input[name=url]", "nonsense")
    walker.press("form.form .button--large")
    expect(walker.page.locator("input[name=title]")).to_have_value("Novvoy yordamchisi")
    walker.look("found elsewhere with an error")
    walker.page.fill("input[name=url]", "work.example/7")
    walker.press("form.form .button--large")
    walker.press(".button--bad")
    assert not Mark.objects.filter(user=user).exists()
    walker.press(".undo button")
    assert Mark.objects.get(user=user).url == "https://work.example/7"


def test_the_tab_where_one_is_is_in_sight(walker, has_script):
    sign_up(walker)
    walker.go("/me/marks/?state=rejected")
    tab = walker.page.locator(".tab[aria-current]")
    if has_script:
        expect(tab).to_be_in_viewport(ratio=1)
    expect(walker.page.locator("h1")).to_be_in_viewport()
    assert walker.wrong == []


def test_an_employer_is_hidden_undone_and_shown_again(walker, has_script):
    user = sign_up(walker)
    vacancy = open_vacancy(walker, "Tikuvchi kechki smenaga", employer="Atlas Libos")
    walker.page.locator("main button[value=hidden]").first.click()
    if has_script:
        expect(walker.page.locator("#toast .undo button")).to_be_visible()
        walker.look("hidden with a toast")
        walker.page.locator("#toast .undo button").click()
        expect(walker.page.locator("main button[value=hidden]").first).to_be_visible()
        assert not Mark.objects.filter(user=user).exists()
        walker.page.locator("main button[value=hidden]").first.click()
    walker.page.locator(f"form[action='/vacancies/{vacancy.pk}/hide-employer/'] button").click()
    walker.page.wait_for_load_state()
    assert HiddenEmployer.objects.get(user=user).name == "Atlas Libos"
    walker.go("/me/hidden/")
    walker.look("hidden")
    walker.page.locator("main form[action$='/show/'] button").click()
    walker.page.wait_for_load_state()
    assert not HiddenEmployer.objects.filter(user=user).exists()


def test_a_search_is_saved_and_letters_are_allowed(walker):
    user = sign_up(walker)
    walker.go("/me/alerts/")
    walker.look("alerts empty")
    walker.go("/vacancies/?q=tikuvchi")
    walker.press(".save-search button")
    user.email, user.email_verified_at = "malika@example.com", timezone.now()
    user.save()
    walker.go("/me/alerts/")
    walker.page.locator("select[name=rhythm]").select_option("weekly")
    walker.press("article form button")
    walker.page.locator("select[name=quiet_from]").select_option("21")
    walker.press("button[name=allow][value=yes]")
    assert has_consent(user, "alerts")
    assert user.searches.get().rhythm == "weekly"
    assert AlertSettings.objects.get(user=user).quiet_from == 21
    tell(user)
    walker.go("/me/alerts/")
    walker.look("alerts")


def tell(user: User) -> AlertLetter:
    """A letter as the worker makes it."""
    letter = AlertLetter.objects.create(user=user, more=25)
    told = {"letter": letter, "user": user, "search": user.searches.get()}
    for number in range(3):
        vacancy = make_vacancy(
            f"Tikuvchi fabrikaga, {number + 2}-sex", language="uz", employer="Atlas Libos",
            salary_from=4_000_000, salary_to=6_500_000, currency="UZS", pay_period="month",
        )  # fmt: skip
        reasons = ["Sarlavhasida: “tikuvchi”.", "Qidiruvingizga mos: “tikuvchi”, Toshkent."]
        ToldVacancy.objects.create(
            vacancy=vacancy, reasons=reasons, search_name="“tikuvchi”, Toshkent", **told
        )
    return letter


def test_a_letter_is_a_page_that_fits_a_phone_and_its_link_ends_letters(walker, settings):
    settings.PUBLIC_URL = walker.site
    user = sign_up(walker)
    walker.go("/vacancies/?q=tikuvchi")
    walker.press(".save-search button")
    message = compose(tell(user))
    [html] = [part for part, kind in message.alternatives if kind == "text/html"]
    # On a page of ours the policy for styles would hold for the letter, too.
    walker.page.goto("about:blank")
    walker.page.set_content(html)
    walker.look("letter")
    if folder := os.environ.get("JOURNEY_PICTURES"):
        Path(folder, f"letter {walker.language}.txt").write_text(message.body)
    walker.go(f"/alerts/stop/{stop_key(user)}/")
    walker.look("stop letters")
    walker.press("form button")
    walker.look("letters stopped")
