"""Readers say what is wrong with a vacancy, and see what curators answer."""

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from catalog.models import Report
from tests.factories import make_user, make_vacancy

pytestmark = pytest.mark.django_db
IN_ENGLISH = {"accept-language": "en"}


def tell(client, vacancy, **fields):
    address = reverse("catalog:vacancy_report", args=[vacancy.pk])
    return client.post(address, {"reason": "scam", **fields}, follow=True, headers=IN_ENGLISH)


def test_anybody_can_tell(client):
    page = tell(client, make_vacancy(), text="They ask for money")
    assert "A curator will look at it" in page.text
    assert (Report.objects.get().text, Report.objects.get().reader) == ("They ask for money", None)


@pytest.mark.parametrize("fields", [{"reason": "x"}, {"reason": ""}, {"text": "a" * 1001}])
def test_nonsense_is_answered_with_a_sentence(client, fields):
    page = tell(client, make_vacancy(), **fields)
    assert "at most 1,000 characters" in page.text
    assert not Report.objects.exists()


def test_telling_needs_a_post(client):
    address = reverse("catalog:vacancy_report", args=[make_vacancy().pk])
    assert client.get(address).status_code == 405


def test_the_same_again_is_one_report(client):
    vacancy = make_vacancy()
    for _ in range(3):
        tell(client, vacancy)
    assert Report.objects.count() == 1


def test_a_reader_who_tells_again_renews_the_report(client):
    client.force_login(make_user())
    vacancy = make_vacancy()
    tell(client, vacancy)
    tell(client, vacancy, reason="closed")
    assert Report.objects.get().reason == "closed"


def test_the_reader_sees_the_answer_and_others_do_not(client):
    reader, vacancy = make_user(), make_vacancy()
    client.force_login(reader)
    tell(client, vacancy)
    Report.objects.update(answer="We have closed it.", answered_at=timezone.now())
    assert "We have closed it." in client.get(vacancy.get_absolute_url()).text
    client.force_login(make_user())
    assert "We have closed it." not in client.get(vacancy.get_absolute_url()).text


def test_phones_can_tell_too():
    vacancy = make_vacancy()
    answer = APIClient().post(f"/api/v1/vacancies/{vacancy.pk}/report", {"reason": "closed"})
    assert (answer.status_code, answer.json()["reason"]) == (201, "closed")
    assert APIClient().post("/api/v1/vacancies/999/report", {"reason": "x"}).status_code == 404
    wrong = APIClient().post(f"/api/v1/vacancies/{vacancy.pk}/report", {"reason": "x"})
    assert wrong.json()["errors"][0]["attr"] == "reason"


@pytest.mark.parametrize("sign", ["asks_for_money", "pay_out_of_range", "mass_repeats"])
def test_signs_are_shown_and_hide_nothing(client, sign):
    vacancy = make_vacancy("Cook", signs=[sign])
    page = client.get(vacancy.get_absolute_url(), headers=IN_ENGLISH).text
    assert "message--warning" in page or "many times" in page
    assert "Cook" in client.get(reverse("catalog:vacancy_search")).text


def test_a_page_says_where_applying_leads(client):
    vacancy = make_vacancy(url="https://www.jobs.example/1")
    assert "jobs.example</a>" in client.get(vacancy.get_absolute_url()).text
