import pytest
from rest_framework.test import APIClient

from accounts.tokens import tokens_for
from recommendations.marking import add_vacancy, hide_employer, mark_vacancy
from recommendations.models import HiddenEmployer, Mark
from resumes.models import Resume
from tests.factories import make_user, make_vacancy

ME = "/api/v1/me/"


@pytest.fixture
def user(db):
    return make_user()


@pytest.fixture
def phone(user):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens_for(user)['access']}")
    return client


def test_a_mark_is_put_with_note_and_resume(phone, user):
    resume = Resume.objects.create(owner=user, language="uz")
    vacancy = make_vacancy("Novvoy")
    given = {"state": "applied", "note": "a", "resume": str(resume.pk)}
    told = phone.put(f"{ME}marks/{vacancy.pk}", given).json()
    assert (told["state"], told["note"], told["resume"]) == ("applied", "a", str(resume.pk))
    assert told["vacancy"]["id"] == str(vacancy.pk)
    assert [change["state"] for change in told["history"]] == ["applied"]


def test_note_and_resume_stay_where_none_is_given(phone, user):
    resume = Resume.objects.create(owner=user, language="uz")
    vacancy = make_vacancy()
    phone.put(f"{ME}marks/{vacancy.pk}", {"state": "saved", "note": "a", "resume": str(resume.pk)})
    told = phone.put(f"{ME}marks/{vacancy.pk}", {"state": "applied"}).json()
    assert (told["note"], told["resume"]) == ("a", str(resume.pk))


def test_a_resume_of_somebody_else_is_refused(phone):
    theirs = Resume.objects.create(owner=make_user(), language="uz")
    given = {"state": "applied", "resume": str(theirs.pk)}
    answer = phone.put(f"{ME}marks/{make_vacancy().pk}", given)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "resume"


def test_marks_are_listed_by_state(phone, user):
    mark_vacancy(user, make_vacancy("Novvoy"), "saved")
    mark_vacancy(user, make_vacancy("Haydovchi"), "offer")
    told = phone.get(f"{ME}marks", {"state": "offer"}).json()
    assert [row["title"] for row in told["results"]] == ["Haydovchi"]
    assert set(told) == {"next", "previous", "results"}


def test_a_strange_state_is_told(phone):
    assert phone.get(f"{ME}marks", {"state": "bought"}).status_code == 400


def test_one_from_elsewhere_is_added_changed_and_removed(phone):
    given = {"title": "Novvoy", "url": "https://work.example/7"}
    made = phone.post(f"{ME}marks", given)
    assert made.status_code == 201
    assert made.json()["vacancy"] is None
    address = f"{ME}marks/records/{made.json()['id']}"
    told = phone.patch(address, {"state": "interview", "title": "Nonvoy"}).json()
    assert (told["state"], told["title"], told["url"]) == ("interview", "Nonvoy", given["url"])
    assert phone.delete(address).status_code == 204
    assert not Mark.objects.exists()


@pytest.mark.parametrize("given", [{}, {"title": ""}, {"title": "a", "url": "javascript:1"},
                                   {"title": "a", "state": "hidden"}])  # fmt: skip
def test_what_cant_be_added_is_told(phone, given):
    assert phone.post(f"{ME}marks", given).status_code == 400


def test_what_isnt_mine_isnt_there(phone):
    other = make_user()
    theirs = add_vacancy(other, title="Novvoy", state="saved")
    hidden = hide_employer(other, "Нон")
    assert phone.get(f"{ME}marks/records/{theirs.pk}").status_code == 404
    assert phone.patch(f"{ME}marks/records/{theirs.pk}", {"state": "offer"}).status_code == 404
    phone.delete(f"{ME}marks/records/{theirs.pk}")
    assert phone.delete(f"{ME}hidden-employers/{hidden.pk}").status_code == 404
    assert Mark.objects.filter(pk=theirs.pk).exists()
    assert phone.get(f"{ME}marks").json()["results"] == []


def test_an_employer_is_hidden_and_shown_again(phone):
    made = phone.post(f"{ME}hidden-employers", {"name": "ООО Нон"})
    assert made.status_code == 201
    assert phone.get(f"{ME}hidden-employers").json()["results"][0]["name"] == "ООО Нон"
    assert phone.delete(f"{ME}hidden-employers/{made.json()['id']}").status_code == 204
    assert not HiddenEmployer.objects.exists()


def test_a_name_without_a_letter_hides_nobody(phone):
    assert phone.post(f"{ME}hidden-employers", {"name": "«»"}).status_code == 400


def test_the_list_takes_a_fixed_number_of_queries(phone, user, django_assert_max_num_queries):
    for _number in range(8):
        mark_vacancy(user, make_vacancy(skills=("Excel",)), "saved")
    with django_assert_max_num_queries(8):
        assert len(phone.get(f"{ME}marks").json()["results"]) == 8
