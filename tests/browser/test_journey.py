"""The whole journey as a new person, on a phone and on a desk, with and without JavaScript.

JOURNEY_URL walks a site that runs already, wherever it is; JOURNEY_PICTURES names a folder for
pictures of every page, narrow and wide, light and dark.
"""

import os
import re
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from docx import Document
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NAMES = {"uz": "Malika Karimova", "ru": "Малика Каримова"}
WISHES = {
    "uz": "Kiyim tikishni yaxshi koʻraman, uyda tikuv mashinasida koʻylak tikkanman",
    "ru": "Люблю шить одежду, дома шила платья на швейной машине",
}
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
TITLES = "main h2 a[href^='{0}'], main h3 a[href^='{0}']"
THEMES = ("light", "dark")


class Walker:
    """Walks the site as a person does, and remembers what went wrong on the way."""

    def __init__(self, page: Page, site: str, language: str) -> None:
        self.page, self.site, self.language = page, site, language
        self.wrong: list[str] = []
        self.number = 0
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._note_request)

    def go(self, path: str) -> None:
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def press(self, name: str) -> None:
        self.page.locator(f"main button[value={name}]").first.click()
        self.page.wait_for_load_state()

    def look(self, name: str) -> None:
        """Check what holds on every page, and keep pictures where they are asked for."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{name} is {wide} px wider than the screen"
        assert self.page.locator("h1").count() == 1, name
        self.number += 1
        if folder := os.environ.get("JOURNEY_PICTURES"):
            self._picture(Path(folder), f"{self.number:02} {name}")

    def _picture(self, folder: Path, name: str) -> None:
        kept = self.page.viewport_size
        folder.mkdir(parents=True, exist_ok=True)
        for size, (width, height) in SIZES.items():
            self.page.set_viewport_size({"width": width, "height": height})
            for theme in THEMES:
                self.page.emulate_media(color_scheme=theme)
                path = folder / f"{name} {self.language} {size} {theme}.png"
                self.page.screenshot(path=path, full_page=True)
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size(kept)

    def _note_console(self, message) -> None:
        if message.type == "error":
            self.wrong.append(message.text)

    def _note_request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != urlsplit(self.site).netloc:
            self.wrong.append(f"asked another host: {request.url}")


@pytest.fixture(params=["uz", "ru"])
def language(request):
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def has_script(request):
    return request.param


@pytest.fixture
def walker(browser, site, language, has_script):
    width, height = SIZES["phone"]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=language,
        java_script_enabled=has_script,
        accept_downloads=True,
        reduced_motion="reduce",
    )
    yield Walker(context.new_page(), site, language)
    context.close()


def sign_up(walker: Walker) -> None:
    walker.go("/")
    walker.look("landing")
    walker.go("/sign-up/")
    walker.look("sign up")
    walker.page.fill("input[name=username]", f"malika{uuid.uuid4().hex[:8]}")
    walker.page.fill("input[name=password]", "choy va non 2026")
    walker.page.locator("main form button").last.click()


def answer(walker: Walker, photo: dict) -> None:
    page = walker.page
    walker.look("card name")
    page.fill("input[name=full_name]", NAMES[walker.language])
    walker.press("next")
    walker.look("card person")
    page.fill("input[name=age]", "24")
    walker.press("next")
    walker.look("card education")
    page.locator("input[name=education_level][value=vocational]").check(force=True)
    page.locator("input[name=labour][value=physical]").check(force=True)
    walker.press("next")
    walker.look("card place")
    page.fill("input[name=city]", "Chilonzor")
    walker.press("next")
    walker.look("card mode")
    walker.press("skip")
    walker.look("card contact")
    page.fill("input[name=phone]", "+998 90 123 45 67")
    walker.press("next")
    walker.look("card wishes")
    page.fill("textarea[name=preferences]", WISHES[walker.language])
    walker.press("next")
    walker.look("card photo")
    page.set_input_files("input[type=file]", photo)
    walker.press("next")


def find_work(walker: Walker) -> None:
    page = walker.page
    expect(page).to_have_url(re.compile("/me/specialties/"))
    walker.look("specialties")
    page.locator("form[action$='/choose/'] button").first.click()
    page.wait_for_load_state()
    walker.go("/me/vacancies/")
    walker.look("vacancies")
    page.locator(TITLES.format("/vacancies/")).first.click()
    page.wait_for_load_state()
    walker.look("vacancy")
    page.locator("main button[value=saved]").first.click()
    page.wait_for_load_state()
    walker.go("/me/marks/")
    walker.look("marks")


def find_a_course(walker: Walker) -> None:
    walker.go("/me/courses/")
    walker.look("courses")
    walker.page.locator(TITLES.format("/courses/")).first.click()
    walker.page.wait_for_load_state()
    walker.look("course")


def make_a_resume(walker: Walker) -> Path:
    page = walker.page
    walker.go("/profile/")
    walker.look("profile")
    expect(page.get_by_text(NAMES[walker.language]).first).to_be_visible()
    walker.go("/me/resumes/")
    walker.look("resumes")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    walker.look("resume")
    with page.expect_download() as arriving:
        page.locator("a[href$='/docx/']").first.click()
    return Path(arriving.value.path())


def test_a_new_person_walks_to_a_resume(walker, photo):
    sign_up(walker)
    answer(walker, photo)
    find_work(walker)
    find_a_course(walker)
    document = Document(make_a_resume(walker))
    assert NAMES[walker.language] in [paragraph.text for paragraph in document.paragraphs]
    assert [part for part in document.part.package.image_parts if part.image.px_height > 0]
    assert walker.wrong == []


@pytest.mark.parametrize("path", ["/help/", "/vacancies/", "/courses/", "/sign-in/", "/docs/"])
def test_an_open_page_keeps_our_policy(walker, path):
    walker.go(path)
    walker.page.wait_for_load_state("networkidle")
    if path != "/docs/":
        walker.look(path.strip("/").replace("-", " "))
    assert walker.wrong == []
