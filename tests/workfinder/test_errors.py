"""An address that leads nowhere answers in the shape of its door."""

import pytest


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/me/photo"])
def test_the_api_answers_in_its_error_shape(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "not_found")


def test_the_mobile_door_answers_in_detail(client):
    answer = client.get("/mobile/nowhere")
    assert (answer.status_code, answer.json()) == (404, {"detail": "Not Found"})


@pytest.mark.django_db
def test_a_browser_gets_a_page(client):
    answer = client.get("/nowhere/")
    assert (answer.status_code, "<h1>" in answer.text) == (404, True)
