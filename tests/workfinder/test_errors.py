"""Errors answer in the shape of their door, and pages of errors in the look that was chosen."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import reverse

from accounts.tokens import tokens_for
from tests.factories import make_user
from workfinder.errors import unreadable


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/me/photo"])
def test_the_api_answers_in_its_error_shape(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "code"), [("no.token.of-ours", "token_not_valid"), (None, "user_inactive")]
)
def test_a_refused_token_is_one_error_that_people_can_read(client, token, code):
    user = make_user()
    given = token or tokens_for(user)["access"]
    type(user).objects.update(is_active=False)
    headers = {"authorization": f"Bearer {given}", "accept-language": "ru"}
    answer = client.get("/api/v1/me", headers=headers)
    told = {"code": code, "detail": "Войдите ещё раз.", "attr": None}
    assert (answer.status_code, answer.json()["errors"]) == (401, [told])
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_mobile_door_answers_in_detail(client):
    answer = client.get("/mobile/nowhere")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


@pytest.mark.django_db
def test_a_browser_gets_a_page(client):
    answer = client.get("/nowhere/")
    assert (answer.status_code, "<h1>" in answer.text) == (404, True)


def fail():
    raise RuntimeError


def refuse():
    raise PermissionDenied


def garble():
    raise SuspiciousOperation


def chosen(**defaults):
    client = Client(raise_request_exception=False, **defaults)
    client.cookies["theme"] = "dark"
    return client


@pytest.fixture
def pages(monkeypatch):
    """A first page that ends as a test wants it to."""

    def end_in(view):
        monkeypatch.setattr("workfinder.home.figures", view)

    return end_in


@pytest.mark.django_db
def test_what_is_refused_is_a_page_in_the_chosen_look(pages):
    pages(refuse)
    answer = chosen().get("/")
    assert (answer.status_code, 'data-theme="dark"' in answer.text) == (403, True)


@pytest.mark.django_db
def test_an_old_form_is_told_in_the_chosen_look():
    answer = chosen(enforce_csrf_checks=True).post(reverse("accounts:login"))
    assert (answer.status_code, 'data-theme="dark"' in answer.text) == (403, True)


@pytest.mark.django_db
def test_too_many_tries_are_told_in_the_chosen_look(settings):
    settings.AXES_FAILURE_LIMIT = 1
    typed = {"username": "malika", "password": "wrong"}
    answer = chosen().post(reverse("accounts:login"), typed)
    assert (answer.status_code, 'data-theme="dark"' in answer.text) == (429, True)


@pytest.mark.django_db
def test_what_broke_is_told_in_the_chosen_look_without_the_database(
    pages, django_assert_num_queries
):
    pages(fail)
    with django_assert_num_queries(0):
        answer = chosen().get("/")
    assert (answer.status_code, 'data-theme="dark"' in answer.text) == (500, True)


@pytest.mark.django_db
def test_what_broke_follows_the_device_where_nothing_was_chosen(pages):
    pages(fail)
    answer = Client(raise_request_exception=False).get("/")
    assert (answer.status_code, "data-theme" in answer.text) == (500, False)


@pytest.mark.django_db
def test_what_cannot_be_read_is_told_in_the_chosen_look(pages):
    pages(garble)
    answer = chosen().get("/")
    assert (answer.status_code, 'data-theme="dark"' in answer.text) == (400, True)


def test_what_cannot_be_read_is_told_to_the_api_in_its_shape(rf):
    answer = unreadable(rf.get("/api/v1/regions"), SuspiciousOperation())
    assert (answer.status_code, b"bad_request" in answer.content) == (400, True)
