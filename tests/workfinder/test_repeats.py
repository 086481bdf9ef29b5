"""A request that is sent again with its `Idempotency-Key` makes nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connections
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import KeptAnswer, ProfileSkill, User
from catalog.models import Report
from resumes.models import Resume
from tests.factories import make_user, make_vacancy

SKILLS = "/api/v1/me/skills"
SIGN_UP = {"username": "malika", "password": "a-long-passphrase-7"}


def phone(user=None):
    client = APIClient(raise_request_exception=False)
    name = (user or make_user()).username
    given = {"username": name, "password": "a long enough passphrase"}
    access = client.post("/api/v1/auth/login", given).json()["access"]
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {access}")
    return client


@pytest.fixture
def client(db):
    return phone()


def post(client, body=None, key="one", path=SKILLS):
    return client.post(path, body or {"name": "tikish"}, HTTP_IDEMPOTENCY_KEY=key)


def test_the_second_request_gets_the_first_answer(client):
    first, second = post(client), post(client)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert second["Idempotency-Replayed"] == "true"
    assert ProfileSkill.objects.count() == 1


def test_a_resume_is_made_once(client):
    path, body = "/api/v1/me/resumes", {"language": "uz"}
    answers = [post(client, body, path=path).json()["id"] for _ in range(3)]
    assert len(set(answers)) == Resume.objects.count() == 1


def test_without_a_key_each_request_stands_alone(client):
    client.post(SKILLS, {"name": "tikish"})
    assert client.post(SKILLS, {"name": "tikish"}).status_code == 400


def test_the_same_key_with_another_body_is_refused(client):
    post(client)
    answer = post(client, {"name": "bichish"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "idempotency_key_reused"


def test_a_refused_request_leaves_the_key_free(client):
    assert post(client, {"name": ""}).status_code == 400
    assert post(client).status_code == 201


def test_a_key_is_a_persons_own(client):
    post(client)
    assert post(phone()).status_code == 201
    assert ProfileSkill.objects.count() == 2


@pytest.mark.parametrize("key", ["", " ", "ключ", "x" * 256])
def test_a_key_that_is_none_is_refused_in_a_sentence(client, key):
    answer = post(client, key=key.encode().decode("latin-1"))
    assert answer.json()["errors"][0]["code"] == "bad_idempotency_key"


def test_a_key_is_kept_for_a_day(client):
    post(client)
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        KeptAnswer.objects.take(User.objects.get().pk, "one", "another")
    assert [kept.request for kept in KeptAnswer.objects.all()] == ["another"]


def test_a_report_needs_no_person(db):
    path = f"/api/v1/vacancies/{make_vacancy().pk}/report"
    client = APIClient()
    for _ in range(2):
        assert post(client, {"reason": "scam"}, path=path).status_code == 201
    assert Report.objects.count() == 1


def test_signing_up_again_with_the_key_signs_in(db):
    client = APIClient()
    first = post(client, SIGN_UP, path="/api/v1/auth/register")
    second = post(client, SIGN_UP, path="/api/v1/auth/register")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["user"] == second.json()["user"]


def test_signing_up_with_the_key_and_another_password_is_refused(db):
    client = APIClient()
    post(client, SIGN_UP, path="/api/v1/auth/register")
    other = {**SIGN_UP, "password": "another-long-passphrase-8"}
    assert post(client, other, path="/api/v1/auth/register").status_code == 400


def test_no_token_is_kept(db):
    post(APIClient(), SIGN_UP, path="/api/v1/auth/register")
    assert [kept.body for kept in KeptAnswer.objects.all()] == [""]


@pytest.mark.django_db(transaction=True)
def test_ten_equal_requests_at_once_make_one():
    user = make_user()
    clients = [phone(user) for _ in range(10)]

    def send(client):
        try:
            return post(client)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, clients))
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (201, answers[0].content)
    }
    assert ProfileSkill.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_equal_sign_ups_at_once_make_one_person():
    def send(_):
        try:
            return post(APIClient(), SIGN_UP, path="/api/v1/auth/register").json()["user"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        people = list(pool.map(send, range(10)))
    assert all(person == people[0] for person in people)
    assert User.objects.count() == 1
