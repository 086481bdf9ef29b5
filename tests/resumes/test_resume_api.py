"""The files of resumes through both doors."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from rest_framework.test import APIClient

from accounts.models import Profile
from tests.factories import make_user
from tests.resumes.people import beginner, jpeg, tailor

pytestmark = pytest.mark.django_db
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
NAMED = "attachment; filename*=utf-8''%D0%9E%D0%BB%D0%B5%D0%B3_%D0%9A%D0%B8%D0%BC."


@pytest.fixture
def oleg():
    profile, client = beginner(), APIClient()
    client.force_authenticate(profile.user)
    client.address = client.post("/api/v1/me/resumes", {"language": "ru"}).json()["id"]
    return client


@pytest.fixture
def phone():
    client = APIClient()
    answer = client.post(
        "/mobile/registration",
        "username=malika&password=secret7",
        content_type="application/x-www-form-urlencoded",
    )
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access_token']}")
    client.post("/mobile/update_user_info", {"age": "21", "preferences": "печь хлеб"})
    return client


def generated(phone, pdf, photo):
    file = SimpleUploadedFile("image.jpg", photo, "image/jpeg")
    answer = phone.post(f"/mobile/generate_cv?pdf={pdf}", {"file": file}, format="multipart")
    return APIClient().get(answer.json()["url"])


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_says_its_type(oleg, kind):
    answer = oleg.get(f"/api/v1/me/resumes/{oleg.address}/{kind}")
    assert answer["Content-Type"] == TYPES[kind]


@pytest.mark.parametrize("kind", TYPES)
def test_a_name_in_cyrillic_letters_names_the_file(oleg, kind):
    answer = oleg.get(f"/api/v1/me/resumes/{oleg.address}/{kind}")
    assert answer["Content-Disposition"] == NAMED + kind


def test_each_line_names_its_facts(oleg):
    name = oleg.get(f"/api/v1/me/resumes/{oleg.address}").json()["content"]["name"]
    assert (name["text"], name["facts"]) == ("Олег Ким", ["profile.full_name"])


@pytest.mark.parametrize("kind", TYPES)
def test_a_stranger_gets_no_file(oleg, kind):
    stranger = APIClient()
    stranger.force_authenticate(make_user())
    assert stranger.get(f"/api/v1/me/resumes/{oleg.address}/{kind}").status_code == 404


def test_a_resume_without_the_photo_holds_none():
    client = APIClient()
    client.force_authenticate(tailor().user)
    made = client.post("/api/v1/me/resumes", {"language": "uz", "photo": False}).json()
    file = client.get(f"/api/v1/me/resumes/{made['id']}/docx")
    assert not list(Document(BytesIO(file.content)).part.package.image_parts)


@pytest.mark.parametrize(("pdf", "kind"), [("true", "pdf"), ("false", "docx")])
def test_the_application_gets_the_type_that_it_asked_for(phone, pdf, kind):
    assert generated(phone, pdf, jpeg())["Content-Type"] == TYPES[kind]


def test_the_application_gets_the_name_of_its_user(phone):
    assert generated(phone, "false", jpeg())["Content-Disposition"].endswith('"malika.docx"')


def test_the_application_gets_its_photo_upright(phone):
    document = Document(BytesIO(generated(phone, "false", jpeg(400, 300, turned=6)).content))
    (picture,) = document.part.package.image_parts
    assert picture.image.px_height > picture.image.px_width


def test_the_application_gets_the_age_that_it_sent(phone):
    document = Document(BytesIO(generated(phone, "false", jpeg()).content))
    assert "Возраст: 21 год" in [paragraph.text for paragraph in document.paragraphs]


def test_the_photo_of_the_application_is_kept(phone):
    generated(phone, "true", jpeg())
    assert Profile.objects.get().photo
