"""The journey for who reads in large letters, who has a keyboard alone, and who swipes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import NAMES, WISHES, walk_to_a_resume
from tests.browser.walker import DESK, PASSWORD, Walker

pytestmark = pytest.mark.browser

WITH_SCRIPT = [("uz", True), pytest.param(("ru", True), marks=pytest.mark.slow)]
# The root's size is what every size of ours is counted in.
TWICE = (
    "addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '200%')"
)
MOST_TABS = 120
SEEN = """() => {
  const e = document.activeElement;
  const face = e.matches('.choice input') ? e.nextElementSibling : e;
  const style = getComputedStyle(face);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    || style.boxShadow !== 'none';
}"""


@pytest.mark.parametrize("way", WITH_SCRIPT, indirect=True)
def test_a_person_reads_in_letters_twice_as_large(walker, photo):
    walker.page.context.add_init_script(TWICE)
    walk_to_a_resume(walker, photo)


class Typist:
    """Somebody with a keyboard and nothing else, who must always see where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str) -> None:
        """Go on by Tab until the focus is there."""
        for _press in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                assert self.page.evaluate(SEEN), f"the focus on {selector} can't be seen"
                return
        raise AssertionError(f"{MOST_TABS} presses of Tab don't reach {selector}")

    def press(self, selector: str) -> None:
        """Follow a link, or send a form, and wait for the page after it."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)


@pytest.mark.parametrize("way", WITH_SCRIPT, indirect=True)
def test_a_person_goes_by_keyboard_alone(walker: Walker):
    walker.page.set_viewport_size(DESK)
    walker.go("/")
    typist = Typist(walker.page)
    typist.reach(".skip-link")
    typist.press("main a[href='/sign-up/']")
    typist.write("input[name=username]", walker.name)
    typist.write("input[name=password]", PASSWORD)
    typist.press("main form button")
    answer_the_cards(walker, typist)
    expect(walker.page).to_have_url(re.compile("/me/specialties/"))
    typist.press("form[action$='/choose/'] button")
    expect(walker.page).to_have_url(re.compile("/me/vacancies/"))
    typist.press("main .card__title a")
    typist.reach("main button[value=saved]")
    walker.page.keyboard.press("Enter")
    expect(walker.page.locator("main .button--on")).to_be_visible()
    walker.go("/me/resumes/")
    typist.press("form[action$='/new/'] button")
    expect(walker.page.locator("a[href$='/docx/']").first).to_be_visible()
    assert walker.wrong == []


def answer_the_cards(walker: Walker, typist: Typist) -> None:
    page = walker.page
    typist.write("input[name=full_name]", NAMES[walker.language])
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/")
    typist.write("input[name=age]", "24")
    page.keyboard.press("Enter")
    page.wait_for_url("**/education/")
    for step in ("place", "mode"):
        typist.press("button[value=next]")
        page.wait_for_url(f"**/{step}/")
    # One question, so a digit answers it and an arrow goes on.
    page.keyboard.press("1")
    expect(page.locator("input[name=work_modes]").first).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/contact/")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/mode/")
    expect(page.locator("input[name=work_modes]").first).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/contact/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/wishes/")
    typist.write("textarea[name=preferences]", WISHES[walker.language])
    typist.press("button[value=next]")
    page.wait_for_url("**/photo/")
    typist.press("button[value=next]")


SWIPE = """(across) => {
  const card = document.querySelector('.step-card');
  const fire = (kind, x) => {
    const touch = new Touch({ identifier: 1, target: card, clientX: x, clientY: 300 });
    const now = kind === 'touchend' ? [] : [touch];
    card.dispatchEvent(new TouchEvent(kind,
      { touches: now, changedTouches: [touch], bubbles: true, cancelable: true }));
  };
  fire('touchstart', 200); fire('touchmove', 200 + across / 2); fire('touchmove', 200 + across);
  fire('touchend', 200 + across);
}"""


@pytest.mark.parametrize("way", [("uz", True)], indirect=True)
def test_a_swipe_goes_on_and_back_and_loses_nothing(walker: Walker):
    walker.sign_up()
    page = walker.page
    page.fill("input[name=full_name]", "Malika")
    page.evaluate(SWIPE, -160)
    page.wait_for_url("**/person/")
    page.fill("input[name=age]", "24")
    page.evaluate(SWIPE, 160)
    page.wait_for_url("**/name/")
    expect(page.locator("input[name=full_name]")).to_have_value("Malika")
    page.evaluate(SWIPE, -30)
    expect(page).to_have_url(re.compile("/name/"))
    page.evaluate(SWIPE, -160)
    page.wait_for_url("**/person/")
    expect(page.locator("input[name=age]")).to_have_value("24")
    assert walker.wrong == []
