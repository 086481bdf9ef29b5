"""The whole journey as a new person with a phone, with and without JavaScript.

JOURNEY_URL walks a site that runs already, wherever it is; JOURNEY_PICTURES names a folder for
pictures of every page, narrow and wide, light and dark.
"""

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from tests.browser.walker import Walker

pytestmark = pytest.mark.browser

NAMES = {"uz": "Malika Karimova", "ru": "Малика Каримова"}
WISHES = {
    "uz": "Kiyim tikishni yaxshi koʻraman, uyda tikuv mashinasida koʻylak tikkanman. "
    "Uyga yaqin joyda, jamoada ishlasam deyman.",
    "ru": "Люблю шить одежду, дома шила платья на швейной машине. "
    "Хочу работать рядом с домом, в коллективе.",
}
NEXT = "button[value=next]"
OPEN_PAGES = ["help", "vacancies", "courses", "sign-in"]


def offer(place: str) -> str:
    """The title of a card, which leads to the page of what it offers."""
    return f":is(h2, h3) a[href^='{place}']"


def answer_about_oneself(walker: Walker) -> None:
    page = walker.page
    walker.look("card name")
    page.fill("input[name=full_name]", NAMES[walker.language])
    walker.press(NEXT)
    walker.look("card person")
    page.fill("input[name=age]", "24")
    page.locator("input[name=gender][value=female]").check()
    walker.press(NEXT)
    walker.look("card education")
    page.locator("input[name=education_level][value=vocational]").check()
    page.locator("input[name=labour][value=physical]").check()
    walker.press(NEXT)


def answer_the_rest(walker: Walker, photo: dict) -> None:
    page = walker.page
    walker.look("card place")
    page.locator("select[name=region]").select_option(index=1)
    page.fill("input[name=city]", "Chilonzor")
    walker.press(NEXT)
    walker.look("card mode")
    walker.press("button[value=skip]")
    walker.look("card contact")
    page.fill("input[name=phone]", "+998 90 123 45 67")
    walker.press(NEXT)
    walker.look("card wishes")
    page.fill("textarea[name=preferences]", WISHES[walker.language])
    walker.press(NEXT)
    walker.look("card photo")
    page.set_input_files("input[type=file]", photo)
    walker.press(NEXT)


def choose_a_specialty(walker: Walker) -> None:
    expect(walker.page).to_have_url(re.compile("/me/specialties/"))
    walker.look("specialties")
    walker.press("form[action$='/choose/'] button")
    expect(walker.page).to_have_url(re.compile("/me/vacancies/"))


def find_work(walker: Walker) -> None:
    page = walker.page
    expect(page.locator(".reason").first).to_be_visible()
    walker.look("vacancies")
    walker.press(offer("/vacancies/"))
    walker.look("vacancy")
    page.locator("main button[value=saved]").first.click()
    expect(page.locator("main .button--on")).to_be_visible()
    walker.go("/me/marks/")
    walker.look("saved")
    walker.press(offer("/vacancies/"))


def find_a_course(walker: Walker) -> None:
    walker.go("/me/courses/")
    walker.look("courses")
    walker.press(offer("/courses/"))
    walker.look("course")


def state_facts(walker: Walker) -> None:
    page = walker.page
    walker.go("/profile/skills/new/")
    walker.look("skill")
    page.fill("input[name=name]", "Overlok")
    walker.press("button[name=more]")
    page.fill("input[name=name]", "Bichish")
    walker.press("form .button--large")
    walker.go("/profile/experience/new/")
    walker.look("experience")
    page.fill("input[name=title]", "Tikuvchi")
    page.fill("input[name=employer]", "Atlas Libos")
    page.fill("input[name=start]", "2023-02")
    walker.press("form .button--large")
    for kind in ("education", "languages"):
        walker.go(f"/profile/{kind}/new/")
        walker.look(kind)


def make_a_resume(walker: Walker) -> Path:
    page = walker.page
    walker.go("/profile/")
    walker.look("profile")
    expect(page.get_by_text(NAMES[walker.language]).first).to_be_visible()
    walker.go("/me/resumes/")
    walker.look("resumes")
    walker.press("form[action$='/new/'] button")
    walker.look("resume")
    with page.expect_download() as arriving:
        page.locator("a[href$='/docx/']").first.click()
    return Path(arriving.value.path())


def test_a_new_person_walks_to_a_resume(walker, photo):
    walker.go("/")
    walker.look("landing")
    walker.press("a[href='/sign-up/']")
    walker.look("sign up")
    walker.sign_up()
    answer_about_oneself(walker)
    answer_the_rest(walker, photo)
    choose_a_specialty(walker)
    find_work(walker)
    find_a_course(walker)
    state_facts(walker)
    document = Document(make_a_resume(walker))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert NAMES[walker.language] in text
    assert re.search("Overlok|Оверлок", text)
    assert [part for part in document.part.package.image_parts if part.image.px_height > 0]
    walker.go("/me/resumes/")
    walker.look("resumes with one")
    assert walker.wrong == []


@pytest.mark.parametrize("name", OPEN_PAGES)
def test_an_open_page_keeps_our_policy(walker, name):
    walker.go(f"/{name}/")
    walker.look(f"open {name}")
    assert walker.wrong == []


def test_an_offer_is_open_to_a_stranger(walker):
    for place in ("/vacancies/", "/courses/"):
        walker.go(place)
        walker.press(offer(place))
        walker.look(f"open {place.strip('/')} one")
    assert walker.wrong == []


def test_an_address_that_leads_nowhere_has_a_page(walker):
    walker.go("/nowhere/", status=404)
    walker.look("nowhere")
    assert walker.wrong == []


@pytest.mark.parametrize("has_script", [True], indirect=True)
def test_the_page_of_both_doors_keeps_our_policy(walker):
    walker.go("/docs/")
    walker.page.locator(".opblock").first.wait_for()
    assert walker.wrong == []
