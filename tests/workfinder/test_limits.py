"""Limits of the API, copies that phones keep, and the first screen."""

import pytest
from django.test import RequestFactory
from rest_framework.test import APIClient

from accounts.models import Profile
from tests.factories import make_course, make_specialty, make_user, make_vacancy
from workfinder.middleware import own_address
from workfinder.throttling import AddressThrottle, PersonThrottle


@pytest.fixture
def client():
    return APIClient()


@pytest.fixture
def person(client, db):
    user = make_user()
    client.force_authenticate(user)
    return user


@pytest.fixture
def _few(monkeypatch):
    for throttle in (AddressThrottle, PersonThrottle):
        rates = {**throttle.THROTTLE_RATES, "public": "2/minute", "person": "2/minute"}
        monkeypatch.setattr(throttle, "THROTTLE_RATES", rates)


@pytest.mark.usefixtures("_few")
def test_an_address_that_asks_too_much_hears_when_to_ask_again(client, db):
    answers = [client.get("/api/v1/regions", HTTP_ACCEPT_LANGUAGE="ru") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert "Повторите через" in answers[2].json()["errors"][0]["detail"]


@pytest.mark.usefixtures("_few", "person")
def test_a_person_is_counted_wherever_they_are(client):
    codes = [client.get("/api/v1/me", REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(3)]
    assert codes == [200, 200, 429]


@pytest.mark.usefixtures("_few")
def test_people_who_share_an_address_dont_count_for_each_other(client, db):
    codes = []
    for _ in range(3):
        client.force_authenticate(make_user())
        codes.append(client.get("/api/v1/me").status_code)
    assert codes == [200, 200, 200]


@pytest.mark.usefixtures("_few")
def test_the_application_hears_it_in_detail(client, db):
    client.force_authenticate(make_user())
    answers = [client.get("/mobile/users/me") for _ in range(3)]
    assert (answers[2].status_code, "Retry-After" in answers[2]) == (429, True)
    assert isinstance(answers[2].json()["detail"], str)


@pytest.mark.parametrize(
    ("proxies", "passed", "seen"),
    [
        (0, "1.2.3.4", "10.0.0.9"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "1.2.3.4, 10.1.1.1", "1.2.3.4"),
        (1, "nonsense", "10.0.0.9"),
        (1, "", "10.0.0.9"),
    ],
)
def test_only_servers_in_front_say_who_asks(settings, proxies, passed, seen):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=passed)
    own_address(lambda request: request)(request)
    assert request.META["REMOTE_ADDR"] == seen


@pytest.mark.parametrize("path", ["vacancies", "vacancies/{}", "specialties", "regions", "skills"])
def test_what_is_unchanged_is_not_sent_again(client, db, path):
    row = make_vacancy(specialty=make_specialty())
    address = f"/api/v1/{path.format(row.pk)}"
    first = client.get(address)
    again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    row.title = "Another"
    row.save()
    assert "max-age" in first["Cache-Control"]


def test_a_changed_vacancy_is_sent_again(client, db):
    row = make_vacancy()
    tag = client.get(f"/api/v1/vacancies/{row.pk}")["ETag"]
    row.title = "Another"
    row.save()
    again = client.get(f"/api/v1/vacancies/{row.pk}", HTTP_IF_NONE_MATCH=tag)
    assert again.json()["title"] == "Another"


def test_each_language_has_a_copy_of_its_own(client, db):
    make_specialty(name_ru="Швея", name_uz="Tikuvchi")
    tags = {
        client.get("/api/v1/specialties", HTTP_ACCEPT_LANGUAGE=code)["ETag"]
        for code in ("ru", "uz")
    }
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("asked", "code"),
    [("uz", "uz"), ("uz-Cyrl", "uz-cyrl"), ("ru-RU,ru;q=0.9", "ru"), ("en", "en"), ("de", "uz")],
)
def test_errors_are_in_the_readers_language(client, db, asked, code):
    answer = client.get("/api/v1/me", HTTP_ACCEPT_LANGUAGE=asked)
    assert answer["Content-Language"] == code


def test_the_first_screen_of_somebody_new_is_empty(client, person):
    home = client.get("/api/v1/me/home").json()
    assert home == {
        "has_profile": False, "specialty": None, "specialty_set_by": None,
        "vacancies": [], "courses": [], "resume": None,
    }  # fmt: skip


def test_the_first_screen_holds_all_in_one_answer(client, person):
    sewing = make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})
    for _ in range(7):
        make_vacancy("Tikuvchi", specialty=sewing)
        make_course("Tikish").specialties.add(sewing)
    client.patch("/api/v1/me/profile", {"preferences": "tikish"})
    made = client.post("/api/v1/me/resumes", {"language": "uz"}).json()
    home = client.get("/api/v1/me/home").json()
    assert home["specialty"]["code"] == "hh-141"
    assert (len(home["vacancies"]), len(home["courses"])) == (5, 3)
    assert home["resume"]["id"] == made["id"]
    assert Profile.objects.count() == 1
