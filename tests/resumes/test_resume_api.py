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


def told(oleg):
    return oleg.get(f"/api/v1/me/resumes/{oleg.address}").json()


def test_an_edited_line_becomes_typed(oleg):
    content = told(oleg)["content"]
    content["sections"][0]["lines"][0]["text"] = "Ищу склад"
    oleg.patch(f"/api/v1/me/resumes/{oleg.address}", {"content": content}, format="json")
    line = told(oleg)["content"]["sections"][0]["lines"][0]
    assert (line["text"], line["typed"], line["facts"]) == ("Ищу склад", True, [])


def test_a_line_can_not_claim_facts(oleg):
    content = told(oleg)["content"]
    forged = {"text": "Директор", "facts": ["profile.full_name"], "typed": False}
    content["sections"][0]["lines"].append(forged)
    oleg.patch(f"/api/v1/me/resumes/{oleg.address}", {"content": content}, format="json")
    line = told(oleg)["content"]["sections"][0]["lines"][-1]
    assert (line["typed"], line["facts"]) == (True, [])


def test_what_was_not_edited_keeps_its_facts(oleg):
    content = told(oleg)["content"]
    oleg.patch(f"/api/v1/me/resumes/{oleg.address}", {"content": content}, format="json")
    assert told(oleg)["content"] == content


@pytest.mark.parametrize("content", [None, [], "x", {"sections": []}, {"sections": [{}]}, 5])
def test_what_is_no_content_is_refused(oleg, content):
    answer = oleg.patch(f"/api/v1/me/resumes/{oleg.address}", {"content": content}, format="json")
    assert answer.status_code == 400


def test_a_letter_that_there_is_not_is_not_edited(oleg):
    answer = oleg.patch(
        f"/api/v1/me/resumes/{oleg.address}", {"letter": told(oleg)["content"]}, format="json"
    )
    assert answer.status_code == 400


def test_the_design_and_the_switches_are_changed(oleg):
    wanted = {"design": "plain", "photo": False, "show_age": False}
    oleg.patch(f"/api/v1/me/resumes/{oleg.address}", wanted, format="json")
    assert told(oleg).items() >= wanted.items()


def test_earlier_versions_are_listed_and_come_back(oleg):
    before = told(oleg)["content"]
    address = f"/api/v1/me/resumes/{oleg.address}"
    changed = {**before, "sections": before["sections"][:1]}
    oleg.patch(address, {"content": changed}, format="json")
    (version,) = oleg.get(f"{address}/versions").json()["results"]
    assert oleg.post(f"{address}/versions/{version['id']}/restore").json()["content"] == before


def test_json_is_served(oleg):
    made = oleg.get(f"/api/v1/me/resumes/{oleg.address}/json").json()
    assert made["basics"]["name"] == "Олег Ким"


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_without_a_vacancy_there_is_no_letter(oleg, kind):
    assert oleg.get(f"/api/v1/me/resumes/{oleg.address}/letter/{kind}").status_code == 404


def test_a_stranger_sees_no_versions(oleg):
    stranger = APIClient()
    stranger.force_authenticate(make_user())
    for address in ("versions", "json", "letter/docx"):
        answer = stranger.get(f"/api/v1/me/resumes/{oleg.address}/{address}")
        assert answer.status_code == 404


def test_a_list_asks_nothing_for_each_resume(oleg, django_assert_max_num_queries):
    for _ in range(3):
        oleg.post("/api/v1/me/resumes", {"language": "uz"})
    with django_assert_max_num_queries(4):
        oleg.get("/api/v1/me/resumes")
