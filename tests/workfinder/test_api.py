"""The journey through both doors, as a phone walks it."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document
from PIL import Image
from rest_framework.test import APIClient

from accounts.models import Profile, User
from tests.factories import make_course, make_region, make_specialty, make_user, make_vacancy

SIGN_UP = {"username": "malika", "password": "a-long-passphrase-7"}


@pytest.fixture
def market(db):
    sewing = make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})
    make_vacancy("Tikuvchi", specialty=sewing, region=make_region(name="Toshkent"))
    make_course("Tikish").specialties.add(sewing)
    return sewing


@pytest.fixture
def client():
    return APIClient()


@pytest.fixture
def malika(client, market):
    tokens = client.post("/api/v1/auth/register", SIGN_UP).json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
    return client


def photo():
    out = BytesIO()
    Image.new("RGB", (60, 80), "teal").save(out, "PNG")
    return SimpleUploadedFile("image.jpg", out.getvalue(), "image/jpeg")


def test_registering_gives_tokens_and_the_user(client, db):
    answer = client.post("/api/v1/auth/register", SIGN_UP)
    assert answer.status_code == 201
    assert set(answer.json()) == {"access", "refresh", "user"}


def test_a_taken_name_is_told_on_its_field(client, db):
    make_user("Malika")
    answer = client.post("/api/v1/auth/register", SIGN_UP)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "username"


@pytest.mark.parametrize("password", ["short", "password1", "12345678"])
def test_a_weak_password_is_refused(client, db, password):
    answer = client.post("/api/v1/auth/register", {**SIGN_UP, "password": password})
    assert answer.json()["errors"][0]["attr"] == "password"


def test_signing_in_takes_the_name_in_any_case(client, db):
    make_user("malika")
    given = {"username": "MALIKA", "password": "a long enough passphrase"}
    assert client.post("/api/v1/auth/login", given).status_code == 200


def test_a_wrong_password_is_401(client, db):
    make_user("malika")
    given = {"username": "malika", "password": "wrong"}
    assert client.post("/api/v1/auth/login", given).status_code == 401


def test_a_refresh_token_dies_when_used(client, db):
    refresh = client.post("/api/v1/auth/register", SIGN_UP).json()["refresh"]
    assert client.post("/api/v1/auth/refresh", {"refresh": refresh}).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=31), tick=False):
        assert client.post("/api/v1/auth/refresh", {"refresh": refresh}).status_code == 401


def test_ended_tokens_are_refused(malika):
    User.objects.get().end_tokens()
    assert malika.get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    "path",
    ["me", "me/profile", "me/specialties", "me/vacancies", "me/courses", "me/gap", "me/resumes",
     "me/experience", "me/education", "me/languages", "me/skills", "me/profile/photo"],
)  # fmt: skip
def test_private_addresses_need_a_token(client, db, path):
    assert client.get(f"/api/v1/{path}").status_code == 401


def test_wishes_end_the_questionnaire_with_a_suggestion(malika):
    profile = malika.patch("/api/v1/me/profile", {"preferences": "tikish"}).json()
    assert profile["specialty"]["code"] == "hh-141"
    assert profile["specialty_set_by"] == "suggestion"


def test_reading_specialties_writes_nothing(malika):
    malika.get("/api/v1/me/specialties")
    assert Profile.objects.get().specialty is None


def test_choosing_a_specialty_is_the_persons(malika, market):
    answer = malika.put("/api/v1/me/specialty", {"specialty": str(market.pk)})
    assert answer.json()["specialty_set_by"] == "person"


def test_a_wished_pay_comes_back_as_one_thing(malika):
    wished = {"amount": 5_000_000, "currency": "UZS", "period": "month"}
    answer = malika.patch("/api/v1/me/profile", {"desired_salary": wished})
    assert answer.json()["desired_salary"] == wished


def test_a_wished_pay_is_whole_or_refused(malika):
    answer = malika.patch("/api/v1/me/profile", {"desired_salary": {"amount": 5_000_000}})
    assert answer.json()["desired_salary"] == {
        "amount": 5_000_000,
        "currency": "UZS",
        "period": "month",
    }
    answer = malika.patch("/api/v1/me/profile", {"desired_salary": {"currency": "USD"}})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "desired_salary.amount"


def test_a_place_is_written_by_id_and_read_with_its_name(malika):
    region = make_region()
    answer = malika.patch("/api/v1/me/profile", {"region": str(region.pk)})
    assert answer.json()["region"] == {"id": str(region.pk), "name": "Toshkent"}


@pytest.mark.parametrize(
    ("path", "fact", "change"),
    [
        ("experience", {"title": "Tikuvchi", "start": "2020-02"}, {"end": "2021-03"}),
        ("education", {"institution": "Kollej"}, {"end": "2019"}),
        ("languages", {"language": "uz", "level": "native"}, {"level": "c1"}),
        ("skills", {"name": "tikish"}, {"level": "good"}),
    ],
)
def test_a_fact_is_added_changed_and_removed(malika, path, fact, change):
    made = malika.post(f"/api/v1/me/{path}", fact)
    assert made.status_code == 201
    address = f"/api/v1/me/{path}/{made.json()['id']}"
    assert malika.patch(address, change).status_code == 200
    assert malika.delete(address).status_code == 204


def test_a_strangers_fact_is_not_there(malika):
    fact = Profile.objects.create(user=make_user()).skills.create(name="x")
    assert malika.delete(f"/api/v1/me/skills/{fact.pk}").status_code == 404


def test_the_whole_journey_ends_in_a_resume_with_the_photo(malika):
    malika.patch("/api/v1/me/profile", {"preferences": "tikish", "full_name": "Malika Karimova"})
    assert malika.get("/api/v1/me/specialties").json()["results"][0]["code"] == "hh-141"
    assert malika.get("/api/v1/me/vacancies").json()["results"][0]["vacancy"]["title"]
    assert malika.get("/api/v1/me/courses").json()["results"][0]["course"]["title"] == "Tikish"
    put = malika.put("/api/v1/me/profile/photo", {"file": photo()}, format="multipart")
    assert put.status_code == 200
    made = malika.post("/api/v1/me/resumes", {"language": "uz"})
    assert made.status_code == 202
    file = malika.get(f"/api/v1/me/resumes/{made.json()['id']}/docx")
    document = Document(BytesIO(file.content))
    assert list(document.part.package.image_parts)
    assert "Malika Karimova" in [paragraph.text for paragraph in document.paragraphs]


def test_the_public_catalogue_is_open(client, market):
    answer = client.get("/api/v1/vacancies", {"q": "tikuvchi"}).json()
    assert set(answer) == {"next", "previous", "results"}
    assert len(answer["results"]) == 1


def test_vacancies_like_one_are_open_to_all(client, market):
    vacancy = make_vacancy("Tikuvchi", specialty=market)
    answer = client.get(f"/api/v1/vacancies/{vacancy.pk}/similar").json()
    assert [row["title"] for row in answer["results"]] == ["Tikuvchi"]


@pytest.mark.parametrize("path", ["vacancies", "courses", "specialties", "regions", "skills"])
def test_nonsense_in_a_query_is_never_a_fault(client, market, path):
    for value in ("\x00", "9" * 400, "🙂", "%", "'"):
        for name in ("q", "region", "limit", "cursor", "salary_from", "skill"):
            answer = client.get(f"/api/v1/{path}", {name: value})
            assert answer.status_code in (200, 400)


# --- The Career Canvas application -------------------------------------------------------

ANSWERS = {
    "email": "malika@example.com", "phone_number": "+998901234567", "age": "25",
    "gender": "женщина", "education": "среднее", "residence": "Toshkent",
    "labor_preference": "физический", "work_mode": "фулл тайм", "remote_or_local": "В офисе",
    "preferred_specialization": "", "preferences": "tikish",
}  # fmt: skip


@pytest.fixture
def phone(client, market):
    form = "username=malika&password=secret7&grant_type=&scope=&client_id=&client_secret="
    answer = client.post(
        "/mobile/registration", form, content_type="application/x-www-form-urlencoded"
    )
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['access_token']}")
    return client


def test_the_application_signs_in_again(phone):
    answer = phone.post(
        "/mobile/login",
        "username=malika&password=secret7",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.json()["token_type"] == "bearer"


def test_the_application_hears_of_a_wrong_password(client, db):
    answer = client.post(
        "/mobile/login", "username=a&password=b", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 401
    assert answer.json() == {"detail": "Incorrect username or password"}
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_application_hears_of_a_taken_name(client, db):
    make_user("malika")
    answer = client.post(
        "/mobile/registration",
        "username=malika&password=secret7",
        content_type="application/x-www-form-urlencoded",
    )
    assert (answer.status_code, answer.json()) == (409, {"detail": "User already exist"})


def test_the_application_without_a_token(client, db):
    answer = client.get("/mobile/users/me")
    assert (answer.status_code, answer.json()) == (
        401,
        {"detail": "Could not validate credentials"},
    )


def test_tokens_of_one_door_dont_open_the_other(phone, client):
    assert phone.get("/api/v1/me").status_code == 401
    tokens = APIClient().post("/api/v1/auth/register", {**SIGN_UP, "username": "other"}).json()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens['access']}")
    assert client.get("/mobile/users/me").status_code == 401


def test_the_application_before_the_questionnaire(phone):
    me = phone.get("/mobile/users/me/").json()
    assert (me["has_questionary"], me["profile"]) == (False, None)
    missing = (404, {"detail": "Profile does not exist"})
    for answer in (phone.get("/mobile/vacancies"), phone.post("/mobile/specializations")):
        assert (answer.status_code, answer.json()) == missing
    assert phone.get("/mobile/courses", {"search_params": "123"}).json() == []


def test_the_application_reads_back_what_it_sent(phone):
    phone.post("/mobile/update_user_info", ANSWERS)
    assert phone.get("/mobile/users/me").json()["profile"] == ANSWERS


def test_what_maps_is_mapped(phone):
    phone.post("/mobile/update_user_info", ANSWERS)
    profile = Profile.objects.get()
    assert (profile.schedules, profile.work_modes) == (["full_time"], ["office"])
    assert (profile.labour, profile.gender) == ("physical", "female")
    assert profile.region.code == "UZ-TK"


def test_any_text_is_taken(phone):
    strange = dict.fromkeys(ANSWERS, "🙂 что угодно")
    assert phone.post("/mobile/update_user_info", strange).status_code == 200
    assert phone.get("/mobile/users/me").json()["profile"] == strange


def test_an_empty_specialization_never_clears_a_choice(phone, market):
    Profile.objects.get_or_create(user=User.objects.get())[0].choose_specialty(market)
    phone.post("/mobile/update_user_info", ANSWERS)
    assert Profile.objects.get().specialty == market


def test_the_application_gets_what_suits(phone):
    phone.post("/mobile/update_user_info", ANSWERS)
    assert phone.post("/mobile/specializations").json()["specializations"][0] == "Tikuvchi"
    vacancy = phone.get("/mobile/vacancies").json()["vacancies"][0]
    assert set(vacancy) == {"name", "specialization", "employment", "url"}
    course = phone.get("/mobile/courses", {"search_params": "123"}).json()[0]
    assert set(course) == {"title", "preview_image_url", "sub_title", "href", "content"}


@pytest.mark.parametrize(("pdf", "start"), [("true", b"%PDF"), ("false", b"PK")])
def test_the_resume_opens_without_a_token_at_a_signed_address(phone, pdf, start):
    phone.post("/mobile/update_user_info", ANSWERS)
    answer = phone.post(f"/mobile/generate_cv?pdf={pdf}", {"file": photo()}, format="multipart")
    address = answer.json()["url"]
    assert APIClient().get(address).content.startswith(start)
    changed = address[:-1] + ("A" if address[-1] != "A" else "B")
    assert APIClient().get(changed).status_code == 404


def test_staff_are_sent_to_the_website(client, db):
    make_user("boss", is_staff=True)
    answer = client.post(
        "/mobile/login",
        "username=boss&password=a long enough passphrase",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 403
