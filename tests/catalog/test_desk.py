"""What curators do with sources, imports, vacancies and skills."""

import pytest
from django.contrib.auth.models import Permission
from django_q.models import OrmQ

from catalog.importing import import_source, try_source
from catalog.merging import merge_skills
from catalog.models import Course, QuarantinedItem, Report, Skill, Source, Vacancy
from catalog.sources import ADAPTERS
from tests.catalog.test_admin import curator, fill, urlpatterns  # noqa: F401  fixtures
from tests.factories import make_course, make_skill, make_specialty, make_user, make_vacancy

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.catalog.test_admin")]


IN_ENGLISH = {"accept-language": "en"}


def act(client, model, action, rows, **fields):
    data = {"action": action, "_selected_action": [row.pk for row in rows], **fields}
    return client.post(f"/admin/catalog/{model}/", data, follow=True, headers=IN_ENGLISH)


def add_source(client, kind, **options):
    added = client.post("/admin/catalog/source/add/", {"name": "New", "kind": kind})
    fields = {f"option_{name}": value for name, value in options.items()}
    return added["Location"], {"name": "New", "is_active": "on", "every_hours": 24, **fields}


JSON_LIST = {
    "address": "https://jobs.example/list",
    "what": "vacancies",
    "paging": "none",
    "field_external_id": "id",
    "field_title": "name",
}


def test_the_options_of_a_kind_are_asked_for(curator):  # noqa: F811
    address, _fields = add_source(curator, "json_list")
    page = curator.get(address).content.decode()
    assert "option_field_employer" in page
    assert "JMESPath" in page


def test_options_are_kept(curator):  # noqa: F811
    address, fields = add_source(curator, "json_list", **JSON_LIST)
    assert curator.post(address, fields).status_code == 302
    assert Source.objects.get().options["field_title"] == "name"


def test_what_is_wrong_stands_beside_its_option(curator):  # noqa: F811
    address, fields = add_source(curator, "json_list", **JSON_LIST | {"field_title": "a..b"})
    page = curator.post(address, fields, headers=IN_ENGLISH)
    assert "no expression" in page.context["adminform"].form.errors["option_field_title"][0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("button", "task"),
    [
        ("try_it", ("catalog.tasks.try_one", 1)),
        ("rehearse_it", ("catalog.tasks.try_one", None)),
        ("import_it", ("catalog.tasks.import_one", None)),
    ],
)
def test_a_button_saves_and_queues(curator, button, task):  # noqa: F811
    address, fields = add_source(curator, "json_list", **JSON_LIST)
    fields |= {f"catalog_source_{button}": "1"}
    answer = curator.post(address, fields, follow=True, headers=IN_ENGLISH)
    queued = OrmQ.objects.get().task
    source = Source.objects.get()
    assert (queued["func"], queued["args"]) == (task[0], tuple(filter(None, (source.pk, task[1]))))
    assert "is being asked" in answer.content.decode()


def test_the_waiting_page_leads_to_the_run(curator, make_file_source):  # noqa: F811
    source = make_file_source({"external_id": "1", "title": "Job"})
    run = try_source(source)
    since = run.started_at.replace(microsecond=0).isoformat()
    answer = curator.get(f"/admin/catalog/source/{source.pk}/run/", {"since": since})
    assert answer["Location"] == f"/admin/catalog/importrun/{run.pk}/change/"


def test_a_dry_run_shows_its_sample(curator, make_file_source):  # noqa: F811
    run = try_source(make_file_source({"external_id": "1", "title": "Baker"}, {"title": "x"}))
    page = curator.get(f"/admin/catalog/importrun/{run.pk}/change/").content.decode()
    assert "Baker" in page
    assert "external_id is missing" in page


def test_an_import_is_undone(curator, fill):  # noqa: F811
    source = fill("File", 2)
    run = source.runs.get()
    curator.post(f"/admin/catalog/importrun/{run.pk}/undo/")
    assert not Vacancy.objects.exists()


def test_undoing_needs_a_post(curator, fill):  # noqa: F811
    run = fill("File", 2).runs.get()
    assert curator.get(f"/admin/catalog/importrun/{run.pk}/undo/").status_code == 405


@pytest.mark.urls("workfinder.urls")
def test_undoing_needs_the_right(client, curator, fill):  # noqa: F811
    run = fill("File", 2).runs.get()
    helper = make_user("helper", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="view_importrun"))
    client.force_login(helper)
    assert client.post(f"/admin/catalog/importrun/{run.pk}/undo/").status_code == 404
    assert Vacancy.objects.exists()


def test_items_set_aside_are_read_again(curator, fill):  # noqa: F811
    fill("File", 1)
    QuarantinedItem.objects.update(raw='{"external_id": "9", "title": "Mended"}')
    page = act(curator, "quarantineditem", "read_again", QuarantinedItem.objects.all())
    assert "1 could be read now, 0 still" in page.content.decode()
    assert Vacancy.objects.filter(title="Mended").exists()


def form_of(client, vacancy):
    page = client.get(f"/admin/catalog/vacancy/{vacancy.pk}/change/")
    skip = ("skills", "published_at")
    return {
        name: value
        for name, value in page.context["adminform"].form.initial.items()
        if value is not None and name not in skip
    } | {"work_modes": [], "schedules": []}


def test_what_a_curator_sets_right_is_kept_and_shown(curator, fill):  # noqa: F811
    source = fill("File", 1)
    vacancy = Vacancy.objects.get()
    fields = form_of(curator, vacancy) | {"title": "Right", "salary_from": "6000000.00"}
    answer = curator.post(f"/admin/catalog/vacancy/{vacancy.pk}/change/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    vacancy.refresh_from_db()
    assert {"title", "pay"} <= set(vacancy.corrected)
    Vacancy.objects.update(content_hash="x")
    import_source(source)
    vacancy.refresh_from_db()
    assert vacancy.title == "Right"
    page = curator.get(f"/admin/catalog/vacancy/{vacancy.pk}/change/").content.decode()
    assert "pay" in page


def test_fields_are_released(curator, fill):  # noqa: F811
    source = fill("File", 1)
    Vacancy.objects.update(title="Right", corrected=["title"])
    act(curator, "vacancy", "release_them", Vacancy.objects.all())
    import_source(source)
    assert Vacancy.objects.get().title == "Job 0"


def test_many_vacancies_are_edited_at_once(curator):  # noqa: F811
    vacancies = [make_vacancy(), make_vacancy()]
    specialty = make_specialty("hh-1")
    asked = act(curator, "vacancy", "edit_them", vacancies)
    assert asked.status_code == 200
    act(curator, "vacancy", "edit_them", vacancies, edited=1, specialty=specialty.pk)
    kept = {(row.specialty_id, tuple(row.corrected)) for row in Vacancy.objects.all()}
    assert kept == {(specialty.pk, ("specialty",))}


def test_a_vacancy_is_written_by_hand(curator):  # noqa: F811
    page = curator.get("/admin/catalog/vacancy/add/")
    initial = page.context["adminform"].form.initial
    assert Source.objects.get(pk=initial["source"]).name == "By hand"
    fields = {
        "source": initial["source"], "external_id": initial["external_id"], "title": "Cook",
        "region": make_vacancy().region_id,
    }  # fmt: skip
    answer = curator.post("/admin/catalog/vacancy/add/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    assert Vacancy.objects.open().filter(title="Cook").exists()


def test_skills_are_merged(curator):  # noqa: F811
    one, other = make_skill("Baking"), make_skill("Bread")
    both, only = make_vacancy(skills=("Baking", "Bread")), make_vacancy(skills=("Bread",))
    course = make_course(skills=("Bread",))
    act(curator, "skill", "merge", [one, other], stays=one.pk)
    for offer in (both, only, course):
        assert list(offer.skills.all()) == [one]
    assert list(Skill.objects.in_use()) == [one]


def test_a_merged_skill_is_found_as_the_one_that_stays(make_file_source):
    python, excel = Skill.objects.get(code="python"), Skill.objects.get(code="excel")
    merge_skills(python, [excel])
    import_source(make_file_source({"external_id": "1", "title": "Job", "description": "Excel"}))
    assert list(Vacancy.objects.get().skills.all()) == [python]


def test_a_course_is_linked_to_a_specialty(curator):  # noqa: F811
    course, specialty = make_course(), make_specialty("hh-1")
    fields = {
        "source": course.source_id, "external_id": course.external_id, "title": course.title,
        "specialties": [specialty.pk],
    }  # fmt: skip
    answer = curator.post(f"/admin/catalog/course/{course.pk}/change/", fields)
    assert answer.status_code == 302, answer.context["errors"]
    assert list(Course.objects.get().specialties.all()) == [specialty]


def test_a_report_is_answered_and_its_vacancy_closed(curator):  # noqa: F811
    report = Report.objects.create(vacancy=make_vacancy(), reader=make_user(), reason="closed")
    fields = {"answer": "Thank you.", "catalog_report_close_vacancy": "1"}
    curator.post(f"/admin/catalog/report/{report.pk}/change/", fields)
    report.refresh_from_db()
    assert report.answered_at
    assert not Vacancy.objects.open().exists()


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, adapter in ADAPTERS.items() for name in adapter.samples],
)
def test_files_to_fill_in_can_be_imported_as_they_are(curator, vocabulary, tmp_path, kind, name):  # noqa: F811
    answer = curator.get(f"/admin/catalog/source/sample/{kind}/{name}")
    path = tmp_path / name
    path.write_bytes(answer.content)
    what = name.split(".")[0]
    source = Source.objects.create(name="S", kind=kind, options={"path": str(path), "what": what})
    assert import_source(source).new == 1


def read(client, path):
    return client.get(f"/admin/catalog/{path}", headers=IN_ENGLISH).content.decode()


def test_a_source_that_brought_something_is_not_deleted(curator, fill):  # noqa: F811
    source = fill("File", 1)
    assert "File: 2 offers" in read(curator, f"source/{source.pk}/delete/")
    curator.post(f"/admin/catalog/source/{source.pk}/delete/", {"post": "yes"})
    assert Source.objects.filter(pk=source.pk).exists()


def test_one_that_brought_nothing_is_deleted(curator):  # noqa: F811
    source = Source.objects.create(name="Empty", kind="rss")
    curator.post(f"/admin/catalog/source/{source.pk}/delete/", {"post": "yes"})
    assert not Source.objects.filter(pk=source.pk).exists()


def test_before_a_vacancy_is_deleted_no_row_without_a_page_is_named(curator, fill):  # noqa: F811
    fill("File", 1)
    page = read(curator, f"vacancy/{Vacancy.objects.get().pk}/delete/")
    assert "Vacancies: 1" in page
    assert "Fingerprint" not in page


def test_the_desk_speaks_the_language_of_the_curator(curator):  # noqa: F811
    page = curator.get("/admin/catalog/report/", headers={"accept-language": "ru"})
    page = page.content.decode()
    assert [words for words in ("Type to search", "No results", "Catalog<") if words in page] == []


def test_a_list_says_how_many_there_are(curator, fill):  # noqa: F811
    fill("File", 3)
    assert "3 in all" in read(curator, "vacancy/")


def test_the_history_names_fields_in_the_language_of_the_curator(curator):  # noqa: F811
    skill = make_skill("Excel")
    page = curator.get(f"/admin/catalog/skill/{skill.pk}/change/")
    fields = {name: value or "" for name, value in page.context["adminform"].form.initial.items()}
    changed = fields | {"synonyms": "excel", "name_ru": "Эксель"}
    answer = curator.post(f"/admin/catalog/skill/{skill.pk}/change/", changed)
    assert answer.status_code == 302, answer.context["errors"]
    path = f"/admin/catalog/skill/{skill.pk}/history/"
    page = curator.get(path, headers={"accept-language": "ru"}).content.decode()
    assert "название по-русски" in page
