"""What people mistype: each time a clear sentence in their language, and nothing is lost."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.walker import PASSWORD

pytestmark = pytest.mark.browser

LONG = "Nebuchadnezzar" * 30
NEXT = "button[value=next]"
SENTENCES = {
    "uz": {
        "wrong password": "Login yoki parol notoʻgʻri",
        "taken": "band",
        "photo": "surat",
        "empty": "yozing",
        "age": "yosh",
    },
    "ru": {
        "wrong password": "Неверный логин или пароль",
        "taken": "занят",
        "photo": "фото",
        "empty": "напишите",
        "age": "лет",
    },
}


def says(walker, what):
    """An error that is seen, in the language of the page."""
    error = walker.page.locator(".field__errors, .message--error").filter(
        has_text=SENTENCES[walker.language][what]
    )
    expect(error.first).to_be_visible()


def file_of(content: bytes, name: str, kind: str) -> dict:
    return {"name": name, "mimeType": kind, "buffer": content}


def huge_photo() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((2600, 2400), 90).convert("RGB").save(made, "JPEG", quality=100)
    return made.getvalue()


def test_a_wrong_password_is_told(walker):
    walker.go("/sign-in/")
    walker.page.fill("input[name=username]", "nobody")
    walker.page.fill("input[name=password]", "not the one")
    walker.press("form .button--wide")
    says(walker, "wrong password")
    expect(walker.page.locator("input[name=username]")).to_have_value("nobody")
    walker.look("wrong password")
    assert walker.wrong == []


def test_a_taken_name_is_told_and_the_password_stays(walker):
    walker.sign_up()
    walker.page.context.clear_cookies()
    walker.sign_up()
    says(walker, "taken")
    expect(walker.page.locator("input[name=password]")).to_have_value(PASSWORD)
    walker.look("taken name")
    assert walker.wrong == []


@pytest.mark.parametrize("kind", ["text", "huge"])
def test_what_is_no_photo_is_refused(walker, kind):
    walker.sign_up()
    walker.go("/questionnaire/photo/")
    content = huge_photo() if kind == "huge" else b"just words, and no picture at all"
    file = file_of(content, "photo.jpg", "image/jpeg")
    walker.page.set_input_files("input[type=file]", file)
    walker.press(NEXT)
    says(walker, "photo")
    walker.look(f"photo {kind}")
    assert walker.wrong == []


def test_the_wishes_can_not_be_left_empty(walker):
    walker.sign_up()
    walker.go("/questionnaire/wishes/")
    walker.press(NEXT)
    says(walker, "empty")
    walker.look("no wishes")
    assert walker.wrong == []


def test_an_impossible_age_is_told_and_the_rest_stays(walker):
    walker.sign_up()
    walker.go("/questionnaire/person/")
    walker.page.fill("input[name=age]", "7")
    walker.page.locator("input[name=gender][value=male]").check()
    walker.press(NEXT)
    says(walker, "age")
    expect(walker.page.locator("input[name=gender][value=male]")).to_be_checked()
    walker.look("impossible age")
    assert walker.wrong == []


def test_odd_words_stay_words_and_fit(walker):
    walker.sign_up()
    words = f"<script>alert(1)</script> 🧵👩‍🏭 javascript:alert(1) {LONG}"
    walker.go("/questionnaire/wishes/")
    walker.page.fill("textarea[name=preferences]", words)
    walker.press(NEXT)
    walker.press(NEXT)
    walker.look("specialties of odd words")
    walker.go("/questionnaire/name/")
    walker.page.fill("input[name=full_name]", f"🧵 {LONG[:120]}")
    walker.press(NEXT)
    walker.go("/profile/")
    expect(walker.page.locator(".profile__words").first).to_contain_text(
        "🧵👩‍🏭 javascript:alert(1)"
    )
    walker.look("profile of odd words")
    walker.go("/me/resumes/")
    walker.press("form[action$='/new/'] button")
    walker.look("resume of odd words")
    assert walker.wrong == []


def test_going_back_loses_nothing(walker):
    walker.sign_up()
    page = walker.page
    page.fill("input[name=full_name]", "Malika")
    walker.press(NEXT)
    page.fill("input[name=age]", "24")
    walker.press("button[value=back]")
    expect(page.locator("input[name=full_name]")).to_have_value("Malika")
    page.go_back()
    page.goto(walker.site + "/questionnaire/person/")
    expect(page.locator("input[name=age]")).to_have_value("24")
    assert walker.wrong == []
