"""Own words in a resume of another language, translated by consent; canaries stay home."""

import json

import pytest

from accounts.consents import give
from resumes.composing import create_resume
from resumes.content import content_from
from resumes.improving import better
from resumes.models import Disclosure
from tests.catalog.translators import FakeTranslator
from tests.factories import make_profile, make_region, make_user

pytestmark = pytest.mark.django_db
TOLD = "Katta fabrikada 5 yil ishlaganman, koʻylak va shim tikkanman."
FAITHFUL = "Пять лет работала на большой фабрике, шила платья и брюки."


@pytest.fixture
def translator(httpserver, settings, tmp_path):
    made = FakeTranslator(httpserver, tmp_path)
    settings.GOOGLE_TRANSLATE_API_KEY = str(made.path)
    made.say = lambda text, target: FAITHFUL
    return made


@pytest.fixture
def person():
    user = make_profile(about=TOLD).user
    give(user, "translating")
    return user


def about_in(resume):
    content = content_from(resume.content)
    return next(
        line
        for section in content.sections
        for line in section.lines
        if "profile.about" in line.facts
    )


def made(user):
    resume = create_resume(user, language="ru")
    better(resume, seconds=30)
    return resume


def test_own_words_are_translated_and_said_so(translator, person):
    resume = made(person)
    assert (about_in(resume).text, about_in(resume).language) == (FAITHFUL, "")
    assert "translated by a machine" in resume.notice


def test_without_consent_nothing_leaves(translator):
    resume = made(make_profile(about=TOLD).user)
    assert (about_in(resume).text, translator.asked) == (TOLD, [])


@pytest.mark.parametrize(
    "lie",
    [
        "Восемь лет работала на большой фабрике, шила платья и брюки.",
        "Директор большой фабрики, 5 лет, шила платья и брюки.",
        "Five years at a large factory, sewing dresses and trousers.",
    ],
)
def test_a_translation_that_says_otherwise_is_not_used(translator, person, lie):
    translator.say = lambda text, target: lie
    resume = made(person)
    assert (about_in(resume).text, len(resume.refused)) == (TOLD, 1)


def test_a_translator_out_of_quota_leaves_the_own_words(translator, person):
    translator.status, translator.body = 429, "{}"
    resume = made(person)
    assert (about_in(resume).text, about_in(resume).language) == (TOLD, "uz")
    assert "quota is used up" in resume.notice


def test_what_left_is_noted_once(translator, person):
    made(person)
    made(person)
    left = Disclosure.objects.get()
    assert (left.purpose, left.host, left.facts) == ("translating", "localhost", ["profile.about"])


def test_what_left_is_shown_in_words(translator, person, client):
    person.profile.experience.create(title="Tikuvchi", employer="Atlas", start="2020-01")
    made(person)
    Disclosure.objects.update(facts=["profile.about", "experience:0"], withheld=["employer"])
    client.force_login(person)
    page = client.get("/me/resumes/left/").text
    assert "Katta fabrikada 5 yil" in page
    assert "Ish beruvchi" in page
    assert "experience:0" not in page


def test_canaries_stay_home(translator):
    name = "CANARY-malika"
    user = make_user("canarymalikalogin", email="canarymalika-email@example.org")
    profile = make_profile(
        user=user,
        full_name=f"{name}-fullname Qodirova",
        phone="+998901112233",
        contact_email="canarymalika-contact@example.org",
        city="Canarymalikacity",
        region=make_region(name="Canarymalikaregion"),
        about=(
            f"Men {name}-fullname Qodirova, Canarymalikacity shahrida yashayman va koʻylak"
            " tikaman. Telefonim +998901112233, canarymalika-contact@example.org. Canarymalikafirma"
            " korxonasida kiyim tikish boʻyicha ishlaganman, login canarymalikalogin."
        ),
    )
    profile.experience.create(title="Tikuvchi", employer="Canarymalikafirma", start="2019-01")
    give(profile.user, "translating")
    made(profile.user)
    assert translator.asked
    left = json.dumps(translator.asked).casefold()
    assert "canary" not in left
    assert "qodirova" not in left
    assert "998901112233" not in left
