"""The studio and the bringing of a resume, walked by a person; axe at each step, in both themes."""

import io
import re
import zipfile

import pytest
from django.utils import translation
from docx import Document
from playwright.sync_api import expect

from accounts.consents import give
from resumes.composing import create_resume, file_of
from resumes.improving import better
from tests.browser.barriers import faults_of, small_targets_of
from tests.browser.walker import THEMES
from tests.catalog.translators import FakeTranslator
from tests.factories import make_skill, make_user, make_vacancy
from tests.resumes.models_of_language import FakeModel
from tests.resumes.people import tailor

pytestmark = pytest.mark.browser

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Colours and sizes change within a millisecond, but not at once.
STILL = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
  () => Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(done))))"""
BARE = "() => document.querySelectorAll('[style=\"\"]').forEach((e) => e.removeAttribute('style'))"
A_MOMENT = 300
KINDS = {"docx": WORD, "pdf": "application/pdf"}
SAID = {
    "uz": {
        "other words": "Bolalar koʻylagini tikdim",
        "goes": "Soʻzsiz qolgan satr rezyumedan olinadi.",
        "wrong type": "DOCX ham, PDF ham emas",
        "nothing new": "yangi narsa",
        "invented": "profilingizda yoʻq",
        "translated": "mashina",
    },
    "ru": {
        "other words": "Шила детские платья",
        "goes": "Без слов строка в резюме не войдёт.",
        "wrong type": "не DOCX и не PDF",
        "nothing new": "нового",
        "invented": "нет в вашем профиле",
        "translated": "машин",
    },
}


def meets_no_barrier(walker, name):
    """Look at the page as it is now, for axe and for a thumb, in both themes."""
    walker.look(name)
    be_still(walker)
    faults, noted = small_targets_of(walker.page, name), len(walker.wrong)
    # axe is a script of the page, too.
    for theme in THEMES if walker.has_script else ():
        walker.page.emulate_media(color_scheme=theme)
        be_still(walker)
        faults += faults_of(walker.page, f"{name} {theme}")
    walker.page.emulate_media(color_scheme="light")
    # To see through colours axe styles elements in place, which the policy forbids to pages.
    walker.page.evaluate(BARE)
    del walker.wrong[noted:]
    assert not faults, "\n".join(faults)


def be_still(walker):
    """Wait until nothing on the page moves."""
    if walker.has_script:
        walker.page.evaluate(STILL)
    else:
        walker.page.wait_for_timeout(A_MOMENT)


def sign_in(walker, client, user):
    client.force_login(user)
    cookies = {**client.cookies, "django_language": walker.language}
    walker.page.context.add_cookies(
        [
            {"name": name, "value": getattr(morsel, "value", morsel), "url": walker.site}
            for name, morsel in cookies.items()
        ]
    )


@pytest.fixture
def malika(walker, client):
    """Somebody with nothing but a login name."""
    user = make_user("malika")
    sign_in(walker, client, user)
    return user


@pytest.fixture
def gulnora(walker, client, settings, tmp_path):
    """Somebody with a whole profile and a photo."""
    settings.MEDIA_ROOT = tmp_path
    profile = tailor()
    profile.skills.create(name="Dazmollash", skill=make_skill("Dazmollash"))
    sign_in(walker, client, profile.user)
    return profile.user


@pytest.fixture
def said(language):
    return SAID[language]


@pytest.fixture(autouse=True)
def _spoken(language):
    """What is made here speaks the language of the person, as on the site."""
    with translation.override(language):
        yield


def bring(walker, name, kind, data):
    file = {"name": name, "mimeType": kind, "buffer": data}
    walker.page.set_input_files("input[type=file]", file)
    walker.press("form.card button")


def bring_again(walker, kind, data):
    walker.go("/me/resumes/import/")
    bring(walker, f"resume.{kind}", KINDS[kind], data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_resume_is_brought_and_taken(walker, malika, said, kind):
    data = file_of(create_resume(tailor().user, language=walker.language), kind).data
    walker.go("/me/resumes/")
    meets_no_barrier(walker, "no resume yet")
    walker.press("a[href$='/import/']")
    meets_no_barrier(walker, f"import {kind}")
    bring(walker, f"resume.{kind}", KINDS[kind], data)
    meets_no_barrier(walker, f"import found {kind}")
    phone = walker.page.get_by_label(re.compile("^(Telefon|Телефон)$")).first
    phone.fill("+998 90 111-22-33")
    walker.press("form button[name=all]")
    expect(walker.page).to_have_url(re.compile("/profile/"))
    meets_no_barrier(walker, f"import taken {kind}")
    malika.profile.refresh_from_db()
    assert malika.profile.phone == "+998 90 111-22-33"
    assert [row.employer for row in malika.profile.experience.all()] == ["Nur", "Tong"]
    bring_again(walker, kind, data)
    # The phone was corrected, so the one of the file is another.
    expect(walker.page.locator("main form fieldset")).to_have_count(1)
    walker.press("form button[name=all]")
    bring_again(walker, kind, data)
    expect(walker.page.get_by_text(said["nothing new"]).first).to_be_visible()
    meets_no_barrier(walker, f"import nothing new {kind}")
    assert walker.wrong == []


def test_what_is_not_ticked_is_not_taken(walker, malika):
    made = create_resume(tailor().user, language=walker.language)
    walker.go("/me/resumes/import/")
    bring(walker, "resume.docx", WORD, file_of(made, "docx").data)
    for box in walker.page.locator("main input[type=checkbox]:checked").all():
        box.uncheck()
    walker.page.locator("input[name$='full_name'][type=checkbox]").check()
    walker.press("form .button:not([name])")
    malika.profile.refresh_from_db()
    assert (malika.profile.full_name != "", malika.profile.phone) == (True, "")
    assert not malika.profile.experience.exists()
    assert walker.wrong == []


def test_a_file_that_can_not_be_read_gets_its_reason(walker, malika, said, has_script):
    walker.go("/me/resumes/import/")
    expect(walker.page.locator("label.button")).to_be_visible(visible=has_script)
    bring(walker, "resume.docx", WORD, b"just words, and no document at all")
    expect(walker.page.get_by_text(said["wrong type"])).to_be_visible()
    meets_no_barrier(walker, "import refused")
    assert walker.wrong == []


ENTRY = "experience-entry-1-text"


def open_line(walker, key):
    walker.page.locator(f"main a#{key}").click()
    if walker.has_script:
        expect(walker.page.locator("#line-text")).to_be_focused()


def test_a_line_is_written_in_other_words(walker, gulnora, said, has_script):
    resume = create_resume(gulnora, language=walker.language)
    page = walker.page
    walker.go(resume.get_absolute_url())
    meets_no_barrier(walker, "studio")
    open_line(walker, ENTRY)
    meets_no_barrier(walker, "studio line")
    if has_script:
        type_and_see(walker, said)
    page.fill("#line-text", said["other words"])
    page.locator(".wording .button").first.click()
    expect(page.locator(f"main a#{ENTRY}")).to_have_text(said["other words"])
    meets_no_barrier(walker, "studio changed")
    add_a_line(walker, said)
    go_back_to_a_version(walker, said)
    assert walker.wrong == []


def type_and_see(walker, said):
    """The resume shows what is typed, the focus stays, and nothing is kept."""
    page, live = walker.page, walker.page.locator("#live")
    page.locator("#line-text").press("End")
    page.keyboard.type(" va yana", delay=20)
    expect(live).to_contain_text("va yana")
    expect(page.locator("#line-text")).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart > 5")
    meets_no_barrier(walker, "studio typing")
    page.fill("#line-text", "")
    expect(page.locator("#line-says")).to_have_text(said["goes"])
    expect(live).to_have_text("")
    page.locator("#line-text").evaluate("area => area.removeAttribute('maxlength')")
    page.fill("#line-text", said["other words"])
    expect(live).to_contain_text(said["other words"])
    expect(page.locator("#line-says")).to_have_text("")
    page.fill("#line-text", "a" * 10_001)
    expect(page.locator("#line-says .field__errors")).to_be_visible()
    expect(live).to_contain_text(said["other words"])
    page.locator(".wording .button").first.click()
    expect(page.locator("#line-text")).to_have_attribute("aria-invalid", "true")
    meets_no_barrier(walker, "studio line too long")


def add_a_line(walker, said):
    page = walker.page
    page.locator("#section-skills summary").click()
    page.fill("#add-skills-text", "Kashta")
    meets_no_barrier(walker, "studio adding")
    page.locator("#section-skills form button").click()
    expect(page.locator("#section-skills").get_by_text("Kashta").first).to_be_visible()


def go_back_to_a_version(walker, said):
    page = walker.page
    walker.press("a[href$='/versions/']")
    meets_no_barrier(walker, "versions")
    page.locator("main form button").last.click()
    expect(page.get_by_text(said["other words"])).to_have_count(0)
    meets_no_barrier(walker, "version back")


def test_nothing_changed_yet_is_said(walker, gulnora):
    resume = create_resume(gulnora, language=walker.language)
    walker.go(f"{resume.get_absolute_url()}versions/")
    meets_no_barrier(walker, "no versions")


def test_what_a_copy_keeps_private_is_in_no_file(walker, gulnora, has_script):
    resume = create_resume(gulnora, language=walker.language)
    page = walker.page
    walker.go(resume.get_absolute_url())
    # One right after the other: the second may not be lost.
    for name in ("show_phone", "with_photo"):
        page.locator(f"input[name={name}]").uncheck()
    if not has_script:
        walker.press("form[action$='/look/'] button")
    expect(page.locator(".resume__photo")).to_have_count(0)
    expect(page.locator(".resume").get_by_text("+998 90 000-00-00")).to_have_count(0)
    meets_no_barrier(walker, "studio private")
    for kind in ("docx", "pdf", "json"):
        with page.expect_download() as arriving:
            page.locator(f"main a[href$='/{kind}/']").first.click()
        data = arriving.value.path().read_bytes()
        assert b"000-00-00" not in data
        if kind == "docx":
            document = Document(io.BytesIO(data))
            assert not [line for line in document.paragraphs if "000-00-00" in line.text]
            assert not list(document.part.package.image_parts)
            assert zipfile.is_zipfile(io.BytesIO(data))
    walker.go(f"{resume.get_absolute_url()}machine/")
    meets_no_barrier(walker, "machine")
    assert walker.wrong == []


def test_a_letter_goes_with_a_copy_for_a_vacancy(walker, gulnora, said):
    vacancy = make_vacancy(
        "Tikuvchi fabrikaga", skills=("Dazmollash", "Bichish"), language="uz", employer="Ipak"
    )
    walker.go(f"/me/resumes/?vacancy={vacancy.pk}")
    meets_no_barrier(walker, "resume for a vacancy")
    walker.press("form[action$='/new/'] button")
    expect(walker.page.get_by_text("Bichish")).to_be_visible()
    meets_no_barrier(walker, "studio for a vacancy")
    walker.press("a[href$='/letter/']")
    meets_no_barrier(walker, "letter")
    open_line(walker, "letter-0")
    walker.page.fill("#line-text", said["other words"])
    walker.page.locator(".wording .button").first.click()
    expect(walker.page.locator("main a#letter-0")).to_have_text(said["other words"])
    with walker.page.expect_download():
        walker.page.locator("main a[href$='/letter/docx/']").click()
    assert walker.wrong == []


def test_a_line_that_a_model_invents_is_refused_with_a_sentence(
    walker, gulnora, said, httpserver, settings
):
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = "sk-tests", httpserver.url_for("/v1")
    model = FakeModel(httpserver)
    model.say = lambda text: "Управляла фабрикой на 300 человек и получила премию"
    give(gulnora, "writing")
    walker.go("/me/resumes/")
    meets_no_barrier(walker, "resumes with a model")
    resume = create_resume(gulnora, language="ru", use_ai=True)
    walker.go(resume.get_absolute_url())
    meets_no_barrier(walker, "studio while written")
    better(resume, seconds=30)
    walker.go(resume.get_absolute_url())
    expect(walker.page.locator("del").get_by_text("на 300 человек").first).to_be_visible()
    expect(walker.page.get_by_text(said["invented"]).first).to_be_visible()
    meets_no_barrier(walker, "studio refused")
    assert walker.wrong == []


def test_own_words_are_translated_by_consent(walker, gulnora, said, httpserver, settings, tmp_path):
    made = FakeTranslator(httpserver, tmp_path)
    made.say = lambda text, target: "Пять лет работала на большой фабрике, есть опыт шитья одежды"
    settings.GOOGLE_TRANSLATE_API_KEY = str(made.path)
    walker.go("/me/settings/")
    walker.press("form[action*='translating'] button")
    meets_no_barrier(walker, "consent")
    resume = create_resume(gulnora, language="ru")
    better(resume, seconds=30)
    walker.go(resume.get_absolute_url())
    expect(walker.page.get_by_text(said["translated"]).first).to_be_visible()
    meets_no_barrier(walker, "studio translated")
    walker.go("/me/resumes/left/")
    meets_no_barrier(walker, "what left")
    assert walker.wrong == []
