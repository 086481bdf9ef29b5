"""The steps of the journey from a stranger to a resume, for whoever walks it in whatever way."""

import re
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from tests.browser.walker import Walker

NAMES = {"uz": "Malika Karimova", "ru": "Малика Каримова"}
WISHES = {
    "uz": "Kiyim tikishni yaxshi koʻraman, uyda tikuv mashinasida koʻylak tikkanman. "
    "Uyga yaqin joyda, jamoada ishlasam deyman.",
    "ru": "Люблю шить одежду, дома шила платья на швейной машине. "
    "Хочу работать рядом с домом, в коллективе.",
}
NEXT = "button[value=next]"


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
    walker.press(".card__title a")
    walker.look("saved one")


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


def walk_to_a_resume(walker: Walker, photo: dict) -> None:
    """The whole journey, and the look into the document at its end."""
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
