"""The Career Canvas application's calls, sent byte for byte as it sends them."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Profile, User
from resumes.models import Resume
from tests.factories import make_course, make_region, make_specialty, make_user, make_vacancy

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "3f0a6f4e-0c3b-4b53-9d6b-6d8a0c2f7b11"
QUESTIONNAIRE = (
    '{"age":"27","education":"Высшее","email":"malika@example.uz","gender":"женщина",'
    '"labor_preference":"физический","phone_number":"+998901234567","preferences":"шить платья",'
    '"preferred_specialization":"","remote_or_local":"В офисе","residence":"Ташкент",'
    '"work_mode":"фулл тайм"}'
)
KEYS = {
    "email", "phone_number", "age", "gender", "education", "residence", "labor_preference",
    "work_mode", "remote_or_local", "preferred_specialization", "preferences",
}  # fmt: skip


class Phone:
    """Sends what the application's HTTP library sends."""

    def __init__(self):
        self.client = Client(raise_request_exception=False)
        self.headers = {"HTTP_USER_AGENT": "okhttp/4.12.0", "HTTP_ACCEPT_ENCODING": "gzip"}

    def form(self, path, username="malika", password="secret7"):  # noqa: S107 - of the test
        body = (
            f"grant_type=&username={username}&password={password}&scope=&client_id=&client_secret="
        )
        return self.client.post(f"/mobile/{path}", body, content_type=FORM, **self.headers)

    def enter(self, path="registration", **given):
        answer = self.form(path, **given)
        self.headers["HTTP_AUTHORIZATION"] = f"Bearer {answer.json()['access_token']}"
        return answer

    def get(self, path):
        return self.client.get(f"/mobile/{path}", **self.headers)

    def post(self, path, body=b"", content_type="application/json; charset=UTF-8"):
        return self.client.post(f"/mobile/{path}", body, content_type=content_type, **self.headers)

    def answer_questions(self, body=QUESTIONNAIRE):
        return self.post("update_user_info", body)

    def make_resume(self, photo=b"", *, pdf="true"):
        part = (
            f"--{BOUNDARY}\r\n"
            'Content-Disposition: form-data; name="file"; filename="image.jpg"\r\n'
            "Content-Type: image/*\r\n"
            f"Content-Length: {len(photo)}\r\n\r\n"
        )
        body = part.encode() + photo + f"\r\n--{BOUNDARY}--\r\n".encode()
        kind = f"multipart/form-data; boundary={BOUNDARY}"
        return self.post(f"generate_cv?pdf={pdf}", body, kind)


@pytest.fixture
def market(db):
    make_region(name="Ташкент")
    sewing = make_specialty("hh-141", name="Швея", synonyms={"ru": ["шить", "швея"]})
    make_vacancy("Швея", specialty=sewing, url="https://example.uz/1")
    make_course("Шитьё").specialties.add(sewing)
    return sewing


@pytest.fixture
def phone(market):
    phone = Phone()
    phone.enter()
    return phone


def picture(form="PNG", size=(60, 80)):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return out.getvalue()


def test_the_whole_way_of_somebody_new(market):
    phone = Phone()
    assert set(phone.enter().json()) == {"access_token", "token_type"}
    me = phone.get("users/me/").json()
    assert (me["username"], me["has_questionary"], me["profile"]) == ("malika", False, None)
    sent = phone.answer_questions()
    assert sent.json() == {"message": "User profile has been uploaded"}
    profile = phone.get("users/me").json()["profile"]
    assert set(profile) == KEYS
    assert all(isinstance(value, str) for value in profile.values())
    assert phone.post("specializations").json() == {"specializations": ["Швея"]}
    vacancies = phone.get("vacancies").json()["vacancies"]
    assert vacancies[0] == {
        "name": "Швея", "specialization": "Швея",
        "employment": vacancies[0]["employment"], "url": "https://example.uz/1",
    }  # fmt: skip
    courses = phone.get("courses?search_params=123").json()
    assert set(courses[0]) == {"title", "preview_image_url", "sub_title", "href", "content"}
    address = phone.make_resume(picture()).json()["url"]
    file = Client().get(address)
    assert file.content.startswith(b"%PDF")
    assert "attachment" in file["Content-Disposition"]


def test_it_signs_in_again_at_each_start(phone):
    assert Phone().enter("login").json()["token_type"] == "bearer"


@pytest.mark.parametrize(
    ("path", "username", "password", "status", "detail"),
    [
        ("login", "malika", "wrong-one", 401, "Incorrect username or password"),
        ("login", "nobody", "secret7", 401, "Incorrect username or password"),
        ("registration", "malika", "secret7", 409, "User already exist"),
        ("registration", "MALIKA", "secret7", 409, "User already exist"),
        ("registration", "", "secret7", 422, None),
        ("registration", "other", "", 422, None),
        ("registration", "other", "12345", 422, None),
        ("registration", "other", "password", 422, None),
        ("login", "", "", 422, None),
    ],
)
def test_a_refusal_is_a_sentence(phone, path, username, password, status, detail):
    answer = Phone().form(path, username, password)
    assert answer.status_code == status
    assert isinstance(answer.json()["detail"], str)
    assert detail is None or answer.json() == {"detail": detail}


@pytest.mark.parametrize("method", ["vacancies", "users/me", "courses?search_params=123"])
def test_an_expired_token_is_told(phone, method):
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        answer = phone.get(method)
    assert (answer.status_code, answer.json()) == (
        401,
        {"detail": "Could not validate credentials"},
    )
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_lives_for_a_day(phone):
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert phone.get("users/me").status_code == 200


@pytest.mark.parametrize("token", ["", "Bearer", "Bearer x.y.z", "Basic abc", "Bearer a b"])
def test_a_token_that_is_none_is_told(phone, token):
    phone.headers["HTTP_AUTHORIZATION"] = token
    assert phone.get("users/me").json() == {"detail": "Could not validate credentials"}


def test_a_locked_out_person_is_told(phone):
    User.objects.update(is_active=False)
    answer = phone.get("users/me")
    assert (answer.status_code, answer.json()) == (400, {"detail": "Inactive user"})


@pytest.mark.parametrize("path", ["specializations", "generate_cv?pdf=true"])
def test_without_a_questionnaire_there_is_nothing_to_work_with(phone, path):
    answer = phone.post(path)
    assert (answer.status_code, answer.json()) == (404, {"detail": "Profile does not exist"})


def test_without_a_questionnaire_there_are_no_vacancies_and_no_courses(phone):
    assert phone.get("vacancies").json() == {"detail": "Profile does not exist"}
    assert phone.get("courses?search_params=123").json() == []


def test_without_a_photo_there_is_a_resume(phone):
    phone.answer_questions()
    answer = phone.post("generate_cv?pdf=false", b"", f"multipart/form-data; boundary={BOUNDARY}")
    assert Client().get(answer.json()["url"]).content.startswith(b"PK")


def test_a_photo_of_20_mb_is_refused_in_a_sentence(phone):
    phone.answer_questions()
    answer = phone.make_resume(picture() + bytes(20 * 1024 * 1024))
    assert answer.status_code == 422
    assert "5 MB" in answer.json()["detail"]


@pytest.mark.parametrize("photo", [b"", b"not a picture", b"<svg/>"])
def test_a_file_that_is_no_photo_is_refused_in_a_sentence(phone, photo):
    phone.answer_questions()
    answer = phone.make_resume(photo)
    assert answer.status_code == 422
    assert isinstance(answer.json()["detail"], str)


def test_a_broken_upload_is_refused_in_a_sentence(phone):
    phone.answer_questions()
    answer = phone.post("generate_cv?pdf=true", b"--nonsense", "multipart/form-data")
    assert (answer.status_code, isinstance(answer.json()["detail"], str)) == (422, True)


def test_all_empty_strings_are_taken(phone):
    empty = "{" + ",".join(f'"{key}":""' for key in sorted(KEYS)) + "}"
    assert phone.answer_questions(empty).status_code == 200
    assert phone.get("users/me").json()["profile"] == dict.fromkeys(KEYS, "")
    assert phone.make_resume(picture()).status_code == 200


@pytest.mark.parametrize("text", ["\\u0000", "\\ud800", "👩‍🏭", "\\u202e", "ʼ‘’`ʻ", "null", "-1"])
def test_any_text_is_taken(phone, text):
    strange = "{" + ",".join(f'"{key}":"{text}"' for key in sorted(KEYS)) + "}"
    assert phone.answer_questions(strange).status_code == 200
    assert set(phone.get("users/me").json()["profile"]) == KEYS
    assert phone.get("vacancies").status_code == 200


@pytest.mark.parametrize("body", ["", "[]", '"x"', "{", "1", '{"age": {}}', '{"age": []}'])
def test_what_is_no_questionnaire_is_refused_in_a_sentence(phone, body):
    answer = phone.answer_questions(body)
    assert answer.status_code in (200, 422)
    assert set(answer.json()) <= {"detail", "message"}


def test_a_second_questionnaire_replaces_the_first(phone):
    phone.answer_questions()
    phone.answer_questions('{"preferences":"варить"}')
    profile = phone.get("users/me").json()["profile"]
    assert profile == {**dict.fromkeys(KEYS, ""), "preferences": "варить"}


def test_a_strangers_address_is_taken_and_signs_nobody_in(phone):
    make_user("owner", email="malika@example.uz", email_verified_at=timezone.now())
    assert phone.answer_questions().status_code == 200
    assert Phone().form("login", "malika@example.uz", "secret7").status_code == 401
    assert User.objects.get(username="malika").email == ""


def test_an_empty_specialization_clears_no_choice(phone, market):
    phone.answer_questions()
    Profile.objects.get().choose_specialty(market)
    phone.answer_questions()
    assert Profile.objects.get().specialty_set_by == "person"


def test_any_changed_character_of_the_link_leads_nowhere(phone):
    phone.answer_questions()
    address = phone.make_resume(picture()).json()["url"]
    start = address.index("/files/") + len("/files/")
    for place in range(start, len(address)):
        other = "A" if address[place] != "A" else "B"
        changed = address[:place] + other + address[place + 1 :]
        assert Client().get(changed).status_code == 404, place
    for changed in (address + "A", address[:-1], address + "%00", address + "/"):
        assert Client().get(changed).status_code == 404, changed


@pytest.mark.parametrize(("hours", "status"), [(23, 200), (25, 404)])
def test_the_link_lives_for_a_day(phone, hours, status):
    phone.answer_questions()
    address = phone.make_resume(picture()).json()["url"]
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert Client().get(address).status_code == status


def test_the_link_dies_with_the_resume(phone):
    phone.answer_questions()
    address = phone.make_resume(picture()).json()["url"]
    Resume.objects.all().delete()
    assert Client().get(address).status_code == 404


def test_what_breaks_on_our_side_is_a_sentence_too(phone, monkeypatch):
    monkeypatch.setattr("workfinder.mobile.views.recommend_vacancies", lambda *_a, **_k: 1 / 0)
    phone.answer_questions()
    answer = phone.get("vacancies")
    assert (answer.status_code, isinstance(answer.json()["detail"], str)) == (500, True)


def test_a_wrong_method_is_a_sentence(phone):
    answer = phone.get("specializations")
    assert (answer.status_code, isinstance(answer.json()["detail"], str)) == (405, True)
