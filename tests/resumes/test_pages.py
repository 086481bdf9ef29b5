"""The pages of resumes, and whom they are for."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document

from resumes import composing
from resumes.checking import InventedError
from resumes.composing import create_resume, file_of
from resumes.content import Content, Line
from resumes.rendering import RENDERERS
from resumes.rendering.to_docx import to_docx
from tests.factories import make_user, make_vacancy
from tests.resumes.people import beginner, caller, tailor

pytestmark = pytest.mark.django_db


CONTENT = Content("ru", Line("Директор", ("profile.full_name",)), None, ())


def resume_of(profile, **how):
    return create_resume(profile.user, **{"language": "ru", **how})


def test_a_resume_is_made_and_shown(client):
    profile = beginner()
    client.force_login(profile.user)
    page = client.post(reverse("resumes:resume_create"), {"language": "ru"}, follow=True).text
    assert "Олег Ким" in page


def test_the_vacancy_is_kept(client):
    profile, vacancy = beginner(), make_vacancy()
    client.force_login(profile.user)
    client.post(reverse("resumes:resume_create"), {"language": "ru", "vacancy": vacancy.pk})
    assert profile.user.resumes.get().vacancy == vacancy


def test_an_unknown_language_keeps_the_page(client):
    client.force_login(beginner().user)
    answer = client.post(reverse("resumes:resume_create"), {"language": "xx"})
    assert answer.status_code == 422


def test_the_list_names_the_vacancy_to_be_written_for(client):
    client.force_login(beginner().user)
    vacancy = make_vacancy(title="Night baker")
    page = client.get(reverse("resumes:resume_list"), {"vacancy": vacancy.pk}).text
    assert "Night baker" in page


def test_the_list_survives_a_strange_vacancy(client):
    client.force_login(beginner().user)
    answer = client.get(reverse("resumes:resume_list"), {"vacancy": "x\x00"})
    assert answer.status_code == 200


def test_the_list_asks_no_more_for_more_resumes(client, django_assert_max_num_queries):
    profile = beginner()
    for _ in range(4):
        resume_of(profile, vacancy=make_vacancy())
    client.force_login(profile.user)
    with django_assert_max_num_queries(8):
        client.get(reverse("resumes:resume_list"))


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_file_has_the_name_of_the_person(client, kind):
    resume = resume_of(tailor(), language="en")
    client.force_login(resume.owner)
    answer = client.get(reverse("resumes:resume_file", args=[resume.pk, kind]))
    assert f".{kind}" in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Gulnora" in answer["Content-Disposition"]


def test_the_docx_has_the_photo():
    document = Document(BytesIO(file_of(resume_of(tailor()), "docx").data))
    assert len(document.part.package.image_parts) == 1


def test_the_docx_of_an_application_user_opens():
    document = Document(BytesIO(file_of(resume_of(caller()), "docx").data))
    assert "Пекарь" in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_rotten_photo_leaves_the_resume(kind):
    profile = tailor()
    profile.photo.save("photo.jpg", ContentFile(b"\xff\xd8 no picture"))
    assert file_of(resume_of(profile), kind).data


def test_a_line_without_its_fact_is_not_saved(monkeypatch):
    invented = Line("Директор завода", ("experience:0",))
    monkeypatch.setattr(composing, "compose", lambda *_, **__: replace(CONTENT, title=invented))
    assert resume_of(beginner()).content["title"] is None


def test_the_reader_hears_of_a_line_left_out(monkeypatch):
    invented = Line("Директор завода", ("experience:0",))
    monkeypatch.setattr(composing, "compose", lambda *_, **__: replace(CONTENT, title=invented))
    assert "left out" in resume_of(beginner()).notice


def test_a_file_that_says_more_is_not_given(monkeypatch):
    resume, other = resume_of(beginner()), to_docx(CONTENT, None)
    changed = replace(RENDERERS["docx"], render=lambda *_: other)
    monkeypatch.setitem(RENDERERS, "docx", changed)
    with pytest.raises(InventedError):
        file_of(resume, "docx")


def test_a_lost_photo_leaves_the_resume():
    resume = resume_of(tailor())
    resume.owner.profile.photo.storage.delete(resume.owner.profile.photo.name)
    assert file_of(resume, "docx").data


def test_an_unknown_format_is_not_found(client):
    resume = resume_of(beginner())
    client.force_login(resume.owner)
    assert client.get(reverse("resumes:resume_file", args=[resume.pk, "odt"])).status_code == 404


@pytest.mark.parametrize(
    ("name", "more"), [("resume_detail", []), ("resume_file", ["docx"]), ("resume_file", ["pdf"])]
)
def test_a_stranger_finds_nothing(client, name, more):
    resume = resume_of(beginner())
    client.force_login(make_user())
    assert client.get(reverse(f"resumes:{name}", args=[resume.pk, *more])).status_code == 404


def test_a_stranger_deletes_nothing(client):
    resume = resume_of(beginner())
    client.force_login(make_user())
    answer = client.post(reverse("resumes:resume_delete", args=[resume.pk]))
    assert (answer.status_code, resume.owner.resumes.count()) == (404, 1)


def test_its_owner_deletes_a_resume(client):
    resume = resume_of(beginner())
    client.force_login(resume.owner)
    client.post(reverse("resumes:resume_delete", args=[resume.pk]))
    assert not resume.owner.resumes.exists()


def test_a_guest_is_asked_to_sign_in(client):
    assert client.get(reverse("resumes:resume_list")).status_code == 302


def test_words_in_another_language_are_announced():
    assert resume_of(tailor(), language="uz").notice


def test_curators_see_no_content(admin_client):
    resume = resume_of(beginner())
    listed = admin_client.get(reverse("admin:resumes_resume_changelist")).text
    shown = admin_client.get(reverse("admin:resumes_resume_change", args=[resume.pk])).text
    assert "Ким" not in listed + shown
