"""The curators' desk."""

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django_q.models import OrmQ

from catalog.admin.sources import FAILED, LATE, NEVER, PARTLY, WELL, light_of
from catalog.importing import import_source
from catalog.models import Course, ImportRun, QuarantinedItem, Region, Skill, Source, Vacancy
from tests.factories import make_user

urlpatterns = [path("admin/", admin.site.urls)]
pytestmark = pytest.mark.urls(__name__)

MODELS = [
    "source",
    "importrun",
    "quarantineditem",
    "vacancy",
    "course",
    "specialty",
    "region",
    "skill",
]


@pytest.fixture
def curator(client, db, settings, tmp_path):
    """A browser in which an administrator has signed in; no static files are collected."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    user = make_user("boss", is_staff=True, is_superuser=True)
    client.force_login(user)
    return client


@pytest.fixture
def fill(make_file_source):
    """Imports some offers and something broken."""

    def fill_tables(name, count):
        offers = [
            {"source": "x", "external_id": f"{n}", "title": f"Job {n}", "area": "Ташкент",
             "professional_roles": ["Программист, разработчик"], "key_skills": ["Python"],
             "salary_from": 5_000_000, "currency": "UZS"}
            for n in range(count)
        ]  # fmt: skip
        courses = [
            {"source": "x", "external_id": f"{n}", "title": f"Course {n}", "provider": "P",
             "skills": ["Excel"]}
            for n in range(count)
        ]  # fmt: skip
        broken = [b"broken"] * count
        source = make_file_source(*offers, *courses, *broken, name=name)
        import_source(source)
        return source

    return fill_tables


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_with_rows_in_it(curator, fill, model):
    fill("File", 3)
    page = curator.get(f"/admin/catalog/{model}/")
    assert page.status_code == 200
    assert page.context["cl"].result_count > 0


@pytest.mark.parametrize("model", MODELS)
def test_a_list_asks_no_more_for_more_rows(curator, fill, model):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            curator.get(f"/admin/catalog/{model}/")
        return len(asked)

    fill("Few", 2)
    queries()
    few = queries()
    fill("Many", 15)
    assert queries() <= few


@pytest.mark.parametrize("model", MODELS)
def test_every_list_can_be_searched(curator, fill, model):
    fill("File", 2)
    assert curator.get(f"/admin/catalog/{model}/?q=python").status_code == 200


@pytest.mark.parametrize(
    "model", [Source, ImportRun, QuarantinedItem, Vacancy, Course, Region, Skill]
)
def test_a_row_opens(curator, fill, model):
    fill("File", 1)
    row = model.objects.order_by("-pk").first()
    assert (
        curator.get(f"/admin/catalog/{model._meta.model_name}/{row.pk}/change/").status_code == 200
    )


def test_a_source_is_set_up_with_an_upload(curator, vocabulary, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    line = b'{"source": "x", "external_id": "1", "title": "Job"}\n'
    fields = {
        "name": "Upload", "is_active": "on", "every_hours": 0,
        "option_path": SimpleUploadedFile("../../offers.jsonl", line),
    }  # fmt: skip
    added = curator.post("/admin/catalog/source/add/", {"name": "Upload", "kind": "json_lines"})
    assert curator.post(added["Location"], fields).status_code == 302
    source = Source.objects.get()
    assert source.options["path"].startswith(f"{tmp_path}/imports/")
    assert import_source(source).new == 1


def test_a_path_that_is_typed_is_not_taken(curator, vocabulary):
    fields = {"name": "Spy", "kind": "json_lines", "every_hours": 0, "path": "/etc/passwd",
              "options": '{"path": "/etc/passwd"}'}  # fmt: skip
    added = curator.post("/admin/catalog/source/add/", fields)
    curator.post(added["Location"], fields | {"option_path": "/etc/passwd"})
    assert Source.objects.get().options == {"complete": False}


@pytest.mark.django_db(transaction=True)
def test_import_now_queues_what_the_schedule_queues(curator, fill):
    source = fill("File", 1)
    fields = {"action": "import_now", "_selected_action": [source.pk]}
    curator.post("/admin/catalog/source/", fields)
    task = OrmQ.objects.get().task
    assert (task["func"], task["args"]) == ("catalog.tasks.import_one", (source.pk,))


def test_one_action_removes_every_example(curator, fill):
    source = fill("File", 2)
    Source.objects.update(is_example=True)
    fields = {"action": "remove_all_examples", "_selected_action": [source.pk]}
    curator.post("/admin/catalog/source/", fields)
    assert not Vacancy.objects.exists()
    assert not Course.objects.exists()


def test_what_a_curator_changes_is_compared_anew(curator, fill):
    fill("File", 1)
    before = Vacancy.objects.get()
    page = curator.get(f"/admin/catalog/vacancy/{before.pk}/change/")
    fields = {
        name: value
        for name, value in page.context["adminform"].form.initial.items()
        if value is not None and name not in ("skills", "published_at", "closed_at")
    }
    fields |= {"title": "Baker", "description": "<p>Bread</p><script>x</script>",
               "work_modes": ["remote", "hybrid"], "schedules": [], "is_gross": "true",
               "skills": [Skill.objects.first().pk]}  # fmt: skip
    answer = curator.post(f"/admin/catalog/vacancy/{before.pk}/change/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    after = Vacancy.objects.get()
    assert (after.title, after.description) == ("Baker", "<p>Bread</p>")
    assert set(after.work_modes) == {"hybrid", "remote"}
    assert after.monthly_uzs_from == 4_400_000
    assert after.updated_at > before.updated_at


@pytest.mark.parametrize(
    ("fields", "quarantined", "light"),
    [
        ({"failure": "no answer"}, 0, FAILED),
        ({}, 0, NEVER),
        ({"imported_at": 1}, 0, WELL),
        ({"imported_at": 1}, 3, PARTLY),
        ({"imported_at": 50, "every_hours": 24}, 0, LATE),
        ({"imported_at": 40, "every_hours": 24}, 0, WELL),
    ],
)
def test_the_light_tells_how_a_source_is_doing(fields, quarantined, light):
    if "imported_at" in fields:
        hours = timezone.timedelta(hours=fields["imported_at"])
        fields = fields | {"imported_at": timezone.now() - hours}
    assert light_of(Source(**fields), quarantined) == light
