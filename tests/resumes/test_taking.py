"""A brought resume becomes facts by a yes to each, on the page and over the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import Profile
from resumes.composing import create_resume, file_of
from tests.factories import make_user
from tests.resumes.people import tailor

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought():
    resume = create_resume(tailor().user, language="ru", with_photo=False)
    return file_of(resume, "docx").data


@pytest.fixture
def reader(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.user = make_user()
    client.force_login(client.user)
    return client


def upload(data, name="resume.docx"):
    return {"file": SimpleUploadedFile(name, data)}


def profile_of(reader):
    return Profile.objects.of(reader.user)


def test_nothing_is_taken_by_reading(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    assert "Gulnora" in page.text or "Гулнора" in page.text
    profile = profile_of(reader)
    assert (profile.full_name, profile.experience.count(), profile.skills.count()) == ("", 0, 0)


def test_nothing_is_ticked_at_first(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    assert "checked" not in page.text


def sent_back(page, **other):
    """The form of the page as a browser sends it, without a tick."""
    sent = {}
    for offer in page.context["offers"]:
        sent[f"kind-{offer.number}"] = offer.kind
        for bound in offer.form:
            sent[bound.html_name] = bound.value() or ""
    return {**sent, **other}


def number_of(page, kind, field=""):
    return next(
        offer.number
        for offer in page.context["offers"]
        if offer.kind == kind and (not field or field in offer.form.fields)
    )


def test_what_is_ticked_is_taken_and_nothing_else(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    ticked = f"take-{number_of(page, 'profile', 'full_name')}-full_name"
    reader.post(reverse("resumes:resume_take"), sent_back(page, **{ticked: "on"}))
    profile = profile_of(reader)
    assert (profile.full_name, profile.phone) == ("Гулнора Гофурова", "")
    assert profile.experience.count() == 0


def test_a_field_that_is_left_is_not_taken(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    number = number_of(page, "experience")
    ticked = {f"take-{number}-title": "on", f"take-{number}-start": "on"}
    reader.post(reverse("resumes:resume_take"), sent_back(page, **ticked))
    work = profile_of(reader).experience.get()
    assert (work.title, work.start, work.employer, work.description) == ("Usta", "2020-01", "", "")


def test_a_fact_that_lacks_what_it_needs_comes_back(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    number = number_of(page, "experience")
    answer = reader.post(
        reverse("resumes:resume_take"), sent_back(page, **{f"take-{number}-employer": "on"})
    )
    assert (answer.status_code, profile_of(reader).experience.count()) == (422, 0)


def test_everything_is_taken_by_one_button(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    reader.post(reverse("resumes:resume_take"), sent_back(page, all="yes"))
    profile = profile_of(reader)
    assert profile.full_name == "Гулнора Гофурова"
    assert profile.experience.count() == 2
    assert profile.languages.get().level == "native"


def test_what_is_held_already_is_not_offered_again(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    reader.post(reverse("resumes:resume_take"), sent_back(page, all="yes"))
    again = reader.post(reverse("resumes:resume_import"), upload(brought))
    assert "experience" not in [offer.kind for offer in again.context["offers"]]


def test_without_a_tick_nothing_is_taken(reader, brought):
    page = reader.post(reverse("resumes:resume_import"), upload(brought))
    answer = reader.post(reverse("resumes:resume_take"), sent_back(page), follow=True)
    assert "Nothing was ticked" in answer.text
    assert profile_of(reader).full_name == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"GIF89a", "neither a DOCX nor a PDF"), (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB")],
)
def test_a_file_that_is_none_gets_a_sentence(reader, data, said):
    page = reader.post(reverse("resumes:resume_import"), upload(data))
    assert (page.status_code, said in page.text) == (422, True)


def test_no_file_gets_a_sentence(reader):
    assert "Choose a file first" in reader.post(reverse("resumes:resume_import")).text


@pytest.mark.parametrize("name", ["resume_import", "disclosure_list"])
def test_the_pages_need_a_person(client, name):
    assert client.get(reverse(f"resumes:{name}")).status_code == 302


def test_the_api_reads_and_stores_nothing(brought):
    client, user = APIClient(), make_user()
    client.force_authenticate(user)
    answer = client.post("/api/v1/me/resumes/import", upload(brought), format="multipart").json()
    kinds = {fact["kind"] for fact in answer["results"]}
    assert {"profile", "experience", "education", "skills", "languages"} <= kinds
    assert Profile.objects.of(user).experience.count() == 0


def test_the_api_says_why_a_file_is_not_read():
    client = APIClient(HTTP_ACCEPT_LANGUAGE="en")
    client.force_authenticate(make_user())
    answer = client.post("/api/v1/me/resumes/import", upload(b"GIF89a"), format="multipart")
    assert answer.status_code == 400
    assert "neither a DOCX nor a PDF" in answer.json()["errors"][0]["detail"]


def test_the_api_needs_a_person(brought):
    answer = APIClient().post("/api/v1/me/resumes/import", upload(brought), format="multipart")
    assert answer.status_code == 401


def test_what_left_is_its_owners(reader):
    assert APIClient().get("/api/v1/me/resumes/left").status_code == 401
    reader.user.disclosures.create(purpose="writing", host="model.example", size=12)
    assert "model.example" in reader.get(reverse("resumes:disclosure_list")).text
    reader.force_login(make_user())
    assert "model.example" not in reader.get(reverse("resumes:disclosure_list")).text
